// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/race/race_schedule.h"

#include <array>
#include <QElapsedTimer>
#include <QTest>

using namespace snapgpu::test;

/**
 * Random races. SNAPGPU_SCHEDULES=N sets how many, SNAPGPU_SEED=N runs and prints exactly one.
 */
class RaceProperties final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void randomSchedules();
    void sameSeedSameRace();
};

namespace {

QString story(std::uint64_t seed)
{
    RaceSchedule again(seed, true);
    const QString broken = again.run();
    return QStringLiteral("seed %1 broke %2\nrun it alone: SNAPGPU_SEED=%1 tests-bin/tst_race_properties\n%3")
        .arg(seed)
        .arg(broken, again.trace().join(QLatin1Char('\n')));
}

void add(ScheduleFacts &sum, const ScheduleFacts &one)
{
    sum.steps += one.steps;
    sum.created += one.created;
    sum.wins += one.wins;
    sum.lostWinners += one.lostWinners;
    sum.deadWinners += one.deadWinners;
    sum.cancels += one.cancels;
    sum.failedRaces += one.failedRaces;
    sum.lostAnswers += one.lostAnswers;
    sum.refusals += one.refusals;
    sum.ledgerFaults += one.ledgerFaults;
    sum.deadMachines += one.deadMachines;
    sum.explorers += one.explorers;
    sum.pinned += one.pinned;
}

/** How many schedules ran with what memory, and how many of each came to a second wave. */
struct ModeCount
{
    int schedules = 0;
    int laterWaves = 0;
};
using ModeCounts = std::array<ModeCount, 4>;

const char *modeName(std::size_t mode)
{
    static const char *const names[] = {"no hints", "hints", "adaptive without hints", "hints and adaptive"};
    return names[mode];
}

void add(ModeCounts &counts, const ScheduleFacts &one)
{
    ModeCount &mode = counts.at((one.hints ? 1U : 0U) + (one.adaptive ? 2U : 0U));
    ++mode.schedules;
    mode.laterWaves += one.waves > 1 ? 1 : 0;
}

} // namespace

void RaceProperties::randomSchedules()
{
    bool one = false;
    const std::uint64_t seed = qEnvironmentVariable("SNAPGPU_SEED").toULongLong(&one);
    const int wanted = qEnvironmentVariableIntValue("SNAPGPU_SCHEDULES");
    const std::uint64_t first = one ? seed : 1;
    const std::uint64_t count = one ? 1 : (wanted > 0 ? std::uint64_t(wanted) : 100'000);
    ScheduleFacts sum;
    ModeCounts modes;
    QElapsedTimer timer;
    timer.start();
    for (std::uint64_t i = first; i < first + count; ++i) {
        RaceSchedule schedule(i, one);
        const QString broken = schedule.run();
        if (one) {
            qInfo().noquote() << schedule.trace().join(QLatin1Char('\n'));
        }
        if (!broken.isEmpty()) {
            QFAIL(qPrintable(story(i)));
        }
        add(sum, schedule.facts());
        add(modes, schedule.facts());
    }
    qInfo().noquote() << QStringLiteral(
        "%1 schedules, %2 steps, %3 machines, %4 wins, %5 winners lost, %6 cancels, "
        "%7 failed races, %8 lost answers, %9 refusals")
                             .arg(count)
                             .arg(sum.steps)
                             .arg(sum.created)
                             .arg(sum.wins)
                             .arg(sum.lostWinners)
                             .arg(sum.cancels)
                             .arg(sum.failedRaces)
                             .arg(sum.lostAnswers)
                             .arg(sum.refusals)
                      << QStringLiteral("%1 ledger faults, %2 bad machines, %4 kept winners died, %3 ms")
                             .arg(sum.ledgerFaults)
                             .arg(sum.deadMachines)
                             .arg(timer.elapsed())
                             .arg(sum.deadWinners);
    for (std::size_t mode = 0; mode < modes.size(); ++mode) {
        qInfo().noquote() << QStringLiteral("%1 %: %2; %3 of %4 came to a second wave")
                                 .arg(100.0 * modes.at(mode).schedules / double(count), 0, 'f', 1)
                                 .arg(QLatin1String(modeName(mode)))
                                 .arg(modes.at(mode).laterWaves)
                                 .arg(modes.at(mode).schedules);
    }
    if (!one && count >= 10'000) { // a generator that lost a kind of trouble would prove nothing
        for (const int happened :
            {sum.wins, sum.lostWinners, sum.deadWinners, sum.cancels, sum.failedRaces, sum.lostAnswers,
                sum.refusals, sum.ledgerFaults, sum.deadMachines, sum.explorers, sum.pinned}) {
            QVERIFY(happened > 100);
        }
        for (const ModeCount &mode : modes) {
            QVERIFY(mode.laterWaves > int(count / 50));
        }
    }
}

void RaceProperties::sameSeedSameRace()
{
    for (const std::uint64_t seed : {3, 4, 5}) {
        RaceSchedule a(seed, true), b(seed, true);
        a.run();
        b.run();
        QVERIFY(a.trace().size() > 1);
        QCOMPARE(a.trace(), b.trace());
    }
}

QTEST_GUILESS_MAIN(RaceProperties)
#include "tst_race_properties.moc"
