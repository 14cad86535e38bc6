// SPDX-License-Identifier: GPL-3.0-or-later
// What may happen to a restore, and the sentence or the recovery for it.
#include "tests/restic/restore_test.h"

#include <algorithm>
#include <csignal>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QTest>
#include <unistd.h>

using namespace snapgpu;

class TestRestoreFaults final : public RestoreTest
{
    Q_OBJECT
public:
    TestRestoreFaults()
        : RestoreTest(6)
    {
    }

private Q_SLOTS:
    void theDesktopIsGoneAndComesBack_data() { addResticRows(); }
    void theDesktopIsGoneAndComesBack();
    void theMachineIsRestarted_data() { addResticRows(); }
    void theMachineIsRestarted();
    void secondResticWaitsAndIsEndedWithTheFirst_data();
    void secondResticWaitsAndIsEndedWithTheFirst();
    void whoTellsIsKilled_data() { addResticRows(); }
    void whoTellsIsKilled();
    void theTellerIsKilled();
    void theAgentFallsSilent();
    void theKeeperAloneIsKilled_data() { addResticRows(); }
    void theKeeperAloneIsKilled();
    void nobodyWaitsForADeadKeeper_data();
    void nobodyWaitsForADeadKeeper();
    void aFailureIsNotForgottenByCancelling();
    void locksOfOthersStay_data() { addResticRows(); }
    void locksOfOthersStay();
    void namesAndLinks_data() { addResticRows(); }
    void namesAndLinks();
    void whatIsThereIsNotFetchedAgain();

private:
    bool resticRuns()
    {
        return QTest::qWaitFor([&] { return !m_bench->resticPids().isEmpty(); }, 30'000);
    }
    /** Kills whoever wrote its number into a file of the run that matches. */
    bool killByFile(const QString &pattern)
    {
        const QDir run(m_bench->sshd.agentDir() + QStringLiteral("/run"));
        QFile file(run.filePath(run.entryList({pattern}, QDir::Files).value(0)));
        const int pid = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
        return pid > 1 && ::kill(pid, SIGKILL) == 0;
    }
    static qint64 parentOf(qint64 pid)
    {
        QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
        const QByteArray text = stat.open(QIODevice::ReadOnly) ? stat.readAll() : QByteArray();
        return text.mid(text.lastIndexOf(')') + 4).split(' ').value(0).toLongLong();
    }
    /** The agent's child that sleeps between two signs of life. */
    qint64 heartbeatPid() const
    {
        QFile file(m_bench->sshd.agentDir() + QStringLiteral("/agent.pid"));
        const qint64 agent = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
        const QByteArray sleeping = QByteArrayLiteral("sleep") + '\0' + '5';
        for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile command(QStringLiteral("/proc/%1/cmdline").arg(pid));
            const qint64 parent = parentOf(pid.toLongLong());
            if (command.open(QIODevice::ReadOnly) && command.readAll().startsWith(sleeping) && agent > 0
                && parentOf(parent) == agent) {
                return parent;
            }
        }
        return 0;
    }
    /** Kills the agent's runner, as the end of a container would. */
    void killRunner()
    {
        killByFile(QStringLiteral("runner.pid"));
        for (qint64 restic : m_bench->resticPids()) {
            ::kill(static_cast<pid_t>(restic), SIGKILL);
        }
    }
};

void TestRestoreFaults::theDesktopIsGoneAndComesBack()
{
    SKIP_UNLESS(prepare());
    slowRestic(program(), 800);
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    const QPointer<RestoreJob> first = m_bench->start(asked);
    QVERIFY(resticRuns());
    m_bench->engine = std::make_unique<ResticRestoreEngine>(&m_bench->clock); // the program ends
    QVERIFY(!first);
    QTest::qWait(300);
    QVERIFY(!m_bench->resticPids().isEmpty());
    // Another restore has to wait, the same one is followed.
    RestoreRequest other = asked;
    other.critical = QStringList{QStringLiteral("*.py")};
    const auto refused = m_bench->restore(other);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.contains(QStringLiteral("another restore")),
        qPrintable(refused.error().message));
    RestoreJob *job = m_bench->start(asked);
    QStringList said;
    connect(job, &RestoreJob::progressed, this, [&] { said.append(job->progress().message); });
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QVERIFY2(!said.filter(QStringLiteral("runs on the machine already")).isEmpty(),
        qPrintable(said.join(QLatin1Char('|'))));
    QCOMPARE(m_bench->agentLog().count("restic_started"), 1);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreFaults::theMachineIsRestarted()
{
    SKIP_UNLESS(prepare());
    slowRestic(program(), 1000);
    RestoreJob *job = m_bench->start(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY(resticRuns());
    QVERIFY(QTest::qWaitFor([this] { return QFile::exists(restored()); }, 30'000));
    QTest::qWait(300); // some files are there
    // Everything of it dies, and what it kept in memory is gone.
    killRunner();
    m_bench->wrapRestic("exec '" + program().toUtf8() + "' \"$@\"\n");
    m_bench->sshd.stop();
    removeTree(QFileInfo(m_bench->sshd.agentDir() + QStringLiteral("/run")).canonicalFilePath());
    QFile::remove(m_bench->sshd.agentDir() + QStringLiteral("/run"));
    QVERIFY(m_bench->sshd.start());
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resumes, 1);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(!QFile::exists(m_bench->sshd.agentDir() + QStringLiteral("/unfinished")));
}

void TestRestoreFaults::secondResticWaitsAndIsEndedWithTheFirst_data()
{
    QTest::addColumn<bool>("disjoint");
    QTest::newRow("begun near the end of the first") << false;
    QTest::newRow("begun at the first one's word, where they have no file in common") << true;
}

void TestRestoreFaults::secondResticWaitsAndIsEndedWithTheFirst()
{
    QFETCH(bool, disjoint);
    SKIP_UNLESS(!newest().isEmpty());
    m_fixture = std::make_shared<ResticFixture>(newest());
    m_fixture->makeWorkspace(5);
    // The rest lasts too: restic says its first word after a quarter of a second.
    QFile large(m_fixture->workspace() + QStringLiteral("/models/unet.bin"));
    QVERIFY(large.open(QIODevice::ReadOnly));
    QByteArray other = large.read(3'000'000);
    std::reverse(other.begin(), other.end());
    writeFile(m_fixture->workspace() + QStringLiteral("/models/other.bin"), other);
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    m_bench = std::make_unique<RestoreBench>(newest());
    // A busy computer must not be through with the first before a second of low priority has its key.
    slowRestic(newest(), disjoint ? 250 : 1200);
    writeFile(m_bench->sshd.path(QStringLiteral("bin/renice")), "#!/bin/sh\n", true);
    writeFile(m_bench->sshd.path(QStringLiteral("bin/nproc")), "#!/bin/sh\necho 8\n", true); // enough for two
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    asked.critical = QStringList{QStringLiteral("unet.bin")};
    asked.noHardLinks = disjoint;
    RestoreJob *job = m_bench->start(asked);
    // The second one is there while the first one restores, and does not run.
    const auto stopped = [&] {
        QFile pid(m_bench->sshd.agentDir() + QStringLiteral("/run/second.pid"));
        if (!pid.open(QIODevice::ReadOnly)) {
            return false;
        }
        QFile state(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(pid.readAll().trimmed())));
        return state.open(QIODevice::ReadOnly) && state.readAll().contains(") T ");
    };
    QVERIFY2(QTest::qWaitFor(stopped, 30'000), "the second restic never waited");
    QVERIFY(!m_bench->agentLog().contains("critical_ready"));
    job->cancel();
    const auto result = m_bench->wait(job);
    QVERIFY(!result);
    QVERIFY(QTest::qWaitFor([&] { return m_bench->resticPids().isEmpty(); }, 30'000));
    // The same once more to its end: the second one goes on where it waited.
    slowRestic(newest(), 1200);
    RestoreJob *again = m_bench->start(asked);
    const auto whole = m_bench->wait(again);
    QVERIFY2(whole.has_value(), whyNot(whole).constData());
    QVERIFY(m_bench->agentLog().contains("next_log"));
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QCOMPARE(whole->phases.size(), 2);
    QVERIFY(whole->phases.at(0).phase == RestorePhase::Critical
        && whole->phases.at(1).phase == RestorePhase::Rest);
}

/** The process that reads restic's words for the desktop dies: another one goes on behind the last line. */
void TestRestoreFaults::whoTellsIsKilled()
{
    SKIP_UNLESS(prepare());
    slowRestic(program(), 4000);
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    asked.critical = QStringList{QStringLiteral("*.py")};
    RestoreJob *job = m_bench->start(asked);
    QVERIFY(resticRuns());
    const QDir run(m_bench->sshd.agentDir() + QStringLiteral("/run"));
    QSet<QByteArray> killed;
    const auto killTail = [&] {
        for (const QString &name : run.entryList({QStringLiteral("tail.*")}, QDir::Files)) {
            QFile file(run.filePath(name));
            const QByteArray pid = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
            if (!pid.isEmpty() && !killed.contains(pid) && ::kill(pid.toInt(), SIGKILL) == 0) {
                killed.insert(pid);
            }
        }
        return killed.size() >= 2;
    };
    QVERIFY(QTest::qWaitFor(killTail, 30'000));
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resumes, 0);
    QCOMPARE(result->phases.size(), 2); // each told once
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

/** The one that forwards everything dies: the agent ends with it, and the window connects and hears it all.
 */
void TestRestoreFaults::theTellerIsKilled()
{
    SKIP_UNLESS(prepareNewest());
    slowRestic(newest(), 900);
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    asked.critical = QStringList{QStringLiteral("*.py")};
    RestoreJob *job = m_bench->start(asked);
    QVERIFY(resticRuns());
    // It says who it is a moment after restic has begun.
    QVERIFY(QTest::qWaitFor([&] { return killByFile(QStringLiteral("pump.*")); }, 30'000));
    const auto result = m_bench->wait(job, 60'000);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resumes, 0);
    QCOMPARE(result->phases.size(), 2);
    QCOMPARE(m_bench->agentLog().count("\"phase_end\""), 2);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

/** Nobody is left there who would say that restic's keeper is dead: a silent agent is a lost connection. */
void TestRestoreFaults::theAgentFallsSilent()
{
    SKIP_UNLESS(prepareNewest());
    slowRestic(newest(), 900);
    m_bench->engine->setPatience({60'000, 60'000, 60'000, 6500});
    RestoreJob *job = m_bench->start(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY(resticRuns());
    const qint64 heart = heartbeatPid();
    QVERIFY(heart > 0 && ::kill(static_cast<pid_t>(heart), SIGKILL) == 0);
    killRunner();
    m_bench->wrapRestic("exec '" + newest().toUtf8() + "' \"$@\"\n");
    const auto result = m_bench->wait(job, 60'000);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resumes, 1);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

/** restic's keeper is killed and restic is not: it may not write on beside the one that comes after. */
void TestRestoreFaults::theKeeperAloneIsKilled()
{
    SKIP_UNLESS(prepare());
    slowRestic(program(), 700);
    RestoreJob *job = m_bench->start(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY(resticRuns());
    const qint64 orphan = m_bench->resticPids().first();
    QVERIFY(killByFile(QStringLiteral("runner.pid")));
    m_bench->wrapRestic("exec '" + program().toUtf8() + "' \"$@\"\n");
    bool together = false;
    connect(job, &RestoreJob::progressed, this, [&] {
        const QVector<qint64> pids = m_bench->resticPids();
        together = together || (pids.size() > 1 && pids.contains(orphan));
    });
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resumes, 1);
    QVERIFY(!together);
    QVERIFY(m_bench->resticPids().isEmpty());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreFaults::nobodyWaitsForADeadKeeper_data()
{
    QTest::addColumn<bool>("disjoint");
    QTest::newRow("by estimate") << false;
    QTest::newRow("at the first word") << true;
}

/** The second restic waits for a word of the runner, before it begins or stopped; the whole agent is killed
 * then. */
void TestRestoreFaults::nobodyWaitsForADeadKeeper()
{
    QFETCH(bool, disjoint);
    SKIP_UNLESS(prepareNewest());
    m_bench->wrapRestic("case \"$*\" in *--include*) '" + newest().toUtf8()
        + "' \"$@\"; exec sleep 60 ;; esac\nexec '" + newest().toUtf8() + "' \"$@\"\n");
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    asked.critical = QStringList{QStringLiteral("*.py")};
    asked.noHardLinks = disjoint;
    m_bench->start(asked);
    const QDir run(m_bench->sshd.agentDir() + QStringLiteral("/run"));
    QVERIFY(
        QTest::qWaitFor([&] { return QFile::exists(run.filePath(QStringLiteral("second.pid"))); }, 30'000));
    QTest::qWait(disjoint ? 3'000 : 300); // stopped by then, or not begun
    m_bench->engine = std::make_unique<ResticRestoreEngine>(&m_bench->clock); // the program ends
    const QByteArray mark = "SNAPGPU_DIR=" + m_bench->sshd.agentDir().toUtf8();
    const auto left = [&mark] {
        QVector<pid_t> pids;
        for (const QString &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile environment(QStringLiteral("/proc/%1/environ").arg(pid));
            if (environment.open(QIODevice::ReadOnly) && environment.readAll().split('\0').contains(mark)) {
                pids.append(pid.toInt());
            }
        }
        return pids;
    };
    QVERIFY(left().size() > 2);
    QVERIFY(killByFile(QStringLiteral("runner.pid")));
    QVERIFY(killByFile(QStringLiteral("restic.pid")));
    m_bench->sshd.stop();
    QVERIFY2(QTest::qWaitFor([&] { return left().isEmpty(); }, 20'000), "somebody still waits");
}

/** A file failed whose name JSON must escape; then the rest is cancelled. The next run may not believe that
 * file. */
void TestRestoreFaults::aFailureIsNotForgottenByCancelling()
{
    if (newest().isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    m_fixture = std::make_shared<ResticFixture>(newest());
    m_fixture->makeWorkspace(28);
    const QString odd = QStringLiteral("/models/o\"dd <&>\\.bin");
    QVERIFY(QFile::rename(
        m_fixture->workspace() + QStringLiteral("/models/unet.bin"), m_fixture->workspace() + odd));
    m_fixture->backupApart(QStringLiteral("o*.bin"));
    m_snapshot = m_fixture->snapshot();
    const QByteArray good = m_fixture->damageLargestPack();
    QVERIFY(!good.isEmpty());
    m_bench = std::make_unique<RestoreBench>(newest());
    slowRestic(newest(), 3000);
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    asked.critical = QStringList{QStringLiteral("o*.bin")};
    RestoreJob *job = m_bench->start(asked);
    QVERIFY(QTest::qWaitFor(
        [&] { return m_bench->agentLog().contains("\"phase\":\"critical\",\"exit\":1"); }, 30'000));
    job->cancel();
    QVERIFY(!m_bench->wait(job));
    QVERIFY(QTest::qWaitFor([&] { return m_bench->agentLog().contains("\"event\":\"done\""); }, 30'000));
    QFile mark(m_bench->sshd.agentDir() + QStringLiteral("/unfinished"));
    QVERIFY(mark.open(QIODevice::ReadOnly));
    QVERIFY(!mark.readAll().endsWith(" clean\n"));
    QVERIFY(QFileInfo(restored() + odd).lastModified().toSecsSinceEpoch() < 200'000); // of 1970
    QVERIFY(m_fixture->mendLargestPack(good));
    m_bench->wrapRestic("exec '" + newest().toUtf8() + "' \"$@\"\n");
    const auto again = m_bench->restore(asked);
    QVERIFY2(again.has_value(), whyNot(again).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreFaults::locksOfOthersStay()
{
    SKIP_UNLESS(prepare());
    const QDir locks(m_fixture->path(QStringLiteral("repo/locks")));
    const QDir::Filters files = QDir::Files;
    // Somebody's backup, which waits for its data with a lock in its hand.
    QProcess backup;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("RESTIC_REPOSITORY"), m_fixture->repository().url);
    environment.insert(QStringLiteral("RESTIC_PASSWORD"), m_fixture->repository().password);
    backup.setProcessEnvironment(environment);
    backup.start(program(), {QStringLiteral("backup"), QStringLiteral("--stdin")});
    QVERIFY(QTest::qWaitFor(
        [&] {
            const QStringList found = locks.entryList(files);
            return !found.isEmpty() && !found.first().contains(QLatin1String("-tmp-"));
        },
        20'000));
    const QStringList before = locks.entryList(files);
    const auto result = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    const QStringList after = locks.entryList(files);
    backup.kill();
    backup.waitForFinished();
    for (const QString &lock : locks.entryList(files)) {
        QFile::remove(locks.filePath(lock));
    }
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(after, before); // neither taken away nor added to
}

void TestRestoreFaults::namesAndLinks()
{
    if (program().isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    m_fixture = std::make_shared<ResticFixture>(program());
    m_fixture->makeWorkspace(1); // names with newlines, quotes, brackets, no UTF-8; hard links
    const QString outside = m_fixture->path(QStringLiteral("outside"));
    QDir().mkpath(outside);
    writeFile(m_fixture->workspace() + QLatin1Char('/') + QString(255, QLatin1Char('n')), "long");
    ::symlink(outside.toUtf8().constData(),
        (m_fixture->workspace() + QStringLiteral("/escape")).toUtf8().constData());
    ::symlink("../../../../../../etc", (m_fixture->workspace() + QStringLiteral("/up")).toUtf8().constData());
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    m_bench = std::make_unique<RestoreBench>(program());
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    // One name of a pair of hard links is critical, the other is not.
    asked.critical =
        QStringList{QStringLiteral("small.pt"), QString(255, QLatin1Char('n')), QStringLiteral("escape")};
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    const auto described = [](const QString &folder) {
        QByteArrayList lines;
        for (const QByteArray &line : describeTree(folder).split('\n')) {
            lines.append(line.contains("./models/small") && !line.contains("  ") ? "pair" : line);
        }
        std::sort(lines.begin(), lines.end()); // the number of links stands before the name
        return lines.join('\n');
    };
    if (isOld()) { // its second phase leaves out what the first one brought, so that the pair is two files
        QCOMPARE(described(restored()), described(m_fixture->workspace()));
    } else {
        QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    }
    QVERIFY(QDir(outside).isEmpty());
    QVERIFY(QFileInfo(restored() + QStringLiteral("/escape")).isSymLink());
}

void TestRestoreFaults::whatIsThereIsNotFetchedAgain()
{
    SKIP_UNLESS(prepareNewest());
    const RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    const auto first = m_bench->restore(asked);
    QVERIFY2(first.has_value(), whyNot(first).constData());
    QCOMPARE(first->bytesSkipped, 0);
    QVERIFY(QFile::remove(restored() + QStringLiteral("/models/small.pt")));
    RestoreRequest verified = asked;
    verified.verify = true;
    const auto second = m_bench->restore(verified);
    QVERIFY2(second.has_value(), whyNot(second).constData());
    QVERIFY(second->bytesSkipped > 6'000'000);
    QVERIFY(second->phases.size() == 2 && second->phases.first().bytes < 1'000'000);
    QVERIFY(second->phases.last().phase == RestorePhase::Verifying);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

QTEST_GUILESS_MAIN(TestRestoreFaults)
#include "tst_restore_faults.moc"
