// SPDX-License-Identifier: GPL-3.0-or-later
// A launch whose repository lies in a real S3 storage, far away: what is found out while machines boot is of
// use to the winner.
#include "services/restore/restic_version.h"
#include "tests/cli/cli_home.h"
#include "tests/remote/loopback_sshd.h"
#include "tests/restic/restic_fixture.h"
#include "tests/s3/s3_server.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

class TestLaunchFar final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theWinnerFetchesAhead();
};

void TestLaunchFar::theWinnerFetchesAhead()
{
    if (const QString missing = S3Server::missing(); !missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
    const QVector<ResticBinary> known = resticBinaries();
    if (known.isEmpty()
        || ResticVersion::parse(known.last().version).value_or(ResticVersion()) < kModernRestic) {
        QSKIP("no restic of 0.17 or newer; to run this test: tests/newest-restic.sh build/tools");
    }
    ResticFixture fixture(known.last().program);
    fixture.makeWorkspace(24);
    fixture.backup();
    S3Server server;
    QVERIFY(server.start(fixture.path()) && server.slowDown(20, 20'000'000));
    CliHome home;
    const Repository repository = server.repository(QStringLiteral("repo"));
    for (auto it = repository.environment.cbegin(); it != repository.environment.cend(); ++it) {
        home.environment().insert(it.key(), it.value());
    }
    home.environment().insert(QStringLiteral("RESTIC_PASSWORD"), fixture.repository().password);
    // The sandbox's machines have the restic that is found here first.
    home.environment().insert(QStringLiteral("PATH"),
        QFileInfo(known.last().program).path() + QLatin1Char(':') + qEnvironmentVariable("PATH"));
    // Machines boot as slowly as real ones: on a loaded computer it takes seconds to find out what to fetch.
    QVERIFY2(
        home.startBareSandbox(1.0), "the sandbox does not start: try `snapgpu-cli --sandbox sandbox start`");

    const QString models = fixture.workspace() + QStringLiteral("/models");
    const CliRun run = home.run({QStringLiteral("--sandbox"), QStringLiteral("--repo"), repository.url,
        QStringLiteral("launch"), QStringLiteral("num_gpus=1"), QStringLiteral("--snapshot"),
        QStringLiteral("latest"), QStringLiteral("--critical"), models});
    QVERIFY2(run.exitCode == 0, run.said());
    QCOMPARE(run.count("critical_ready"), 1);
    QCOMPARE(home.machinesAlive(), 1);
    const QString id = json::string(run.event("won"), "instance_id").value_or(QStringLiteral("none"));
    const QString machine = home.file(QStringLiteral("home/sandbox/machines/") + id);
    const QStringList differences =
        treeDifferences(fixture.workspace(), machine + QStringLiteral("/workspace") + fixture.workspace());
    QVERIFY2(differences.isEmpty(), qPrintable(differences.mid(0, 10).join(QLatin1Char('\n'))));
    QVERIFY2(server.requests("GET", "X-Amz-Algorithm") > 0, "nothing was fetched ahead");
    QVERIFY(!QFileInfo::exists(machine + QStringLiteral("/root/.cache/restic.ahead")));
    for (const QByteArray &text : {run.out, run.err}) {
        QVERIFY(!text.contains("X-Amz") && !text.contains(fixture.passwordMark()));
    }
    home.stopSandbox();
    removeTree(machine); // holds a name that Qt cannot remove
}

QTEST_GUILESS_MAIN(TestLaunchFar)
#include "test_launch_far.moc"
