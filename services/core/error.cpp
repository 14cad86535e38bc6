// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/error.h"

namespace snapgpu {

QString toText(ErrorCategory category)
{
    switch (category) {
    case ErrorCategory::Usage:
        return QStringLiteral("usage");
    case ErrorCategory::InvalidInput:
        return QStringLiteral("invalid_input");
    case ErrorCategory::Network:
        return QStringLiteral("network");
    case ErrorCategory::Timeout:
        return QStringLiteral("timeout");
    case ErrorCategory::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorCategory::Auth:
        return QStringLiteral("auth");
    case ErrorCategory::NoCredit:
        return QStringLiteral("no_credit");
    case ErrorCategory::NoOffers:
        return QStringLiteral("no_offers");
    case ErrorCategory::OfferGone:
        return QStringLiteral("offer_gone");
    case ErrorCategory::NotFound:
        return QStringLiteral("not_found");
    case ErrorCategory::RateLimited:
        return QStringLiteral("rate_limited");
    case ErrorCategory::ServerFault:
        return QStringLiteral("server_fault");
    case ErrorCategory::BadAnswer:
        return QStringLiteral("bad_answer");
    case ErrorCategory::HostFault:
        return QStringLiteral("host_fault");
    case ErrorCategory::ImageFault:
        return QStringLiteral("image_fault");
    case ErrorCategory::SshKey:
        return QStringLiteral("ssh_key");
    case ErrorCategory::SshUnreachable:
        return QStringLiteral("ssh_unreachable");
    case ErrorCategory::MissingTool:
        return QStringLiteral("missing_tool");
    case ErrorCategory::RepositoryMissing:
        return QStringLiteral("repository_missing");
    case ErrorCategory::RepositoryPassword:
        return QStringLiteral("repository_password");
    case ErrorCategory::RepositoryLocked:
        return QStringLiteral("repository_locked");
    case ErrorCategory::SnapshotMissing:
        return QStringLiteral("snapshot_missing");
    case ErrorCategory::DiskFull:
        return QStringLiteral("disk_full");
    case ErrorCategory::RestoreFailed:
        return QStringLiteral("restore_failed");
    case ErrorCategory::LedgerFault:
        return QStringLiteral("ledger_fault");
    case ErrorCategory::NothingReady:
        return QStringLiteral("nothing_ready");
    case ErrorCategory::LeftBehind:
        return QStringLiteral("left_behind");
    case ErrorCategory::Busy:
        return QStringLiteral("busy");
    case ErrorCategory::Internal:
        return QStringLiteral("internal");
    }
    Q_UNREACHABLE();
}

} // namespace snapgpu
