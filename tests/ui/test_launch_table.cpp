// SPDX-License-Identifier: GPL-3.0-or-later
// The offers of the Launch page as a table: its menu, columns, order, details and exports.
#include "tests/support/patience.h"
#include "tests/ui/launch_hands.h"

#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <QScrollBar>
#include <QSplitter>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace snapgpu;

class TestLaunchTable final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QTest::failOnWarning(QRegularExpression(QStringLiteral("QObject|QWidget|Could not parse")));
    }

    void oneRowIsExcludedCopiedAndRaced()
    {
        const Opened o;
        setLine(o, "num_gpus=1");
        OfferView *view = viewOf(o);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, OfferTableModel::Gpu));
        const Offer first = filterOf(o)->offer(0);
        choose(o, "Copy ask number");
        QCOMPARE(QApplication::clipboard()->text(), QString::number(first.id));
        choose(o, "Copy as JSON");
        QVERIFY(QApplication::clipboard()->text().contains(QLatin1String("new_field_of_tomorrow")));
        choose(o, "Copy as CSV");
        QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("GPU,N,$/h,")));
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("GPU\tN\t$/h\t")));
        choose(o, "Race only this");
        QCOMPARE(o.window->findChild<OfferTableModel *>()->chosenIds(), QVector<qint64>{first.id});
        choose(o, "This machine");
        QCOMPARE(lineOf(o), QStringLiteral("num_gpus=1 machine_id notin [%1]").arg(first.machineId));
        QCOMPARE(filterOf(o)->rowOf(first.id), -1);
        choose(o, "This host");
        QVERIFY(lineOf(o).contains(QLatin1String("host_id")));
        QMenu *menu = openMenu(o);
        QVERIFY(entry(menu, QStringLiteral("console"))->isEnabled());
        menu->close();
    }

    void theSandboxHasNoConsole()
    {
        demo::World world;
        AppServices services = world.services();
        services.sandbox = true;
        MainWindow window(services);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *view = window.findChild<OfferView *>();
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), view->mapToGlobal(QPoint()));
        QApplication::sendEvent(view, &byKey);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(!entry(menu, QStringLiteral("console"))->isEnabled());
        menu->close();
    }

    /** Details that were put beside the table go below it while the window is narrow, and come back. */
    void detailsGoBelowInANarrowWindow()
    {
        const Opened o;
        auto *split = o.find<OfferView>("offersTable")->parentWidget();
        const auto orientation = [split] { return qobject_cast<QSplitter *>(split)->orientation(); };
        o.window->resize(1500, 900);
        OfferView *view = viewOf(o);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, OfferTableModel::Gpu));
        QTest::keyClick(view, Qt::Key_Return);
        QTRY_COMPARE(orientation(), Qt::Horizontal);
        o.window->resize(980, 700);
        QTRY_COMPARE(orientation(), Qt::Vertical);
        QVERIFY(o.find<QWidget>("offerDetails")->isVisible());
        o.window->resize(1500, 900);
        QTRY_COMPARE(orientation(), Qt::Horizontal);
    }

    /** What decides is seen without scrolling, however narrow the window may be. */
    void thePriceIsSeenInANarrowWindow()
    {
        const Opened o;
        o.window->resize(o.window->minimumSize());
        test::settle(50);
        const OfferView *view = viewOf(o);
        const QHeaderView *header = view->horizontalHeader();
        const int right = header->sectionViewportPosition(OfferTableModel::Hourly)
            + header->sectionSize(OfferTableModel::Hourly);
        QVERIFY2(right <= view->viewport()->width(), qPrintable(QString::number(right)));
    }

    /** Sentences take the lines they need, and short values stand whole. */
    void detailsAreNotCutOff()
    {
        const Opened o;
        o.window->resize(1280, 800);
        OfferView *view = viewOf(o);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, OfferTableModel::Gpu));
        QTest::keyClick(view, Qt::Key_Return);
        test::settle(50);
        auto *tree = o.find<QTreeWidget>("offerDetailsTree");
        QTreeWidgetItem *group = tree->topLevelItem(0);
        const int before = group->child(0)->sizeHint(0).height();
        QVERIFY(before > 0);
        const QFontMetrics metrics(tree->font());
        const int room = tree->viewport()->width() - tree->header()->sectionSize(0);
        for (int i = 0; i < group->childCount(); ++i) {
            const int width = metrics.horizontalAdvance(group->child(i)->text(1));
            QVERIFY2(width < room || group->child(i)->sizeHint(0).height() > before,
                qPrintable(group->child(i)->text(1)));
        }
    }

    void enterShowsEverythingAboutAnOffer()
    {
        const Opened o;
        OfferView *view = viewOf(o);
        auto *details = o.find<QWidget>("offerDetails");
        QVERIFY(!details->isVisible());
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, OfferTableModel::Gpu));
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(details->isVisible());
        auto *tree = o.find<QTreeWidget>("offerDetailsTree");
        const auto holds = [tree](const char *text) {
            return !tree->findItems(QString::fromLatin1(text), Qt::MatchExactly | Qt::MatchRecursive)
                        .isEmpty();
        };
        QVERIFY(holds("With this plan") && holds("new_field_of_tomorrow") && holds("Never raced from here"));
        int lines = 0;
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            lines += tree->topLevelItem(i)->childCount();
        }
        QVERIFY2(lines > 110, qPrintable(QString::number(lines))); // every field
        QTest::keyClick(view, Qt::Key_Down);
        QCOMPARE(QApplication::focusWidget(), view); // the details follow, the keyboard stays
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(!details->isVisible());
    }

    void severalColumnsOrderTheRowsAndAreRemembered()
    {
        demo::World world;
        {
            MainWindow window(world.services());
            window.show();
            QVERIFY(QTest::qWaitForWindowActive(&window));
            auto *view = window.findChild<OfferView *>();
            QHeaderView *header = view->horizontalHeader();
            const auto click = [&](int column, Qt::KeyboardModifiers modifiers) {
                const QPoint place(header->sectionViewportPosition(column) + 15, header->height() / 2);
                QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers, place);
            };
            click(OfferTableModel::Gpu, {});
            click(OfferTableModel::Reliability, Qt::ShiftModifier);
            click(OfferTableModel::Reliability, Qt::ShiftModifier);
            QCOMPARE(view->orderText(), QStringLiteral("gpu_name,reliability-"));
            const auto *rows = qobject_cast<OfferFilterModel *>(view->model());
            for (int row = 1; row < rows->rowCount(); ++row) {
                const Offer &a = rows->offer(row - 1);
                const Offer &b = rows->offer(row);
                QVERIFY(
                    a.gpuName < b.gpuName || (a.gpuName == b.gpuName && *a.reliability >= *b.reliability));
            }
            view->hideColumn(OfferTableModel::Cuda);
            header->moveSection(header->visualIndex(OfferTableModel::Place), 1);
            window.close();
        }
        const MainWindow again(world.services());
        const auto *view = again.findChild<OfferView *>();
        QCOMPARE(view->orderText(), QStringLiteral("gpu_name,reliability-"));
        QVERIFY(view->isColumnHidden(OfferTableModel::Cuda));
        QCOMPARE(view->horizontalHeader()->visualIndex(OfferTableModel::Place), 1);
    }

    void missingValuesAreLastInBothDirections()
    {
        const Opened o;
        OfferView *view = viewOf(o);
        for (const char *order : {"disk_bw", "disk_bw-"}) {
            view->setOrderText(QString::fromLatin1(order));
            const int last = view->model()->rowCount() - 1;
            QCOMPARE(view->model()->index(last, OfferTableModel::DiskSpeed).data().toString(),
                QStringLiteral("–"));
            QVERIFY(
                view->model()->index(0, OfferTableModel::DiskSpeed).data().toString() != QStringLiteral("–"));
        }
    }

    void columnsAreChosenInADialog()
    {
        const Opened o;
        o.button("columnsButton")->click();
        auto *dialog = o.find<QDialog>("columnsDialog");
        auto *list = dialog->findChild<QListWidget *>();
        QVERIFY(QTest::qWaitForWindowActive(dialog));
        QCOMPARE(unnamedIn(dialog), QStringList());
        QCOMPARE(list->count(), kOfferFieldCount);
        list->setCurrentRow(0);
        dialog->activateWindow(); // the platform of tests has no window manager
        list->setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), list);
        QTest::keyClick(list, Qt::Key_Down, Qt::AltModifier); // GPU behind N
        list->findItems(QStringLiteral("Min. bid $/h"), Qt::MatchExactly).first()->setCheckState(Qt::Checked);
        QTest::keyClick(dialog, Qt::Key_Return);
        OfferView *view = viewOf(o);
        QVERIFY(!view->isColumnHidden(OfferTableModel::columnOf(OfferField::MinBid)));
        QCOMPARE(view->horizontalHeader()->visualIndex(OfferTableModel::Count), 1);
        QCOMPARE(view->horizontalHeader()->visualIndex(OfferTableModel::Gpu), 2);
    }

    void everythingOnScreenIsExported()
    {
        const Opened o;
        const QTemporaryDir folder;
        choose(o, "CSV file");
        auto *dialog = o.window->findChild<QFileDialog *>();
        QVERIFY(dialog != nullptr);
        const QString file = folder.filePath(QStringLiteral("offers.csv"));
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll().count('\n'), viewOf(o)->model()->rowCount() + 1);
        QVERIFY(sees(o.window.get(), file));
        choose(o, "JSON file");
        dialog = nullptr;
        for (QFileDialog *candidate : o.window->findChildren<QFileDialog *>()) {
            dialog = candidate->isVisible() ? candidate : dialog;
        }
        QVERIFY(dialog != nullptr);
        const QString whole = folder.filePath(QStringLiteral("offers.json"));
        Q_EMIT dialog->fileSelected(whole);
        Q_EMIT dialog->fileSelected(folder.filePath(QStringLiteral("none/offers.json"))); // no such folder
        dialog->close();
        QVERIFY(sees(o.window.get(), QStringLiteral("could not be written")));
        QFile json(whole);
        QVERIFY(json.open(QIODevice::ReadOnly));
        const QJsonArray rows = QJsonDocument::fromJson(json.readAll()).array();
        QCOMPARE(rows.size(), viewOf(o)->model()->rowCount());
        QCOMPARE(rows.first().toObject().value(QLatin1String("id")).toInteger(), filterOf(o)->offer(0).id);
    }

    void aRefreshKeepsSelectionScrollAndOrder()
    {
        Opened o;
        OfferView *view = viewOf(o);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(40, OfferTableModel::Gpu));
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 2);
        const qint64 chosen = view->currentId();
        const int scroll = view->verticalScrollBar()->value();
        o.world.cloud.rows = demo::offers(64); // the same asks, some with other values
        for (int i = 0; i < 6; ++i) {
            o.world.cloud.rows[i * 9].reliability = 0.97;
        }
        const int searches = o.world.cloud.searches;
        QTest::keyClick(o.window.get(), Qt::Key_F5);
        QTRY_COMPARE(o.world.cloud.searches, searches + 1);
        test::settle(20);
        QCOMPARE(view->currentId(), chosen);
        QCOMPARE(view->verticalScrollBar()->value(), scroll);
        QCOMPARE(view->orderText(), QStringLiteral("price"));
    }
};

QTEST_MAIN(TestLaunchTable)
#include "test_launch_table.moc"
