// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restore_failure.h"

#include "services/restic/restic_error.h"

#include <cstdlib>
#include <QCoreApplication>

namespace snapgpu {

namespace {

constexpr qint64 kClockTolerance = 600; ///< seconds; storages refuse from 900 on

} // namespace

Error restoreError(const RestoreFailure &failure)
{
    if (failure.exitCode < 0) {
        return Error{ErrorCategory::RestoreFailed,
            QCoreApplication::translate("Restore",
                "restic ended on the machine without a word; it was probably killed. Restore again."),
            QString::fromUtf8(failure.output.right(2000)), 0, failure.exitCode};
    }
    constexpr int kKilled = 137; // 128 + SIGKILL, as the shell tells it
    if (failure.exitCode == kKilled) {
        return Error{ErrorCategory::RestoreFailed,
            QCoreApplication::translate("Restore",
                "restic was killed on the machine, usually because its memory ran out. Restore again, with "
                "fewer "
                "connections if it happens again; what is whole is kept."),
            QString::fromUtf8(failure.output.right(2000)), 0, failure.exitCode};
    }
    Error error = resticError(failure.exitCode, failure.output, failure.url);
    // A refused HEAD has no body that could tell, so that a wrong clock looks like a wrong key.
    if (error.category == ErrorCategory::Auth && std::abs(failure.clockAheadSeconds) > kClockTolerance) {
        error.message = QCoreApplication::translate("Restore",
            "The clock of the machine is wrong by %1 minutes, so the storage of %2 refuses what it signs. "
            "Set "
            "the clock there, or take another machine.")
                            .arg(std::abs(failure.clockAheadSeconds) / 60)
                            .arg(failure.url);
        return error;
    }
    if (error.category == ErrorCategory::DiskFull) {
        // restic 0.19 does not begin without a cache; older ones do, and then name a file.
        const bool cache = failure.errors.isEmpty() && failure.output.contains("unable to open cache");
        error.message = cache
            ? QCoreApplication::translate("Restore",
                "The disk that holds restic's cache on the machine is full, so restic did not begin. Make "
                "room there (df ~/.cache) and restore again, or take a machine with a larger disk.")
            : QCoreApplication::translate("Restore",
                "The disk that holds %1 on the machine is full. Make room there and restore again, or take a "
                "machine with a larger disk; what is whole is kept.")
                  .arg(failure.target);
        return error;
    }
    if (error.category != ErrorCategory::RestoreFailed) {
        return error;
    }
    if (failure.output.contains("read-only file system")) {
        error.message = QCoreApplication::translate("Restore",
            "Nothing can be written to %1 on the machine: it is read-only. Choose another target folder.")
                            .arg(failure.target);
    } else if (!failure.errors.isEmpty()) {
        const RestoreFileError &first = failure.errors.first();
        // A pack that is not there at all is told by the storage, in its own words.
        const bool damage = blamedPart(error) == RepositoryPart::Damaged
            || failure.output.contains("no such file or directory")
            || failure.output.contains("specified key does not exist");
        const int count = static_cast<int>(failure.errors.size());
        error.message = damage ? QCoreApplication::translate("Restore",
                            "%n file(s) could not be restored, the first of them %1: the repository is "
                            "damaged there. Run "
                            "\"restic check --read-data\" to see how much is lost.",
                            "", count)
                                     .arg(first.path)
                               : QCoreApplication::translate("Restore",
                                   "%n file(s) could not be restored; the first is %1 (%2). Restore again; "
                                   "what is whole is kept.",
                                   "", count)
                                     .arg(first.path, first.message.simplified().left(200));
    }
    return error;
}

} // namespace snapgpu
