// SPDX-License-Identifier: GPL-3.0-or-later
// Backups on a machine with a real sshd, with the system's restic and the newest one.
#include "services/core/json.h"
#include "services/remote/ssh_probe.h"
#include "services/restore/restic_restore_engine.h"
#include "tests/backup/backup_bench.h"

#include <csignal>
#include <QDir>
#include <QFile>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace snapgpu;

#define SKIP_UNLESS_READY()                                                                                  \
    QFETCH(QString, program);                                                                                \
    if (program.isEmpty() || !LoopbackSshd::missing().isEmpty()) {                                           \
        QSKIP("to run this test: sudo apt-get install restic openssh-server");                               \
    }

namespace {

/** Has restic wait before it does the work of `command`, until the file "go" is there. */
QByteArray holding(const char *command)
{
    return QByteArray("here=$(dirname \"$0\")\nfor a in \"$@\"; do [ \"$a\" = ") + command
        + " ] && { : >\"$here/waits\"; until [ -e \"$here/go\" ]; do sleep 0.05; done; }; done\n"
          "exec \"$real\" \"$@\"\n";
}

/** A restic to which file modes mean something, even for root. */
const char *const kObedient =
    "command -v setpriv >/dev/null && [ \"$(id -u)\" = 0 ] &&\n"
    "    exec setpriv --bounding-set=-dac_override,-dac_read_search \"$real\" \"$@\"\n"
    "exec \"$real\" \"$@\"\n";

} // namespace

class TestBackup final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void snapshotsWhatWasRestored_data() { addResticRows(); }
    void snapshotsWhatWasRestored();
    void unreadFilesAreTold_data() { addResticRows(); }
    void unreadFilesAreTold();
    void survivesALostConnection_data() { addNewestResticRow(); }
    void survivesALostConnection();
    void takesItsOwnDeadLocksAway_data() { addNewestResticRow(); }
    void takesItsOwnDeadLocksAway();
    void refusalsAreOneSentence_data() { addNewestResticRow(); }
    void refusalsAreOneSentence();
    void oneAtATimeAndCancel_data() { addNewestResticRow(); }
    void oneAtATimeAndCancel();
};

void TestBackup::init() { qputenv("LC_ALL", "C.UTF-8"); }

/** Paths and host are those of the snapshot that was restored, so that the next backup has a parent. */
void TestBackup::snapshotsWhatWasRestored()
{
    SKIP_UNLESS_READY();
    BackupBench bench(program);
    bench.fixture.backup({QStringLiteral("--host"), QStringLiteral("desk")});
    ResticRestoreEngine engine(&bench.clock, makeSshProbeFactory(bench.sshd.settings()));
    std::shared_ptr<AgentChannel> channel;
    const auto probe = bench.tools.probes(QStringLiteral("m"), ReadyCheck{false, 0});
    connect(probe.get(), &Probe::ready, this, [&](const auto &open) { channel = open; });
    probe->setEndpoints({bench.sshd.endpoint()});
    QTRY_VERIFY_WITH_TIMEOUT(channel, 20'000);
    RestoreRequest back;
    back.repository = bench.fixture.repository();
    back.snapshot = bench.fixture.snapshot();
    back.target = QStringLiteral("/");
    std::optional<bool> restored;
    engine.start(channel, back)->then(this, [&](const Result<RestoreProgress> &r) {
        restored = r.has_value();
    });
    QTRY_VERIFY_WITH_TIMEOUT(restored, 60'000);
    QVERIFY(*restored);

    writeFile(bench.fixture.workspace() + QStringLiteral("/new file"), "fresh");
    BackupOrder order = bench.order();
    order.request.paths.clear();
    order.request.tags = QStringList{QStringLiteral("by hand")};
    order.request.excludes = QStringList{QStringLiteral("*.pt")};
    const auto made = bench.run(order);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
    QCOMPARE(made->progress.host, QStringLiteral("desk"));
    QCOMPARE(made->progress.paths, QStringList{bench.fixture.workspace()});
    QCOMPARE(made->progress.phase, BackupPhase::Done);
    QVERIFY(made->progress.filesNew >= 1);
    QVERIFY(made->progress.addedBytes > 0);
    QCOMPARE(made->progress.unreadCount, 0);
    const Snapshot last = bench.snapshots().last();
    QVERIFY(last.id.startsWith(made->progress.snapshotId) && !made->progress.snapshotId.isEmpty());
    QCOMPARE(last.hostname, QStringLiteral("desk"));
    QCOMPARE(last.tags, QStringList{QStringLiteral("by hand")});
    const auto object = json::parse(last.raw);
    QCOMPARE(json::trimmed(*object, "parent"), back.snapshot.id);
    const QByteArray files = bench.fixture.restic({QStringLiteral("ls"), last.id});
    QVERIFY(files.contains("/new file"));
    QVERIFY(!files.contains("small.pt"));
    QCOMPARE(
        bench.fixture.restic({QStringLiteral("list"), QStringLiteral("locks"), QStringLiteral("--no-lock")}),
        QByteArray());
}

void TestBackup::unreadFilesAreTold()
{
    SKIP_UNLESS_READY();
    BackupBench bench(program);
    bench.wrapRestic(kObedient);
    const QString denied = bench.fixture.workspace() + QStringLiteral("/denied");
    writeFile(denied, "secret");
    ::chmod(QFile::encodeName(denied).constData(), 0);
    BackupOrder order = bench.order();
    order.request.paths.append(QStringLiteral("/no/such/place"));
    const auto made = bench.run(order);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QVERIFY(!made->progress.snapshotId.isEmpty());
    QStringList unread;
    for (const RestoreFileError &one : made->progress.unread) {
        unread.append(one.path);
    }
    QVERIFY2(unread.contains(QStringLiteral("/no/such/place")), qPrintable(unread.join(QLatin1Char(' '))));
    if (!unread.contains(denied) && ::geteuid() == 0) {
        QSKIP("to run this test: sudo apt-get install util-linux");
    }
    QCOMPARE(made->progress.unreadCount, 2);
    QVERIFY(made->progress.message.startsWith(QStringLiteral("A snapshot was made, but 2 file(s)")));
}

void TestBackup::survivesALostConnection()
{
    SKIP_UNLESS_READY();
    BackupBench bench(program);
    bench.wrapRestic(holding("backup"));
    const QString waits = bench.sshd.path(QStringLiteral("agent/bin/waits"));
    BackupJob *job = bench.start(bench.order());
    bool lost = false;
    connect(job, &BackupJob::progressed, this, [&] { lost = lost || job->progress().reconnecting; });
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(waits), 30'000);
    bench.sshd.stop();
    QTRY_VERIFY_WITH_TIMEOUT(lost, 30'000);
    writeFile(bench.sshd.path(QStringLiteral("agent/bin/go")), "");
    QVERIFY(bench.sshd.start());
    const auto made = BackupBench::wait(job);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QCOMPARE(bench.snapshots().size(), 1);
    QVERIFY(bench.snapshots().last().id.startsWith(made->progress.snapshotId));

    // A program that is closed leaves the backup to the machine, and the same command joins it.
    QFile::remove(waits);
    QFile::remove(bench.sshd.path(QStringLiteral("agent/bin/go")));
    BackupJob *closed = bench.start(bench.order());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(waits), 30'000);
    delete closed;
    BackupJob *joined = bench.start(bench.order());
    QTRY_VERIFY_WITH_TIMEOUT(joined->progress().phase == BackupPhase::BackingUp, 30'000);
    writeFile(bench.sshd.path(QStringLiteral("agent/bin/go")), "");
    QVERIFY(BackupBench::wait(joined));
    QCOMPARE(bench.snapshots().size(), 2);

    // A machine that was restarted has forgotten it.
    QFile::remove(waits);
    QFile::remove(bench.sshd.path(QStringLiteral("agent/bin/go")));
    BackupJob *forgotten = bench.start(bench.order());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(waits), 30'000);
    bench.sshd.stop();
    QTRY_VERIFY_WITH_TIMEOUT(forgotten->progress().reconnecting, 30'000);
    const QString room = bench.sshd.agentDir() + QStringLiteral("/backup");
    const QString memory = QFileInfo(room).canonicalFilePath();
    for (const qint64 pid : bench.processes(bench.fixture.workspace().toUtf8())) {
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    }
    QVERIFY(QFile::remove(room));
    QVERIFY(bench.sshd.start());
    const auto lostIt = BackupBench::wait(forgotten);
    QVERIFY(!lostIt);
    QVERIFY2(
        lostIt.error().message.contains(QStringLiteral("restarted")), qPrintable(lostIt.error().message));
    QCOMPARE(bench.snapshots().size(), 2);
    removeTree(memory);
}

/** restic that is killed leaves a lock behind. The next backup removes it, but never one of somebody else. */
void TestBackup::takesItsOwnDeadLocksAway()
{
    SKIP_UNLESS_READY();
    BackupBench bench(program);
    const auto locks = [&] {
        return bench.fixture
            .restic({QStringLiteral("list"), QStringLiteral("locks"), QStringLiteral("--no-lock"),
                QStringLiteral("-q")})
            .trimmed()
            .split('\n')
            .size();
    };
    bench.wrapRestic("exec \"$real\" --limit-upload 1 \"$@\"\n");
    BackupJob *job = bench.start(bench.order());
    const QString lockDir = bench.fixture.repository().url + QStringLiteral("/locks");
    QTRY_VERIFY_WITH_TIMEOUT(!QDir(lockDir).isEmpty() && !bench.processes("--limit-upload").isEmpty()
            && job->progress().bytesTotal > 0,
        30'000);
    for (const qint64 pid : bench.processes(bench.fixture.workspace().toUtf8())) {
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    }
    const auto killed = BackupBench::wait(job);
    QVERIFY(!killed);
    QVERIFY2(killed.error().message.contains(QStringLiteral("killed")), qPrintable(killed.error().message));
    QCOMPARE(locks(), 1);
    bench.wrapRestic("exec \"$real\" \"$@\"\n");
    QVERIFY(bench.run(bench.order()));
    QVERIFY(QDir(lockDir).isEmpty());
    QCOMPARE(bench.snapshots().size(), 1);
}

void TestBackup::refusalsAreOneSentence()
{
    SKIP_UNLESS_READY();
    BackupBench bench(program);
    const auto sentence = [&](const BackupOrder &order, ErrorCategory category, const char *word) {
        const auto made = bench.run(order);
        return !made && made.error().category == category
            && made.error().message.contains(QLatin1String(word));
    };
    BackupOrder order = bench.order();
    order.request.repository.password = QStringLiteral("wrong");
    QVERIFY(sentence(order, ErrorCategory::RepositoryPassword, "password"));
    order = bench.order();
    order.request.paths = QStringList{QStringLiteral("/no/such/place")};
    QVERIFY(sentence(order, ErrorCategory::NotFound, "--path"));
    order = bench.order();
    order.request.repository.url = bench.fixture.path(QStringLiteral("nothing here"));
    QVERIFY(sentence(order, ErrorCategory::RepositoryMissing, "no restic repository"));
    order = bench.order();
    order.endpoints.clear();
    QVERIFY(sentence(order, ErrorCategory::SshUnreachable, "no address"));

    // Somebody else's lock is left where it is.
    bench.fixture.backup();
    QProcess other;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RESTIC_PASSWORD"), bench.fixture.repository().password);
    environment.insert(QStringLiteral("RESTIC_CACHE_DIR"), bench.fixture.path(QStringLiteral("other-cache")));
    other.setProcessEnvironment(environment);
    other.start(program,
        {QStringLiteral("-r"), bench.fixture.repository().url, QStringLiteral("--limit-download"),
            QStringLiteral("1"), QStringLiteral("check"), QStringLiteral("--read-data")});
    const QString lockDir = bench.fixture.repository().url + QStringLiteral("/locks");
    QTRY_VERIFY_WITH_TIMEOUT(!QDir(lockDir).isEmpty(), 30'000);
    QVERIFY(sentence(bench.order(), ErrorCategory::RepositoryLocked, "locked"));
    QVERIFY(!QDir(lockDir).isEmpty());
    other.kill();
    other.waitForFinished();
    QCOMPARE(bench.snapshots().size(), 1);
    // The lock of a dead process that is not ours stays, too.
    QVERIFY(!bench.run(bench.order()));
    QVERIFY(!QDir(lockDir).isEmpty());

    QFile::remove(bench.sshd.path(QStringLiteral("agent/bin/restic")));
    writeFile(bench.sshd.path(QStringLiteral("agent/bin/restic")), "#!/bin/sh\nexit 1\n", true);
    QVERIFY(sentence(bench.order(), ErrorCategory::MissingTool, "no usable restic"));
}

void TestBackup::oneAtATimeAndCancel()
{
    SKIP_UNLESS_READY();
    BackupBench bench(program);
    bench.wrapRestic(holding("backup"));
    const QString waits = bench.sshd.path(QStringLiteral("agent/bin/waits"));
    BackupJob *first = bench.start(bench.order());
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(waits), 30'000);
    BackupOrder order = bench.order();
    order.request.tags = QStringList{QStringLiteral("second")};
    BackupJob *second = bench.start(order);
    QTRY_VERIFY_WITH_TIMEOUT(second->progress().phase == BackupPhase::Waiting, 30'000);
    QFile::remove(waits);
    first->cancel();
    const auto cancelled = BackupBench::wait(first);
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().category, ErrorCategory::Cancelled);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(waits), 60'000); // the second one's turn
    writeFile(bench.sshd.path(QStringLiteral("agent/bin/go")), "");
    const auto made = BackupBench::wait(second);
    QVERIFY2(made, made ? "" : qPrintable(made.error().message));
    QCOMPARE(bench.snapshots().size(), 1);
    QCOMPARE(bench.snapshots().last().tags, QStringList{QStringLiteral("second")});
}

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
