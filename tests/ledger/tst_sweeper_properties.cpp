// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ledger/sweep_schedule.h"

#include <QElapsedTimer>
#include <QTest>

using namespace snapgpu::test;

/** Random accounts. SNAPGPU_SCHEDULES=N sets how many, SNAPGPU_SEED=N runs and prints exactly one. */
class SweeperProperties final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingOfOursIsLeft();
};

void SweeperProperties::nothingOfOursIsLeft()
{
    bool one = false;
    const std::uint64_t seed = qEnvironmentVariable("SNAPGPU_SEED").toULongLong(&one);
    const int wanted = qEnvironmentVariableIntValue("SNAPGPU_SCHEDULES");
    const std::uint64_t first = one ? seed : 1;
    const std::uint64_t count = one ? 1 : (wanted > 0 ? std::uint64_t(wanted) : 100'000);
    SweepFacts sum;
    QElapsedTimer timer;
    timer.start();
    for (std::uint64_t i = first; i < first + count; ++i) {
        SweepSchedule schedule(i, one);
        const QString broken = schedule.run();
        if (one) {
            qInfo().noquote() << schedule.trace().join(QLatin1Char('\n'));
        }
        if (!broken.isEmpty()) {
            SweepSchedule again(i, true);
            again.run();
            QFAIL(qPrintable(QStringLiteral("seed %1: %2\nrun it alone: SNAPGPU_SEED=%1 "
                                            "tests-bin/tst_sweeper_properties\n%3")
                                 .arg(i)
                                 .arg(broken, again.trace().join(QLatin1Char('\n')))));
        }
        const SweepFacts &facts = schedule.facts();
        sum.machines += facts.machines;
        sum.destroysDoneNothing += facts.destroysDoneNothing;
        sum.resurrections += facts.resurrections;
        sum.duplicates += facts.duplicates;
        sum.listFailures += facts.listFailures;
        sum.restarts += facts.restarts;
        sum.kept += facts.kept;
        sum.lostForAWhile += facts.lostForAWhile;
        sum.accountChanges += facts.accountChanges;
        sum.setAside += facts.setAside;
    }
    qInfo().noquote() << QStringLiteral(
        "%1 schedules, %2 machines, %3 destroys that did nothing, %4 came back, "
        "%5 duplicates, %6 failed listings, %7 restarts, %8 kept")
                             .arg(count)
                             .arg(sum.machines)
                             .arg(sum.destroysDoneNothing)
                             .arg(sum.resurrections)
                             .arg(sum.duplicates)
                             .arg(sum.listFailures)
                             .arg(sum.restarts)
                             .arg(sum.kept)
                      << QStringLiteral("%1 created late, %2 changes of account, %3 rows set aside, %4 ms")
                             .arg(sum.lostForAWhile)
                             .arg(sum.accountChanges)
                             .arg(sum.setAside)
                             .arg(timer.elapsed());
    if (!one && count >= 10'000) { // a generator that lost a kind of trouble would prove nothing
        for (const int happened :
            {sum.destroysDoneNothing, sum.resurrections, sum.duplicates, sum.listFailures, sum.restarts,
                sum.kept, sum.lostForAWhile, sum.accountChanges, sum.setAside}) {
            QVERIFY(happened > 100);
        }
    }
}

QTEST_GUILESS_MAIN(SweeperProperties)
#include "tst_sweeper_properties.moc"
