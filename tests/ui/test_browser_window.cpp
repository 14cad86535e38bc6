// SPDX-License-Identifier: GPL-3.0-or-later
// The snapshot browser in the real window, offscreen, by keyboard.
#include "models/diff_tree_model.h"
#include "models/file_tree_model.h"
#include "models/repository_form.h"
#include "models/snapshot_table_model.h"
#include "models/table_roles.h"
#include "tests/ui/demo.h"
#include "ui/browser_download.h"
#include "ui/browser_timeline.h"
#include "ui/main_window.h"

#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

using namespace snapgpu;

namespace {

/** The window on its Snapshots page, the keyboard in the list. */
struct Opened
{
    demo::World world;
    std::unique_ptr<MainWindow> window;

    Opened()
        : Opened([](demo::World &) {})
    {
    }
    template <typename F> explicit Opened(F prepare)
    {
        prepare(world);
        window = std::make_unique<MainWindow>(world.services());
        window->resize(1280, 800);
        window->show();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        QTest::qWait(30);
        QTest::keyClick(window.get(), Qt::Key_4, Qt::ControlModifier);
        table()->setFocus();
    }
    template <typename T> T *find(const char *name) const
    {
        T *found = window->findChild<T *>(QString::fromLatin1(name));
        Q_ASSERT_X(found != nullptr, "find", name);
        return found;
    }
    QTreeView *table() const { return find<QTreeView>("snapshotsTable"); }
    QTreeView *files() const { return find<QTreeView>("filesTree"); }
    QTreeView *diff() const { return find<QTreeView>("diffTree"); }
    QAbstractButton *button(const char *name) const { return find<QAbstractButton>(name); }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const
    {
        QWidget *target = QApplication::focusWidget() != nullptr ? QApplication::focusWidget() : window.get();
        QTest::keyClick(target, static_cast<Qt::Key>(key), modifiers);
    }
    void type(const QString &text) const { QTest::keyClicks(QApplication::focusWidget(), text); }
    /** No machine runs, so the question where to offers the plan. */
    void onlyThisIntoThePlan() const
    {
        button("restoreOnlyButton")->click();
        QTRY_VERIFY(dialog("restoreDialog") != nullptr);
        auto *ok = find<QAbstractButton>("restoreOkButton");
        QTRY_VERIFY(ok->isEnabled());
        ok->click();
        QTRY_VERIFY(dialog("restoreDialog") == nullptr);
    }
    QString chosenFile() const { return files()->currentIndex().siblingAtColumn(0).data().toString(); }
    QDialog *dialog(const char *name) const
    {
        return window->findChild<QDialog *>(QString::fromLatin1(name));
    }
};

bool sees(QWidget *root, const QString &part)
{
    const auto labels = root->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
        [&](const QLabel *label) { return label->isVisible() && label->text().contains(part); });
}

} // namespace

class TestBrowserWindow final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QTest::failOnWarning(QRegularExpression(QStringLiteral("QObject|QWidget|Could not parse")));
    }

    void theWholeBrowserByKeyboard()
    {
        const Opened o;
        o.key(Qt::Key_Home);
        o.key(Qt::Key_Right); // opens the group: all its snapshots
        QVERIFY(o.table()->isExpanded(o.table()->currentIndex().siblingAtColumn(0)));
        o.key(Qt::Key_Left);
        o.key(Qt::Key_Return);
        QTRY_VERIFY(o.files()->isVisible());
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("MuseTalk")); // down to where something is to be seen
        QCOMPARE(QApplication::focusWidget(), o.files());
        o.key(Qt::Key_Down);
        QCOMPARE(o.chosenFile(), QStringLiteral(".venv"));
        o.key(Qt::Key_Return);
        QVERIFY(o.files()->isExpanded(o.files()->currentIndex().siblingAtColumn(0)));
        o.key(Qt::Key_Down);
        QCOMPARE(o.chosenFile(), QStringLiteral("pyvenv.cfg"));
        const auto facts = o.find<QWidget>("fileFacts")->findChildren<QLabel *>();
        QVERIFY(std::any_of(facts.cbegin(), facts.cend(), [](const QLabel *fact) {
            return fact->accessibleName().contains(QLatin1String("user 1000, group 1000"));
        }));
        o.key(Qt::Key_Space);
        QTRY_VERIFY(o.find<QPlainTextEdit>("previewText")->isVisible());
        QVERIFY(o.find<QPlainTextEdit>("previewText")->toPlainText().contains(QLatin1String("import torch")));
        o.key(Qt::Key_Backspace); // up
        QCOMPARE(o.chosenFile(), QStringLiteral(".venv"));
        o.key(Qt::Key_Backspace);
        o.key(Qt::Key_Backspace);
        o.key(Qt::Key_Backspace); // from the top back to the snapshots
        QVERIFY(o.table()->isVisible());
        QCOMPARE(QApplication::focusWidget(), o.table());
    }

    void searchAsOneTypes()
    {
        const Opened o;
        o.key(Qt::Key_Return);
        QTRY_VERIFY(o.files()->isVisible());
        o.key(Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), o.find<QLineEdit>("fileFilter"));
        o.type(QStringLiteral("safetensors"));
        QTRY_COMPARE(o.files()->model()->rowCount(), 2);
        QCOMPARE(o.files()->model()->index(0, 0).data().toString(),
            QStringLiteral("/workspace/MuseTalk/models/musetalk/unet.safetensors"));
        o.key(Qt::Key_Return); // into the results
        QCOMPARE(QApplication::focusWidget(), o.files());
        o.key(Qt::Key_Return); // shown where it lives
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("unet.safetensors"));
        QCOMPARE(o.files()->currentIndex().parent().data().toString(), QStringLiteral("musetalk"));
        o.key(Qt::Key_F, Qt::ControlModifier);
        o.type(QStringLiteral("nowhere to be found"));
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("Nothing found")));
        o.key(Qt::Key_Escape);
        QTRY_VERIFY(o.files()->isVisible());
    }

    void oddNamesStayWhole()
    {
        const Opened o;
        o.key(Qt::Key_Return);
        QTRY_VERIFY(o.files()->isVisible());
        QStringList names;
        const QModelIndex top = o.files()->model()->index(0, 0, o.files()->model()->index(0, 0));
        for (int row = 0; row < o.files()->model()->rowCount(top); ++row) {
            names.append(o.files()->model()->index(row, 0, top).data().toString());
        }
        QVERIFY2(names.contains(QStringLiteral("two\\nlines.txt")), qPrintable(names.join(QLatin1Char('|'))));
        const auto latin = std::find_if(names.cbegin(), names.cend(),
            [](const QString &name) { return name.contains(QLatin1String("(latin1)")); });
        QVERIFY(latin != names.cend() && latin->startsWith(QLatin1String("caf\\x")));
    }

    void whatIsChosenGoesIntoThePlan()
    {
        const Opened o;
        o.key(Qt::Key_Return);
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("MuseTalk"));
        o.key(Qt::Key_Down);
        o.key(Qt::Key_Down, Qt::ShiftModifier);
        o.button("restoreFirstButton")->click();
        QCOMPARE(o.window->currentPage(), MainWindow::Launch);
        o.button("startButton")->click();
        const LaunchPlan &plan = o.world.runner()->launchPlan;
        QCOMPARE(plan.critical,
            QStringList(
                {QStringLiteral("/workspace/MuseTalk/.venv"), QStringLiteral("/workspace/MuseTalk/models")}));
        QCOMPARE(plan.snapshot, o.world.browser.rows.first().id);
    }

    void onlyWhatIsChosenIsRestored()
    {
        const Opened o;
        o.key(Qt::Key_Return);
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("MuseTalk"));
        o.key(Qt::Key_Down);
        o.key(Qt::Key_Down, Qt::ShiftModifier);
        o.onlyThisIntoThePlan();
        QCOMPARE(o.window->currentPage(), MainWindow::Launch);
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("Only this part comes back: ")));
        o.button("startButton")->click();
        const LaunchPlan &plan = o.world.runner()->launchPlan;
        QCOMPARE(plan.only.include,
            QStringList(
                {QStringLiteral("/workspace/MuseTalk/.venv"), QStringLiteral("/workspace/MuseTalk/models")}));
        QVERIFY(plan.onlyBytes && *plan.onlyBytes > 0);
        QVERIFY(plan.critical.isEmpty());
    }

    void thePartIsEditedByHand()
    {
        const Opened o;
        o.key(Qt::Key_Return);
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("MuseTalk"));
        o.onlyThisIntoThePlan();
        QCOMPARE(o.window->currentPage(), MainWindow::Launch);
        // What a hand writes has no known size; a pattern that cannot be blocks the button and says why.
        auto *patterns = o.find<QPlainTextEdit>("onlyPatterns");
        patterns->setPlainText(QStringLiteral("*.py\n!/workspace/old"));
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("Only what matches comes back.")));
        patterns->setPlainText(QStringLiteral("a["));
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("not well formed")));
        QVERIFY(!o.button("startButton")->isEnabled());
        patterns->clear();
        QTRY_VERIFY(!sees(o.window.get(), QStringLiteral("comes back")));
    }

    void downloadToThisComputer()
    {
        const Opened o;
        o.key(Qt::Key_Return);
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("MuseTalk"));
        o.button("downloadButton")->click();
        auto *dialog = o.find<QFileDialog>("downloadDialog");
        const QTemporaryDir folder;
        Q_EMIT dialog->fileSelected(folder.path());
        dialog->close();
        QTRY_COMPARE(o.world.browser.downloaded, QVector<QByteArray>{"/workspace/MuseTalk"});
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("restored into")));
    }

    void aDownloadNamesWhatItCouldNotBring()
    {
        const Opened o([](demo::World &world) {
            world.browser.leftOut = {"/dev/null", "/dev/sda", "/run/a\nsock", "/run/more"};
        });
        o.key(Qt::Key_Return);
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("MuseTalk"));
        o.button("downloadButton")->click();
        auto *dialog = o.find<QFileDialog>("downloadDialog");
        const QTemporaryDir folder;
        Q_EMIT dialog->fileSelected(folder.path());
        dialog->close();
        QTRY_VERIFY(sees(
            o.window.get(), QStringLiteral("left out (/dev/null, /dev/sda, /run/a\\nsock, …): devices")));
        DownloadReport report{QStringLiteral("/x"), 3, 10, {}};
        QVERIFY(!BrowserDownload::resultText(report).contains(QLatin1String("left out")));
        report.apart = 1;
        QVERIFY(BrowserDownload::resultText(report).contains(QLatin1String("may be hard links")));
        QVERIFY(!BrowserDownload::resultText(report).contains(QLatin1String("Not brought")));
        report.lost = {12, 0, 3};
        const QString lost = BrowserDownload::resultText(report);
        QVERIFY2(lost.contains(QLatin1String("from the VPS: owner or group of 12"))
                && lost.contains(QLatin1String(", extended attributes of 3."))
                && !lost.contains(QLatin1String("setuid")),
            qPrintable(lost));
    }

    void aDownloadTellsHowFarItIsAndStops()
    {
        const Opened o([](demo::World &world) { world.browser.hangDownload = true; });
        o.key(Qt::Key_Return);
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("MuseTalk"));
        o.button("downloadButton")->click();
        auto *dialog = o.find<QFileDialog>("downloadDialog");
        const QTemporaryDir folder;
        Q_EMIT dialog->fileSelected(folder.path());
        dialog->close();
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("1.9 GB of 3.8 GB")));
        QVERIFY(o.button("downloadButton")->text().contains(QLatin1String("Stop")));
        o.key(Qt::Key_Down); // what is chosen may change meanwhile
        o.button("downloadButton")->click();
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("The download was stopped")));
        QVERIFY(!o.button("downloadButton")->text().contains(QLatin1String("Stop")));
    }

    void whenDidItChange()
    {
        const Opened o;
        o.key(Qt::Key_Return);
        QTRY_VERIFY(o.files()->isVisible());
        o.key(Qt::Key_F, Qt::ControlModifier);
        o.type(QStringLiteral("audio.py"));
        o.key(Qt::Key_Return);
        QCOMPARE(o.chosenFile(), QStringLiteral("/workspace/MuseTalk/musetalk/utils/audio.py"));
        o.button("versionsButton")->click();
        auto *dialog = o.dialog("versionsDialog");
        auto *list = dialog->findChild<QTreeWidget *>(QStringLiteral("versionsList"));
        QTRY_COMPARE(list->topLevelItemCount(), 8);
        list->setCurrentItem(list->topLevelItem(4));
        dialog->findChild<QAbstractButton *>(QStringLiteral("versionsOpenButton"))->click();
        QTRY_COMPARE(o.chosenFile(), QStringLiteral("audio.py"));
        QVERIFY(
            o.find<QWidget>("browserTitle")->accessibleName().contains(o.world.browser.rows.at(4).shortId()));
    }

    void repositoriesAreTestedSavedAndOpened()
    {
        Opened o;
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
        const Opened o;
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

    void comparingTwo()
    {
        const Opened o;
        o.key(Qt::Key_Home);
        o.key(Qt::Key_D, Qt::ControlModifier); // with the one before it
        QTRY_VERIFY(o.diff()->isVisible());
        QVERIFY(sees(o.window.get(), QStringLiteral("3 added, 2 removed, 2 changed")));
        QStringList words;
        const auto collect = [&](const QModelIndex &parent, const auto &self) -> void {
            for (int row = 0; row < o.diff()->model()->rowCount(parent); ++row) {
                const QModelIndex child = o.diff()->model()->index(row, 0, parent);
                words.append(child.siblingAtColumn(DiffTreeModel::Change).data().toString());
                self(child, self);
            }
        };
        collect({}, collect);
        QVERIFY(words.contains(QStringLiteral("added")) && words.contains(QStringLiteral("removed"))
            && words.contains(QStringLiteral("changed")));
        o.find<QCheckBox>("diffAdded")->click();
        o.find<QCheckBox>("diffChanged")->click();
        QCOMPARE(o.diff()->model()->index(0, DiffTreeModel::Files).data().toString(), QStringLiteral("2"));
        o.diff()->setFocus();
        o.key(Qt::Key_Escape);
        QVERIFY(o.table()->isVisible());
    }

    void tagsAreEdited()
    {
        const Opened o;
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
        const Opened o;
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
        const Opened o;
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
        const Opened o([](demo::World &world) {
            world.browser.cached.snapshots = world.browser.rows;
            world.browser.cached.askedAt = QDateTime::fromMSecsSinceEpoch(world.clock.wallMs()).addDays(-2);
            world.browser.hang = true;
        });
        QCOMPARE(o.table()->model()->rowCount(), 5);
        QVERIFY(sees(o.window.get(), QStringLiteral("Last seen 2 day")));
        const Opened offline([](demo::World &world) {
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
        const Opened o;
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
        const Opened o;
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

    void aSnapshotThatCannotBeReadSaysWhyAndShowsNothing()
    {
        Opened o([](demo::World &world) {
            world.browser.openError = Error{ErrorCategory::BadAnswer,
                QStringLiteral("The list of files ended in the middle; try again."), {}, 0, 0};
        });
        o.key(Qt::Key_Return);
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("ended in the middle")));
        QCOMPARE(o.files()->model()->rowCount(), 0);
        o.world.browser.openError = {};
        o.key(Qt::Key_Escape);
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
        const Opened o(
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

QTEST_MAIN(TestBrowserWindow)
#include "test_browser_window.moc"
