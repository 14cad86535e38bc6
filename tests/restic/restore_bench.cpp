// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/restic/restore_bench.h"

#include "services/remote/ssh_probe.h"

#include <csignal>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace snapgpu;

RestoreBench::RestoreBench(const QString &program)
    : target(sshd.path(QStringLiteral("target")))
{
    QDir().mkpath(sshd.path(QStringLiteral("agent/bin")));
    if (!program.isEmpty()) {
        QFile::link(program, sshd.path(QStringLiteral("agent/bin/restic")));
    }
    if (!sshd.start()) {
        qWarning("no sshd");
    }
    engine = std::make_unique<ResticRestoreEngine>(&clock, makeSshProbeFactory(sshd.settings()));
}

void RestoreBench::wrapRestic(const QByteArray &shellScript)
{
    const QString own = sshd.path(QStringLiteral("agent/bin/restic"));
    QFile::remove(own);
    writeFile(own, "#!/bin/sh\n" + shellScript, true);
}

RestoreBench::~RestoreBench()
{
    m_channel.reset();
    engine.reset();
    sshd.stop();
    for (const qint64 pid : resticPids()) {
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    }
}

std::shared_ptr<AgentChannel> RestoreBench::login()
{
    std::shared_ptr<AgentChannel> channel;
    SshProbe probe(sshd.settings(), QStringLiteral("m"), {});
    connect(&probe, &Probe::ready, this, [&](const auto &open) { channel = open; });
    probe.setEndpoints({sshd.endpoint()});
    if (!QTest::qWaitFor([&] { return channel != nullptr; }, 20'000)) {
        qWarning("no login");
    }
    return channel;
}

RestoreRequest RestoreBench::request(const Repository &repository, const Snapshot &snapshot) const
{
    RestoreRequest asked;
    asked.repository = repository;
    asked.snapshot = snapshot;
    asked.target = target;
    return asked;
}

RestoreJob *RestoreBench::start(const RestoreRequest &asked) { return engine->start(login(), asked); }

Result<RestoreProgress> RestoreBench::wait(RestoreJob *job, int timeoutMs)
{
    std::optional<Result<RestoreProgress>> result;
    connect(job, &RestoreJob::progressed, this, [this, job] { last = job->progress(); });
    job->then(this, [&](const Result<RestoreProgress> &r) { result = r; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, timeoutMs)) {
        job->disconnect(this);
        return fail(ErrorCategory::Internal, QStringLiteral("the restore did not end"));
    }
    return *result;
}

Result<RestoreProgress> RestoreBench::restore(const RestoreRequest &asked, int timeoutMs)
{
    return wait(start(asked), timeoutMs);
}

QVector<qint64> RestoreBench::resticPids() const
{
    QVector<qint64> pids;
    const QByteArray needle = "--target" + QByteArray(1, '\0') + target.toUtf8();
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile entry(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (pid.toLongLong() > 0 && entry.open(QIODevice::ReadOnly) && entry.readAll().contains(needle)) {
            pids.append(pid.toLongLong());
        }
    }
    return pids;
}

QByteArray RestoreBench::agentLog() const
{
    QByteArray text;
    for (const char *part : {"log", "log2"}) {
        QFile file(sshd.agentDir() + QStringLiteral("/run/") + QLatin1String(part));
        text += file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    return text;
}
