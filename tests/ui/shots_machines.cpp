// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of machines, of restores onto them, and of races.
#include "tests/ui/shots.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDialog>
#include <QPlainTextEdit>
#include <QTableView>

namespace snapgpu {

namespace {

/** The question what comes back and where to, then a restore under way and the ways it ends. */
void paintRestores(Shots &shots, MainWindow &window, demo::World &world)
{
    const auto dialog = [&window] { return window.findChild<QDialog *>(QStringLiteral("restoreDialog")); };
    const auto box = [&dialog](const char *name) {
        return dialog()->findChild<QComboBox *>(QString::fromLatin1(name));
    };
    window.findChild<QAbstractButton *>(QStringLiteral("machineRestoreHereButton"))->click();
    shots.take(dialog(), QStringLiteral("restore"));
    box("restoreWhat")->setCurrentIndex(1);
    shots.take(dialog(), QStringLiteral("restore-mistake"));
    dialog()
        ->findChild<QPlainTextEdit *>(QStringLiteral("onlyPatterns"))
        ->setPlainText(QStringLiteral("/workspace/MuseTalk/models\n/workspace/MuseTalk/scripts"));
    shots.take(dialog(), QStringLiteral("restore-part"));
    box("restoreWhat")->setCurrentIndex(2);
    shots.take(dialog(), QStringLiteral("restore-folder"));
    box("restoreWhat")->setCurrentIndex(0);
    box("restoreMachine")->setCurrentIndex(box("restoreMachine")->count() - 1);
    shots.take(dialog(), QStringLiteral("restore-plan"));
    box("restoreMachine")->setCurrentIndex(0);
    dialog()->findChild<QAbstractButton *>(QStringLiteral("restoreOkButton"))->click();
    QTest::qWait(30);
    RestoreProgress progress = demo::halfRestored();
    progress.message = QStringLiteral("The critical files are there; restoring the rest.");
    world.restore()->tell(progress);
    shots.take(&window, QStringLiteral("machines-restoring"));
    progress.phase = RestorePhase::Failed;
    progress.message = QStringLiteral("The connection to 198.51.100.31 was lost in mid restore and could not "
                                      "be made again. restic may still run there; restore again, and it is "
                                      "followed or goes on.");
    world.restore()->end(progress);
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-restore-failed"));
    window.findChild<QAbstractButton *>(QStringLiteral("machineRestoreHereButton"))->click();
    QTest::qWait(30);
    dialog()->findChild<QAbstractButton *>(QStringLiteral("restoreOkButton"))->click();
    QTest::qWait(30);
    progress = demo::halfRestored();
    progress.phase = RestorePhase::Done;
    progress.bytesDone = progress.bytesTotal;
    progress.filesDone = progress.filesTotal;
    progress.elapsedMs = 19'400;
    progress.message = QStringLiteral("Restored.");
    world.restore()->end(progress);
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-restored"));
    window.findChild<QAbstractButton *>(QStringLiteral("machineRestoreButton"))->click();
}

/** A backup under way and the ways it ends, the question about a sync, and what is known of one. */
void paintBackups(Shots &shots, MainWindow &window, demo::World &world)
{
    const auto press = [&window](const char *name) {
        window.findChild<QAbstractButton *>(QString::fromLatin1(name))->click();
    };
    const auto takeSync = [&](const QString &name) {
        press("machineSyncButton");
        auto *dialog = window.findChild<QDialog *>(QStringLiteral("syncDialog"));
        shots.take(dialog, name);
        dialog->reject();
        QTest::qWait(30);
    };
    takeSync(QStringLiteral("sync"));
    press("machineBackupNowButton");
    world.backup()->tell(demo::halfBackedUp());
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-backing-up"));
    world.backup()->end(demo::backedUp());
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-backed-up"));
    press("machineSyncButton");
    window.findChild<QDialog *>(QStringLiteral("syncDialog"))
        ->findChild<QAbstractButton *>(QStringLiteral("syncStartButton"))
        ->click();
    BackupProgress failed = demo::halfBackedUp();
    failed.phase = BackupPhase::Failed;
    failed.message = QStringLiteral(
        "The sync was not started. The repository s3:account.r2.cloudflarestorage.com/workspace is locked by "
        "another restic. Wait for it, or run \"restic unlock\" if it died.");
    world.backup()->end(failed);
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-sync-refused"));
    SyncStatus sync = demo::someSync(world.clock.wallMs());
    press("machineBackupNowButton");
    BackupProgress incomplete = demo::backedUp();
    incomplete.unreadCount = 2;
    incomplete.message = QStringLiteral("A snapshot was made, but 2 files could not be read: "
                                        "/workspace/MuseTalk/.cache/lock (permission denied)");
    world.backup()->end(incomplete);
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-backup-incomplete"));
    press("machineSyncButton");
    auto *dialog = window.findChild<QDialog *>(QStringLiteral("syncDialog"));
    dialog->findChild<QAbstractButton *>(QStringLiteral("syncStartButton"))->click();
    world.backup()->end(demo::backedUp(), sync);
    QTest::qWait(30);
    shots.take(&window, QStringLiteral("machines-synced"));
    takeSync(QStringLiteral("sync-runs"));
    press("machineBackupButton");
}

} // namespace

MoneyStatus someMoney(bool alive)
{
    MoneyStatus money;
    money.today = Money::fromDollars(1.84);
    if (alive) {
        money.machines = {
            {QStringLiteral("a"), QStringLiteral("RTX 4090, Quebec, CA"), Money::fromDollars(0.37), true},
            {QStringLiteral("b"), QStringLiteral("RTX 4090, Norway, NO"), Money::fromDollars(0.402), false},
            {QStringLiteral("c"), QStringLiteral("RTX 4090, Bulgaria, BG"), Money::fromDollars(0.32), false}};
        money.hourly = Money::fromDollars(1.092);
        money.sweep.pending = 2;
    }
    return money;
}

void paintMachines(Shots &shots, MainWindow &window, demo::World &world)
{
    window.showPage(MainWindow::Machines);
    shots.take(&window, QStringLiteral("machines-none"));
    const qint64 now = world.clock.wallMs();
    world.cloud.machines = demo::machines(now);
    world.watch.ledger = demo::ledgerRows(now);
    const MoneyStatus before = world.watch.money;
    SweepStatus sweep;
    sweep.pending = sweep.stubborn = 1;
    world.watch.money = moneyStatus(world.watch.ledger, sweep, now,
        QDateTime::fromMSecsSinceEpoch(now).date().startOfDay().toMSecsSinceEpoch());
    window.findChild<QAbstractButton *>(QStringLiteral("machinesRefreshButton"))->click();
    Q_EMIT world.watch.changed();
    shots.take(&window, QStringLiteral("machines"));
    auto *table = window.findChild<QTableView *>(QStringLiteral("machinesTable"));
    table->setCurrentIndex(table->model()->index(4, 0)); // the kept one
    paintRestores(shots, window, world);
    paintBackups(shots, window, world);
    window.findChild<QAbstractButton *>(QStringLiteral("machineDestroyButton"))->click();
    if (auto *question = window.findChild<QWidget *>(QStringLiteral("questionDialog"))) {
        shots.take(question, QStringLiteral("machines-destroy"));
        window.findChild<QAbstractButton *>(QStringLiteral("cancelButton"))->click();
    }
    world.cloud.machines.clear();
    world.watch.ledger.clear();
    world.watch.money = before;
    Q_EMIT world.watch.changed();
}

void paintRace(Shots &shots, MainWindow &window, demo::World &world)
{
    window.showPage(MainWindow::Race);
    shots.take(&window, QStringLiteral("race-none"));
    window.startLaunch({});
    demo::Runner *runner = world.runner();
    runner->raceView = demo::youngRace();
    Q_EMIT runner->raceUpdated();
    shots.take(&window, QStringLiteral("race-young"));
    world.watch.money = someMoney(true);
    Q_EMIT world.watch.changed();
    runner->raceView = demo::wonRace();
    runner->sessionPhase = SessionPhase::Restoring;
    runner->chosen = world.browser.rows.first();
    runner->ssh = QStringLiteral("ssh -p 40112 root@198.51.100.31");
    runner->restoreView = demo::halfRestored();
    Q_EMIT runner->raceUpdated();
    shots.take(&window, QStringLiteral("race"));
    window.close();
    shots.take(window.findChild<QWidget *>(QStringLiteral("questionDialog")), QStringLiteral("closing"));
    window.findChild<QAbstractButton *>(QStringLiteral("cancelButton"))->click();
    runner->restoreView.phase = RestorePhase::Done;
    runner->restoreView.elapsedMs = 19'400;
    runner->restoreView.filesDone = runner->restoreView.filesTotal;
    runner->restoreView.bytesDone = runner->restoreView.bytesTotal;
    SessionOutcome outcome;
    outcome.ok = true;
    outcome.machineKept = true;
    runner->finish(outcome);
    shots.take(&window, QStringLiteral("race-done"));
}

} // namespace snapgpu
