// SPDX-License-Identifier: GPL-3.0-or-later
// Backups from machines and their syncs, in the window over a cloud of values: what is offered, what is asked
// for, what is told, and that nothing is destroyed unless its backup is whole.
#include "models/machine_table_model.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_window.h"
#include "ui/machine_backups.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>

using namespace snapgpu;

namespace {

const QString kKept = QStringLiteral("29114071"); ///< of demo::machines()
const QString kKeptLabel = QStringLiteral("snapgpu/1a2b3c4d/7f3a/1");

void withBackups(demo::World &world)
{
    const qint64 now = world.clock.wallMs();
    world.cloud.machines = demo::machines(now);
    world.watch.ledger = demo::ledgerRows(now);
    world.withBackups = true;
}

/** The window with the kept machine chosen on its page. */
struct Chosen : Opened
{
    explicit Chosen(void (*prepare)(demo::World &) = withBackups)
        : Opened(prepare)
    {
        keys(Qt::Key_3, Qt::ControlModifier);
        auto *table = find<QTableView>("machinesTable");
        QTRY_COMPARE(table->model()->rowCount(), 7);
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, MachineTableModel::Instance).data().toString() == kKept) {
                table->setCurrentIndex(table->model()->index(row, 0));
            }
        }
    }
    QDialog *dialog(const char *name) const
    {
        return window->findChild<QDialog *>(QString::fromLatin1(name));
    }
    void askToDestroy() const
    {
        button("machineDestroyButton")->click();
        QVERIFY(dialog("questionDialog") != nullptr);
    }
};

BackupProgress failedProgress()
{
    BackupProgress failed = demo::halfBackedUp();
    failed.phase = BackupPhase::Failed;
    failed.message = QStringLiteral("The repository password is wrong.");
    return failed;
}

} // namespace

class TestMachineBackup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void sentencesOfASync()
    {
        const qint64 now = 1'790'000'000'000;
        SyncStatus sync;
        QVERIFY(syncSentence(sync, now).isEmpty());
        sync = demo::someSync(now);
        const QString good = syncSentence(sync, now);
        QVERIFY2(good.contains(QLatin1String("every 5 min")) && good.contains(QLatin1String("2 min ago"))
                && good.contains(QLatin1String("next in 2 min")),
            qPrintable(good));
        sync.failures = 3;
        sync.error = QStringLiteral("The disk is full.");
        QVERIFY(syncSentence(sync, now).contains(QLatin1String("The disk is full.")));
        sync.state = SyncStatus::State::Lost;
        QVERIFY(syncSentence(sync, now).contains(QLatin1String("restart")));
    }

    /** Alt+B, progress, its end, and away with it; never two on one machine. */
    void byTheKeyboard()
    {
        const Chosen o;
        QVERIFY(o.button("machineBackupNowButton")->isEnabled());
        o.keys(Qt::Key_B, Qt::AltModifier);
        QTRY_VERIFY(o.world.backup() != nullptr);
        demo::Backup *job = o.world.backup();
        QCOMPARE(job->machine.instanceId, kKept);
        QCOMPARE(job->order.task, BackupTask::Once);
        QVERIFY(job->order.request.repository.url.isEmpty()); // secrets are no matter of the window
        QVERIFY(!o.button("machineBackupNowButton")->isEnabled());
        QVERIFY(!o.button("machineSyncButton")->isEnabled());
        job->tell(demo::halfBackedUp());
        QVERIFY(sees(o.window.get(), QStringLiteral("Backing up RTX 4090, Quebec, CA")));
        QVERIFY(o.find<QLabel>("machineBackupStatus")->text().contains(QLatin1String("4.4 GB of 7.1 GB")));
        job->end(demo::backedUp());
        QTRY_VERIFY(o.button("machineBackupNowButton")->isEnabled());
        QVERIFY(sees(o.window.get(), QStringLiteral("Backed up RTX 4090, Quebec, CA")));
        o.button("machineBackupButton")->setFocus();
        o.keys(Qt::Key_Space);
        QTRY_VERIFY(o.window->findChild<QWidget *>(QStringLiteral("machineBackupPanel")) == nullptr);
    }

    void cancelled()
    {
        const Chosen o;
        o.button("machineBackupNowButton")->click();
        o.button("machineBackupButton")->click();
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("was cancelled")));
        QVERIFY(o.button("machineBackupNowButton")->isEnabled());
    }

    void aSyncIsStartedAndStopped()
    {
        const Chosen o;
        o.keys(Qt::Key_Y, Qt::AltModifier);
        QTRY_VERIFY(o.dialog("syncDialog") != nullptr);
        QDialog *asked = o.dialog("syncDialog");
        QVERIFY(!asked->findChild<QAbstractButton *>(QStringLiteral("syncStopButton"))->isVisible());
        auto *start = asked->findChild<QAbstractButton *>(QStringLiteral("syncStartButton"));
        auto *folders = asked->findChild<QLineEdit *>(QStringLiteral("syncFolders"));
        folders->setText(QStringLiteral("/workspace, data"));
        QVERIFY(!start->isEnabled());
        folders->setText(QStringLiteral("/workspace, /data"));
        QVERIFY(start->isEnabled());
        auto *every = asked->findChild<QComboBox *>(QStringLiteral("syncEvery"));
        every->setCurrentIndex(every->findData(900));
        start->click();
        demo::Backup *job = o.world.backup();
        QVERIFY(job != nullptr);
        QCOMPARE(job->order.task, BackupTask::SyncStart);
        QCOMPARE(job->order.sync.everySeconds, 900);
        QCOMPARE(job->order.sync.keep.last, 12);
        QCOMPARE(
            job->order.request.paths, (QStringList{QStringLiteral("/workspace"), QStringLiteral("/data")}));
        job->end(demo::backedUp(), demo::someSync(o.world.clock.wallMs()));
        auto *state = o.find<QLabel>("machineBackupState");
        QTRY_VERIFY2(
            state->toolTip().contains(QLatin1String("Sync every 5 min")), qPrintable(state->toolTip()));

        QTRY_VERIFY(o.dialog("syncDialog") == nullptr);
        o.button("machineSyncButton")->click();
        asked = o.dialog("syncDialog");
        QVERIFY(asked != nullptr);
        asked->findChild<QAbstractButton *>(QStringLiteral("syncStopButton"))->click();
        QCOMPARE(o.world.backup()->order.task, BackupTask::SyncStop);
        BackupProgress done;
        done.phase = BackupPhase::Done;
        o.world.backup()->end(done);
        QTRY_VERIFY(state->toolTip().isEmpty());
    }

    /** A sync that was started before is found, and its failure told through the system. */
    void aSyncThatFailsIsTold()
    {
        const Chosen o([](demo::World &world) {
            withBackups(world);
            world.sync = demo::someSync(world.clock.wallMs());
            world.sync.failures = 1;
            world.sync.error = QStringLiteral("The disk is full.");
        });
        QTRY_VERIFY(
            o.find<QLabel>("machineBackupState")->toolTip().contains(QLatin1String("The disk is full.")));
    }

    void destroyedOnlyBehindAWholeBackup()
    {
        Chosen o;
        o.askToDestroy();
        QVERIFY(o.button("answer0")->text().contains(QLatin1String("ack up")));
        QTest::keyClick(o.dialog("questionDialog"), Qt::Key_Return); // the default offer
        demo::Backup *job = o.world.backup();
        QVERIFY(job != nullptr);
        QVERIFY(o.world.watch.destroyed.isEmpty());
        job->end(demo::backedUp());
        QTRY_COMPARE(o.world.watch.destroyed, QStringList{kKeptLabel});
        QVERIFY(sees(o.window.get(), QStringLiteral("8c8e48b8")));
    }

    void keptWhenTheBackupIsNotWhole_data()
    {
        QTest::addColumn<int>("how");
        QTest::newRow("failed") << 0;
        QTest::newRow("files left out") << 1;
        QTest::newRow("cancelled") << 2;
    }

    void keptWhenTheBackupIsNotWhole()
    {
        QFETCH(int, how);
        Chosen o;
        o.askToDestroy();
        o.button("answer0")->click();
        BackupProgress end = how == 0 ? failedProgress() : demo::backedUp();
        if (how == 2) {
            o.button("machineBackupButton")->click();
        } else {
            end.unreadCount = how;
            o.world.backup()->end(end);
        }
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("was not destroyed")));
        QVERIFY(o.world.watch.destroyed.isEmpty());
        if (how == 0) {
            QVERIFY(sees(o.window.get(), end.message));
        }
        // A later backup that goes well does not destroy it behind the person's back.
        o.button("machineBackupNowButton")->click();
        o.world.backup()->end(demo::backedUp());
        QTRY_VERIFY(o.button("machineBackupNowButton")->isEnabled());
        QVERIFY(o.world.watch.destroyed.isEmpty());
    }

    void destroyedAtOnceWhenAskedTo()
    {
        Chosen o;
        o.askToDestroy();
        o.button("answer1")->click();
        QTRY_COMPARE(o.world.watch.destroyed, QStringList{kKeptLabel});
        QVERIFY(o.world.backup() == nullptr);
    }

    /** Without a repository, or where nothing answers, there is nothing to offer. */
    void noOfferWithoutARepository()
    {
        const Chosen o([](demo::World &world) {
            withBackups(world);
            world.withRepository = false;
        });
        o.askToDestroy();
        QVERIFY(o.dialog("questionDialog")->findChild<QWidget *>(QStringLiteral("answer1")) == nullptr);
    }
};

QTEST_MAIN(TestMachineBackup)
#include "test_machine_backup.moc"
