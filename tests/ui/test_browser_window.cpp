// SPDX-License-Identifier: GPL-3.0-or-later
// The snapshot browser in the real window, offscreen, by keyboard: files, downloads, differences.
#include "models/diff_tree_model.h"
#include "tests/support/patience.h"
#include "tests/ui/opened_snapshots.h"
#include "ui/browser_download.h"

#include <QCheckBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace snapgpu;

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
        const OpenedSnapshots o;
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
        const OpenedSnapshots o;
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
        const OpenedSnapshots o;
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
        const OpenedSnapshots o;
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
        const OpenedSnapshots o;
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
        const OpenedSnapshots o;
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
        const OpenedSnapshots o;
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
        const OpenedSnapshots o([](demo::World &world) {
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
        const OpenedSnapshots o([](demo::World &world) { world.browser.hangDownload = true; });
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
        const OpenedSnapshots o;
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

    void comparingTwo()
    {
        const OpenedSnapshots o;
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

    void aSnapshotThatCannotBeReadSaysWhyAndShowsNothing()
    {
        OpenedSnapshots o([](demo::World &world) {
            world.browser.openError = Error{ErrorCategory::BadAnswer,
                QStringLiteral("The list of files ended in the middle; try again."), {}, 0, 0};
        });
        o.key(Qt::Key_Return);
        QTRY_VERIFY(sees(o.window.get(), QStringLiteral("ended in the middle")));
        QCOMPARE(o.files()->model()->rowCount(), 0);
        o.world.browser.openError = {};
        o.key(Qt::Key_Escape);
    }
};

QTEST_MAIN(TestBrowserWindow)
#include "test_browser_window.moc"
