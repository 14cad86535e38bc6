// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/own_locks.h"
#include "services/restic/restic_run.h"

#include <QPointer>

namespace snapgpu {

/**
 * A restic that takes a lock. Its process is written into the book of own processes until it ended; when the
 * repository is locked, locks that only dead processes of this book left are removed and the call is made
 * once more. Locks of anybody else are named and left alone.
 */
class ChangingRun final : public Job<QByteArray>
{
    Q_OBJECT
public:
    ChangingRun(const ResticTools &tools, const Repository &repository, QByteArrayList arguments,
        const OwnProcesses &own, QObject *parent = nullptr);

protected:
    void doCancel() override;

private:
    void start();
    void onEnded(const Result<QByteArray> &end);
    void readLocks();
    void readLock(const QStringList &ids);
    void judge();
    void judgeOnHost();
    void conclude(const LockVerdict &verdict);
    ResticRun *read(const QByteArrayList &arguments);

    ResticTools m_tools;
    Repository m_repository;
    QByteArrayList m_arguments;
    OwnProcesses m_own;
    QPointer<ResticRun> m_run;
    OwnProcess m_process; ///< the restic that runs, here or on the VPS; pid 0 = not known
    Error m_locked; ///< what restic said first
    QVector<RepositoryLock> m_locks;
    bool m_again = false;
};

} // namespace snapgpu
