// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/options.h"

#include <QProcess>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::cli;

/** The command line as people type it: what is understood, what is refused, and with which sentence. */
class TestOptions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void understandsALaunch();
    void optionsMayStandAnywhere();
    void criticalMayRepeat();
    void onlyAPart();
    void ratePolicy();
    void refuses_data();
    void refuses();
    void helpNamesEveryCommand();
};

namespace {

tl::expected<CommandLine, UsageError> parse(const QString &text)
{
    return parseCommandLine(QStringList{QStringLiteral("snapgpu-cli")} + QProcess::splitCommand(text));
}

} // namespace

void TestOptions::understandsALaunch()
{
    const auto line = parse(QStringLiteral(
        "--sandbox --json launch num_gpus=1 dph<0.5 --snapshot latest --wave-size 4 --wave-delay 2.5 "
        "--max-waves 2 "
        "--max-price 3.5 --max-cost 0.25 --disk 60 --connections 64 --destroy-after --target /data"));
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error().message));
    QCOMPARE(line->command, QStringLiteral("launch"));
    QVERIFY(line->global.sandbox && line->global.json);
    QCOMPARE(line->plan.search.query.conditions.size(), 2);
    QCOMPARE(line->plan.search.query.conditions.at(1).field, QStringLiteral("dph_total"));
    QCOMPARE(line->plan.waveSize, 4);
    QCOMPARE(line->plan.waveDelayMs, 2500);
    QCOMPARE(line->plan.maxWaves, 2);
    QCOMPARE(line->plan.maxHourly->micros(), 3'500'000);
    QCOMPARE(line->plan.maxCost->micros(), 250'000);
    QCOMPARE(line->plan.diskGb, 60.0);
    QCOMPARE(line->plan.connections, 64);
    QCOMPARE(line->plan.target, QStringLiteral("/data"));
    QVERIFY(line->plan.destroyAfter && line->plan.restore && !line->plan.keepOnCancel);
}

void TestOptions::optionsMayStandAnywhere()
{
    const auto line =
        parse(QStringLiteral("launch --snapshot abc gpu_name=RTX_4090 --sandbox num_gpus=1 --json"));
    QVERIFY(line.has_value());
    QCOMPARE(line->plan.snapshot, QStringLiteral("abc"));
    QCOMPARE(line->plan.search.query.conditions.size(), 2);
    QVERIFY(line->global.sandbox && line->global.json);
}

void TestOptions::criticalMayRepeat()
{
    const auto line = parse(QStringLiteral("launch --critical *.py -c models/unet"));
    QVERIFY(line.has_value());
    QCOMPARE(line->plan.critical, QStringList({QStringLiteral("*.py"), QStringLiteral("models/unet")}));
}

void TestOptions::onlyAPart()
{
    const auto line =
        parse(QStringLiteral("restore m1 --snapshot ab12:/srv/data --include /a --include !*.tmp "
                             "--iinclude B"));
    QVERIFY2(line.has_value(), line ? "" : qPrintable(line.error().message));
    QCOMPARE(line->plan.snapshot, QStringLiteral("ab12"));
    QCOMPARE(line->plan.subfolder, QStringLiteral("/srv/data"));
    QCOMPARE(line->plan.only.include, QStringList({QStringLiteral("/a"), QStringLiteral("!*.tmp")}));
    QCOMPARE(line->plan.only.iinclude, QStringList{QStringLiteral("B")});
    QVERIFY(line->plan.restoresPart());
    const auto without = parse(QStringLiteral("launch --exclude=-x --iexclude Y"));
    QVERIFY(without.has_value());
    QCOMPARE(without->plan.only.exclude, QStringList{QStringLiteral("-x")});
    QCOMPARE(without->plan.only.iexclude, QStringList{QStringLiteral("Y")});
    QVERIFY(!parse(QStringLiteral("launch --snapshot latest"))->plan.restoresPart());
}

void TestOptions::ratePolicy()
{
    QCOMPARE(parse(QStringLiteral("offers"))->global.ratePolicy, GatePolicy::Adaptive);
    QCOMPARE(
        parse(QStringLiteral("sweep --rate-policy documented"))->global.ratePolicy, GatePolicy::Documented);
}

void TestOptions::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    QTest::newRow("nothing") << QString() << QStringLiteral("Say what to do");
    QTest::newRow("command") << QStringLiteral("lunch") << QStringLiteral("no command \"lunch\"");
    QTest::newRow("option") << QStringLiteral("launch --wave-sise 3") << QStringLiteral("wave-sise");
    QTest::newRow("number") << QStringLiteral("launch --wave-size many")
                            << QStringLiteral("--wave-size needs a number");
    QTest::newRow("zero") << QStringLiteral("launch --wave-size 0")
                          << QStringLiteral("--wave-size needs a number");
    QTest::newRow("fraction") << QStringLiteral("launch --wave-size 2.5")
                              << QStringLiteral("--wave-size needs a number");
    QTest::newRow("nan") << QStringLiteral("launch --disk nan") << QStringLiteral("--disk needs a number");
    QTest::newRow("foreign option") << QStringLiteral("offers --wave-size 3")
                                    << QStringLiteral("belongs to launch");
    QTest::newRow("query") << QStringLiteral("offers num_gpus=")
                           << QStringLiteral("not understood at character");
    QTest::newRow("query op") << QStringLiteral("launch dph_total 0.5")
                              << QStringLiteral("not understood at character");
    QTest::newRow("type") << QStringLiteral("offers -t spot") << QStringLiteral("--type is on-demand");
    QTest::newRow("rate policy") << QStringLiteral("offers --rate-policy bold")
                                 << QStringLiteral("--rate-policy is adaptive or documented");
    QTest::newRow("provider") << QStringLiteral("offers --provider aws")
                              << QStringLiteral("no provider \"aws\"");
    QTest::newRow("bids at RunPod") << QStringLiteral("offers --provider runpod --type bid")
                                    << QStringLiteral("rents on demand only");
    QTest::newRow("bulk at RunPod") << QStringLiteral("launch --provider runpod --bulk")
                                    << QStringLiteral("--bulk means nothing");
    QTest::newRow("two addresses") << QStringLiteral("offers --sandbox --runpod-url http://127.0.0.1:1")
                                   << QStringLiteral("exclude each other");
    QTest::newRow("target") << QStringLiteral("launch --target data") << QStringLiteral("starts with '/'");
    QTest::newRow("include and exclude")
        << QStringLiteral("restore m --include a --iexclude b") << QStringLiteral("not both");
    QTest::newRow("open bracket") << QStringLiteral("launch --include a[")
                                  << QStringLiteral("not well formed");
    QTest::newRow("critical bracket") << QStringLiteral("launch -c [") << QStringLiteral("not well formed");
    QTest::newRow("folder") << QStringLiteral("launch --snapshot latest:data")
                            << QStringLiteral("ID:/FOLDER");
    QTest::newRow("part of nothing") << QStringLiteral("launch --no-restore --include a")
                                     << QStringLiteral("nothing to include");
    QTest::newRow("destroy") << QStringLiteral("destroy") << QStringLiteral("ids, or --all");
    QTest::newRow("destroy both") << QStringLiteral("destroy 12 --all") << QStringLiteral("ids, or --all");
    QTest::newRow("ls") << QStringLiteral("ls") << QStringLiteral("snapgpu-cli ls SNAPSHOT");
    QTest::newRow("diff") << QStringLiteral("diff a") << QStringLiteral("snapgpu-cli diff A B");
    QTest::newRow("forget nothing") << QStringLiteral("forget")
                                    << QStringLiteral("which snapshots to forget");
    QTest::newRow("sync too often") << QStringLiteral("sync start 1 --every 1s") << QStringLiteral("--every");
    QTest::newRow("sync how often") << QStringLiteral("sync start 1 --every often")
                                    << QStringLiteral("--every");
    QTest::newRow("sync without a machine")
        << QStringLiteral("sync start") << QStringLiteral("sync start|stop");
    QTest::newRow("backup of nothing") << QStringLiteral("backup") << QStringLiteral("backup MACHINE");
    QTest::newRow("forget both") << QStringLiteral("forget aa11 --keep-last 3") << QStringLiteral("not both");
    QTest::newRow("tag nothing") << QStringLiteral("tag aa11") << QStringLiteral("--add TAG");
    QTest::newRow("key without host")
        << QStringLiteral("snapshots --repo-key k") << QStringLiteral("belong to --repo-host");
    QTest::newRow("two clouds") << QStringLiteral("offers --sandbox --vast-url http://localhost:1")
                                << QStringLiteral("exclude each other");
}

void TestOptions::refuses()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto line = parse(text);
    QVERIFY(!line.has_value());
    QVERIFY2(line.error().message.contains(says), qPrintable(line.error().message));
}

void TestOptions::helpNamesEveryCommand()
{
    const QString help = helpText();
    for (const char *command : {"offers", "launch", "snapshots", "ls", "diff", "machines", "restore",
             "destroy", "sweep", "sandbox", "find", "tag", "forget", "repository"}) {
        QVERIFY2(help.contains(QLatin1String(command)), command);
        QVERIFY(helpText(QString::fromLatin1(command)).startsWith(QStringLiteral("snapgpu-cli ")));
    }
    QVERIFY(help.contains(QStringLiteral("130 interrupted")));
}

QTEST_GUILESS_MAIN(TestOptions)
#include "test_options.moc"
