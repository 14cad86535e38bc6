// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/racer.h"

#include <algorithm>
#include <array>

namespace snapgpu::race {

namespace {

struct Move
{
    RacerState from;
    RacerState to;
};

// CreateSent -> Booting also when a listing shows the machine before its answer comes.
// Refused -> Destroying: a refusal that rented something after all. Destroying -> Refused: the answer to a
// create that was given up on its way said that nothing was rented.
constexpr std::array kMoves{
    Move{RacerState::Planned, RacerState::CreateSent},
    Move{RacerState::Planned, RacerState::Refused},
    Move{RacerState::CreateSent, RacerState::Refused},
    Move{RacerState::CreateSent, RacerState::Unknown},
    Move{RacerState::CreateSent, RacerState::Booting},
    Move{RacerState::CreateSent, RacerState::Destroying},
    Move{RacerState::Unknown, RacerState::Booting},
    Move{RacerState::Unknown, RacerState::Destroying},
    Move{RacerState::Booting, RacerState::Reachable},
    Move{RacerState::Booting, RacerState::Destroying},
    Move{RacerState::Reachable, RacerState::Winner},
    Move{RacerState::Reachable, RacerState::Destroying},
    Move{RacerState::Winner, RacerState::Destroying},
    Move{RacerState::Refused, RacerState::Destroying},
    Move{RacerState::Destroying, RacerState::Refused},
    Move{RacerState::Destroying, RacerState::Gone},
};

} // namespace

bool isLegalMove(RacerState from, RacerState to)
{
    return std::any_of(
        kMoves.begin(), kMoves.end(), [&](const Move &move) { return move.from == from && move.to == to; });
}

bool Racer::isLive() const
{
    switch (view.state) {
    case RacerState::Planned:
    case RacerState::CreateSent:
    case RacerState::Unknown:
    case RacerState::Booting:
    case RacerState::Reachable:
    case RacerState::Winner:
        return true;
    case RacerState::Refused:
    case RacerState::Destroying:
    case RacerState::Gone:
        return false;
    }
    Q_UNREACHABLE();
}

bool Racer::isBilling() const { return isLive() || view.state == RacerState::Destroying; }

bool Racer::isOver() const { return view.state == RacerState::Refused || view.state == RacerState::Gone; }

Money Racer::costAt(qint64 nowMs) const
{
    Money cost;
    const qint64 end = goneMs >= 0 ? goneMs : nowMs;
    if (aliveSinceMs >= 0) {
        cost += storageHourly.forMilliseconds(end - aliveSinceMs);
    }
    if (runningSinceMs >= 0) {
        cost += gpuHourly.forMilliseconds(end - runningSinceMs);
    }
    return cost;
}

bool Racer::moveTo(RacerState state)
{
    if (!isLegalMove(view.state, state)) {
        return false;
    }
    view.state = state;
    return true;
}

void Racer::enterStage(RaceStage stage, qint64 nowMs)
{
    if (!view.stages.isEmpty() && view.stages.constLast().stage >= stage) {
        return;
    }
    closeStages(nowMs);
    view.stages.append(StageSpan{stage, nowMs, -1});
}

void Racer::closeStages(qint64 nowMs)
{
    if (!view.stages.isEmpty() && view.stages.constLast().endMs < 0) {
        view.stages.last().endMs = nowMs;
    }
}

} // namespace snapgpu::race
