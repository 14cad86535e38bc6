// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/backup/backup_failure.h"

#include "services/restic/restic_error.h"

#include <cstdlib>
#include <QCoreApplication>

namespace snapgpu {

namespace {

constexpr qint64 kClockTolerance = 600; ///< seconds; storages refuse from 900 on
constexpr int kKilled = 137; ///< 128 + SIGKILL, as the shell tells it
constexpr qsizetype kDetailBytes = 2000;
constexpr qsizetype kShownBytes = 200;

QString tr(const char *text) { return QCoreApplication::translate("Backup", text); }

/** restic's last words that are not about one file. */
QString lastWord(const QByteArray &output)
{
    const QStringList lines = QString::fromUtf8(output).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    return lines.isEmpty() ? QString() : lines.last().simplified().left(kShownBytes);
}

} // namespace

Error backupError(const BackupFailure &failure)
{
    const QString detail = QString::fromUtf8(failure.output.right(kDetailBytes));
    if (failure.exitCode < 0 || failure.exitCode == kKilled) {
        return Error{ErrorCategory::RestoreFailed,
            tr("restic was killed on the machine, usually because its memory ran out, so no snapshot was "
               "made. Back up again; what is in the repository already is not sent twice."),
            detail, 0, failure.exitCode};
    }
    Error error = resticError(failure.exitCode, failure.output, failure.url);
    if (error.category == ErrorCategory::Auth && std::abs(failure.clockAheadSeconds) > kClockTolerance) {
        error.message = tr("The clock of the machine is wrong by %1 minutes, so the storage of %2 refuses "
                           "what it signs. Set the clock there.")
                            .arg(std::abs(failure.clockAheadSeconds) / 60)
                            .arg(failure.url);
        return error;
    }
    if (error.category == ErrorCategory::DiskFull) {
        error.message = tr("No space is left where restic writes: on the machine's disk (its cache and "
                           "temporary files) or in the storage of %1. Make room and back up again.")
                            .arg(failure.url);
        return error;
    }
    if (failure.output.contains("directories/files do not exist")) {
        error.category = ErrorCategory::NotFound;
        error.message = tr("There is nothing to back up: none of the paths is on the machine. Name others "
                           "with --path.");
        return error;
    }
    if (error.category == ErrorCategory::RestoreFailed && blamedPart(error) == RepositoryPart::Unknown) {
        const QString word = lastWord(failure.output);
        error.message = word.isEmpty()
            ? tr("The backup failed: restic ended with exit code %1.").arg(failure.exitCode)
            : tr("The backup failed: restic says \"%1\".").arg(word);
    }
    return error;
}

QString unreadSentence(const BackupProgress &progress)
{
    if (progress.unreadCount <= 0) {
        return {};
    }
    const RestoreFileError first = progress.unread.isEmpty() ? RestoreFileError() : progress.unread.first();
    const QString why = first.message.isEmpty() ? first.path : tr("%1 (%2)").arg(first.path, first.message);
    const int count = static_cast<int>(progress.unreadCount);
    return QCoreApplication::translate("Backup", "%n file(s) could not be read: %1", "", count).arg(why);
}

QString doneSentence(const BackupProgress &progress)
{
    const QString unread = unreadSentence(progress);
    if (progress.unchanged) {
        return tr("Nothing has changed since the last snapshot, so none was made.");
    }
    return unread.isEmpty() ? tr("Backed up.") : tr("A snapshot was made, but %1").arg(unread);
}

} // namespace snapgpu
