// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <functional>
#include <optional>
#include <QDateTime>
#include <QVector>

namespace snapgpu {

/** A lock as restic wrote it (`restic cat lock ID`). */
struct RepositoryLock
{
    QString id;
    QString hostname, username;
    qint64 pid = 0;
    QDateTime time;
    bool exclusive = false;
};

std::optional<RepositoryLock> parseLock(const QString &id, const QByteArray &json);

/** A restic that this program started and that takes locks. */
struct OwnProcess
{
    QString hostname;
    qint64 pid = 0;
    qint64 startedMs = 0; ///< wall clock; a lock older than this is somebody else's who had the number before
};

/** What may be done about the locks of a repository. */
struct LockVerdict
{
    bool mayUnlock = false; ///< `restic unlock` removes our dead locks and nothing else
    QString who; ///< for the sentence when it may not: "PID 12 on gpu-7 by root since 13:24"
};

/**
 * `restic unlock` removes every lock it takes for stale: older than 30 minutes, or of a dead process of this
 * computer. So it may run only when each lock it would remove is ours and dead; a foreign lock, stale or not,
 * is nobody's to remove but its owner's. `isAlive` tells whether a process of this computer runs.
 */
LockVerdict judgeLocks(const QVector<RepositoryLock> &locks, const QVector<OwnProcess> &own,
    const QString &hostname, const QDateTime &now, const std::function<bool(qint64 pid)> &isAlive);

/** The book of own processes, a small file of the home; survives a crash of the program. */
class OwnProcesses final
{
public:
    explicit OwnProcesses(QString file);
    void add(const OwnProcess &process) const;
    void remove(const OwnProcess &gone) const; ///< it ended by itself and removed its lock
    QVector<OwnProcess> all() const;

private:
    void save(const QVector<OwnProcess> &processes) const;
    QString m_file;
};

} // namespace snapgpu
