// SPDX-License-Identifier: GPL-3.0-or-later
// The list of snapshots in the real window, offscreen, by keyboard: repositories, tags, forgetting, filters,
// timeline.
#include "models/repository_form.h"
#include "models/snapshot_table_model.h"
#include "models/table_roles.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_snapshots.h"
#include "ui/browser_timeline.h"

#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSpinBox>
#include <QTreeWidget>

using namespace snapgpu;

class TestSnapshotsPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QTest::failOnWarning(QRegularExpression(QStringLiteral("QObject|QWidget|Could not parse")));
    }

    void repositoriesAreTestedSavedAndOpened()
    {
        OpenedSnapshots o;
        o.button("repositoriesButton")->click();
        auto *dialog = o.dialog("repositoryDialog");
        const auto line = [dialog](const char *name) {
            return dialog->findChild<QLineEdit *>(QString::fromLatin1(name));
        };
        const auto press = [dialog](const char *name) {
            dialog->findChild<QAbstractButton *>(QString::fromLatin1(name))->click();
        };
        press("repositoryAddButton");
        QVERIFY(!dialog->findChild<QAbstractButton *>(QStringLiteral("repositoryTestButton"))->isEnabled());
        QVERIFY(sees(dialog, QStringLiteral("account id"))); // what is missing, in a sentence
        QTest::keyClicks(line("repositoryName"), QStringLiteral("mine"));
        QTest::keyClicks(line("repositoryEndpoint"), QString(32, QLatin1Char('a')));
        QTest::keyClicks(line("repositoryBucket"), QStringLiteral("workspace"));
        QTest::keyClicks(line("repositoryPassword"), QStringLiteral("s3cret"));
        QCOMPARE(line("repositoryPassword")->echoMode(), QLineEdit::Password);
        o.world.book.report = {
            RepositoryPart::Password, QStringLiteral("The password is wrong."), {}, {}, {}, 0, 0};
        press("repositoryTestButton");
        QTRY_VERIFY(sees(dialog, QStringLiteral("Password: The password is wrong.")));
        QCOMPARE(o.world.book.lastSecrets.password, QStringLiteral("s3cret"));
        QCOMPARE(o.world.book.lastEntry.region, QStringLiteral("auto"));
        QCOMPARE(o.world.book.lastEntry.url,
            QStringLiteral("s3:https://%1.r2.cloudflarestorage.com/workspace")
                .arg(QString(32, QLatin1Char('a'))));
        demo::Browser other;
        other.rows = o.world.browser.rows.mid(0, 1);
        o.world.book.next = &other;
        press("repositoryOpenButton");
        QTRY_VERIFY(o.dialog("repositoryDialog") == nullptr);
        QTRY_COMPARE(o.table()->model()->rowCount(), 1); // the page shows the other one
        QCOMPARE(o.find<QComboBox>("repositoryBox")->currentData().toString(), o.world.book.current);
        o.world.book.open = nullptr;
        Q_EMIT o.world.book.currentChanged();
        QVERIFY(sees(o.window.get(), QStringLiteral("No repository yet")));
    }

    void aWholeEntryIsNotBlamed()
    {
        const OpenedSnapshots o;
        o.button("repositoriesButton")->click();
        auto *dialog = o.dialog("repositoryDialog");
        auto *list = dialog->findChild<QListWidget *>(QStringLiteral("repositoryList"));
        for (int row = 0; row < list->count(); ++row) {
            list->setCurrentRow(row);
            QVERIFY(
                dialog->findChild<QAbstractButton *>(QStringLiteral("repositoryTestButton"))->isEnabled());
            const QString said = dialog->findChild<QLabel *>(QStringLiteral("repositorySentence"))->text();
            QVERIFY2(said.isEmpty() || row == 0, qPrintable(said)); // the first comes from the environment
        }
        dialog->close();
    }

    void addressesAreMadeAndTakenApart_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("R2") << QStringLiteral(
            "s3:https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/b-1/x/y");
        QTest::newRow("S3") << QStringLiteral("s3:https://s3.eu-central-1.amazonaws.com/bucket");
        QTest::newRow("plain http") << QStringLiteral("s3:http://127.0.0.1:9000/bucket/sub");
        QTest::newRow("sftp") << QStringLiteral("sftp:me@host:/srv/restic");
        QTest::newRow("sftp with a port") << QStringLiteral("sftp://me@host:2222//srv/restic");
        QTest::newRow("folder") << QStringLiteral("/srv/restic repo");
        QTest::newRow("rest") << QStringLiteral("rest:https://host:8000/repo");
    }

    void addressesAreMadeAndTakenApart()
    {
        QFETCH(QString, address);
        QCOMPARE(addressOf(formOf(address)), address);
        QCOMPARE(faultOf(formOf(address)), QString());
    }

    void addressesThatCannotBe()
    {
        QVERIFY(!faultOf(formOf(QStringLiteral("s3:https://host/B"))).isEmpty());
        QVERIFY(
            faultOf(formOf(QStringLiteral("rest:https://u:p@host/"))).contains(QLatin1String("password")));
        QVERIFY(!faultOf(RepositoryForm{}).isEmpty());
    }

    void tagsAreEdited()
    {
        const OpenedSnapshots o;
        o.key(Qt::Key_Home);
        o.key(Qt::Key_Down);
        const QString before =
            o.table()->currentIndex().siblingAtColumn(SnapshotTableModel::Tags).data().toString();
        QCOMPARE(before, QStringLiteral("before-upgrade"));
        o.key(Qt::Key_F2);
        QVERIFY(o.dialog("tagsDialog") != nullptr);
        auto *line = o.find<QLineEdit>("tagsLine");
        QTest::keyClicks(line, QStringLiteral("keep, release 2"));
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_VERIFY(o.dialog("tagsDialog") == nullptr);
        QTRY_COMPARE(o.table()->currentIndex().siblingAtColumn(SnapshotTableModel::Tags).data().toString(),
            QStringLiteral("keep, release 2"));
    }

    void forgettingNamesWhatGoesAndGuardsTheLast()
    {
        const OpenedSnapshots o;
        o.key(Qt::Key_Home);
        const QStringList ids{
            o.world.browser.rows.at(0).id, o.world.browser.rows.at(1).id, o.world.browser.rows.at(2).id};
        o.key(Qt::Key_Delete);
        auto *dialog = o.dialog("forgetDialog");
        QVERIFY(dialog != nullptr && QTest::qWaitForWindowActive(dialog));
        QCOMPARE(dialog->findChild<QTreeWidget *>(QStringLiteral("forgetList"))->topLevelItemCount(), 3);
        auto *go = dialog->findChild<QAbstractButton *>(QStringLiteral("forgetButton"));
        QVERIFY(go->isEnabled() && go->text().contains(QLatin1Char('3')));
        // Not by one Enter. The dialog's own focus: the application's arrives with a later event.
        QVERIFY(dialog->focusWidget() != nullptr);
        QCOMPARE(dialog->focusWidget()->objectName(), QStringLiteral("cancelButton"));
        go->click();
        QTRY_COMPARE(o.world.browser.forgotten, ids);
        QTRY_VERIFY(o.dialog("forgetDialog") == nullptr);

        o.window->activateWindow(); // without a window manager nobody does it when a dialog closes
        QVERIFY(QTest::qWaitForWindowActive(o.window.get()));
        o.table()->setFocus();
        o.key(Qt::Key_End); // the only snapshot of its path
        o.key(Qt::Key_Delete);
        dialog = o.dialog("forgetDialog");
        QVERIFY(dialog != nullptr);
        go = dialog->findChild<QAbstractButton *>(QStringLiteral("forgetButton"));
        QVERIFY(!go->isEnabled());
        QVERIFY(sees(dialog, QStringLiteral("/workspace/experiments with a long name/run 17")));
        auto *even = dialog->findChild<QCheckBox *>(QStringLiteral("forgetEvenLast"));
        QVERIFY(even->isVisible());
        even->click();
        QVERIFY(go->isEnabled());
        o.key(Qt::Key_Escape);
    }

    void aPolicyShowsFirstWhatWouldGo()
    {
        const OpenedSnapshots o;
        o.button("cleanUpButton")->click();
        auto *dialog = o.dialog("forgetDialog");
        auto *go = dialog->findChild<QAbstractButton *>(QStringLiteral("forgetButton"));
        auto *look = dialog->findChild<QAbstractButton *>(QStringLiteral("dryRunButton"));
        QVERIFY(!go->isEnabled());
        dialog->findChild<QSpinBox *>(QStringLiteral("keepLast"))->setValue(6);
        look->click();
        auto *list = dialog->findChild<QTreeWidget *>(QStringLiteral("forgetList"));
        QTRY_COMPARE(list->topLevelItemCount(), 8);
        QVERIFY(!go->isEnabled()); // the last ones of two paths are among the two that would go
        dialog->findChild<QCheckBox *>(QStringLiteral("forgetEvenLast"))->click();
        QVERIFY(go->isEnabled());
        dialog->findChild<QSpinBox *>(QStringLiteral("keepLast"))->setValue(5); // another policy: look again
        QVERIFY(!go->isEnabled());
        QCOMPARE(list->topLevelItemCount(), 0);
        QVERIFY(o.world.browser.forgotten.isEmpty());
        dialog->close();
    }

    void opensFromTheCacheAndSaysSo()
    {
        const OpenedSnapshots o([](demo::World &world) {
            world.browser.cached.snapshots = world.browser.rows;
            world.browser.cached.askedAt = QDateTime::fromMSecsSinceEpoch(world.clock.wallMs()).addDays(-2);
            world.browser.hang = true;
        });
        QCOMPARE(o.table()->model()->rowCount(), 5);
        QVERIFY(sees(o.window.get(), QStringLiteral("Last seen 2 day")));
        const OpenedSnapshots offline([](demo::World &world) {
            world.browser.cached.snapshots = world.browser.rows;
            world.browser.cached.askedAt = QDateTime::fromMSecsSinceEpoch(world.clock.wallMs()).addDays(-2);
            world.browser.error =
                Error{ErrorCategory::Network, QStringLiteral("The network is down."), {}, 0, 0};
        });
        QCOMPARE(offline.table()->model()->rowCount(), 5);
        QVERIFY(sees(offline.window.get(), QStringLiteral("Offline: this is the list as it was last seen")));
        QVERIFY(sees(offline.window.get(), QStringLiteral("The network is down.")));
    }

    void filters()
    {
        const OpenedSnapshots o;
        auto *host = o.find<QComboBox>("snapshotHost");
        host->setCurrentIndex(host->findData(QStringLiteral("gpu-4090-quebec")));
        QCOMPARE(o.table()->model()->rowCount(), 2);
        auto *when = o.find<QComboBox>("snapshotWhen");
        when->setCurrentIndex(1);
        QCOMPARE(o.table()->model()->rowCount(), 1);
        host->setCurrentIndex(0);
        QCOMPARE(o.table()->model()->rowCount(), 2);
        auto *tag = o.find<QComboBox>("snapshotTag");
        tag->setCurrentIndex(tag->findData(QStringLiteral("nightly")));
        QVERIFY(sees(o.window.get(), QStringLiteral("No snapshot matches")));
    }

    void theTimelineChoosesByKeyboard()
    {
        const OpenedSnapshots o;
        auto *strip = o.find<BrowserTimeline>("snapshotTimeline");
        strip->setFocus();
        o.key(Qt::Key_Home);
        QCOMPARE(strip->current(), o.world.browser.rows.last().id);
        QCOMPARE(o.table()->currentIndex().data(IdRole).toString(), o.world.browser.rows.last().tree);
        o.key(Qt::Key_Right);
        QCOMPARE(o.table()->currentIndex().data(IdRole).toString(), o.world.browser.rows.at(6).tree);
        QVERIFY(strip->accessibleDescription().contains(QLatin1String("gpu-4090-quebec")));
    }

    void timelineTicksStayReadable()
    {
        for (qint64 span = 3'600'000; span < 40LL * 365 * 86'400'000; span = span * 5 / 3) {
            const qint64 from = 1'700'000'000'000;
            const auto ticks = timelineTicks(from, from + span, 8);
            QVERIFY2(!ticks.isEmpty() && ticks.size() <= 8, qPrintable(QString::number(span)));
            for (const auto &[ms, text] : ticks) {
                QVERIFY(ms >= from && ms <= from + span && !text.isEmpty());
            }
        }
    }

    void fiftyThousandRowsAreOnScreenSoon()
    {
        SnapshotTreeBuilder builder;
        TreeEntry entry;
        entry.type = NodeType::File;
        for (int i = 0; i < 50'000; ++i) {
            builder.add("/frame_" + QByteArray::number(i).rightJustified(6, '0'), entry);
        }
        auto bytes = std::make_shared<QByteArray>(builder.finish());
        const auto tree = SnapshotTree::fromBytes(*bytes, bytes);
        const OpenedSnapshots o(
            [&](demo::World &world) { world.browser.trees.insert(world.browser.rows.first().id, tree); });
        QElapsedTimer clock;
        clock.start();
        o.key(Qt::Key_Return);
        QTRY_COMPARE(o.files()->model()->rowCount(), 50'000);
        o.files()->viewport()->repaint();
        qInfo("50 000 entries on screen after %lld ms", static_cast<long long>(clock.elapsed()));
        QVERIFY(clock.elapsed() < 3000); // target 200 ms
    }
};

QTEST_MAIN(TestSnapshotsPage)
#include "test_snapshots_page.moc"
