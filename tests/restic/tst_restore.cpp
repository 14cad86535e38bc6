// SPDX-License-Identifier: GPL-3.0-or-later
// Restores by the real agent over a real sshd with real restics.
#include "services/core/json.h"
#include "tests/restic/restore_test.h"

#include <QDir>
#include <QPointer>
#include <QTest>

using namespace snapgpu;

class TestRestore final : public RestoreTest
{
    Q_OBJECT
public:
    TestRestore()
        : RestoreTest(24)
    {
    }

private Q_SLOTS:
    void bringsEverythingBack_data() { addResticRows(); }
    void bringsEverythingBack();
    void criticalFirst_data() { addResticRows(); }
    void criticalFirst();
    void cancelLeavesNoRestic_data() { addResticRows(); }
    void cancelLeavesNoRestic();
    void badRequests_data() { addResticRows(); }
    void badRequests();
    void damagedPackIsToldAndRepaired_data() { addResticRows(); }
    void damagedPackIsToldAndRepaired();
    void lostConnectionIsMadeAgain_data() { addResticRows(); }
    void lostConnectionIsMadeAgain();
    void machineThatDiesBeforeTheBegin();
};

void TestRestore::bringsEverythingBack()
{
    QFETCH(QString, version);
    SKIP_UNLESS(prepare());
    const auto result = m_bench->restore(request());
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QCOMPARE(result->resticVersion, version);
    QVERIFY(result->phase == RestorePhase::Done);
    QVERIFY(result->resticRunningMs >= 0 && result->criticalReadyMs >= result->resticRunningMs);
    QVERIFY(result->errors.isEmpty());
    QVERIFY(result->bytesDone > 3'000'000);
    QVERIFY(result->bytesTotal < 0 || result->bytesDone == result->bytesTotal);
    qInfo(
        "restore asked -> restic running: %lld ms, done %lld ms", result->resticRunningMs, result->elapsedMs);
}

void TestRestore::criticalFirst()
{
    SKIP_UNLESS(prepare());
    RestoreRequest asked = request();
    asked.critical = QStringList{
        m_fixture->workspace() + QStringLiteral("/code"), QStringLiteral("*/odd/\\*star\\?\\[x\\]")};
    const QString witness = m_bench->sshd.path(QStringLiteral("witness"));
    // Runs at the critical mark: the code is there, the weights are not.
    asked.startCommand =
        QStringLiteral("cd '%1' && test -s code/sub/m7.py && test -f 'odd/*star?[x]' && test ! -s "
                       "models/unet.bin && echo \"yes $AWS_SECRET_ACCESS_KEY$RESTIC_PASSWORD\" >'%2'")
            .arg(restored(), witness);
    RestoreJob *job = m_bench->start(asked);
    int ready = 0;
    connect(job, &RestoreJob::criticalReady, this, [&] { ++ready; });
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(ready, 1);
    QVERIFY(result->criticalReadyMs > 0 && result->criticalReadyMs < result->elapsedMs);
    QFile said(witness);
    QVERIFY(said.open(QIODevice::ReadOnly));
    QCOMPARE(said.readAll(), QByteArray("yes \n"));
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));

    // Patterns that match nothing are said, and the restore is whole all the same.
    RestoreRequest none = request();
    none.critical = QStringList{QStringLiteral("/no/such/folder")};
    none.target = m_bench->target = m_bench->sshd.path(QStringLiteral("second"));
    const auto whole = m_bench->restore(none);
    QVERIFY2(whole.has_value(), whyNot(whole).constData());
    QVERIFY2(whole->message.contains(QStringLiteral("None of the critical")), qPrintable(whole->message));
    QVERIFY(whole->criticalReadyMs >= 0);
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestore::cancelLeavesNoRestic()
{
    SKIP_UNLESS(prepare());
    slowRestic(program(), 2000);
    for (int pauseMs : {0, 30, 300, 700}) {
        RestoreRequest asked = request();
        asked.critical = QStringList{QStringLiteral("/nothing")};
        const std::shared_ptr<AgentChannel> channel = m_bench->login();
        QVERIFY(channel);
        std::optional<bool> gone;
        connect(channel.get(), &AgentChannel::event, this, [&](const nlohmann::json &message) {
            if (json::trimmed(message, "event") == QLatin1String("cancelled")) {
                gone = json::boolean(message, "gone");
            }
        });
        const QPointer<RestoreJob> job = m_bench->engine->start(channel, asked);
        if (pauseMs > 0) {
            QVERIFY(QTest::qWaitFor([&] { return !job || job->progress().resticRunningMs >= 0; }, 30'000));
            QTest::qWait(pauseMs);
        }
        QVERIFY(job && !job->isFinished());
        job->cancel();
        const auto result = m_bench->wait(job);
        QVERIFY(!result);
        QCOMPARE(toText(result.error().category), toText(ErrorCategory::Cancelled));
        QVERIFY(QTest::qWaitFor([&] { return gone.has_value(); }, 30'000));
        QCOMPARE(gone, std::optional<bool>(true));
        QVERIFY(m_bench->resticPids().isEmpty());
    }
}

void TestRestore::badRequests()
{
    SKIP_UNLESS(prepare());
    const auto categoryOf = [this](const RestoreRequest &asked) {
        const auto result = m_bench->restore(asked);
        return result ? QStringLiteral("success") : toText(result.error().category);
    };
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    asked.repository.password = QStringLiteral("wrong");
    QCOMPARE(categoryOf(asked), toText(ErrorCategory::RepositoryPassword));
    asked = request();
    asked.repository.url += QStringLiteral("-gone");
    QCOMPARE(categoryOf(asked), toText(ErrorCategory::RepositoryMissing));
    asked = request();
    asked.snapshot.id = QString(64, QLatin1Char('d'));
    QCOMPARE(categoryOf(asked), toText(ErrorCategory::SnapshotMissing));
    asked = request();
    asked.repository.environment.insert(QStringLiteral("NOT A NAME"), QStringLiteral("x"));
    QCOMPARE(categoryOf(asked), toText(ErrorCategory::InvalidInput));
    QVERIFY(m_bench->resticPids().isEmpty());
}

void TestRestore::damagedPackIsToldAndRepaired()
{
    SKIP_UNLESS(!program().isEmpty());
    m_fixture = std::make_shared<ResticFixture>(program());
    m_fixture->makeWorkspace(28);
    m_fixture->backupApart(QStringLiteral("unet.bin"));
    m_snapshot = m_fixture->snapshot();
    m_bench = std::make_unique<RestoreBench>(program());
    const QByteArray good = m_fixture->damageLargestPack();
    QVERIFY(!good.isEmpty());
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    const auto result = m_bench->restore(asked);
    QVERIFY(!result);
    QCOMPARE(toText(result.error().category), toText(ErrorCategory::RestoreFailed));
    QVERIFY(!m_bench->last.errors.isEmpty());
    QVERIFY2(result.error().message.contains(QStringLiteral("unet.bin")), qPrintable(result.error().message));

    // The damaged file has the right size and time by now: the next run must not believe it.
    QVERIFY(m_fixture->mendLargestPack(good));
    if (isOld()) {
        QDir(m_bench->target).removeRecursively(); // 0.14 cannot restore over links that exist
    }
    const auto again = m_bench->restore(asked);
    QVERIFY2(again.has_value(), whyNot(again).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
}

void TestRestore::lostConnectionIsMadeAgain()
{
    SKIP_UNLESS(prepare());
    slowRestic(program(), 6000);
    RestoreRequest asked = request();
    asked.critical = QStringList{QStringLiteral("*.py")};
    const std::shared_ptr<AgentChannel> channel = m_bench->login();
    QVERIFY(channel);
    RestoreJob *job = m_bench->engine->start(channel, asked);
    QStringList said;
    connect(job, &RestoreJob::progressed, this, [&] { said.append(job->progress().message); });
    QVERIFY(QTest::qWaitFor([&] { return job->progress().resticRunningMs >= 0; }, 30'000));
    m_bench->sshd.stop(); // the listener and the session die; restic does not
    QVERIFY(!m_bench->resticPids().isEmpty());
    QTest::qWait(400);
    QVERIFY(m_bench->sshd.start());
    const auto result = m_bench->wait(job);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(restored()), describeTree(m_fixture->workspace()));
    QVERIFY(!said.filter(QStringLiteral("was lost")).isEmpty());
    QVERIFY(result->criticalReadyMs > 0);
}

void TestRestore::machineThatDiesBeforeTheBegin()
{
    m_bench = std::make_unique<RestoreBench>(QString());
    const std::shared_ptr<AgentChannel> channel = m_bench->login();
    QVERIFY(channel);
    m_bench->sshd.stop();
    QVERIFY(QTest::qWaitFor([&] { return !channel->isOpen(); }, 30'000));
    RestoreRequest asked;
    asked.snapshot.id = QString(64, QLatin1Char('a'));
    const auto result = m_bench->wait(m_bench->engine->start(channel, asked));
    QVERIFY(!result);
    QCOMPARE(toText(result.error().category), toText(ErrorCategory::Network));
}

QTEST_GUILESS_MAIN(TestRestore)
#include "tst_restore.moc"
