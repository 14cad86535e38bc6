// SPDX-License-Identifier: GPL-3.0-or-later
// The sync daemon on a machine with a real sshd, with the system's restic and the newest one.
#include "services/core/json.h"
#include "tests/backup/backup_bench.h"

#include <csignal>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTest>
#include <unistd.h>

using namespace snapgpu;

#define SKIP_UNLESS_READY()                                                                                  \
    QFETCH(QString, program);                                                                                \
    if (program.isEmpty() || !LoopbackSshd::missing().isEmpty()) {                                           \
        QSKIP("to run this test: sudo apt-get install restic openssh-server");                               \
    }

namespace {

bool holds(const QString &path, const QByteArrayList &words)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    const QByteArray text = file.readAll();
    return std::any_of(
        words.cbegin(), words.cend(), [&text](const QByteArray &w) { return text.contains(w); });
}

/** Processes, and files below the folders, that hold one of the words; own arguments do not count. */
QStringList leaks(
    const QByteArrayList &everywhere, const QByteArrayList &password, const QStringList &folders)
{
    QStringList found;
    for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        if (pid.toInt() <= 0 || pid.toInt() == getpid()) {
            continue;
        }
        if (holds(QStringLiteral("/proc/%1/cmdline").arg(pid), everywhere)
            || holds(QStringLiteral("/proc/%1/environ").arg(pid), password)) {
            found.append(QStringLiteral("process ") + pid);
        }
    }
    for (const QString &folder : folders) {
        QDirIterator it(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            if (const QString path = it.next(); holds(path, everywhere)) {
                found.append(path);
            }
        }
    }
    return found;
}

} // namespace

class TestSync final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void forgetsOnlyItsOwn_data() { addResticRows(); }
    void forgetsOnlyItsOwn();
    void failuresAreToldAndMended_data() { addNewestResticRow(); }
    void failuresAreToldAndMended();
};

void TestSync::forgetsOnlyItsOwn()
{
    SKIP_UNLESS_READY();
    BackupBench bench(program);
    // Others' snapshots, some of which look much like its own.
    bench.fixture.backup({QStringLiteral("--host"), QStringLiteral("work"), QStringLiteral("--tag"),
        QStringLiteral("snapgpu-sync")});
    bench.fixture.backup({QStringLiteral("--host"), QStringLiteral("work")});
    QCOMPARE(bench.status().state, SyncStatus::State::None);

    BackupOrder order = bench.order(BackupTask::SyncStart);
    order.request.host = QStringLiteral("work");
    order.sync.everySeconds = 3600; // how it goes on by itself shows below
    order.sync.keep.last = 1;
    order.sync.forgetEverySeconds = 0;
    const auto begun = bench.run(order);
    QVERIFY2(begun, begun ? "" : qPrintable(begun.error().message + begun.error().detail));
    QCOMPARE(begun->sync.state, SyncStatus::State::Idle);
    QCOMPARE(begun->sync.turns, 1);
    QCOMPARE(begun->sync.everySeconds, 3600);
    QCOMPARE(begun->sync.paths, order.request.paths);
    QVERIFY(begun->sync.nextAt > 0 && begun->sync.okAt > 0);
    QVERIFY(begun->progress.snapshotId == begun->sync.snapshotId && !begun->sync.snapshotId.isEmpty());
    // Nobody is connected now, and it holds its secrets; nobody else does.
    const QFileInfo room(bench.sshd.agentDir() + QStringLiteral("/sync"));
    const QFileInfo turn(bench.sshd.agentDir() + QStringLiteral("/backup"));
    const QByteArrayList secrets{bench.fixture.passwordMark(), bench.fixture.accessMark()};
    const QStringList found = leaks(secrets, {bench.fixture.passwordMark()},
        {bench.sshd.path(), bench.fixture.path(), room.canonicalFilePath(), turn.canonicalFilePath()});
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));

    // Another one in its place, with a turn that nothing follows; its older ones are forgotten, and no
    // others.
    QVERIFY(bench.run(bench.order(BackupTask::SyncStop)));
    writeFile(bench.fixture.workspace() + QStringLiteral("/second"), "second");
    const auto second = bench.run(order);
    QVERIFY2(second, second ? "" : qPrintable(second.error().message));
    const QVector<Snapshot> left = bench.snapshots();
    QCOMPARE(left.size(), 3);
    QVERIFY(left.last().id.startsWith(second->sync.snapshotId));
    QVERIFY(left.last().tags.contains(QStringLiteral("snapgpu-sync")));
    QVERIFY(bench.fixture.restic({QStringLiteral("ls"), left.last().id}).contains("/second"));

    const auto stopped = bench.run(bench.order(BackupTask::SyncStop));
    QVERIFY(stopped);
    QCOMPARE(bench.status().state, SyncStatus::State::None);
    QVERIFY(bench.run(bench.order(BackupTask::SyncStop))); // stopping what is stopped is no mistake
}

void TestSync::failuresAreToldAndMended()
{
    SKIP_UNLESS_READY();
    BackupBench bench(program);
    BackupOrder order = bench.order(BackupTask::SyncStart);
    order.sync.everySeconds = 5;
    // A sync whose first turn fails is taken back.
    BackupOrder wrong = order;
    wrong.request.repository.password = QStringLiteral("wrong");
    const auto begun = bench.run(wrong);
    QVERIFY(!begun);
    QCOMPARE(begun.error().category, ErrorCategory::RepositoryPassword);
    QVERIFY2(begun.error().message.startsWith(QStringLiteral("The sync was not started.")),
        qPrintable(begun.error().message));
    QCOMPARE(bench.status().state, SyncStatus::State::None);
    QVERIFY(bench.run(order));
    // It goes on by itself, and finds that the repository has gone away.
    const QString config = bench.fixture.repository().url + QStringLiteral("/config");
    QVERIFY(QFile::rename(config, config + QStringLiteral(".away")));
    QVERIFY(bench.waitFor([](const SyncStatus &now) { return now.failures == 1; }));
    const SyncStatus failed = bench.status();
    QCOMPARE(failed.state, SyncStatus::State::Idle);
    QVERIFY2(failed.error.contains(QStringLiteral("no restic repository")), qPrintable(failed.error));
    QVERIFY(failed.okAt > 0 && failed.okAt < failed.endedAt + 1);
    QVERIFY(failed.nextAt >= failed.endedAt + 55); // it backs off
    QVERIFY(!failed.snapshotId.isEmpty()); // the last good one is still told
    QVERIFY(QFile::rename(config + QStringLiteral(".away"), config));
    // A backup by hand goes on beside it.
    const auto made = bench.run(bench.order());
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    // Started anew it begins at once; killed, it is told as lost.
    QVERIFY(bench.run(order));
    QCOMPARE(bench.status().failures, 0);
    const QString link = QFile::symLinkTarget(bench.sshd.agentDir() + QStringLiteral("/sync.pid"));
    const int pid = link.section(QLatin1Char('/'), -1).section(QLatin1Char('-'), 0, 0).toInt();
    QVERIFY(pid > 1);
    ::kill(pid, SIGKILL);
    QVERIFY(bench.waitFor([](const SyncStatus &now) { return now.state == SyncStatus::State::Lost; }));
}

QTEST_GUILESS_MAIN(TestSync)
#include "tst_sync.moc"
