// SPDX-License-Identifier: GPL-3.0-or-later
// A connection that breaks in the middle of a restore has two reasons: the way to the machine, which may come back, or
// a machine that was stopped, outbid for instance, which does not. Only the provider knows.
#include "services/session/bids.h"
#include "services/session/launch_session_p.h"
#include "services/session/stopped_machine.h"

namespace snapgpu {

namespace {
constexpr int kLookAgainMs = 5'000;
} // namespace

void LaunchSession::Private::lookAfterWinner()
{
    if (phase != SessionPhase::Restoring || outcomeSettled || winnerStop || winnerLook || nextLook.isActive()
        || !channel || channel->isOpen()) {
        return;
    }
    winnerLook = s.race.provider->list();
    winnerLook->then(q, [this](const Result<QVector<Machine>> &listed) {
        winnerLook = nullptr;
        nextLook.setSingleShot(true);
        nextLook.start(kLookAgainMs);
        if (!listed || phase != SessionPhase::Restoring || outcomeSettled) {
            return; // an answer that did not come says nothing about the machine
        }
        for (const Machine &machine : *listed) {
            if (machine.label == winner.label) {
                winnerStop = stoppedMachine(machine, isInterruptible(plan));
            }
        }
        if (winnerStop && restoreJob) {
            restoreJob->cancel(); // its end is told with the reason
        }
    });
}

} // namespace snapgpu
