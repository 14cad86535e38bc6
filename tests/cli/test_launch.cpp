// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_home.h"

#include <cmath>
#include <csignal>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

constexpr double kSpeed = 10.0;

} // namespace

/**
 * The whole job through the command line against the sandbox: real HTTP, real sshd, real restic. After every
 * case the sandbox itself is asked how many machines are alive.
 */
class TestLaunch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void restoresTheSnapshotAndLeavesOneMachine();
    void destroyAfterLeavesNothing();
    void badEnds_data();
    void badEnds();
    void fullDiskKeepsTheMachineAndSaysSo();
    void outbidInMidRestoreIsSaid();
    void winnerThatDiesInMidRestoreIsReplaced_data();
    void winnerThatDiesInMidRestoreIsReplaced();
    void interruptLeavesNothing();
    void killedLeavesNothingAfterTheNextStart();
    void cloudDiesInMidRace();
    void secondProgramIsToldToWait();
    void secretsAreNowhere();

private:
    QStringList launch(const QStringList &more = {}) const;
    bool waitForEvent(QProcess &process, const QByteArray &name, int count, int timeoutMs = 60'000);
    QString machineFolder(const CliRun &run) const;

    std::unique_ptr<CliHome> m_home;
    QByteArray m_seen; ///< what waitForEvent has read
};

QStringList TestLaunch::launch(const QStringList &more) const
{
    return QStringList{QStringLiteral("--sandbox"), QStringLiteral("launch"), QStringLiteral("num_gpus=1")}
    + more;
}

/** Reads standard output until the event came `count` times; what was read is kept in m_seen. */
bool TestLaunch::waitForEvent(QProcess &process, const QByteArray &name, int count, int timeoutMs)
{
    m_seen.clear();
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < timeoutMs) {
        m_seen += process.readAllStandardOutput();
        if (m_seen.count(QByteArray("\"event\":\"" + name + '"')) >= count) {
            return true;
        }
        if (process.state() == QProcess::NotRunning) {
            return false;
        }
        process.waitForReadyRead(100);
    }
    return false;
}

QString TestLaunch::machineFolder(const CliRun &run) const
{
    const QString id = json::string(run.event("won"), "instance_id").value_or(QStringLiteral("none"));
    return m_home->file(QStringLiteral("home/sandbox/machines/") + id);
}

void TestLaunch::initTestCase()
{
    m_home = std::make_unique<CliHome>();
    QVERIFY2(m_home->startSandbox(kSpeed),
        "the sandbox does not start: try `snapgpu-cli --sandbox sandbox start`");
}

void TestLaunch::init()
{
    m_home->setFaults({});
    m_home->setCredit(25.0);
}

void TestLaunch::cleanup()
{
    m_home->setFaults({});
    const CliRun run =
        m_home->run({QStringLiteral("--sandbox"), QStringLiteral("destroy"), QStringLiteral("--all")});
    QVERIFY2(run.exitCode == 0, run.said());
    QCOMPARE(m_home->machinesAlive(), 0);
}

void TestLaunch::restoresTheSnapshotAndLeavesOneMachine()
{
    const CliRun offers =
        m_home->run({QStringLiteral("--sandbox"), QStringLiteral("--json"), QStringLiteral("offers"),
            QStringLiteral("num_gpus=1"), QStringLiteral("--limit"), QStringLiteral("400")});
    const CliRun run = m_home->run(launch({QStringLiteral("--snapshot"), QStringLiteral("latest"),
        QStringLiteral("--critical"), QStringLiteral("*.py")}));
    QVERIFY2(run.exitCode == 0, run.said());
    QVERIFY(run.count("created") >= 1);
    QCOMPARE(run.count("won"), 1);
    QCOMPARE(run.count("critical_ready"), 1);
    QCOMPARE(run.count("restored"), 1);
    QCOMPARE(run.count("kept"), 1);
    QCOMPARE(json::boolean(run.lines.last(), "ok"), std::optional<bool>(true));
    QCOMPARE(json::integer(run.lines.last(), "exit"), std::optional<qint64>(0));
    QVERIFY2(!run.out.contains("\"racer\":0"), "an event without its racer");

    // What it will cost is said before anything is rented; what it cost holds the traffic of the restore.
    QVERIFY(run.out.indexOf("\"estimate\"") > 0
        && run.out.indexOf("\"estimate\"") < run.out.indexOf("\"planned\""));
    const json::Value estimate = run.event("estimate");
    const double expected = json::number(estimate, "expected_dollars").value_or(-1);
    QVERIFY(expected > 0 && expected <= json::number(estimate, "worst_dollars").value_or(-1));
    const json::Value cost = run.event("cost");
    std::optional<double> pricePerGb; // nothing to pay in many data centers
    for (const json::Value &offer : offers.lines) {
        if (json::integer(offer, "id") == json::integer(run.event("won"), "offer_id")) {
            pricePerGb = json::number(offer, "inet_down_cost");
        }
    }
    QVERIFY(pricePerGb);
    const double traffic = json::number(cost, "traffic_dollars").value_or(-1);
    const double fetchedGb = json::number(run.event("restored"), "bytes_done").value_or(-1) / 1e9;
    QVERIFY2(std::abs(traffic - *pricePerGb * fetchedGb) < 2e-6, QByteArray::number(traffic).constData());
    QVERIFY(json::number(cost, "dollars").value_or(-1) > traffic);

    const QStringList differences =
        treeDifferences(m_home->demoWorkspace(), machineFolder(run) + QStringLiteral("/workspace"));
    QVERIFY2(differences.isEmpty(), qPrintable(differences.mid(0, 10).join(QLatin1Char('\n'))));
    QVERIFY(QDir(m_home->demoWorkspace()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot).size() > 0);
    QCOMPARE(m_home->machinesAlive(), 1);
}

void TestLaunch::destroyAfterLeavesNothing()
{
    const CliRun run =
        m_home->run(launch({QStringLiteral("--no-restore"), QStringLiteral("--destroy-after")}));
    QVERIFY2(run.exitCode == 0, run.said());
    QCOMPARE(run.count("kept"), 0);
    QCOMPARE(json::integer(run.event("cost"), "machines_alive"), std::optional<qint64>(0));
    QCOMPARE(m_home->machinesAlive(), 0);
}

void TestLaunch::badEnds_data()
{
    QTest::addColumn<QString>("faults");
    QTest::addColumn<double>("credit");
    QTest::addColumn<QStringList>("more");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("category");

    const QStringList none;
    const QStringList small{QStringLiteral("--max-waves"), QStringLiteral("1"), QStringLiteral("--wave-size"),
        QStringLiteral("2")};
    const QStringList soon{QStringLiteral("--give-up"), QStringLiteral("12"), QStringLiteral("--max-waves"),
        QStringLiteral("1")};
    QTest::newRow("wrong key") << QStringLiteral("bad_key") << 25.0 << none << 4 << QStringLiteral("auth");
    QTest::newRow("no credit") << QString() << 0.0 << none << 4 << QStringLiteral("no_credit");
    QTest::newRow("no credit at create")
        << QStringLiteral("no_credit") << 25.0 << none << 4 << QStringLiteral("no_credit");
    QTest::newRow("no offers") << QString() << 25.0 << QStringList{QStringLiteral("gpu_name=RTX_1")} << 3
                               << QStringLiteral("no_offers");
    QTest::newRow("every offer refused")
        << QStringLiteral("refuse_all") << 25.0 << small << 3 << QStringLiteral("nothing_ready");
    QTest::newRow("ssh key refused") << QStringLiteral("key_refused_all,calm") << 25.0 << soon << 3
                                     << QStringLiteral("nothing_ready");
    QTest::newRow("unknown snapshot")
        << QString() << 25.0 << QStringList{QStringLiteral("--snapshot"), QStringLiteral("0123456789abcdef")}
        << 5 << QStringLiteral("snapshot_missing");
    QTest::newRow("wrong password") << QString() << 25.0
                                    << QStringList{QStringLiteral("--repo"), QStringLiteral("DEMO")} << 5
                                    << QStringLiteral("repository_password");
}

void TestLaunch::badEnds()
{
    QFETCH(QString, faults);
    QFETCH(double, credit);
    QFETCH(QStringList, more);
    QFETCH(int, exitCode);
    QFETCH(QString, category);
    m_home->setFaults(faults);
    m_home->setCredit(credit);
    if (more.contains(QStringLiteral("DEMO"))) {
        more.replace(more.indexOf(QStringLiteral("DEMO")),
            m_home->file(QStringLiteral("home/sandbox/demo/repository")));
        m_home->environment().insert(QStringLiteral("RESTIC_PASSWORD"), QStringLiteral("not-the-password"));
    }
    const CliRun run = m_home->run(launch(more));
    m_home->environment().remove(QStringLiteral("RESTIC_PASSWORD"));
    QVERIFY2(run.exitCode == exitCode, run.said());
    QCOMPARE(run.errorCategory(), category);
    QVERIFY2(run.errorMessage().size() > 20 && run.errorMessage().endsWith(QLatin1Char('.')),
        qPrintable(run.errorMessage()));
    QCOMPARE(run.count("error"), 1);
    m_home->setFaults({});
    QCOMPARE(m_home->machinesAlive(), 0);
}

void TestLaunch::fullDiskKeepsTheMachineAndSaysSo()
{
    m_home->setFaults(QStringLiteral("disk_full,calm"));
    const CliRun run = m_home->run(launch());
    QVERIFY2(run.exitCode == 5, run.said());
    QCOMPARE(run.errorCategory(), QStringLiteral("disk_full"));
    QCOMPARE(run.count("kept"), 1);
    QCOMPARE(m_home->machinesAlive(), 1);
}

/**
 * A machine that was bid for is stopped while its files arrive: the launch ends with that reason, instead of
 * waiting for a machine that will not answer, and the machine stays, since its disk holds what came.
 */
void TestLaunch::outbidInMidRestoreIsSaid()
{
    CliRun run;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto process = m_home->start(launch({QStringLiteral("--type"), QStringLiteral("bid"),
            QStringLiteral("--critical"), QStringLiteral("*.py")}));
        QVERIFY2(waitForEvent(*process, "critical_ready", 1), m_seen.right(2000).constData());
        const QByteArray won = m_seen.mid(m_seen.indexOf("\"event\":\"won\""));
        const QRegularExpressionMatch id =
            QRegularExpression(QStringLiteral("\"instance_id\":\"?(\\d+)")).match(QString::fromUtf8(won));
        QVERIFY2(id.hasMatch(), won.left(500).constData());
        m_home->outbid(id.captured(1));
        run = CliHome::finish(*process);
        if (run.count("restored") == 0) {
            break;
        }
        cleanup(); // the rest was quicker than we: once more
    }
    QVERIFY2(run.exitCode == 5, run.said());
    QCOMPARE(run.errorCategory(), QStringLiteral("host_fault"));
    QVERIFY2(run.errorMessage().contains(QLatin1String("outbid")), run.said());
    QCOMPARE(m_home->machinesAlive(), 1);
}

void TestLaunch::winnerThatDiesInMidRestoreIsReplaced_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::newRow("exited") << QByteArray("exited");
    QTest::newRow("vanished") << QByteArray("vanished");
}

/**
 * One machine in a hundred dies within seconds after it answered. The restore must neither wait for it nor
 * end the launch: it is destroyed, and the race goes on for another one.
 */
void TestLaunch::winnerThatDiesInMidRestoreIsReplaced()
{
    QFETCH(QByteArray, how);
    m_home->setFaults(QStringLiteral("calm"));
    CliRun run;
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto process = m_home->start(launch());
        QVERIFY2(waitForEvent(*process, "progress", 1), m_seen.right(2000).constData());
        const QByteArray won = m_seen.mid(m_seen.indexOf("\"event\":\"won\""));
        const QRegularExpressionMatch id =
            QRegularExpression(QStringLiteral("\"instance_id\":\"?(\\d+)")).match(QString::fromUtf8(won));
        QVERIFY2(id.hasMatch(), won.left(500).constData());
        m_home->killMachine(id.captured(1), how.constData());
        run = CliHome::finish(*process, 200'000);
        if (m_seen.count("\"event\":\"restored\"") == 0 && run.count("won") > 0) {
            break;
        }
        cleanup(); // the restore was quicker than we: once more
    }
    QVERIFY2(run.exitCode == 0, run.said());
    QCOMPARE(run.count("won"), 1); // the second one; the first was read by waitForEvent
    QCOMPARE(run.count("restored"), 1);
    QVERIFY2(run.out.contains(how == "exited" ? "The machine died in the middle" : "vanished in the middle"),
        run.said());
    const QStringList differences =
        treeDifferences(m_home->demoWorkspace(), machineFolder(run) + QStringLiteral("/workspace"));
    QVERIFY2(differences.isEmpty(), qPrintable(differences.mid(0, 10).join(QLatin1Char('\n'))));
    QCOMPARE(m_home->machinesAlive(), 1);
}

void TestLaunch::interruptLeavesNothing()
{
    const auto process = m_home->start(launch());
    QVERIFY2(waitForEvent(*process, "created", 2), m_seen.constData());
    QVERIFY(m_home->machinesAlive() > 0);
    process->terminate();
    const CliRun run = CliHome::finish(*process);
    QVERIFY2(run.exitCode == 130, run.said());
    QCOMPARE(json::integer(run.lines.last(), "exit"), std::optional<qint64>(130));
    QCOMPARE(m_home->machinesAlive(), 0);
}

void TestLaunch::killedLeavesNothingAfterTheNextStart()
{
    const auto process = m_home->start(launch());
    QVERIFY2(waitForEvent(*process, "created", 2), m_seen.constData());
    process->kill();
    CliHome::finish(*process);
    QVERIFY(m_home->machinesAlive() > 0);
    const CliRun run = m_home->run({QStringLiteral("--sandbox"), QStringLiteral("sweep")});
    QVERIFY2(run.exitCode == 0, run.said());
    QCOMPARE(m_home->machinesAlive(), 0);
}

void TestLaunch::cloudDiesInMidRace()
{
    const auto process = m_home->start(launch(
        {QStringLiteral("--give-up"), QStringLiteral("15"), QStringLiteral("--grace"), QStringLiteral("5")}));
    QVERIFY2(waitForEvent(*process, "created", 2), m_seen.constData());
    const CliRun status = m_home->run({QStringLiteral("sandbox"), QStringLiteral("status")});
    const auto pid = static_cast<pid_t>(json::integer(status.lines.first(), "pid").value_or(0));
    QVERIFY(pid > 1);
    ::kill(pid, SIGKILL);
    const CliRun run = CliHome::finish(*process);
    QVERIFY2(run.exitCode == 6, run.said());
    QCOMPARE(run.errorCategory(), QStringLiteral("left_behind"));
    // The cloud comes back with its machines still there, and the next start destroys them.
    QVERIFY(m_home->startSandbox(kSpeed));
    QVERIFY(m_home->machinesAlive() > 0);
    const CliRun sweep = m_home->run({QStringLiteral("--sandbox"), QStringLiteral("sweep")});
    QVERIFY2(sweep.exitCode == 0, sweep.said());
    QCOMPARE(m_home->machinesAlive(), 0);
}

void TestLaunch::secondProgramIsToldToWait()
{
    const auto first = m_home->start(launch());
    QVERIFY2(waitForEvent(*first, "phase", 1), m_seen.constData());
    const CliRun second = m_home->run(launch());
    QCOMPARE(second.exitCode, 2);
    QCOMPARE(second.errorCategory(), QStringLiteral("busy"));
    first->terminate();
    QCOMPARE(CliHome::finish(*first).exitCode, 130);
}

void TestLaunch::secretsAreNowhere()
{
    QFile file(m_home->file(QStringLiteral("home/sandbox/sandbox.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto info = json::parse(file.readAll());
    QVERIFY(info.has_value());
    const QList<QByteArray> secrets{
        json::string(*info, "api_key")->toUtf8(), json::string(*info, "repository_password")->toUtf8()};
    for (const QByteArray &secret : secrets) {
        QVERIFY(secret.size() >= 8);
    }

    QByteArray commandLines;
    const auto process = m_home->start(launch());
    while (process->state() != QProcess::NotRunning) {
        process->waitForFinished(50);
        for (const QString &pid :
            QDir(QStringLiteral("/proc")).entryList({QStringLiteral("[0-9]*")}, QDir::Dirs)) {
            QFile arguments(QStringLiteral("/proc/%1/cmdline").arg(pid));
            if (arguments.open(QIODevice::ReadOnly)) {
                commandLines += arguments.readAll() + '\n';
            }
        }
    }
    const CliRun run = CliHome::finish(*process);
    QVERIFY2(run.exitCode == 0, run.said());
    for (const QByteArray &secret : secrets) {
        QVERIFY2(!commandLines.contains(secret), "in a process list");
        QVERIFY2(!run.out.contains(secret) && !run.err.contains(secret), "in what the program printed");
    }
    QVERIFY2(commandLines.contains("restic"), "the process lists were not looked at while restic ran");

    // Everything under the home but the sandbox's own record of its secrets, the machines included.
    QDirIterator walk(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QString path = walk.next();
        const bool ownRecord = path.endsWith(QStringLiteral("/sandbox/sandbox.json"))
            || path.endsWith(QStringLiteral("/sandbox/state.json")) // the provider's side
            || path.endsWith(QStringLiteral("/sandbox/repository_password"))
            || path.contains(QStringLiteral("/repository/")) || path.contains(QStringLiteral("/demo/"));
        QFile each(path);
        if (ownRecord || each.size() > 20'000'000 || !each.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray bytes = each.readAll();
        for (const QByteArray &secret : secrets) {
            QVERIFY2(!bytes.contains(secret), qPrintable(path));
        }
    }
}

QTEST_GUILESS_MAIN(TestLaunch)
#include "test_launch.moc"
