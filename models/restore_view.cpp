// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/restore_view.h"

namespace snapgpu {

QString toText(RestorePhase phase)
{
    switch (phase) {
    case RestorePhase::Idle:
        return QStringLiteral("idle");
    case RestorePhase::Preparing:
        return QStringLiteral("preparing");
    case RestorePhase::Critical:
        return QStringLiteral("critical");
    case RestorePhase::Rest:
        return QStringLiteral("rest");
    case RestorePhase::Verifying:
        return QStringLiteral("verifying");
    case RestorePhase::Done:
        return QStringLiteral("done");
    case RestorePhase::Failed:
        return QStringLiteral("failed");
    case RestorePhase::Cancelled:
        return QStringLiteral("cancelled");
    }
    Q_UNREACHABLE();
}

} // namespace snapgpu
