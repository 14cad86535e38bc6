// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/backup/backup_bench.h"

#include "services/remote/ssh_probe.h"
#include "services/restic/restic_json.h"

#include <algorithm>
#include <csignal>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace snapgpu;

void addNewestResticRow()
{
    QTest::addColumn<QString>("program");
    const QVector<ResticBinary> all = resticBinaries();
    QTest::newRow(all.isEmpty() ? "none" : qPrintable(all.last().version))
        << (all.isEmpty() ? QString() : all.last().program);
}

BackupBench::BackupBench(const QString &program)
    : fixture(program)
    , m_program(program)
{
    QDir().mkpath(sshd.path(QStringLiteral("agent/bin")));
    QFile::link(program, sshd.path(QStringLiteral("agent/bin/restic")));
    fixture.makeWorkspace(1);
    if (!sshd.start()) {
        qWarning("no sshd");
    }
    tools.clock = &clock;
    tools.probes = makeSshProbeFactory(sshd.settings());
    tools.patience.againMs = 200;
    tools.patience.pollMs = 200;
}

BackupBench::~BackupBench()
{
    // Daemons first: they would begin another backup.
    const QString syncer = QFile::symLinkTarget(sshd.agentDir() + QLatin1String("/sync.pid"));
    if (const auto pid = syncer.section(QLatin1Char('/'), -1).section(QLatin1Char('-'), 0, 0).toInt();
        pid > 1) {
        ::kill(pid, SIGKILL);
    }
    sshd.stop();
    for (const qint64 pid : processes(fixture.workspace().toUtf8())) {
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    }
    for (const char *room : {"backup", "sync"}) {
        const QString at =
            QFileInfo(sshd.agentDir() + QLatin1Char('/') + QLatin1String(room)).canonicalFilePath();
        if (!at.isEmpty()) {
            removeTree(at);
        }
    }
}

void BackupBench::wrapRestic(const QByteArray &shellScript)
{
    const QString own = sshd.path(QStringLiteral("agent/bin/restic"));
    QFile::remove(own);
    writeFile(own, "#!/bin/sh\nreal='" + m_program.toUtf8() + "'\n" + shellScript, true);
}

BackupOrder BackupBench::order(BackupTask task) const
{
    BackupOrder made;
    made.task = task;
    made.label = QStringLiteral("m");
    made.endpoints = {sshd.endpoint()};
    made.request.repository = fixture.repository();
    made.request.paths = QStringList{fixture.workspace()};
    return made;
}

BackupJob *BackupBench::start(const BackupOrder &order) { return new ResticBackupJob(tools, order, this); }

BackupBench::Outcome BackupBench::wait(BackupJob *job, int timeoutMs)
{
    std::optional<Outcome> result;
    QObject context;
    job->then(&context, [&](const Outcome &outcome) { result = outcome; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, timeoutMs)) {
        return fail(ErrorCategory::Internal, QStringLiteral("the backup did not end"));
    }
    return *result;
}

SyncStatus BackupBench::status()
{
    const Outcome outcome = run(order(BackupTask::SyncStatus));
    return outcome ? outcome->sync : SyncStatus();
}

bool BackupBench::waitFor(const std::function<bool(const SyncStatus &)> &fits)
{
    for (int i = 0; i < 120; ++i) {
        if (fits(status())) {
            return true;
        }
        QTest::qWait(1000); // each look is a login
    }
    return false;
}

QVector<Snapshot> BackupBench::snapshots()
{
    auto list = parseSnapshots(
        fixture.restic({QStringLiteral("snapshots"), QStringLiteral("--json"), QStringLiteral("--no-lock")}));
    if (!list) {
        return {};
    }
    std::sort(
        list->begin(), list->end(), [](const Snapshot &a, const Snapshot &b) { return a.time < b.time; });
    return *list;
}

QVector<qint64> BackupBench::processes(const QByteArray &word) const
{
    QVector<qint64> pids;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile entry(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (pid.toLongLong() > 0 && pid.toLongLong() != QCoreApplication::applicationPid()
            && entry.open(QIODevice::ReadOnly) && entry.readAll().contains(word)) {
            pids.append(pid.toLongLong());
        }
    }
    return pids;
}

QByteArray BackupBench::agentFile(const char *name) const
{
    QFile file(sshd.agentDir() + QLatin1Char('/') + QLatin1String(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
