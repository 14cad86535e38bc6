// SPDX-License-Identifier: GPL-3.0-or-later
// A person, a time server or a dead battery sets the clock of the computer; money must not depend on it.
#include "app/sweep_schedule.h"
#include "services/session/spend_caps.h"
#include "tests/money/rented_machine.h"

#include <QTest>

using namespace snapgpu;

namespace {
constexpr qint64 kHour = 3'600'000;
} // namespace

class TestClock final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlySleepIsSleep();
    void costsNeverRunBackwards();
    void destroysAreConfirmedAllTheSame();
};

void TestClock::onlySleepIsSleep()
{
    constexpr qint64 kLook = 5'000;
    QVERIFY(!SweepSchedule::slept(kLook, kLook, kLook));
    QVERIFY(!SweepSchedule::slept(-24 * kHour, kLook, kLook)); // set back a day
    QVERIFY(SweepSchedule::slept(kHour, kLook, kLook)); // asleep: the other clock stood still (or set ahead)
    QVERIFY(SweepSchedule::slept(kHour, kHour, kLook)); // asleep where both clocks go on
}

void TestClock::costsNeverRunBackwards()
{
    LedgerRow row;
    row.state = LedgerState::Kept;
    row.gpuHourly = Money::fromDollars(1);
    row.storageHourly = Money::fromDollars(0.1);
    row.createdAtMs = 1'790'000'000'000;
    row.runningSinceMs = row.createdAtMs + 30'000;
    const qint64 setBack = row.createdAtMs - 5 * kHour;
    QCOMPARE(ledgerCost(row, row.createdAtMs, setBack), Money());
    QCOMPARE(ledgerCost(row, startOfDayMs(setBack), setBack), Money());
    row.state = LedgerState::Gone;
    row.changedAtMs = setBack; // it was destroyed after the clock was set
    QCOMPARE(ledgerCost(row, 0, row.createdAtMs), Money());

    // So it is with a machine that stopped and ran again while the clock was set.
    row.idleMs = 24 * kHour;
    row.changedAtMs = row.createdAtMs + kHour;
    QCOMPARE(ledgerCost(row, 0, row.changedAtMs), Money::fromDollars(0.1));
    row.idleMs = 0;
    row.changedAtMs = setBack;

    // Caps still hold: what runs counts at its rate, whatever it cost so far by that clock.
    LaunchPlan plan;
    plan.maxDay = Money::fromDollars(0.1);
    plan.giveUpMs = 600'000;
    row.state = LedgerState::Kept;
    QVERIFY(!fitCaps(plan, {row}, setBack, startOfDayMs(setBack)));
}

void TestClock::destroysAreConfirmedAllTheSame()
{
    test::RentedMachine rented;
    QVERIFY(rented.isWritten);
    auto &[dir, clock, cloud, ledger, row, isWritten] = rented;
    clock.setWall(clock.wallMs() - 24 * kHour);
    Sweeper sweeper(&cloud, ledger.get(), &clock);
    sweeper.sweep();
    for (int i = 0; i < 200 && !sweeper.isIdle(); ++i) {
        QTest::qWait(20);
        clock.advance(1'000);
        clock.setWall(clock.wallMs() - 2 * kHour); // and again and again
    }
    QVERIFY(sweeper.isIdle());
    QVERIFY(cloud.machines.isEmpty());
    QCOMPARE(ledger->row(row.label)->state, LedgerState::Gone);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
