// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace snapgpu {

/** Closed set; it decides what the program does next. The text is only shown. */
enum class ErrorCategory {
    Usage, ///< wrong command line or query
    InvalidInput, ///< the provider refused our arguments
    Network, ///< could not connect, connection lost, DNS
    Timeout, ///< no answer in time
    Cancelled, ///< by the person; never shown as a fault
    Auth, ///< key refused or lacking rights
    NoCredit, ///< account has no money or may not spend faster
    NoOffers, ///< nothing matches
    OfferGone, ///< this ask cannot be rented any more
    NotFound, ///< no such instance, snapshot, file
    RateLimited, ///< 429; nothing was done
    ServerFault, ///< 5xx
    BadAnswer, ///< 2xx that cannot be understood
    HostFault, ///< this machine is broken (docker, GPU, dead host)
    ImageFault, ///< the image is wrong everywhere: abort the race
    SshKey, ///< SSH key refused or unreadable
    SshUnreachable, ///< nobody answers SSH
    MissingTool, ///< ssh, restic, bwrap … is not installed
    RepositoryMissing, ///< no restic repository at that place
    RepositoryPassword, ///< wrong repository password
    RepositoryLocked,
    SnapshotMissing,
    DiskFull,
    RestoreFailed, ///< restic ended with errors; see detail
    LedgerFault, ///< the ledger could not be read or written: nothing may be created
    NothingReady, ///< no racer became ready
    LeftBehind, ///< something could not be destroyed (yet)
    Busy, ///< another SnapGPU uses this home
    Internal, ///< a bug
};

/** Stable snake_case word for JSON and logs. */
QString toText(ErrorCategory category);

/** What happened, for the program (category, codes), for people (message) and for the log (detail). */
struct Error
{
    ErrorCategory category = ErrorCategory::Internal;
    QString message; ///< one sentence: what happened, why, what to do; never a secret
    QString detail; ///< technical text, redacted by the logger
    int httpStatus = 0; ///< 0 = none
    int exitCode = 0; ///< of a child process, 0 = none
};

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::Error)
