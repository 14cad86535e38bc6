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

/** Progress of one restore; -1 = not known (yet), never invented. */
struct RestoreProgress
{
    RestorePhase phase = RestorePhase::Idle;
    qint64 bytesDone = 0, bytesTotal = -1;
    qint64 filesDone = 0, filesTotal = -1;
    qint64 bytesSkipped = 0; ///< were already there
    double bytesPerSecond = -1; ///< over the last seconds
    qint64 secondsLeft = -1;
    qint64 elapsedMs = 0; ///< since the restore was asked for
    qint64 resticRunningMs = -1; ///< when restic ran, since the restore was asked for
    qint64 criticalReadyMs = -1; ///< since the restore was asked for
    qint64 criticalBytes = -1; ///< bytes done at that moment
    bool leaseLifted = false; ///< the machine said that it no longer destroys itself
    int connections = 0;
    QString resticVersion;
    QVector<RestoreFileError> errors;
    QString message; ///< one sentence
};

QString toText(RestorePhase phase); ///< stable snake_case word, used in JSON

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::RestoreProgress)
