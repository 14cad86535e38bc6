// SPDX-License-Identifier: GPL-3.0-or-later
// What the icon in the tray says, and what the system tells while the person looks elsewhere: each thing
// once, and nothing while the window is in front.
#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"
#include "ui/machine_restores.h"
#include "ui/tray.h"

using namespace snapgpu;

namespace {

/** The window with a kept machine, and what it told through the system. */
struct Told : Opened
{
    explicit Told(bool begunEarlier = false)
        : Opened([begunEarlier](demo::World &empty) {
            empty.cloud.machines = demo::machines(empty.clock.wallMs());
            empty.watch.ledger = demo::ledgerRows(empty.clock.wallMs());
            if (begunEarlier) {
                BegunRestore begun;
                begun.provider = QStringLiteral("vast");
                begun.instanceId = QStringLiteral("29114071");
                begun.key = "00";
                empty.begun = {begun};
            }
        })
    {
        window->setNotifier([this](const Notification &one) { told.append(one); });
    }
    static void lookElsewhere() { QApplication::setActiveWindow(nullptr); }
    QStringList titles() const
    {
        QStringList all;
        for (const Notification &one : told) {
            all.append(one.title);
        }
        return all;
    }

    QVector<Notification> told;
};

RestoreProgress progressOf(RestorePhase phase, const char *sentence)
{
    RestoreProgress progress = demo::halfRestored();
    progress.phase = phase;
    progress.elapsedMs = 19'400;
    progress.message = QString::fromLatin1(sentence);
    return progress;
}

} // namespace

class TestTray final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void theWorstStateWins()
    {
        MoneyStatus money;
        QCOMPARE(trayState(money, false).sign, TrayState::Sign::None);
        QCOMPARE(trayState(money, true).sign, TrayState::Sign::Busy);
        money.machines = {{QStringLiteral("a"), QStringLiteral("RTX 4090"), Money::fromDollars(0.37), true}};
        money.hourly = Money::fromDollars(0.37);
        QCOMPARE(trayState(money, false).sign, TrayState::Sign::Busy);
        QVERIFY(trayState(money, false).tip.contains(QLatin1String("0.370")));
        money.sweep.lastListOk = false;
        QCOMPARE(trayState(money, true).sign, TrayState::Sign::Warn);
        money.sweep.stubborn = 2;
        QCOMPARE(trayState(money, true).sign, TrayState::Sign::Bad);
        QVERIFY(trayState(money, true).tip.size() < 128);
    }

    /** Critical files, the end: of a restore onto a machine that is followed from an earlier start. */
    void aRestoreOntoAMachine()
    {
        Told o(true);
        demo::Restore *restore = o.world.restore();
        QVERIFY(restore != nullptr);
        Told::lookElsewhere();
        restore->tell(progressOf(RestorePhase::Critical, ""));
        QVERIFY(o.told.isEmpty()); // that it goes on is no news
        Q_EMIT restore->criticalReady();
        QCOMPARE(o.titles(), QStringList{QStringLiteral("You can work")});
        restore->end(progressOf(RestorePhase::Done, "Restored."));
        QTRY_COMPARE(o.told.size(), 2);
        QCOMPARE(o.told.last().title, QStringLiteral("Restored"));
        QVERIFY(!o.told.last().bad);
        QVERIFY(o.told.last().text.contains(QLatin1String("RTX 4090, Quebec, CA")));
    }

    void aFailedOneIsBad()
    {
        Told o(true);
        Told::lookElsewhere();
        o.world.restore()->end(progressOf(RestorePhase::Failed, "The disk of the machine is full."));
        QTRY_COMPARE(o.told.size(), 1);
        QVERIFY(o.told.first().bad && o.told.first().text.contains(QLatin1String("disk")));
    }

    /** The window tells it itself, and so it does where the person wants no notifications. */
    void nothingWhileTheWindowIsInFrontOrUnwanted()
    {
        Told o(true);
        o.world.restore()->end(progressOf(RestorePhase::Done, "Restored."));
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("Restored.")));
        QVERIFY(o.told.isEmpty());

        Told unwanted(true);
        Preferences preferences = unwanted.world.settings->values();
        preferences.notifications = false;
        QVERIFY(unwanted.world.settings->set(preferences));
        Told::lookElsewhere();
        unwanted.world.restore()->end(progressOf(RestorePhase::Done, "Restored."));
        QTRY_VERIFY(sees(unwanted.window.get(), QStringLiteral("Restored.")));
        QVERIFY(unwanted.told.isEmpty());
    }

    void aLaunchTellsTheWinnerOnceAndItsEnd()
    {
        Told o;
        QVERIFY(o.window->startLaunch(LaunchPlan{}));
        demo::Runner *runner = o.world.runner();
        Told::lookElsewhere();
        runner->raceView = demo::youngRace();
        Q_EMIT runner->raceUpdated();
        QVERIFY(o.told.isEmpty());
        runner->raceView = demo::wonRace();
        Q_EMIT runner->raceUpdated();
        Q_EMIT runner->raceUpdated();
        Q_EMIT runner->criticalReady();
        runner->restoreView = progressOf(RestorePhase::Done, "Restored.");
        SessionOutcome outcome;
        outcome.ok = true;
        runner->finish(outcome);
        QCOMPARE(o.titles(),
            (QStringList{QStringLiteral("The race is won"), QStringLiteral("You can work"),
                QStringLiteral("Restored")}));
    }

    void aLaunchThatFailedOrWasCancelled()
    {
        for (const bool cancelled : {false, true}) {
            Told o;
            QVERIFY(o.window->startLaunch(LaunchPlan{}));
            Told::lookElsewhere();
            SessionOutcome outcome;
            outcome.error = Error{cancelled ? ErrorCategory::Cancelled : ErrorCategory::NoOffers,
                QStringLiteral("Nothing matches."), {}, 0, 0};
            o.world.runner()->finish(outcome);
            QCOMPARE(o.told.isEmpty(), cancelled); // who cancels knows
        }
    }

    void aMachineThatWillNotDieIsToldOnce()
    {
        Told o;
        Told::lookElsewhere();
        o.world.watch.money.sweep.stubborn = 1;
        o.world.watch.money.stubborn = {{QStringLiteral("l"), QStringLiteral("RTX 3090, Texas, US"), 0}};
        Q_EMIT o.world.watch.changed();
        Q_EMIT o.world.watch.changed();
        QCOMPARE(o.told.size(), 1);
        QVERIFY(o.told.first().bad && o.told.first().text.contains(QLatin1String("Texas")));
    }
};

QTEST_MAIN(TestTray)
#include "test_tray.moc"
