// SPDX-License-Identifier: GPL-3.0-or-later
// While the connection to the winner is lost: is the machine still there? See winner_watch.h.
#include "services/session/bids.h"
#include "services/session/launch_session_p.h"

namespace snapgpu {

namespace {
constexpr int kLookAgainMs = 5'000;
} // namespace

void LaunchSession::Private::lookAfterWinner()
{
    if (!restore.reconnecting) {
        winnerWatch = {};
        return;
    }
    if (phase != SessionPhase::Restoring || outcomeSettled || winnerEnd || winnerLook
        || nextLook.isActive()) {
        return;
    }
    winnerLook = s.race.provider->list();
    winnerLook->then(q, [this](const Result<QVector<Machine>> &listed) {
        winnerLook = nullptr;
        nextLook.setSingleShot(true);
        nextLook.start(kLookAgainMs);
        if (!listed || phase != SessionPhase::Restoring || outcomeSettled || !restore.reconnecting) {
            return; // an answer that did not come says nothing about the machine
        }
        winnerEnd = winnerWatch.look(*listed, winner.label, isInterruptible(plan));
        if (winnerEnd && restoreJob) {
            restoreJob->cancel(); // its end is told with the reason
        }
    });
}

/**
 * The kept machine is dead. As long as nobody can have begun to work on it nothing is lost with it: it is
 * destroyed, and the race goes on for another one.
 */
void LaunchSession::Private::winnerDied(const Error &error)
{
    rememberRestore(false);
    leasePatience.stop();
    leasePatience.disconnect();
    kept = false;
    winnerFailed(error);
}

} // namespace snapgpu
