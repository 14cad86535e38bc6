// SPDX-License-Identifier: GPL-3.0-or-later
// Restores that were begun before this window, over a cloud of values: which machines are asked, what is told
// of what is found, and that nothing is told of what is not.
#include "models/format.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"
#include "ui/machine_restores.h"
#include "ui/restore_finder.h"

using namespace snapgpu;

namespace {

const QString kKept = QStringLiteral("29114071"); ///< of demo::machines()

/** As noted by a program that was closed or killed in the middle of a restore. */
void withABegunOne(demo::World &world)
{
    world.cloud.machines = demo::machines(world.clock.wallMs());
    world.watch.ledger = demo::ledgerRows(world.clock.wallMs());
    BegunRestore begun;
    begun.provider = QStringLiteral("vast");
    begun.instanceId = kKept;
    begun.snapshot.id = QString(64, QLatin1Char('c'));
    begun.key = "00";
    world.begun = {begun};
}

RestoreProgress doneProgress()
{
    RestoreProgress done = demo::halfRestored();
    done.phase = RestorePhase::Done;
    done.bytesDone = done.bytesTotal;
    done.filesDone = done.filesTotal;
    done.elapsedMs = 19'400;
    done.message = QStringLiteral("Restored.");
    return done;
}

} // namespace

class TestRestoreFinder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    /** It goes on on its machine: a notice on whichever page, with the way to it; then its end. */
    void whatWasBegunEarlierIsFound()
    {
        const Opened o(withABegunOne);
        demo::Restore *restore = o.world.restore();
        QVERIFY(restore != nullptr && restore->plan.begun);
        QCOMPARE(restore->plan.machine.instanceId, kKept);
        auto *action = o.find<QAbstractButton>("noticeAction");
        QVERIFY(!action->isVisible()); // nothing is told before the machine knows of it
        QVERIFY(o.window->findChild<QWidget *>(QStringLiteral("machineRestorePanel")) == nullptr);
        restore->tell(demo::halfRestored());
        QVERIFY(action->isVisible());
        QVERIFY(sees(o.window.get(), QStringLiteral("goes on on RTX 4090, Quebec, CA: ")));
        RestoreProgress further = demo::halfRestored();
        further.bytesDone = further.bytesTotal;
        restore->tell(further);
        QVERIFY(sees(o.window.get(),
            QStringLiteral("%1 of %1").arg(format::bytes(further.bytesTotal)))); // the notice keeps up
        action->setFocus();
        o.keys(Qt::Key_Space);
        QCOMPARE(o.window->currentPage(), MainWindow::Machines);
        QVERIFY(!action->isVisible()); // the page tells it from here on
        QVERIFY(o.find<QWidget>("machineRestorePanel")->isVisible());
        QCOMPARE(o.button("machineRestoreButton")->text(), QStringLiteral("Cancel"));
        restore->end(doneProgress());
        QTRY_COMPARE(o.button("machineRestoreButton")->text(), QStringLiteral("Close"));
    }

    void whatEndedWhileNobodyLookedIsTold()
    {
        const Opened o(withABegunOne);
        RestoreProgress done = doneProgress();
        done.elapsedMs = -1;
        o.world.restore()->end(done);
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("the restore ended while SnapGPU was closed")));
        QVERIFY(!o.find<QAbstractButton>("noticeAction")->isVisible());
    }

    /** No answer, or nothing of it there: not a word. The person may restore there at once. */
    void whatIsNotThereIsNotTold()
    {
        const Opened o(withABegunOne);
        RestoreProgress silent;
        silent.message = QStringLiteral("The machine did not answer over SSH within 20 s.");
        o.world.restore()->end(silent);
        QTRY_VERIFY(o.world.restore() == nullptr);
        QVERIFY(!sees(o.window.get(), QStringLiteral("answer over SSH")));
        QVERIFY(o.window->findChild<QWidget *>(QStringLiteral("machineRestorePanel")) == nullptr);
    }

    /** The person restores there before the machine has answered: the look is over, the restore counts. */
    void aRestoreTakesThePlaceOfTheLook()
    {
        Opened o(withABegunOne);
        const QPointer<demo::Restore> look = o.world.restore();
        MachineRestores restores(o.world.services().restoreOn);
        MachineRestorePlan plan = look->plan;
        restores.look(plan, QStringLiteral("RTX"));
        const QPointer<demo::Restore> second = o.world.restore();
        QVERIFY(second != look);
        plan.begun.reset();
        QVERIFY(restores.start(plan, QStringLiteral("RTX")));
        QTRY_VERIFY(second.isNull());
        QCOMPARE(restores.running(), 1);
        QVERIFY(!restores.all().first().isEarlier());
    }

    void whichMachinesAreAsked_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<QString>("status");
        QTest::addColumn<QString>("instance");
        QTest::addColumn<bool>("asked");
        const auto add = [](const char *name, MachineRole role, const char *status, const char *instance,
                             bool asked) {
            QTest::newRow(name) << static_cast<int>(role) << QString::fromLatin1(status)
                                << QString::fromLatin1(instance) << asked;
        };
        add("kept", MachineRole::Kept, "running", "7", true);
        add("somebody's own", MachineRole::Foreign, "running", "7", true);
        add("not running", MachineRole::Kept, "loading", "7", false);
        add("on its way out", MachineRole::Destroying, "running", "7", false);
        add("another machine", MachineRole::Kept, "running", "8", false);
    }

    void whichMachinesAreAsked()
    {
        QFETCH(int, role);
        QFETCH(QString, status);
        QFETCH(QString, instance);
        QFETCH(bool, asked);
        BegunRestore begun;
        begun.provider = QStringLiteral("vast");
        begun.instanceId = QStringLiteral("7");
        begun.snapshot.id = QStringLiteral("abc");
        Machine machine;
        machine.provider = begun.provider;
        machine.instanceId = instance;
        machine.endpoints = {{QStringLiteral("198.51.100.31"), 40112, true}};
        MachineRow row;
        row.instanceId = instance;
        row.role = static_cast<MachineRole>(role);
        row.running = status == QLatin1String("running");
        row.endpoints = machine.endpoints;
        const QVector<MachineRestorePlan> plans = plansToFollow({begun}, {machine}, {row});
        QCOMPARE(!plans.isEmpty(), asked);
        QVERIFY(!asked || plans.first().request.snapshot.id == begun.snapshot.id);
        QVERIFY(plansToFollow({begun}, {}, {row}).isEmpty());
    }
};

QTEST_MAIN(TestRestoreFinder)
#include "test_restore_finder.moc"
