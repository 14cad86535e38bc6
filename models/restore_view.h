// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

namespace snapgpu {

/** Preparing = restic is made ready on the machine and opens the repository. */
enum class RestorePhase { Idle, Preparing, Critical, Rest, Verifying, Done, Failed, Cancelled };

/** A failed file, as restic names it. */
struct RestoreFileError
{
    QString path;
    QString message;
};

/** One phase that ended, for the host memory. */
struct RestorePhaseRecord
{
    RestorePhase phase = RestorePhase::Idle;
    qint64 durationMs = 0; ///< by this computer's clock; a replay after a lost connection shortens it
    qint64 bytes = 0; ///< really brought by restic in this phase
    int exitCode = 0;

    double bytesPerSecond() const
    {
        return durationMs > 0 ? static_cast<double>(bytes) * 1000.0 / static_cast<double>(durationMs) : 0;
    }
};

/** Progress of one restore; -1 = not known (yet), never invented. */
struct RestoreProgress
{
    RestorePhase phase = RestorePhase::Idle;
    qint64 bytesDone = 0, bytesTotal = -1;
    qint64 filesDone = 0, filesTotal = -1;
    qint64 bytesSkipped = 0; ///< were already there
    double bytesPerSecond = -1; ///< over the last seconds
    qint64 secondsLeft = -1;
    qint64 elapsedMs = 0; ///< since the restore was asked for; -1 = it ended while nobody looked
    qint64 resticRunningMs = -1; ///< when restic ran, since the restore was asked for; 0 = nobody saw when
    qint64 criticalReadyMs = -1; ///< since the restore was asked for; 0 = nobody saw when
    qint64 criticalBytes = -1; ///< bytes done at that moment
    qint64 stalledMs = 0; ///< since a byte came last, once that is long; 0 while they flow
    bool reconnecting = false; ///< the connection was lost; how the restore fares is not known
    int resumes = 0; ///< how often it was begun again on a machine that had forgotten it
    QVector<RestorePhaseRecord> phases; ///< those that ended, in order
    bool leaseLifted = false; ///< the machine said that it no longer destroys itself
    int connections = 0;
    QString resticVersion;
    QVector<RestoreFileError> errors;
    QString message; ///< one sentence
};

QString toText(RestorePhase phase); ///< stable snake_case word, used in JSON

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::RestoreProgress)
