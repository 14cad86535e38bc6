// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/backup/backup_job.h"
#include "services/core/clock.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/restic_fixture.h"

#include <QObject>

/** The column "program" with the newest restic alone: for what does not depend on its version. */
void addNewestResticRow();

/** A machine with a real sshd, one restic and a workspace, and a real repository: what tests of backups
 * share.
 */
class BackupBench final : public QObject
{
    Q_OBJECT
public:
    using Outcome = snapgpu::Result<snapgpu::BackupOutcome>;

    explicit BackupBench(const QString &program);
    /** Nothing of the machine outlives it. */
    ~BackupBench() override;

    snapgpu::BackupOrder order(snapgpu::BackupTask task = snapgpu::BackupTask::Once) const;
    snapgpu::BackupJob *start(const snapgpu::BackupOrder &order);
    static Outcome wait(snapgpu::BackupJob *job, int timeoutMs = 60'000);
    Outcome run(const snapgpu::BackupOrder &order) { return wait(start(order)); }
    snapgpu::SyncStatus status();
    /** Waits until the sync's status shows what is asked for; false when it does not in a minute. */
    bool waitFor(const std::function<bool(const snapgpu::SyncStatus &)> &fits);

    /** A restic that is a script, which may do something before it calls the real one ("$real"). */
    void wrapRestic(const QByteArray &shellScript);
    QVector<snapgpu::Snapshot> snapshots(); ///< oldest first
    /** The processes of this machine whose command line holds the word. */
    QVector<qint64> processes(const QByteArray &word) const;
    QByteArray agentFile(const char *name) const;

    LoopbackSshd sshd;
    ResticFixture fixture;
    snapgpu::SystemClock clock;
    snapgpu::BackupTools tools;

private:
    QString m_program;
};
