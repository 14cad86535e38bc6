// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/cli_home.h"

#include <QSet>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::test;

/** A machine that the person wants races although the cloud's first rows do not show it. */
class TestKnownMachine final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void racesFromFarDownTheMarket();

private:
    /** Machines of a search, as the cloud lists them. */
    static QVector<qint64> machines(const CliHome &home, int limit);
};

QVector<qint64> TestKnownMachine::machines(const CliHome &home, int limit)
{
    const CliRun run =
        home.run({QStringLiteral("--sandbox"), QStringLiteral("--json"), QStringLiteral("offers"),
            QStringLiteral("num_gpus=1"), QStringLiteral("--limit"), QString::number(limit)});
    QVector<qint64> listed;
    for (const QByteArray &line : run.out.split('\n')) {
        if (const auto row = json::parse(line)) {
            listed.append(json::integer(*row, "machine_id").value_or(0));
        }
    }
    return listed;
}

void TestKnownMachine::racesFromFarDownTheMarket()
{
    CliHome home;
    QVERIFY2(home.startBareSandbox(10.0, QStringLiteral("calm")),
        "the sandbox does not start: try `snapgpu-cli --sandbox sandbox start`");
    constexpr int kShown = 64; // what a race of two machines sees of the market
    const QVector<qint64> shown = machines(home, kShown);
    QCOMPARE(shown.size(), kShown);
    const QVector<qint64> all = machines(home, 1'000);
    QVERIFY(all.size() > 2 * kShown);
    const auto hidden = std::find_if(
        all.crbegin(), all.crend(), [&shown](qint64 machine) { return !shown.contains(machine); });
    QVERIFY(hidden != all.crend());
    const QString wanted = QString::number(*hidden);

    const QStringList race{QStringLiteral("--sandbox"), QStringLiteral("launch"),
        QStringLiteral("num_gpus=1"), QStringLiteral("--no-restore"), QStringLiteral("--wave-size"),
        QStringLiteral("2"), QStringLiteral("--max-waves"), QStringLiteral("1"),
        QStringLiteral("--destroy-after")};
    const auto raced = [](const CliRun &run) {
        QSet<QString> ids;
        for (const json::Value &event : run.lines) {
            if (const auto machine = json::integer(event, "machine_id")) {
                ids.insert(QString::number(*machine));
            }
        }
        return ids;
    };
    const CliRun before = home.run(race);
    QVERIFY2(before.exitCode == 0, before.said());
    QVERIFY2(!raced(before).isEmpty() && !raced(before).contains(wanted), before.said());

    const CliRun pinned =
        home.run({QStringLiteral("--sandbox"), QStringLiteral("hosts"), QStringLiteral("pin"), wanted});
    QVERIFY2(pinned.exitCode == 0, pinned.said());
    const CliRun after = home.run(race);
    QVERIFY2(after.exitCode == 0, after.said());
    QVERIFY2(raced(after).contains(wanted), after.said());
    QCOMPARE(home.machinesAlive(), 0);

    // The order of the market, as it was asked for, knows no favourites.
    const CliRun listed = home.run(race + QStringList{QStringLiteral("--rank"), QStringLiteral("listed")});
    QVERIFY2(listed.exitCode == 0 && !raced(listed).contains(wanted), listed.said());
}

QTEST_GUILESS_MAIN(TestKnownMachine)
#include "test_known_machine.moc"
