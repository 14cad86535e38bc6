// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/backup_view.h"

namespace snapgpu {

QString toText(BackupPhase phase)
{
    switch (phase) {
    case BackupPhase::Connecting:
        return QStringLiteral("connecting");
    case BackupPhase::Preparing:
        return QStringLiteral("preparing");
    case BackupPhase::Waiting:
        return QStringLiteral("waiting");
    case BackupPhase::BackingUp:
        return QStringLiteral("backing_up");
    case BackupPhase::Forgetting:
        return QStringLiteral("forgetting");
    case BackupPhase::Done:
        return QStringLiteral("done");
    case BackupPhase::Failed:
        return QStringLiteral("failed");
    case BackupPhase::Cancelled:
        return QStringLiteral("cancelled");
    }
    return {};
}

QString toText(SyncStatus::State state)
{
    switch (state) {
    case SyncStatus::State::None:
        return QStringLiteral("none");
    case SyncStatus::State::Idle:
        return QStringLiteral("idle");
    case SyncStatus::State::Running:
        return QStringLiteral("running");
    case SyncStatus::State::Lost:
        return QStringLiteral("lost");
    }
    return {};
}

} // namespace snapgpu
