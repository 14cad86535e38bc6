// SPDX-License-Identifier: GPL-3.0-or-later
// Restores onto machines that run already, in the window over a cloud and a repository of values: what is
// offered, what is asked for, and what is told on the way and at the end.
#include "models/machine_table_model.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"
#include "ui/machine_restores.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTreeView>

using namespace snapgpu;

namespace {

const QString kKept = QStringLiteral("29114071"); ///< of demo::machines()

void withMachines(demo::World &world)
{
    const qint64 now = world.clock.wallMs();
    world.cloud.machines = demo::machines(now);
    world.watch.ledger = demo::ledgerRows(now);
    Preferences preferences = world.settings->values();
    preferences.critical = {QStringLiteral("*.py")};
    QVERIFY(world.settings->set(preferences));
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

/** The window, and the dialog in it. */
struct Asked : Opened
{
    Asked()
        : Opened(withMachines)
    {
    }
    QDialog *dialog() const { return window->findChild<QDialog *>(QStringLiteral("restoreDialog")); }
    bool isAsked() const
    {
        return QTest::qWaitFor([this] { return dialog() != nullptr; })
            && QTest::qWaitForWindowActive(dialog()) && QTest::qWaitFor([this] {
                   return machine()->currentData().toString() != QLatin1String("none");
               });
    }
    void goOn() const // nobody hands the keyboard back where no window manager is
    {
        QTRY_VERIFY(dialog() == nullptr);
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }
    QComboBox *machine() const { return dialog()->findChild<QComboBox *>(QStringLiteral("restoreMachine")); }
    QComboBox *what() const { return dialog()->findChild<QComboBox *>(QStringLiteral("restoreWhat")); }
    QString summary() const
    {
        return dialog()->findChild<QLabel *>(QStringLiteral("restoreSummary"))->text();
    }
    bool canConfirm() const
    {
        return dialog()->findChild<QAbstractButton *>(QStringLiteral("restoreOkButton"))->isEnabled();
    }
    QTreeView *snapshots() const { return find<QTreeView>("snapshotsTable"); }
    /** The chosen machine is the kept one, on its page. */
    void openFromMachines() const
    {
        keys(Qt::Key_3, Qt::ControlModifier);
        auto *table = find<QTableView>("machinesTable");
        QTRY_COMPARE(table->model()->rowCount(), 7);
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, MachineTableModel::Instance).data().toString() == kKept) {
                table->setCurrentIndex(table->model()->index(row, 0));
            }
        }
        keys(Qt::Key_H, Qt::AltModifier);
        QVERIFY(isAsked());
    }
};

} // namespace

class TestMachineRestore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void whatMayBeRestoredOnto_data()
    {
        QTest::addColumn<int>("role");
        QTest::addColumn<bool>("stopped");
        QTest::addColumn<bool>("addressed");
        QTest::addColumn<bool>("may");
        const auto add = [](const char *name, MachineRole role, bool stopped, bool addressed, bool may) {
            QTest::newRow(name) << static_cast<int>(role) << stopped << addressed << may;
        };
        add("kept", MachineRole::Kept, false, true, true);
        add("somebody's own", MachineRole::Foreign, false, true, true);
        add("kept, no address yet", MachineRole::Kept, false, false, false);
        add("stopped", MachineRole::Kept, true, true, false);
        add("racing", MachineRole::Racing, false, true, false);
        add("asked", MachineRole::Asked, false, false, false);
        add("being destroyed", MachineRole::Destroying, false, true, false);
        add("left over", MachineRole::LeftOver, false, true, false);
    }

    void whatMayBeRestoredOnto()
    {
        QFETCH(int, role);
        QFETCH(bool, stopped);
        QFETCH(bool, addressed);
        QFETCH(bool, may);
        MachineRow row;
        row.role = static_cast<MachineRole>(role);
        row.stopped = stopped;
        if (addressed) {
            row.endpoints = {{QStringLiteral("198.51.100.31"), 40112, true}};
        }
        QCOMPARE(whyNoRestore(row).isEmpty(), may);
    }

    /** Machines page, Alt+H, Enter; then the progress, to the end, and away with it. */
    void fromTheMachinesPage()
    {
        const Asked o;
        o.openFromMachines();
        QCOMPARE(o.machine()->count(), 3); // kept, foreign and running, the plan
        QCOMPARE(o.machine()->currentData().toString(), kKept);
        QVERIFY2(o.summary().contains(QLatin1String("RTX 4090, Quebec, CA")), qPrintable(o.summary()));
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        demo::Restore *restore = o.world.restore();
        QVERIFY(restore != nullptr);
        QCOMPARE(restore->plan.machine.instanceId, kKept);
        QVERIFY(!restore->plan.machine.endpoints.isEmpty());
        QCOMPARE(restore->plan.request.snapshot.id, o.world.browser.rows.first().id);
        QCOMPARE(restore->plan.request.critical, QStringList{QStringLiteral("*.py")});
        QVERIFY(restore->plan.request.only.isEmpty() && restore->plan.request.subfolder.isEmpty());
        QVERIFY(restore->plan.request.repository.url.isEmpty()); // secrets are no matter of the window
        QCOMPARE(o.window->currentPage(), MainWindow::Machines);
        QVERIFY(o.find<QWidget>("machineRestorePanel")->isVisible());
        QVERIFY(!o.button("machineRestoreHereButton")->isEnabled());
        restore->tell(demo::halfRestored());
        QVERIFY(sees(o.find<QWidget>("machineRestorePanel"), QStringLiteral("32 connection")));
        restore->end(doneProgress());
        QTRY_VERIFY(o.button("machineRestoreHereButton")->isEnabled());
        QCOMPARE(o.button("machineRestoreButton")->text(), QStringLiteral("Close"));
        o.button("machineRestoreButton")->setFocus();
        o.keys(Qt::Key_Space);
        QTRY_VERIFY(o.window->findChild<QWidget *>(QStringLiteral("machineRestorePanel")) == nullptr);
    }

    /** Nothing lies over anything, and what goes leaves no hole. */
    void theQuestionIsAsHighAsItsFields()
    {
        const Asked o;
        o.openFromMachines();
        test::settle(50);
        const auto at = [&o](const char *name) {
            auto *field = o.dialog()->findChild<QWidget *>(QString::fromLatin1(name));
            return QRect(field->mapTo(o.dialog(), QPoint()), field->size());
        };
        QVERIFY(at("restoreCritical").bottom() < at("restoreTarget").top());
        QVERIFY(at("restoreTarget").bottom() < at("restoreVerify").top());
        const int asked = o.dialog()->height();
        o.what()->setCurrentIndex(1);
        QTRY_VERIFY(o.dialog()->height() > asked);
        const int withPatterns = o.dialog()->height();
        o.what()->setCurrentIndex(0);
        QTRY_VERIFY(o.dialog()->height() < withPatterns);
        o.machine()->setCurrentIndex(o.machine()->count() - 1); // the plan has fields of its own
        QTRY_VERIFY(o.dialog()->height() < asked);
    }

    void cancelledWhenAskedAndConfirmed()
    {
        const Asked o;
        o.openFromMachines();
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        o.button("machineRestoreButton")->click();
        auto *question = o.find<QDialog>("questionDialog");
        question->findChild<QAbstractButton *>(QStringLiteral("cancelButton"))->click();
        test::settle(20);
        QVERIFY(o.world.restore() != nullptr && !o.world.restore()->isFinished());
        QTRY_VERIFY(o.window->findChild<QDialog *>(QStringLiteral("questionDialog")) == nullptr);
        o.button("machineRestoreButton")->click();
        o.button("answer0")->click();
        QTRY_COMPARE(o.button("machineRestoreButton")->text(), QStringLiteral("Close"));
        QTRY_VERIFY(o.world.restore() == nullptr);
    }

    /** What failed is told in full, and can be tried again at once. */
    void failedAndAgain()
    {
        const Asked o;
        o.openFromMachines();
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        RestoreProgress failed = demo::halfRestored();
        failed.phase = RestorePhase::Failed;
        failed.message = QStringLiteral("The disk of the machine is full; take a larger one.");
        o.world.restore()->end(failed);
        QTRY_VERIFY(sees(o.find<QWidget>("machineRestorePanel"), failed.message));
        QTRY_VERIFY(o.button("machineRestoreHereButton")->isEnabled());
        o.openFromMachines();
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        QVERIFY(o.world.restore() != nullptr);
        QCOMPARE(o.window->findChildren<QWidget *>(QStringLiteral("machineRestorePanel")).size(), 1);
    }

    /** Ctrl+M on a snapshot that is not the newest: exactly that one comes back, whatever arrives meanwhile.
     */
    void fromASnapshot()
    {
        Asked o;
        o.keys(Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(o.snapshots()->model()->rowCount() > 2);
        o.snapshots()->setFocus();
        o.keys(Qt::Key_Home);
        o.keys(Qt::Key_Down);
        o.keys(Qt::Key_M, Qt::ControlModifier);
        QVERIFY(o.isAsked());
        QCOMPARE(o.machine()->currentData().toString(), kKept); // one runs: it is chosen
        const QString before = o.summary();
        Snapshot newer = o.world.browser.rows.first();
        newer.id = QString(64, QLatin1Char('e'));
        newer.tree = QString(64, QLatin1Char('d'));
        newer.time = newer.time.addSecs(60);
        o.world.browser.rows.prepend(newer);
        QTest::keyClick(o.window.get(), Qt::Key_F5);
        test::settle(50);
        QCOMPARE(o.summary(), before);
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        const Snapshot chosen = o.world.restore()->plan.request.snapshot;
        QVERIFY(chosen.id != newer.id && before.contains(chosen.shortId()));
        QVERIFY(chosen.tree != o.world.browser.rows.at(1).tree);
    }

    void onlyWhatIsChosenInTheBrowser()
    {
        const Asked o;
        o.keys(Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(o.snapshots()->model()->rowCount() > 2);
        o.button("browseButton")->click();
        auto *files = o.find<QTreeView>("filesTree");
        QTRY_VERIFY(files->isVisible() && files->currentIndex().isValid());
        o.button("restoreOnlyButton")->click();
        QVERIFY(o.isAsked());
        QCOMPARE(o.what()->currentIndex(), 1);
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        const RestoreRequest asked = o.world.restore()->plan.request;
        QCOMPARE(asked.only.include.size(), 1);
        QVERIFY(asked.only.include.first().startsWith(QLatin1String("/workspace")));
    }

    void oneFolderStraightIntoTheTarget()
    {
        const Asked o;
        o.openFromMachines();
        o.what()->setCurrentIndex(2);
        QVERIFY(!o.canConfirm()); // which one?
        auto *folder = o.dialog()->findChild<QLineEdit *>(QStringLiteral("restoreFolder"));
        QTest::keyClicks(folder, QStringLiteral("workspace"));
        QVERIFY(!o.canConfirm());
        folder->setText(QStringLiteral("/workspace/MuseTalk/models"));
        QVERIFY(o.canConfirm());
        auto *target = o.dialog()->findChild<QLineEdit *>(QStringLiteral("restoreTarget"));
        QVERIFY2(target->placeholderText().startsWith(QLatin1String("/workspace/MuseTalk/models")),
            qPrintable(target->placeholderText()));
        target->setText(QStringLiteral("models"));
        QVERIFY2(!o.canConfirm() && o.summary().contains(QLatin1String("slash")), qPrintable(o.summary()));
        target->setText(QStringLiteral("/models"));
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        QCOMPARE(o.world.restore()->plan.request.subfolder, QStringLiteral("/workspace/MuseTalk/models"));
        QCOMPARE(o.world.restore()->plan.request.target, QStringLiteral("/models"));
    }

    void mistakesAreSaidBeforeAnythingIsDone()
    {
        const Asked o;
        o.openFromMachines();
        auto *critical = o.dialog()->findChild<QPlainTextEdit *>(QStringLiteral("restoreCritical"));
        critical->setPlainText(QStringLiteral("[oops"));
        QVERIFY(!o.canConfirm());
        QVERIFY2(o.summary().contains(QLatin1String("[oops")), qPrintable(o.summary()));
        critical->clear();
        QVERIFY(o.canConfirm());
        o.what()->setCurrentIndex(1);
        QVERIFY(!o.canConfirm()); // patterns, yet none
        QTest::keyClick(o.dialog(), Qt::Key_Escape);
        o.goOn();
        QVERIFY(o.world.restore() == nullptr);
    }

    /** The last entry of the machines: nothing runs that would do, so the plan takes it. */
    void intoThePlan()
    {
        const Asked o;
        o.openFromMachines();
        o.machine()->setCurrentIndex(o.machine()->count() - 1);
        o.what()->setCurrentIndex(1);
        auto *only = o.dialog()->findChild<QPlainTextEdit *>(QStringLiteral("onlyPatterns"));
        only->setPlainText(QStringLiteral("/workspace/MuseTalk/models"));
        QVERIFY(o.canConfirm());
        QTest::keyClick(o.dialog()->findChild<QWidget *>(QStringLiteral("restoreOkButton")), Qt::Key_Return);
        o.goOn();
        QVERIFY(o.world.restore() == nullptr);
        QCOMPARE(o.window->currentPage(), MainWindow::Launch);
        QCOMPARE(o.window->findChild<QWidget *>(QStringLiteral("startButton"))
                     ->window()
                     ->findChildren<QPlainTextEdit *>(QStringLiteral("onlyPatterns"))
                     .first()
                     ->toPlainText(),
            QStringLiteral("/workspace/MuseTalk/models"));
    }

    void withoutAMachineOnlyThePlanIsOffered()
    {
        Asked o;
        o.world.cloud.machines.clear();
        o.world.watch.ledger.clear();
        o.keys(Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(o.snapshots()->model()->rowCount() > 2);
        o.button("restoreSnapshotButton")->click();
        QTRY_VERIFY(o.dialog() != nullptr);
        QTRY_COMPARE(o.machine()->count(), 1);
        QVERIFY(o.canConfirm());
        QVERIFY2(o.summary().contains(QLatin1String("plan")), qPrintable(o.summary()));
    }

    void aProviderThatDoesNotAnswerIsNamed()
    {
        Asked o;
        o.world.cloud.listError =
            Error{ErrorCategory::Network, QStringLiteral("vast.ai cannot be reached."), {}, 0, 0};
        o.keys(Qt::Key_4, Qt::ControlModifier);
        QTRY_VERIFY(o.snapshots()->model()->rowCount() > 2);
        o.button("restoreSnapshotButton")->click();
        QTRY_VERIFY(o.dialog() != nullptr);
        QTRY_VERIFY2(o.summary().contains(o.world.cloud.listError.message), qPrintable(o.summary()));
        QVERIFY(!o.canConfirm());
    }

    /** On another page the end would pass unseen. */
    void theEndIsToldOnEveryPage()
    {
        const Asked o;
        o.openFromMachines();
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        o.keys(Qt::Key_4, Qt::ControlModifier);
        o.world.restore()->end(doneProgress());
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("RTX 4090, Quebec, CA: Restored.")));
    }

    void closingNamesTheRestore()
    {
        Asked o;
        o.openFromMachines();
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        o.world.watch.money.machines = {{QStringLiteral("snapgpu/1a2b3c4d/7f3a/1"),
            QStringLiteral("RTX 4090, Quebec, CA"), Money::fromDollars(0.37), true}};
        o.window->close();
        auto *question = o.find<QDialog>("questionDialog");
        QVERIFY(sees(question, QStringLiteral("1 restore")));
    }

    /** Destroyed by the person: nobody waits for its connection to come back. */
    void destroyingEndsTheRestore()
    {
        const Asked o;
        o.openFromMachines();
        QTest::keyClick(o.dialog(), Qt::Key_Return);
        o.goOn();
        o.button("machineDestroyButton")->click();
        o.button("answer0")->click();
        QTRY_VERIFY(o.world.restore() == nullptr);
        QCOMPARE(o.world.watch.destroyed, QStringList{QStringLiteral("snapgpu/1a2b3c4d/7f3a/1")});
    }
};

QTEST_MAIN(TestMachineRestore)
#include "test_machine_restore.moc"
