// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/race_view.h"

namespace snapgpu {

QString toText(RacerState state)
{
    switch (state) {
    case RacerState::Planned:
        return QStringLiteral("planned");
    case RacerState::CreateSent:
        return QStringLiteral("create_sent");
    case RacerState::Refused:
        return QStringLiteral("refused");
    case RacerState::Unknown:
        return QStringLiteral("unknown");
    case RacerState::Booting:
        return QStringLiteral("booting");
    case RacerState::Reachable:
        return QStringLiteral("reachable");
    case RacerState::Winner:
        return QStringLiteral("winner");
    case RacerState::Destroying:
        return QStringLiteral("destroying");
    case RacerState::Gone:
        return QStringLiteral("gone");
    }
    Q_UNREACHABLE();
}

QString toText(RaceStage stage)
{
    switch (stage) {
    case RaceStage::Create:
        return QStringLiteral("create");
    case RaceStage::Host:
        return QStringLiteral("host");
    case RaceStage::Image:
        return QStringLiteral("image");
    case RaceStage::Ssh:
        return QStringLiteral("ssh");
    case RaceStage::Check:
        return QStringLiteral("check");
    }
    Q_UNREACHABLE();
}

QString toText(RacePhase phase)
{
    switch (phase) {
    case RacePhase::Idle:
        return QStringLiteral("idle");
    case RacePhase::Running:
        return QStringLiteral("running");
    case RacePhase::Won:
        return QStringLiteral("won");
    case RacePhase::Failed:
        return QStringLiteral("failed");
    case RacePhase::Cancelled:
        return QStringLiteral("cancelled");
    }
    Q_UNREACHABLE();
}

} // namespace snapgpu
