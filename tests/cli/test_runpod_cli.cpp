// SPDX-License-Identifier: GPL-3.0-or-later
// RunPod through the command line, against the sandbox: real HTTP, real sshd, real restic.
#include "tests/cli/cli_home.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

QStringList words(const char *text) { return QString::fromLatin1(text).split(QLatin1Char(' ')); }

} // namespace

class TestRunPodCli final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void racesRestoresAndDestroys();
    void fewPoolsAreUsedAgainButNotAlone();
    void lostCreatesAreFoundByTheirName();
    void foreignPodsAreNeverTouched();
    void badEnds_data();
    void badEnds();

private:
    CliRun run(const char *arguments) const
    {
        return m_home->run(words("--sandbox --provider runpod") + words(arguments));
    }

    std::unique_ptr<CliHome> m_home;
};

void TestRunPodCli::initTestCase()
{
    m_home = std::make_unique<CliHome>();
    QVERIFY2(m_home->startSandbox(10.0, QStringLiteral("calm")),
        "the sandbox does not start: try `snapgpu-cli --sandbox sandbox start`");
}

void TestRunPodCli::cleanup()
{
    m_home->setFaults(QStringLiteral("calm"));
    m_home->setCredit(25.0);
    const CliRun gone = run("destroy --all");
    QVERIFY2(gone.exitCode == 0, gone.said());
    QCOMPARE(m_home->machinesAlive(), 0);
}

void TestRunPodCli::racesRestoresAndDestroys()
{
    const CliRun launched =
        run("--json launch gpu_name=RTX_4090 num_gpus=1 --snapshot latest --critical *.py");
    QVERIFY2(launched.exitCode == 0, launched.said());
    QCOMPARE(launched.count("critical_ready"), 1);
    QCOMPARE(launched.count("restored"), 1);
    // Five pools of their own.
    QSet<qint64> pools;
    for (const json::Value &line : launched.lines) {
        if (json::trimmed(line, "event") == QLatin1String("planned")) {
            pools.insert(json::integer(line, "machine_id").value_or(0));
        }
    }
    QVERIFY(pools.size() >= 5 && *std::max_element(pools.begin(), pools.end()) < 0);
    const QDir machines(m_home->file(QStringLiteral("home/sandbox/machines")));
    // The winner's; the others are gone, and their files follow them.
    const auto folders = [&machines] { return machines.entryList(QDir::Dirs | QDir::NoDotAndDotDot); };
    QTRY_COMPARE_WITH_TIMEOUT(folders().size(), 1, 60'000);
    QCOMPARE(treeDifferences(m_home->demoWorkspace(),
                 machines.filePath(folders().first() + QStringLiteral("/workspace"))),
        QStringList());

    const CliRun listed = run("--json machines");
    QCOMPARE(listed.lines.size(), 1);
    QCOMPARE(json::trimmed(listed.lines.first(), "provider"), QStringLiteral("runpod"));
    QCOMPARE(json::trimmed(listed.lines.first(), "state"), QStringLiteral("kept"));
    QVERIFY(json::number(listed.lines.first(), "dollars_per_hour").value_or(0) > 0.1);
    // A provider's machines are no other's, and neither are its books.
    const CliRun others = m_home->run(words("--sandbox --json machines"));
    QVERIFY(others.exitCode == 0 && others.lines.isEmpty());
    QVERIFY2(m_home->run(words("--sandbox destroy --all")).exitCode == 0, "vast has nothing to destroy");
    QCOMPARE(m_home->machinesAlive(), 1);
    const CliRun remembered = run("--json hosts");
    QVERIFY2(remembered.exitCode == 0 && remembered.lines.size() >= 5, remembered.said());

    const QString id = json::trimmed(listed.lines.first(), "id");
    const CliRun gone = m_home->run(words("--sandbox --provider runpod destroy") + QStringList{id});
    QVERIFY2(gone.exitCode == 0, gone.said());
    QCOMPARE(m_home->machinesAlive(), 0);
}

/** One type in one place of one tier is a pool; it gives three racers, and not five. */
void TestRunPodCli::fewPoolsAreUsedAgainButNotAlone()
{
    const CliRun offers = run("--json offers gpu_name=RTX_4090 num_gpus=1 --limit 400");
    QVERIFY2(offers.lines.size() > 9, offers.said());
    const QString id = json::string(offers.lines.first(), "id").value_or(QString());
    const CliRun launched =
        m_home->run(words("--sandbox --provider runpod --json launch --no-restore --destroy-after")
            + QStringList{QStringLiteral("id=") + id});
    QVERIFY2(launched.exitCode == 0, launched.said());
    QCOMPARE(launched.count("won"), 1);
    QVERIFY(launched.count("planned") >= 2 && launched.count("planned") <= 3);
}

void TestRunPodCli::lostCreatesAreFoundByTheirName()
{
    // Two answers never come and two are a 500, though the pods exist; and nobody tells the balance.
    m_home->setFaults(QStringLiteral("calm,lost_create=2,create_5xx=2,no_graphql"));
    const CliRun launched = run("--json launch gpu_name=RTX_4090 num_gpus=1 --no-restore --destroy-after");
    QVERIFY2(launched.exitCode == 0, launched.said());
    QVERIFY2(launched.count("unknown") >= 1 && launched.count("warning") >= 1, launched.said());
    QCOMPARE(launched.count("won"), 1);
    QCOMPARE(m_home->machinesAlive(), 0);
}

/** Another person with the same account, by address and key instead of the sandbox's own way. */
void TestRunPodCli::foreignPodsAreNeverTouched()
{
    QFile file(m_home->file(QStringLiteral("home/sandbox/sandbox.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const json::Value info = json::parse(file.readAll()).value_or(json::Value());
    CliHome other;
    other.environment().insert(QStringLiteral("RUNPOD_API_KEY"), json::trimmed(info, "api_key"));
    const CliRun theirs =
        other.run(words("--provider runpod --runpod-url") + QStringList{json::trimmed(info, "url")}
            + words("--ssh-key") + QStringList{json::trimmed(info, "identity_file")}
            + words("--json launch gpu_name=RTX_4090 num_gpus=1 --no-restore --wave-size 2"));
    QVERIFY2(theirs.exitCode == 0, theirs.said());

    const CliRun listed = run("--json machines");
    QCOMPARE(listed.lines.size(), 1);
    QCOMPARE(json::trimmed(listed.lines.first(), "state"), QStringLiteral("foreign"));
    const QString id = json::trimmed(listed.lines.first(), "id");
    QCOMPARE(m_home->run(words("--sandbox --provider runpod destroy") + QStringList{id}).exitCode, 3);
    QCOMPARE(run("destroy --all").exitCode, 0);
    QCOMPARE(run("sweep").exitCode, 0);
    QCOMPARE(m_home->machinesAlive(), 1);

    other.environment().insert(QStringLiteral("RUNPOD_URL"), json::trimmed(info, "url"));
    const CliRun gone = other.run(words("--provider runpod destroy --all"));
    QVERIFY2(gone.exitCode == 0, gone.said());
}

void TestRunPodCli::badEnds_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<double>("credit");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("category");
    QTest::newRow("key") << QStringLiteral("calm,bad_key") << 25.0 << 4 << QStringLiteral("auth");
    QTest::newRow("no credit") << QStringLiteral("calm") << 0.0 << 4 << QStringLiteral("no_credit");
    QTest::newRow("no stock anywhere")
        << QStringLiteral("calm,no_offers") << 25.0 << 3 << QStringLiteral("no_offers");
    QTest::newRow("shown but sold out")
        << QStringLiteral("calm,refuse_all") << 25.0 << 3 << QStringLiteral("nothing_ready");
}

void TestRunPodCli::badEnds()
{
    QFETCH(QString, faults);
    QFETCH(double, credit);
    m_home->setFaults(faults);
    m_home->setCredit(credit);
    const CliRun launched = run("--json launch gpu_name=RTX_4090 num_gpus=1 --no-restore");
    QTEST(launched.exitCode, "exitCode");
    QTEST(launched.errorCategory(), "category");
    QVERIFY(!launched.errorMessage().isEmpty());
    QCOMPARE(m_home->machinesAlive(), 0);
}

QTEST_GUILESS_MAIN(TestRunPodCli)
#include "test_runpod_cli.moc"
