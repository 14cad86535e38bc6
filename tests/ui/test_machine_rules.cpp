// SPDX-License-Identifier: GPL-3.0-or-later
// Which machine is what to us, what it costs, what a launch may cost; and the table that shows it.
#include "models/machine_table_model.h"
#include "models/table_roles.h"
#include "services/session/plan_estimate.h"
#include "services/session/spend_caps.h"
#include "services/session/ssh_command.h"
#include "tests/ui/demo.h"
#include "ui/machine_merge.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QRandomGenerator>
#include <QTest>

using namespace snapgpu;

namespace {

constexpr qint64 kNow = 1'790'000'000'000;
constexpr qint64 kMinute = 60'000;
const MergeContext kContext{QStringLiteral("snapgpu/1a2b3c4d/"), kNow, 900};

LedgerRow ledgerRow(LedgerState state, const QString &instance = QStringLiteral("7"))
{
    LedgerRow row;
    row.label = QStringLiteral("snapgpu/1a2b3c4d/ab/1");
    row.provider = QStringLiteral("vast");
    row.instanceId = instance;
    row.gpuName = QStringLiteral("RTX 4090");
    row.state = state;
    row.gpuHourly = Money::fromDollars(0.6);
    row.storageHourly = Money::fromDollars(0.06);
    row.createdAtMs = kNow - 10 * kMinute;
    row.changedAtMs = kNow - 5 * kMinute;
    return row;
}

Machine listedMachine(const QString &label, const QString &status = QStringLiteral("running"))
{
    Machine machine;
    machine.provider = QStringLiteral("vast");
    machine.instanceId = QStringLiteral("7");
    machine.label = label;
    machine.gpuName = QStringLiteral("RTX 4090");
    machine.actualStatus = status;
    machine.gpuHourly = Money::fromDollars(0.6);
    machine.storageHourly = Money::fromDollars(0.06);
    machine.startedAtMs = kNow - 60 * kMinute;
    return machine;
}

const QString kOurs = QStringLiteral("snapgpu/1a2b3c4d/ab/1");

} // namespace

class TestMachineRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void roles_data()
    {
        QTest::addColumn<int>("ledger"); // -1 = no row
        QTest::addColumn<QString>("label"); // "-" = not listed
        QTest::addColumn<int>("role"); // -1 = no row shown
        const auto add = [](const char *name, int ledger, const QString &label, int role) {
            QTest::newRow(name) << ledger << label << role;
        };
        const auto state = [](LedgerState s) { return static_cast<int>(s); };
        const auto role = [](MachineRole r) { return static_cast<int>(r); };
        const QString no = QStringLiteral("-");
        add("asked, not listed yet", state(LedgerState::Intent), no, role(MachineRole::Asked));
        add("asked, listed first", state(LedgerState::Intent), kOurs, role(MachineRole::Racing));
        add("alive, not listed yet", state(LedgerState::Alive), no, role(MachineRole::Racing));
        add("alive and listed", state(LedgerState::Alive), kOurs, role(MachineRole::Racing));
        add("kept", state(LedgerState::Kept), kOurs, role(MachineRole::Kept));
        add("kept, not listed", state(LedgerState::Kept), no, role(MachineRole::Kept));
        add("condemned", state(LedgerState::Condemned), kOurs, role(MachineRole::Destroying));
        add("condemned, not listed any more", state(LedgerState::Condemned), no,
            role(MachineRole::Destroying));
        add("gone", state(LedgerState::Gone), no, -1);
        add("gone, came back", state(LedgerState::Gone), kOurs, role(MachineRole::LeftOver));
        add("refused", state(LedgerState::Refused), no, -1);
        add("refused, rented all the same", state(LedgerState::Refused), kOurs, role(MachineRole::LeftOver));
        add("our label, no row", -1, kOurs, role(MachineRole::LeftOver));
        add("label of another home", -1, QStringLiteral("snapgpu/ffffffff/ab/1"), role(MachineRole::Foreign));
        add("no label", -1, QString(), role(MachineRole::Foreign));
        add("somebody's label", -1, QStringLiteral("training"), role(MachineRole::Foreign));
    }

    void roles()
    {
        QFETCH(int, ledger);
        QFETCH(QString, label);
        QFETCH(int, role);
        QVector<LedgerRow> rows;
        if (ledger >= 0) {
            rows.append(ledgerRow(static_cast<LedgerState>(ledger)));
        }
        QVector<Machine> listed;
        if (label != QLatin1String("-")) {
            listed.append(listedMachine(label));
        }
        const QVector<MachineRow> merged = mergeMachines(listed, rows, kContext);
        QCOMPARE(merged.size(), role < 0 ? 0 : 1);
        if (role >= 0) {
            QCOMPARE(static_cast<int>(merged.first().role), role);
            QCOMPARE(merged.first().listed, !listed.isEmpty());
        }
    }

    void twoMachinesWithOneLabel()
    {
        Machine twin = listedMachine(kOurs);
        twin.instanceId = QStringLiteral("8");
        const auto merged =
            mergeMachines({twin, listedMachine(kOurs)}, {ledgerRow(LedgerState::Kept)}, kContext);
        QCOMPARE(merged.size(), 2);
        QCOMPARE(merged.at(0).role, MachineRole::LeftOver);
        QCOMPARE(merged.at(0).instanceId, QStringLiteral("8"));
        QCOMPARE(merged.at(1).role, MachineRole::Kept);
        QVERIFY(merged.at(0).key != merged.at(1).key);
    }

    void moneyOfARow()
    {
        LedgerRow known = ledgerRow(LedgerState::Kept);
        known.runningSinceMs = kNow - 5 * kMinute;
        const MachineRow row = mergeMachines({listedMachine(kOurs)}, {known}, kContext).first();
        QCOMPARE(row.hourly, Money::fromDollars(0.66));
        QCOMPARE(*row.cost, Money::fromDollars(0.01 + 0.05)); // ten minutes of disk, five of GPU
        QCOMPARE(row.sinceMs, known.createdAtMs);
        QVERIFY(!row.leaseEndsAtMs); // the person claimed it
    }

    void stoppedMachinesBillTheirDisk()
    {
        const Machine foreign = listedMachine({}, QStringLiteral("exited"));
        const MachineRow row = mergeMachines({foreign}, {}, kContext).first();
        QVERIFY(row.stopped);
        QCOMPARE(row.hourly, Money::fromDollars(0.06));
        QVERIFY(!row.cost); // how long its GPU ran is not known
        const QString word = machineStateText(row);
        QVERIFY2(word.contains(QLatin1String("foreign, never touched"))
                && word.contains(QLatin1String("disk bills")) && !word.contains(QLatin1String("outbid")),
            qPrintable(word));
        Machine bid = foreign;
        bid.isBid = true;
        const QString outbid = machineStateText(mergeMachines({bid}, {}, kContext).first());
        QVERIFY2(outbid.contains(QLatin1String("outbid or stopped")), qPrintable(outbid));
    }

    void aRacerShowsItsLease()
    {
        const LedgerRow known = ledgerRow(LedgerState::Alive);
        const MachineRow row = mergeMachines({}, {known}, kContext).first();
        QCOMPARE(*row.leaseEndsAtMs, known.createdAtMs + 15 * kMinute);
        MachineTableModel model;
        model.setMachines({row}, kNow);
        QCOMPARE(model.index(0, MachineTableModel::Lease).data().toString(), QStringLiteral("5:00"));
        model.setMachines({row}, kNow + 6 * kMinute);
        QCOMPARE(model.index(0, MachineTableModel::Lease).data().toString(), QStringLiteral("over"));
    }

    void theTableSurvivesRandomRefreshes()
    {
        MachineTableModel model;
        MachineSortModel sorted(&model);
        sorted.sort(MachineTableModel::Cost, Qt::DescendingOrder);
        constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::QtTest;
        const QAbstractItemModelTester first(&model, kFatal);
        const QAbstractItemModelTester second(&sorted, kFatal);
        const QVector<MachineRow> pool =
            mergeMachines(demo::machines(kNow), demo::ledgerRows(kNow), kContext);
        QCOMPARE(pool.size(), 7);
        QItemSelectionModel selection(&sorted);
        QRandomGenerator random(3);
        for (int round = 0; round < 300; ++round) {
            QVector<MachineRow> rows{pool.at(3)};
            for (const MachineRow &row : pool) {
                if (row.key != pool.at(3).key && random.bounded(2) == 0) {
                    rows.append(row);
                    rows.last().hourly = Money::fromDollars(random.generateDouble());
                }
            }
            model.setMachines(rows, kNow + round * 1000);
            QCOMPARE(model.rowCount(), rows.size());
            for (const MachineRow &row : rows) {
                QCOMPARE(model.machine(model.rowOf(row.key)), row);
            }
            if (round == 0) {
                selection.select(sorted.mapFromSource(model.index(model.rowOf(pool.at(3).key), 0)),
                    QItemSelectionModel::SelectCurrent);
            }
            QCOMPARE(selection.selectedIndexes().size(), 1); // the chosen machine stays chosen
            QCOMPARE(selection.selectedIndexes().first().data(IdRole).toString(), pool.at(3).key);
            for (int row = 1; row < sorted.rowCount(); ++row) { // dearest first, unknown last
                const QVariant above = sorted.index(row - 1, MachineTableModel::Cost).data(RawRole);
                const QVariant here = sorted.index(row, MachineTableModel::Cost).data(RawRole);
                QVERIFY(!here.isValid() || (above.isValid() && above.toDouble() >= here.toDouble()));
            }
        }
        model.setMachines({}, kNow);
        QCOMPARE(model.rowCount(), 0);
    }

    void capOnMachines_data()
    {
        QTest::addColumn<int>("cap");
        QTest::addColumn<int>("alive");
        QTest::addColumn<int>("left"); // -1 = refused
        QTest::newRow("nothing alive") << 15 << 0 << 15;
        QTest::newRow("one wave fits exactly") << 7 << 2 << 5;
        QTest::newRow("one too many") << 6 << 2 << -1;
        QTest::newRow("above the cap already") << 3 << 4 << -1;
    }

    void capOnMachines()
    {
        QFETCH(int, cap);
        QFETCH(int, alive);
        QFETCH(int, left);
        QVector<LedgerRow> rows(alive, ledgerRow(LedgerState::Kept));
        rows.append(ledgerRow(LedgerState::Gone));
        rows.append(ledgerRow(LedgerState::Refused));
        LaunchPlan plan;
        plan.maxMachines = cap;
        const Result<LaunchPlan> fitting = fitCaps(plan, rows, kNow, kNow - 60 * kMinute);
        QCOMPARE(fitting.has_value(), left >= 0);
        if (fitting) {
            QCOMPARE(*fitting->maxMachines, left);
        } else {
            QCOMPARE(fitting.error().category, ErrorCategory::Usage);
            QVERIFY(fitting.error().message.contains(QString::number(cap)));
        }
    }

    void capOfTheDay()
    {
        LedgerRow kept = ledgerRow(LedgerState::Kept);
        kept.runningSinceMs = kNow - 5 * kMinute; // 0.06 so far, 0.66 per hour
        LaunchPlan plan;
        plan.giveUpMs = 10 * kMinute; // it will cost 0.11 more meanwhile
        plan.maxDay = Money::fromDollars(1.0);
        const qint64 midnight = kNow - 60 * kMinute;
        QCOMPARE(*fitCaps(plan, {kept}, kNow, midnight)->maxCost, Money::fromDollars(1.0 - 0.06 - 0.11));
        plan.maxCost = Money::fromDollars(0.5); // the narrower cap counts
        QCOMPARE(*fitCaps(plan, {kept}, kNow, midnight)->maxCost, Money::fromDollars(0.5));
        plan.maxDay = Money::fromDollars(0.17);
        const Result<LaunchPlan> refused = fitCaps(plan, {kept}, kNow, midnight);
        QVERIFY(!refused);
        QCOMPARE(refused.error().category, ErrorCategory::NoCredit);
        QVERIFY(fitCaps(plan, {}, kNow, midnight)); // nothing spent: it fits
        kept.state = LedgerState::Gone; // five minutes ago, and before midnight it is no matter of today
        QCOMPARE(*fitCaps(plan, {kept}, kNow, kNow)->maxCost, Money::fromDollars(0.17));
    }

    void withoutCapsThePlanIsUntouched()
    {
        const LaunchPlan plan;
        const Result<LaunchPlan> same = fitCaps(plan, {ledgerRow(LedgerState::Kept)}, kNow, kNow);
        QVERIFY(same && !same->maxMachines && !same->maxCost && !same->maxDay);
    }

    void theEstimateKnowsTheCapOnMachines()
    {
        LaunchPlan plan;
        plan.maxMachines = 2;
        QVector<PricedCandidate> candidates;
        for (const Offer &offer : demo::offers(40)) {
            candidates.append(*pricedCandidate(offer, plan));
        }
        const PlanEstimate estimate = estimatePlan(candidates, plan);
        QCOMPARE(estimate.machines, 2);
    }

    void sshCommands()
    {
        const SshEndpoint endpoint{QStringLiteral("198.51.100.31"), 40112, true};
        QCOMPARE(sshCommandText(endpoint, {}), QStringLiteral("ssh -p 40112 root@198.51.100.31"));
        QCOMPARE(sshCommandText(endpoint, QStringLiteral("/home/me/my keys/id")),
            QStringLiteral("ssh -i \"/home/me/my keys/id\" -p 40112 root@198.51.100.31"));
    }
};

QTEST_MAIN(TestMachineRules)
#include "test_machine_rules.moc"
