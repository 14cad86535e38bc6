// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/restore_view.h"

#include <optional>

namespace snapgpu {

/** Connecting = the machine is looked for; Waiting = another backup runs there. */
enum class BackupPhase { Connecting, Preparing, Waiting, BackingUp, Forgetting, Done, Failed, Cancelled };

/** Progress of one backup on a machine; -1 = not known (yet), never invented. */
struct BackupProgress
{
    BackupPhase phase = BackupPhase::Connecting;
    qint64 bytesDone = 0, bytesTotal = -1;
    qint64 filesDone = 0, filesTotal = -1;
    bool totalIsFinal = false; ///< false: files are still being counted
    double bytesPerSecond = -1; ///< over the last seconds, read and compared
    qint64 secondsLeft = -1;
    qint64 elapsedMs = 0; ///< since the backup was asked for
    bool reconnecting = false; ///< the connection was lost; how the backup fares is not known
    // From its summary, at the end.
    QString snapshotId; ///< empty: nothing had changed, so that none was made
    bool unchanged = false;
    qint64 addedBytes = -1; ///< what went into the repository, as it lies there when restic tells that
    qint64 filesNew = -1, filesChanged = -1, filesUnmodified = -1;
    /** Files that could not be read, and folders that are not there: the snapshot lacks them. */
    QVector<RestoreFileError> unread;
    qint64 unreadCount = 0; ///< also those that are not in the list
    QStringList paths; ///< what is backed up, once that is decided
    QString host;
    QString resticVersion;
    QString message; ///< one sentence
};

/** What a sync on a machine tells of itself. Times are seconds since 1970 by this computer's clock; 0 =
 * never. */
struct SyncStatus
{
    enum class State {
        None, ///< none was started, or it was stopped
        Idle, ///< waits for its next turn
        Running, ///< backs up now
        Lost, ///< it ended with a restart of the machine, or was killed
    };
    State state = State::None;
    int everySeconds = 0;
    qint64 turns = 0; ///< that ended, since it was started
    qint64 beganAt = 0, endedAt = 0; ///< the last turn
    int exitCode = -1; ///< of the last turn
    qint64 okAt = 0; ///< when all was safe last
    QString snapshotId; ///< made last; empty = none yet
    qint64 snapshotAt = 0;
    qint64 addedBytes = -1; ///< by the last good turn
    bool unchanged = false; ///< the last good turn found nothing new
    qint64 unread = 0; ///< files that the last turn could not read
    int failures = 0; ///< in a row
    QString error; ///< one sentence about the last turn; empty when it was good
    qint64 nextAt = 0;
    QStringList paths;
    QString host;
    bool restoreRuns = false; ///< on the machine, now: its turns wait
    bool backupRuns = false; ///< any, now

    bool isOn() const { return state == State::Idle || state == State::Running; }
};

/** What was restored onto a machine last, as the machine remembers it. */
struct RestoredNote
{
    QString snapshotId;
    QString hostname; ///< of that snapshot
    QStringList paths; ///< where it lies on the machine
};

QString toText(BackupPhase phase); ///< stable snake_case word, used in JSON
QString toText(SyncStatus::State state); ///< likewise

} // namespace snapgpu
