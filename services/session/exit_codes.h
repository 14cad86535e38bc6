// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <optional>

namespace snapgpu {

// DESIGN 10: what the command line returns.
constexpr int kExitUsage = 2;
constexpr int kExitNothingReady = 3;
constexpr int kExitRefusedByAccount = 4;
constexpr int kExitRestoreFailed = 5;
constexpr int kExitLeftBehind = 6;
constexpr int kExitInterrupted = 130;

/** The exit code that a category means in every command; nothing where it depends on what was being done. */
inline std::optional<int> exitCodeOf(ErrorCategory category)
{
    switch (category) {
    case ErrorCategory::Usage:
        return kExitUsage;
    case ErrorCategory::Auth:
    case ErrorCategory::NoCredit:
        return kExitRefusedByAccount;
    case ErrorCategory::LeftBehind:
        return kExitLeftBehind;
    case ErrorCategory::Cancelled:
        return kExitInterrupted;
    case ErrorCategory::NothingReady:
    case ErrorCategory::NoOffers:
        return kExitNothingReady;
    case ErrorCategory::RepositoryMissing:
    case ErrorCategory::RepositoryPassword:
    case ErrorCategory::RepositoryLocked:
    case ErrorCategory::SnapshotMissing:
    case ErrorCategory::RestoreFailed:
    case ErrorCategory::DiskFull:
        return kExitRestoreFailed;
    default:
        return std::nullopt;
    }
}

} // namespace snapgpu
