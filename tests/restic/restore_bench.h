// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/clock.h"
#include "services/restore/restic_restore_engine.h"
#include "tests/remote/loopback_sshd.h"

#include <QObject>

/** A machine with a real sshd and one restic, and restores on it: what tests of restores share. */
class RestoreBench final : public QObject
{
    Q_OBJECT
public:
    /** Empty, or the sentence for QSKIP. */
    static QString missing() { return LoopbackSshd::missing(); }

    /** `program` becomes the machine's restic; empty = it has none of its own. */
    explicit RestoreBench(const QString &program);
    /** Nothing of the machine outlives it: a restic that was refused would go on asking for minutes. */
    ~RestoreBench() override;
    /** A restic that is a script, which may do something before it calls the real one. */
    void wrapRestic(const QByteArray &shellScript);

    std::shared_ptr<snapgpu::AgentChannel> login();
    snapgpu::RestoreRequest request(
        const snapgpu::Repository &repository, const snapgpu::Snapshot &snapshot) const;
    snapgpu::Result<snapgpu::RestoreProgress> restore(
        const snapgpu::RestoreRequest &asked, int timeoutMs = 120'000);
    snapgpu::RestoreJob *start(const snapgpu::RestoreRequest &asked);
    snapgpu::Result<snapgpu::RestoreProgress> wait(snapgpu::RestoreJob *job, int timeoutMs = 120'000);
    /** Processes of the restores of this machine, by their target in the command line. */
    QVector<qint64> resticPids() const;
    /** What the agent's runner wrote, both parts. */
    QByteArray agentLog() const;

    LoopbackSshd sshd;
    QString target;
    snapgpu::RestoreProgress last; ///< of the job that was waited for, also when it failed
    snapgpu::SystemClock clock;
    std::unique_ptr<snapgpu::ResticRestoreEngine> engine;

private:
    std::shared_ptr<snapgpu::AgentChannel> m_channel;
};

/** A sentence for QVERIFY2: why a result is an error. */
template <typename T> QByteArray whyNot(const snapgpu::Result<T> &result)
{
    return result ? QByteArray()
                  : (result.error().message + QLatin1Char('\n') + result.error().detail).toUtf8();
}
