// SPDX-License-Identifier: GPL-3.0-or-later
// The real window, offscreen, driven by keys and clicks.
#include "models/machine_table_model.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QTreeView>

using namespace snapgpu;

class TestWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QTest::failOnWarning(QRegularExpression(QStringLiteral("QObject|QWidget|Could not parse")));
    }

    void thePlanCarriesWhatWasFilledIn()
    {
        const Opened o;
        auto *snapshots = o.find<QComboBox>("snapshotBox");
        QCOMPARE(snapshots->currentIndex(), 0);
        QCOMPARE(snapshots->currentData().toString(), o.world.browser.rows.first().id); // newest
        o.button("startButton")->click();
        const LaunchPlan &plan = o.world.runner()->launchPlan;
        QVERIFY(plan.restore);
        QCOMPARE(plan.snapshot, o.world.browser.rows.first().id);
        QCOMPARE(plan.waveSize, 5);
        QCOMPARE(plan.waveDelayMs, 10'000);
        QCOMPARE(plan.maxWaves, 3);
        QCOMPARE(plan.maxCost, std::optional(Money::fromDollars(1.0)));
        QVERIFY(!plan.maxMachines && !plan.maxDay);
        QCOMPARE(plan.search.storageGb, plan.diskGb);
        QVERIFY(!o.window->startLaunch(plan)); // one at a time
        QCOMPARE(o.window->currentPage(), MainWindow::Race);
    }

    void theCapsOfTheHomeAreInThePlanAndRemembered()
    {
        const Opened o;
        o.find<QSpinBox>("maxMachinesBox")->setValue(7);
        o.find<QDoubleSpinBox>("maxDayBox")->setValue(12.5);
        QVERIFY(o.find<QLabel>("expectedCostLabel")->text().startsWith(QLatin1Char('$')));
        o.button("startButton")->click();
        const LaunchPlan &plan = o.world.runner()->launchPlan;
        QCOMPARE(plan.maxMachines, std::optional(7));
        QCOMPARE(plan.maxDay, std::optional(Money::fromDollars(12.5)));
        QCOMPARE(o.world.settings->values().maxMachines, 7);
        QCOMPARE(o.world.settings->values().maxDayDollars, 12.5);
    }

    void withoutARepositoryItOnlyRaces()
    {
        const Opened o([](demo::World &world) { world.withRepository = false; });
        QVERIFY(!o.find<QComboBox>("snapshotBox")->isEnabled());
        o.button("startButton")->click();
        QVERIFY(!o.world.runner()->launchPlan.restore);
        QTest::keyClick(o.window.get(), Qt::Key_4, Qt::ControlModifier);
        QVERIFY(sees(o.window.get(), QStringLiteral("RESTIC_REPOSITORY")));
    }

    void aSnapshotGoesIntoThePlan()
    {
        const Opened o;
        QTest::keyClick(o.window.get(), Qt::Key_4, Qt::ControlModifier);
        QCOMPARE(o.window->currentPage(), MainWindow::Snapshots);
        auto *table = o.find<QTreeView>("snapshotsTable");
        table->setCurrentIndex(table->model()->index(3, 0));
        o.button("useSnapshotButton")->click();
        QCOMPARE(o.window->currentPage(), MainWindow::Launch);
        QCOMPARE(o.find<QComboBox>("snapshotBox")->currentIndex(), 3);
    }

    void aRepositoryThatFailsSaysWhy()
    {
        const Opened o([](demo::World &world) {
            world.browser.error =
                Error{ErrorCategory::RepositoryPassword, QStringLiteral("The password is wrong."), {}, 0, 0};
        });
        QTest::keyClick(o.window.get(), Qt::Key_4, Qt::ControlModifier);
        QVERIFY(sees(o.window.get(), QStringLiteral("The password is wrong.")));
    }

    void theRaceIsShownToTheEnd()
    {
        const Opened o;
        o.button("startButton")->click();
        demo::Runner *runner = o.world.runner();
        runner->raceView = demo::youngRace();
        Q_EMIT runner->raceUpdated();
        QCOMPARE(o.find<QListView>("lanes")->model()->rowCount(), 5);
        QVERIFY(o.button("cancelRaceButton")->isVisible());
        QVERIFY(!o.button("copySshButton")->isVisible());
        runner->raceView = demo::wonRace();
        runner->ssh = QStringLiteral("ssh -p 40112 root@198.51.100.31");
        runner->sessionPhase = SessionPhase::Restoring;
        runner->restoreView = demo::halfRestored();
        Q_EMIT runner->raceUpdated();
        QVERIFY(o.labelText("raceHeadline").contains(QLatin1String("18.7")));
        o.button("copySshButton")->click();
        QCOMPARE(QApplication::clipboard()->text(), runner->ssh);
        SessionOutcome outcome;
        outcome.ok = true;
        outcome.machineKept = true;
        runner->finish(outcome);
        QVERIFY(!o.button("cancelRaceButton")->isVisible());
        QVERIFY(o.button("destroyButton")->isVisible());
        QVERIFY(o.button("startButton")->isEnabled()); // the next race may begin
    }

    void aFailedLaunchSaysItsSentence()
    {
        const Opened o;
        o.button("startButton")->click();
        SessionOutcome outcome;
        outcome.error = Error{ErrorCategory::NoCredit, QStringLiteral("There is no credit left."), {}, 0, 4};
        o.world.runner()->finish(outcome);
        QVERIFY(sees(o.window.get(), QStringLiteral("There is no credit left.")));
    }

    void cancellingAsksAndTheDefaultIsNo()
    {
        const Opened o;
        o.button("startButton")->click();
        o.button("cancelRaceButton")->click();
        auto *dialog = o.find<QDialog>("questionDialog");
        QTest::keyClick(dialog, Qt::Key_Return); // the default is Cancel
        QVERIFY(!o.world.runner()->cancelled);
        QTRY_VERIFY(o.window->findChild<QDialog *>(QStringLiteral("questionDialog")) == nullptr);
        o.button("cancelRaceButton")->click();
        o.button("answer0")->click();
        QVERIFY(o.world.runner()->cancelled);
    }

    void closingWithNothingAliveJustCloses()
    {
        const Opened o;
        QVERIFY(o.window->close());
    }

    void closingWithMachinesAlivenamesThemAndTheirCost()
    {
        Opened o;
        o.world.watch.money.machines = {
            {QStringLiteral("a"), QStringLiteral("RTX 4090, Quebec"), Money::fromDollars(0.37), true},
            {QStringLiteral("b"), QStringLiteral("RTX 5090, Sweden"), Money::fromDollars(0.5), false}};
        o.world.watch.money.hourly = Money::fromDollars(0.87);
        Q_EMIT o.world.watch.changed();
        QVERIFY(!o.window->close());
        auto *dialog = o.find<QDialog>("questionDialog");
        QVERIFY(sees(dialog, QStringLiteral("RTX 5090, Sweden")) && sees(dialog, QStringLiteral("0.870")));
        o.button("cancelButton")->click();
        QVERIFY(o.world.watch.destroyed.isEmpty());
        QTRY_VERIFY(o.window->findChild<QDialog *>(QStringLiteral("questionDialog")) == nullptr);
        QSignalSpy closed(o.window.get(), &MainWindow::closedForGood);
        o.window->close();
        o.button("answer1")->click(); // keep what is kept
        QCOMPARE(o.world.watch.destroyed, QStringList{QStringLiteral("b")});
        QTRY_COMPARE(closed.count(), 1);
    }

    void closingWaitsUntilTheLastMachineIsGone()
    {
        Opened o;
        o.world.watch.diesAtOnce = false;
        o.world.watch.money.machines = {
            {QStringLiteral("a"), QStringLiteral("RTX 4090"), Money::fromDollars(1), false}};
        QSignalSpy closed(o.window.get(), &MainWindow::closedForGood);
        o.window->close();
        o.button("answer0")->click();
        test::settle(50);
        QCOMPARE(closed.count(), 0);
        o.world.watch.money.machines.clear();
        Q_EMIT o.world.watch.changed();
        QTRY_COMPARE(closed.count(), 1);
    }

    void closingDuringARestoreKeepsOnlyMachinesOfEarlierRaces()
    {
        Opened o;
        o.button("startButton")->click();
        demo::Runner *runner = o.world.runner();
        runner->raceView = demo::wonRace();
        runner->sessionPhase = SessionPhase::Restoring;
        Q_EMIT runner->raceUpdated();
        const QString winner = runner->raceView.racers.first().label;
        o.world.watch.money.machines = {{winner, QStringLiteral("RTX 4090"), Money::fromDollars(0.4), true},
            {QStringLiteral("old"), QStringLiteral("L40S"), Money::fromDollars(0.7), true}};
        QSignalSpy closed(o.window.get(), &MainWindow::closedForGood);
        o.window->close();
        QVERIFY(o.button("answer1")->text().contains(QLatin1Char('1'))); // one, not two
        o.button("answer1")->click();
        QVERIFY(runner->cancelled);
        QVERIFY(o.world.watch.destroyed.isEmpty()); // the launch destroys its own winner
        test::settle(30);
        QCOMPARE(closed.count(), 0);
        o.world.watch.money.machines.removeFirst();
        runner->finish({});
        QTRY_COMPARE(closed.count(), 1);
    }

    void moneyLineSpeaks()
    {
        Opened o;
        QVERIFY(o.labelText("sweeperState").contains(QLatin1String("nothing left behind")));
        o.world.watch.money.sweep.pending = 2;
        Q_EMIT o.world.watch.changed();
        QVERIFY(o.labelText("sweeperState").contains(QLatin1Char('2')));
        o.world.watch.money.sweep.stubborn = 1;
        Q_EMIT o.world.watch.changed();
        QCOMPARE(o.find<QLabel>("sweeperState")->property("tone").toString(), QStringLiteral("bad"));
    }

    void machinesAreListedWhileSomebodyLooks()
    {
        Opened o;
        o.world.cloud.machines = demo::machines(o.world.clock.wallMs());
        o.world.watch.ledger = demo::ledgerRows(o.world.clock.wallMs());
        QCOMPARE(o.world.cloud.listings, 0);
        QTest::keyClick(o.window.get(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(o.window->currentPage(), MainWindow::Machines);
        auto *table = o.find<QTableView>("machinesTable");
        QTRY_COMPARE(table->model()->rowCount(), 7);
        QCOMPARE(o.world.cloud.listings, 1);
        QCOMPARE(o.world.watch.observed, 1); // the sweeper learns from the same listing
        QTest::keyClick(o.window.get(), Qt::Key_F5);
        QTRY_COMPARE(o.world.watch.observed, 2);
    }

    void foreignMachinesCannotBeDestroyed()
    {
        Opened o;
        o.world.cloud.machines = demo::machines(o.world.clock.wallMs());
        o.world.watch.ledger = demo::ledgerRows(o.world.clock.wallMs());
        o.window->showPage(MainWindow::Machines);
        auto *table = o.find<QTableView>("machinesTable");
        QTRY_COMPARE(table->model()->rowCount(), 7);
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const QModelIndex state = table->model()->index(row, MachineTableModel::State);
            table->setCurrentIndex(state);
            const QString word = state.data().toString();
            const bool may = word == QLatin1String("kept") || word.startsWith(QLatin1String("racing"))
                || word == QLatin1String("being rented");
            QCOMPARE(o.button("machineDestroyButton")->isEnabled(), may);
        }
    }

    void aMachineIsDestroyedAfterAQuestionThatNamesIt()
    {
        Opened o;
        const qint64 now = o.world.clock.wallMs();
        o.world.cloud.machines = demo::machines(now);
        o.world.watch.ledger = demo::ledgerRows(now);
        o.world.watch.money = moneyStatus(o.world.watch.ledger, {}, now, now - 3'600'000);
        o.window->showPage(MainWindow::Machines);
        auto *table = o.find<QTableView>("machinesTable");
        QTRY_COMPARE(table->model()->rowCount(), 7);
        const QModelIndexList kept = table->model()->match(
            table->model()->index(0, MachineTableModel::State), Qt::DisplayRole, QStringLiteral("kept"));
        QCOMPARE(kept.size(), 1);
        table->setCurrentIndex(kept.first());
        o.button("machineCopySshButton")->click();
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("ssh -p 40112 root@198.51.100.31"));
        o.button("machineTerminalButton")->click();
        QCOMPARE(o.world.terminals, QStringList{QStringLiteral("ssh -p 40112 root@198.51.100.31")});
        o.button("machineDestroyButton")->click();
        auto *dialog = o.find<QDialog>("questionDialog");
        QVERIFY(sees(dialog, QStringLiteral("RTX 4090, Quebec, CA")));
        QVERIFY(sees(dialog, QStringLiteral("0.370/h")) && sees(dialog, QStringLiteral("0.5663")));
        QTest::keyClick(dialog, Qt::Key_Return); // the default is Cancel
        QVERIFY(o.world.watch.destroyed.isEmpty());
        QTRY_VERIFY(o.window->findChild<QDialog *>(QStringLiteral("questionDialog")) == nullptr);
        o.button("machineDestroyButton")->click();
        o.button("answer0")->click();
        QCOMPARE(o.world.watch.destroyed, QStringList{QStringLiteral("snapgpu/1a2b3c4d/7f3a/1")});
    }

    void machinesThatCannotBeListedAreTriedAgain()
    {
        Opened o([](demo::World &world) {
            world.cloud.listError =
                Error{ErrorCategory::Network, QStringLiteral("The network is down."), {}, 0, 0};
        });
        o.window->showPage(MainWindow::Machines);
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("The network is down.")));
        o.world.cloud.listError = {};
        QTest::keyClick(o.window.get(), Qt::Key_F5);
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("nothing costs money")));
        // A later failure keeps what is known and says that it may be old.
        o.world.cloud.machines = demo::machines(o.world.clock.wallMs());
        QTest::keyClick(o.window.get(), Qt::Key_F5);
        auto *table = o.find<QTableView>("machinesTable");
        QTRY_VERIFY(table->isVisible());
        o.world.cloud.listError =
            Error{ErrorCategory::Network, QStringLiteral("The network is down."), {}, 0, 0};
        QTest::keyClick(o.window.get(), Qt::Key_F5);
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("The network is down.")));
        QVERIFY(table->isVisible());
    }

    void theRedLineStandsOnEveryPageUntilTheMachineIsGone()
    {
        Opened o;
        auto *line = o.find<QWidget>("redLine");
        QVERIFY(!line->isVisible());
        o.world.watch.money.sweep.stubborn = 1;
        o.world.watch.money.stubborn = {{QStringLiteral("a"), QStringLiteral("RTX 4090, Norway, NO"), 1}};
        Q_EMIT o.world.watch.changed();
        for (const auto page :
            {MainWindow::Launch, MainWindow::Race, MainWindow::Machines, MainWindow::Snapshots}) {
            o.window->showPage(page);
            QVERIFY(line->isVisible());
        }
        QVERIFY(o.labelText("redLineText").contains(QLatin1String("RTX 4090, Norway, NO since ")));
        QCOMPARE(line->findChildren<QAbstractButton *>().size(), 1); // shows the machines; closes nothing
        o.button("redLineButton")->click();
        QCOMPARE(o.window->currentPage(), MainWindow::Machines);
        o.world.watch.money = {};
        Q_EMIT o.world.watch.changed();
        QVERIFY(!line->isVisible());
    }

    void theRailKeepsItsSignsWhenTheThemeChanges()
    {
        const Opened o;
        o.world.theme->setAppearance(Appearance::Dark);
        const QImage sign = o.button("settingsButton")->icon().pixmap(22, 22).toImage();
        QVERIFY(!sign.isNull());
        QCOMPARE(sign.pixelColor(sign.width() / 2, sign.height() / 2).alpha(), 0); // the gear is hollow
        bool drawn = false;
        for (int x = 0; x < sign.width(); ++x) {
            drawn = drawn || sign.pixelColor(x, sign.height() / 2).alpha() > 0;
        }
        QVERIFY(drawn);
        o.world.theme->setAppearance(Appearance::Light);
    }

    void theKeyboardBeginsInTheFilterLine()
    {
        const Opened o;
        QCOMPARE(QApplication::focusWidget(), o.find<QLineEdit>("queryLine"));
    }

    void firstStartOffersTheSandbox()
    {
        demo::World world;
        AppServices services = world.services();
        services.provider = nullptr;
        MainWindow window(services);
        window.show();
        QSignalSpy wanted(&window, &MainWindow::sandboxRequested);
        QVERIFY(sees(&window, QStringLiteral("VAST_API_KEY")));
        window.findChild<QAbstractButton *>(QStringLiteral("sandboxButton"))->click();
        QCOMPARE(wanted.count(), 1);
    }

    void whatWasFilledInIsThereTheNextTime()
    {
        demo::World world;
        {
            MainWindow window(world.services());
            window.show();
            window.findChild<QLineEdit *>(QStringLiteral("queryLine"))
                ->setText(QStringLiteral("num_gpus=2 dph<3"));
            window.close();
        }
        QCOMPARE(world.settings->values().query, QStringLiteral("num_gpus=2 dph<3"));
        const MainWindow again(world.services());
        QCOMPARE(again.findChild<QLineEdit *>(QStringLiteral("queryLine"))->text(),
            QStringLiteral("num_gpus=2 dph<3"));
    }

    void aWindowWithARunningJobMayDie()
    {
        demo::World world;
        world.cloud.hang = true;
        auto window = std::make_unique<MainWindow>(world.services());
        window->startLaunch({});
        window.reset();
        test::settle(20);
    }
};

QTEST_MAIN(TestWindow)
#include "test_window.moc"
