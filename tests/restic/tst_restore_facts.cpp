// SPDX-License-Identifier: GPL-3.0-or-later
// What restic does that a restore must not be fooled by; one test for each fact, with each restic there is.
// Each was seen to fail with the code taken away that it is about.
//
//  1 a summary is no success, only the exit code is     6 SIGTERM is tidy from 0.17 on, SIGINT always
//  2 a file that failed has its right size and time     7 a wrong address is tried for 15 minutes
//  3 a restore that matches nothing exits with 0        8 standard error mixes JSON and text
//  4 zeros are left out of JSON                         9 without a cache each folder is fetched by itself
//  5 SIGHUP is swallowed, a broken pipe kills          10 paths[] of a snapshot are not the paths in its tree
#include "services/core/json.h"
#include "services/restore/restore_plan.h"
#include "services/restore/restore_tracker.h"
#include "tests/restic/restore_test.h"

#include <algorithm>
#include <csignal>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

using namespace snapgpu;

class TestRestoreFacts final : public RestoreTest
{
    Q_OBJECT
public:
    TestRestoreFacts()
        : RestoreTest(6)
    {
    }

private Q_SLOTS:
    void fact1_onlyTheExitCodeMeansSuccess_data() { addResticRows(); }
    void fact1_onlyTheExitCodeMeansSuccess();
    void fact2_aFailedFileLooksWhole_data() { addResticRows(); }
    void fact2_aFailedFileLooksWhole();
    void fact3_nothingMatchedExitsWithZero_data() { addResticRows(); }
    void fact3_nothingMatchedExitsWithZero();
    void fact4_zerosAreLeftOut();
    void fact5_hangupAndBrokenPipe_data() { addResticRows(); }
    void fact5_hangupAndBrokenPipe();
    void fact6_tidyEndBySignalOfTheVersion_data() { addResticRows(); }
    void fact6_tidyEndBySignalOfTheVersion();
    void fact7_aRepositoryThatNeverOpens_data() { addResticRows(); }
    void fact7_aRepositoryThatNeverOpens();
    void fact8_standardErrorIsAMix_data() { addResticRows(); }
    void fact8_standardErrorIsAMix();
    void fact9_theCacheStaysOn_data() { addResticRows(); }
    void fact9_theCacheStaysOn();
    void fact10_pathsOfASnapshotAreNotItsTree_data() { addResticRows(); }
    void fact10_pathsOfASnapshotAreNotItsTree();
};

void TestRestoreFacts::fact1_onlyTheExitCodeMeansSuccess()
{
    SKIP_UNLESS(prepare());
    // Everything is restored and said, and then restic ends with 1.
    m_bench->wrapRestic("case $1 in version) exec '" + program().toUtf8() + "' version ;; esac\n'"
        + program().toUtf8() + "' \"$@\"; exit 1\n");
    const auto result = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY(!result);
    QCOMPARE(toText(result.error().category), toText(ErrorCategory::RestoreFailed));
    QVERIFY(QFile::exists(restored() + QStringLiteral("/models/unet.bin")));
    QVERIFY(isOld() || m_bench->agentLog().contains("\"message_type\":\"summary\""));
}

void TestRestoreFacts::fact2_aFailedFileLooksWhole()
{
    if (program().isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    m_fixture = std::make_shared<ResticFixture>(program());
    m_fixture->makeWorkspace(28);
    m_fixture->backupApart(QStringLiteral("unet.bin"));
    m_snapshot = m_fixture->snapshot();
    m_bench = std::make_unique<RestoreBench>(program());
    const QByteArray good = m_fixture->damageLargestPack();
    QVERIFY(!good.isEmpty());
    const auto result = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(QStringLiteral("unet.bin")), qPrintable(result.error().message));
    QVERIFY2(result.error().message.contains(QStringLiteral("damaged")), qPrintable(result.error().message));
    const QFileInfo failed(restored() + QStringLiteral("/models/unet.bin"));
    const QFileInfo original(m_fixture->workspace() + QStringLiteral("/models/unet.bin"));
    QCOMPARE(failed.size(), original.size());
    QVERIFY(failed.lastModified().toSecsSinceEpoch() < 200'000); // of 1970: nothing will believe it
    // The same disk on another machine, which knows nothing of the failure.
    QVERIFY(QFile::remove(m_bench->sshd.agentDir() + QStringLiteral("/unfinished")));
    QVERIFY(m_fixture->mendLargestPack(good));
    const auto again = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY2(again.has_value(), whyNot(again).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreFacts::fact3_nothingMatchedExitsWithZero()
{
    SKIP_UNLESS(prepare());
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    asked.critical = QStringList{QStringLiteral("/no/such/thing")};
    const QString witness = m_bench->sshd.path(QStringLiteral("witness"));
    asked.startCommand =
        QStringLiteral("test -s '%1/models/unet.bin' && echo whole >'%2'").arg(restored(), witness);
    RestoreJob *job = m_bench->start(asked);
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QVERIFY2(result->message.contains(QStringLiteral("None of the critical")), qPrintable(result->message));
    // "You can work" was not said for nothing: only when all was there.
    QVERIFY(m_bench->agentLog().contains("critical_nothing"));
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(witness); }, 30'000));
}

void TestRestoreFacts::fact4_zerosAreLeftOut()
{
    RestoreTracker tracker({}, false);
    const auto say = [&](const char *text, qint64 at) { tracker.feed(*json::parse(text), at); };
    say(R"({"event":"phase","phase":"rest"})", 0);
    say(R"({"event":"restic","line":{"message_type":"status","percent_done":0}})", 100);
    QCOMPARE(tracker.progress().bytesDone, 0);
    QCOMPARE(tracker.progress().bytesTotal, -1);
    QCOMPARE(tracker.progress().secondsLeft, -1);
    QVERIFY(tracker.opened());
    say(R"({"event":"restic","line":{"message_type":"summary"}})", 200);
    QVERIFY(tracker.nothingRestored());
    say(R"({"event":"phase_end","phase":"rest","exit":0})", 300);
    QCOMPARE(tracker.progress().phases.size(), 1);
    QCOMPARE(tracker.progress().phases.first().bytes, 0);
    QCOMPARE(tracker.progress().phases.first().durationMs, 300);
}

void TestRestoreFacts::fact5_hangupAndBrokenPipe()
{
    SKIP_UNLESS(prepare());
    slowRestic(program(), 1200);
    RestoreJob *job = m_bench->start(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY(QTest::qWaitFor([&] { return !m_bench->resticPids().isEmpty(); }, 30'000));
    for (qint64 pid : m_bench->resticPids()) {
        QCOMPARE(::kill(static_cast<pid_t>(pid), SIGHUP), 0);
    }
    m_bench->sshd.stop(); // whoever reads restic's words is gone
    QTest::qWait(300);
    QVERIFY(!m_bench->resticPids().isEmpty());
    QVERIFY(m_bench->sshd.start());
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(result->resumes, 0);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

/** Whether each of them is there and has set up what it does at this signal. */
bool listensTo(const QVector<qint64> &pids, int signal)
{
    return !pids.isEmpty() && std::all_of(pids.begin(), pids.end(), [signal](qint64 pid) {
        QFile status(QStringLiteral("/proc/%1/status").arg(pid));
        const QByteArray text = status.open(QIODevice::ReadOnly) ? status.readAll() : QByteArray();
        const QByteArray caught = text.mid(text.indexOf("SigCgt:") + 7).split('\n').first().trimmed();
        return (caught.toULongLong(nullptr, 16) >> (signal - 1)) & 1;
    });
}

void TestRestoreFacts::fact6_tidyEndBySignalOfTheVersion()
{
    SKIP_UNLESS(prepare());
    slowRestic(program(), 1500);
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    RestoreJob *job = m_bench->start(asked);
    QVERIFY(QTest::qWaitFor([&] { return !m_bench->resticPids().isEmpty(); }, 30'000));
    QVERIFY(QTest::qWaitFor([&] { return listensTo(m_bench->resticPids(), SIGINT); }, 30'000));
    job->cancel();
    const auto result = m_bench->wait(job);
    QVERIFY(!result);
    QCOMPARE(toText(result.error().category), toText(ErrorCategory::Cancelled));
    QVERIFY(QTest::qWaitFor([&] { return m_bench->agentLog().contains("\"event\":\"done\""); }, 30'000));
    QVERIFY2(m_bench->agentLog().contains("\"phase\":\"rest\",\"exit\":130"),
        m_bench->agentLog().right(400).constData());
    QVERIFY(m_bench->resticPids().isEmpty());
    QVERIFY(QDir(m_fixture->path(QStringLiteral("repo/locks"))).entryList(QDir::Files).isEmpty());
    // Ended by a person: what looks whole is whole, and the next run believes it.
    QFile mark(m_bench->sshd.agentDir() + QStringLiteral("/unfinished"));
    QVERIFY(mark.open(QIODevice::ReadOnly));
    QVERIFY(mark.readAll().endsWith(" clean\n"));
    m_bench->wrapRestic("exec '" + program().toUtf8() + "' \"$@\"\n");
    const auto again = m_bench->restore(asked);
    QVERIFY2(again.has_value(), whyNot(again).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestoreFacts::fact7_aRepositoryThatNeverOpens()
{
    SKIP_UNLESS(prepare());
    QTcpServer silent; // takes connections and says nothing
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    asked.repository.url = QStringLiteral("s3:http://127.0.0.1:%1/bucket").arg(silent.serverPort());
    m_bench->engine->setPatience({60'000, 1500, 60'000});
    QElapsedTimer clock;
    clock.start();
    const auto result = m_bench->restore(asked);
    QVERIFY(!result);
    QCOMPARE(toText(result.error().category), toText(ErrorCategory::Timeout));
    QVERIFY2(
        result.error().message.contains(QStringLiteral("did not open")), qPrintable(result.error().message));
    QVERIFY(clock.elapsed() < 20'000);
    QVERIFY(QTest::qWaitFor([&] { return m_bench->resticPids().isEmpty(); }, 30'000));
}

void TestRestoreFacts::fact8_standardErrorIsAMix()
{
    SKIP_UNLESS(prepare());
    m_bench->wrapRestic("case $1 in version) exec '" + program().toUtf8()
        + "' version ;; esac\n"
          "printf '%s\\n' 'Load(<index/ab>) returned error, retrying after 1s: boom' "
          "'{\"message_type\":\"er' "
          "'{\"message_type\":\"unheard_of\",\"x\":[1,{}]}' '{}' 'signal \"quoted\" \\ received' >&2\n"
          "printf 'bytes \\377\\001 that are no text\\n' >&2\n"
          "exec '"
        + program().toUtf8() + "' \"$@\"\n");
    const auto result = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QVERIFY(result->errors.isEmpty());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    // What is no JSON is kept as text, for the one who looks for the cause.
    m_bench->wrapRestic("case $1 in version) exec '" + program().toUtf8()
        + "' version ;; esac\nprintf '%s\\n' '{\"message_type\":\"er' 'plain \"words\" 4711' >&2\nexit 1\n");
    const auto failed = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY(!failed);
    QVERIFY2(
        failed.error().detail.contains(QStringLiteral("plain \"words\" 4711")), whyNot(failed).constData());
}

void TestRestoreFacts::fact9_theCacheStaysOn()
{
    SKIP_UNLESS(prepare());
    const auto result = m_bench->restore(m_bench->request(m_fixture->repository(), m_snapshot));
    QVERIFY2(result.has_value(), whyNot(result).constData());
    int trees = 0;
    QDirIterator it(m_bench->sshd.path(QStringLiteral("cache")), QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        trees += it.next().contains(QLatin1String("/data/")) ? 1 : 0;
    }
    QVERIFY(trees > 0);
    for (const ResticVersion version :
        {ResticVersion{0, 14, 0}, {0, 15, 2}, {0, 16, 5}, {0, 17, 0}, {0, 19, 1}}) {
        RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
        asked.critical = QStringList{QStringLiteral("*.py")};
        asked.verify = true;
        const RestorePlan plan = planRestore(asked, {version});
        const auto script = planScript(plan, asked, QStringLiteral("restic"));
        QVERIFY(script && !script->contains("--no-cache"));
    }
}

void TestRestoreFacts::fact10_pathsOfASnapshotAreNotItsTree()
{
    if (program().isEmpty()) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    m_fixture = std::make_shared<ResticFixture>(program());
    m_fixture->makeWorkspace(1);
    m_fixture->backupRelative();
    m_snapshot = m_fixture->snapshot();
    QCOMPARE(m_snapshot.paths, QStringList{m_fixture->workspace()});
    m_bench = std::make_unique<RestoreBench>(program());
    RestoreRequest asked = m_bench->request(m_fixture->repository(), m_snapshot);
    asked.critical = QStringList{QStringLiteral("/ws/code")}; // as `ls` names it
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QVERIFY(!m_bench->agentLog().contains("critical_nothing"));
    QCOMPARE(describeTree(m_bench->target + QStringLiteral("/ws")), describeTree(m_fixture->workspace()));
    asked.critical =
        QStringList{m_fixture->workspace() + QStringLiteral("/code")}; // as paths[] would suggest
    if (isOld()) {
        asked.target = m_bench->target = m_bench->sshd.path(QStringLiteral("second"));
    }
    const auto none = m_bench->restore(asked);
    QVERIFY2(none.has_value(), whyNot(none).constData());
    QVERIFY2(none->message.contains(QStringLiteral("None of the critical")), qPrintable(none->message));
}

QTEST_GUILESS_MAIN(TestRestoreFacts)
#include "tst_restore_facts.moc"
