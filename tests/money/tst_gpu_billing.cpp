// SPDX-License-Identifier: GPL-3.0-or-later
// An outbid or stopped machine costs its disk only: what listings show, what the ledger keeps, what it costs.
#include "services/ledger/gpu_billing.h"
#include "services/session/spend_caps.h"
#include "tests/money/rented_machine.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;

namespace {
constexpr qint64 kHour = 3'600'000;
} // namespace

class TestGpuBilling final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAListingSays_data();
    void whatAListingSays();
    void outbidAndBack();
    void neverMoreThanTheRunningTime();
};

void TestGpuBilling::whatAListingSays_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<int>("fresh"); ///< of a machine that never ran
    QTest::addColumn<int>("running");
    QTest::addColumn<int>("stopped");
    const int no = int(GpuBilling::Unchanged), on = int(GpuBilling::Begins), off = int(GpuBilling::Ends);
    QTest::newRow("null") << QString() << no << no << no;
    QTest::newRow("a word of tomorrow") << QStringLiteral("hibernated") << no << no << no;
    QTest::newRow("loading") << QStringLiteral("loading") << no << off << no;
    QTest::newRow("running") << QStringLiteral("running") << on << no << on;
    QTest::newRow("frozen") << QStringLiteral("frozen") << on << no << on;
    QTest::newRow("exited") << QStringLiteral("exited") << no << off << no;
    QTest::newRow("stopped") << QStringLiteral("stopped") << no << off << no;
    QTest::newRow("offline") << QStringLiteral("offline") << no << off << no;
}

void TestGpuBilling::whatAListingSays()
{
    QFETCH(QString, status);
    QFETCH(int, fresh);
    QFETCH(int, running);
    QFETCH(int, stopped);
    Machine machine;
    machine.actualStatus = status;
    machine.gpuHourly = Money::fromDollars(1);
    machine.storageHourly = Money::fromDollars(0.1);
    const bool due = fresh == int(GpuBilling::Begins); // what a list shows is what the ledger counts
    QCOMPARE(machine.hourlyNow(), Money::fromDollars(due ? 1.1 : 0.1));
    LedgerRow row;
    QCOMPARE(int(gpuBilling(row, machine)), fresh);
    row.runningSinceMs = 1;
    QCOMPARE(int(gpuBilling(row, machine)), running);
    row.stoppedAtMs = 2;
    QCOMPARE(int(gpuBilling(row, machine)), stopped);
}

/** A kept machine over the sweeper, as window and command line watch it. */
void TestGpuBilling::outbidAndBack()
{
    test::RentedMachine rented(1, 0.1);
    QVERIFY(rented.isWritten);
    auto &[dir, clock, cloud, ledger, row, isWritten] = rented;
    QVERIFY(ledger->transition(row.label, LedgerState::Kept, QStringLiteral("winner")));
    Sweeper sweeper(&cloud, ledger.get(), &clock);
    const auto look = [&](const char *status) {
        cloud.setStatus(row.label, QLatin1String(status));
        sweeper.observe(cloud.machines.values());
    };
    const auto costs = [&] { return ledgerCost(*ledger->row(row.label), row.createdAtMs, clock.wallMs()); };
    look("running");
    clock.advance(kHour);
    QCOMPARE(costs(), Money::fromDollars(1.1));
    QCOMPARE(ledgerHourly(*ledger->row(row.label)), Money::fromDollars(1.1));
    look("exited");
    QCOMPARE(ledgerHourly(*ledger->row(row.label)), Money::fromDollars(0.1));
    clock.advance(10 * kHour);
    look("exited");
    QCOMPARE(costs(), Money::fromDollars(1 + 1.1));
    look("running");
    clock.advance(kHour);
    QCOMPARE(costs(), Money::fromDollars(2 + 1.2));
    QCOMPARE(ledger->row(row.label)->state, LedgerState::Kept);
    QVERIFY(cloud.destroys.isEmpty());
}

void TestGpuBilling::neverMoreThanTheRunningTime()
{
    QTemporaryDir dir;
    MockClock clock;
    const auto ledger = *Ledger::open(dir.filePath(QStringLiteral("ledger.sqlite")), &clock);
    for (quint32 seed = 1; seed <= 60; ++seed) {
        QRandomGenerator random(seed);
        LedgerRow row;
        row.label = ledger->labelPrefix() + QStringLiteral("beef/%1").arg(seed);
        row.gpuHourly = Money::fromDollars(3.6);
        row.createdAtMs = clock.wallMs();
        QVERIFY(ledger->insert(row));
        bool running = false;
        qint64 due = 0;
        for (int i = 0; i < 30; ++i) {
            if (random.bounded(3) == 0) {
                running = random.bounded(2) == 0;
                QVERIFY(running ? ledger->setRunning(row.label) : ledger->setStopped(row.label));
            }
            const qint64 step = random.bounded(1, 100) * 1000;
            clock.advance(step);
            due += running ? step : 0;
            const auto now = *ledger->row(row.label);
            QVERIFY2(ledgerCost(now, row.createdAtMs, clock.wallMs()) == Money::fromMicros(due),
                qPrintable(QStringLiteral("seed %1 step %2").arg(seed).arg(i)));
            // Of a part of the time rather too much, and never more than that part.
            const qint64 from = clock.wallMs() - random.bounded(1, 1000) * 1000;
            QVERIFY(ledgerCost(now, from, clock.wallMs()) <= Money::fromMicros(clock.wallMs() - from));
        }
    }
}

QTEST_GUILESS_MAIN(TestGpuBilling)
#include "tst_gpu_billing.moc"
