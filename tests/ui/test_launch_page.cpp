// SPDX-License-Identifier: GPL-3.0-or-later
// The Launch page in the real window: the filter line, chips, the table, details, searches; by keys and
// clicks.
#include "models/offer_filter_model.h"
#include "tests/ui/opened_window.h"
#include "ui/offer_view.h"
#include "ui/widgets.h"

#include <QAccessible>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QRadioButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace snapgpu;

namespace {

OfferView *viewOf(const Opened &o) { return o.find<OfferView>("offersTable"); }

OfferFilterModel *filterOf(const Opened &o) { return qobject_cast<OfferFilterModel *>(viewOf(o)->model()); }

QString lineOf(const Opened &o) { return o.find<QLineEdit>("queryLine")->text(); }

void setLine(const Opened &o, const char *text)
{
    o.find<QLineEdit>("queryLine")->setText(QString::fromLatin1(text));
}

/** The entry of an open menu (or one below it) that holds this text. */
QAction *entry(QMenu *menu, const QString &part)
{
    const auto actions = menu->actions();
    for (QAction *action : actions) {
        if (action->menu() != nullptr) {
            if (QAction *found = entry(action->menu(), part)) {
                return found;
            }
        }
        if (action->text().remove(QLatin1Char('&')).contains(part)) {
            return action;
        }
    }
    return nullptr;
}

QMenu *openMenu(const Opened &o)
{
    OfferView *view = viewOf(o);
    view->setFocus();
    QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), view->mapToGlobal(QPoint()));
    QApplication::sendEvent(view, &byKey);
    return qobject_cast<QMenu *>(QApplication::activePopupWidget());
}

void choose(const Opened &o, const char *part)
{
    QMenu *menu = openMenu(o);
    QVERIFY(menu != nullptr);
    QAction *action = entry(menu, QString::fromLatin1(part));
    QVERIFY2(action != nullptr, part);
    action->trigger();
    menu->close();
}

QWidget *openChip(const Opened &o, const char *chip)
{
    o.button(chip)->setFocus();
    QTest::keyClick(o.button(chip), Qt::Key_Space);
    return QApplication::activePopupWidget();
}

QStringList unnamedIn(QWidget *root)
{
    QStringList faults;
    const auto widgets = root->findChildren<QWidget *>();
    for (QWidget *widget : widgets) {
        const bool inside = widget->objectName().startsWith(QLatin1String("qt_"));
        if (!widget->isVisible() || inside || (widget->focusPolicy() & Qt::TabFocus) == 0) {
            continue;
        }
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
        if (face == nullptr || face->text(QAccessible::Name).trimmed().isEmpty()) {
            faults.append(QString::fromLatin1(widget->metaObject()->className()));
        }
    }
    return faults;
}

} // namespace

class TestLaunchPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        QTest::failOnWarning(QRegularExpression(QStringLiteral("QObject|QWidget|Could not parse")));
    }

    void typingFiltersAtOnceAndAsksOnceLater()
    {
        const Opened o;
        QCOMPARE(o.world.cloud.searches, 1);
        const int before = o.offers()->model()->rowCount();
        QTest::keyClick(o.window.get(), Qt::Key_F, Qt::ControlModifier);
        QCOMPARE(QApplication::focusWidget(), o.find<QLineEdit>("queryLine"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("gpu_name=RTX_4090 num_gpus=1"));
        QVERIFY(o.offers()->model()->rowCount() < before);
        QCOMPARE(o.world.cloud.searches, 1); // the line has not rested yet
        QTRY_COMPARE_WITH_TIMEOUT(o.world.cloud.searches, 2, 3000);
        QCOMPARE(o.world.cloud.lastRequest.query.conditions.size(), 2);
        QTest::qWait(100);
        QCOMPARE(o.world.cloud.searches, 2);
    }

    void aBadLineSaysWhereAndBlocksTheButton()
    {
        const Opened o;
        auto *line = o.find<QLineEdit>("queryLine");
        QVERIFY(o.button("startButton")->isEnabled());
        line->setText(QStringLiteral("num_gpus=1 dph_total 0.5"));
        QVERIFY(o.find<QLabel>("queryErrorLabel")->isVisible());
        QVERIFY(!o.labelText("queryErrorLabel").isEmpty());
        QTRY_VERIFY(!o.button("startButton")->isEnabled());
        const int searches = o.world.cloud.searches;
        QTest::keyClick(line, Qt::Key_Return);
        QCOMPARE(o.world.cloud.searches, searches); // nothing is asked with a line nobody understands
        line->setText(QStringLiteral("num_gpus=1"));
        QVERIFY(!o.find<QLabel>("queryErrorLabel")->isVisible());
        QTRY_VERIFY(o.button("startButton")->isEnabled());
    }

    void offersThatFailCanBeTriedAgain()
    {
        const Opened o([](demo::World &world) {
            world.cloud.searchError =
                Error{ErrorCategory::Network, QStringLiteral("The network is down."), {}, 0, 0};
        });
        QVERIFY(sees(o.window.get(), QStringLiteral("The network is down.")));
        QVERIFY(!o.button("startButton")->isEnabled());
        const_cast<Opened &>(o).world.cloud.searchError = {};
        QTest::keyClick(o.window.get(), Qt::Key_F5);
        QTRY_VERIFY(o.offers()->isVisible());
        QTRY_VERIFY(o.button("startButton")->isEnabled());
    }

    void anOldAnswerDoesNotOverwriteANewQuestion()
    {
        Opened o([](demo::World &world) { world.cloud.hang = true; });
        o.world.cloud.hang = false;
        QTest::keyClick(o.window.get(), Qt::Key_F5);
        QTRY_VERIFY(o.offers()->isVisible());
        QCOMPARE(o.offers()->model()->rowCount(), 64);
    }

    void spaceTicksAndOnlyTickedOffersRace()
    {
        const Opened o;
        o.offers()->setFocus();
        o.offers()->setCurrentIndex(o.offers()->model()->index(2, 3));
        QTest::keyClick(o.offers(), Qt::Key_Space);
        QCOMPARE(o.offers()->model()->index(2, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QTest::qWait(60);
        QTest::keyClick(o.window.get(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(o.world.runner() != nullptr && o.world.runner()->started);
        QCOMPARE(o.world.runner()->launchPlan.onlyOffers.size(), 1);
    }

    void aTickedOfferThatTheFilterHidesDoesNotRace()
    {
        const Opened o;
        QAbstractItemModel *rows = o.offers()->model();
        rows->setData(rows->index(0, 0), Qt::Checked, Qt::CheckStateRole);
        QTRY_VERIFY(o.button("startButton")->isEnabled());
        o.find<QLineEdit>("queryLine")->setText(QStringLiteral("num_gpus=7"));
        QTRY_VERIFY(!o.button("startButton")->isEnabled());
    }

    void theLineAndItsChipsSayTheSame()
    {
        const Opened o;
        setLine(o, "gpu_ram>=24 dph<=0.5");
        QCOMPARE(o.button("memoryChip")->text(), QStringLiteral("VRAM ≥ 24 GB"));
        QVERIFY(o.button("priceChip")->property("active").toBool());
        QWidget *popup = openChip(o, "memoryChip");
        QVERIFY(popup != nullptr);
        QCOMPARE(unnamedIn(popup), QStringList());
        auto *from = qobject_cast<QDoubleSpinBox *>(QApplication::focusWidget());
        QVERIFY(from != nullptr);
        QCOMPARE(from->value(), 24.0);
        QTest::keyClick(from, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(from, QStringLiteral("40"));
        QTest::keyClick(from, Qt::Key_Return);
        QCOMPARE(lineOf(o), QStringLiteral("gpu_ram>=40 dph<=0.5"));
        QTest::keyClick(popup, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
        QCOMPARE(QApplication::focusWidget(), o.button("memoryChip"));
    }

    void everyChipOpensAndHasNames_data()
    {
        QTest::addColumn<QString>("chip");
        for (const char *chip :
            {"modelChip", "countChip", "memoryChip", "priceChip", "placeChip", "reliabilityChip", "linkChip",
                "diskChip", "cudaChip", "hostChip", "portsChip", "durationChip", "priceTypeChip"}) {
            QTest::newRow(chip) << QString::fromLatin1(chip);
        }
    }

    void everyChipOpensAndHasNames()
    {
        QFETCH(QString, chip);
        const Opened o;
        const QString before = lineOf(o);
        QWidget *popup = openChip(o, qPrintable(chip));
        QVERIFY(popup != nullptr);
        QCOMPARE(unnamedIn(popup), QStringList());
        QVERIFY(popup->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(lineOf(o), before); // looking changes nothing
        QTest::keyClick(popup, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    }

    void placesAreTickedByKeys()
    {
        const Opened o;
        setLine(o, "num_gpus=1");
        QWidget *popup = openChip(o, "placeChip");
        auto *tree = qobject_cast<QTreeWidget *>(QApplication::focusWidget());
        QVERIFY(tree != nullptr);
        QTreeWidgetItem *poland =
            tree->findItems(QStringLiteral("Poland"), Qt::MatchExactly | Qt::MatchRecursive).value(0);
        QVERIFY(poland != nullptr && poland->text(1).toInt() > 0);
        tree->setCurrentItem(poland);
        QTest::keyClick(tree, Qt::Key_Space);
        QTRY_COMPARE(lineOf(o), QStringLiteral("num_gpus=1 geolocation=PL"));
        QCOMPARE(viewOf(o)->model()->rowCount(), poland->text(1).toInt()); // the count was right
        popup->close();
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
        QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("GPU,N,VRAM GB,")));
        QTest::keyClick(view, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("GPU\tN\tVRAM GB\t")));
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

    /** Beyond the cloud's 64 rows: asked for by hand, seen as they come, stopped by hand; what came stays. */
    void moreOffersComePageByPage()
    {
        Opened o([](demo::World &world) { world.cloud.inPages = true; });
        demo::Cloud &cloud = o.world.cloud;
        auto *more = o.button("moreOffersButton");
        auto *stop = o.button("stopOffersButton");
        const QVector<Offer> market = demo::offers(400);
        QCOMPARE(cloud.lastRequest.limit, 64);
        cloud.paged->end(market.mid(0, 64), false);
        QTest::qWait(60);
        QVERIFY2(more->isVisible() && !stop->isVisible(), "cut off at 64, and no way to the rest");
        QVERIFY(o.labelText("moreOffersLabel").contains(QLatin1String("64")));
        more->setFocus();
        QTest::keyClick(more, Qt::Key_Space);
        QCOMPARE(cloud.lastRequest.limit, 256);
        QVERIFY(stop->isVisible() && stop->hasFocus());
        cloud.paged->page(market.mid(64, 64));
        QCOMPARE(filterOf(o)->rowCount(), 128);
        QVERIFY2(o.button("startButton")->isEnabled(), "what has come may race");
        QTest::keyClick(stop, Qt::Key_Space);
        QTest::qWait(60);
        QCOMPARE(filterOf(o)->rowCount(), 128); // nothing is lost by stopping
        QVERIFY(more->isVisible() && !stop->isVisible());
        QTest::keyClick(more, Qt::Key_Space);
        QCOMPARE(cloud.lastRequest.limit, 1024);
        cloud.paged->page(market);
        cloud.paged->end(market, true);
        QTest::qWait(60);
        QVERIFY2(!more->isVisible() && !stop->isVisible(), "all are here");
        QCOMPARE(filterOf(o)->rowCount(), 400);
        setLine(o, "num_gpus=1"); // another question begins with one page
        QTest::keyClick(o.find<QLineEdit>("queryLine"), Qt::Key_Return);
        QCOMPARE(cloud.lastRequest.limit, 64);
    }

    /** The list of the last start is there at once, dimmed, with its age and a word about it. */
    void theLastListIsShownWithItsAge()
    {
        demo::World world;
        world.cloud.hang = true;
        AppServices services = world.services();
        const qint64 seen = world.clock.wallMs() - 12 * 60'000;
        services.loadOffers = [seen] {
            const QVector<Offer> offers = demo::offers(30);
            return Result<CachedOffers>(
                CachedOffers{QStringLiteral("demo"), offers, QVector<qint64>(30, seen)});
        };
        MainWindow window(services);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        auto *view = window.findChild<OfferView *>();
        QCOMPARE(view->model()->rowCount(), 30);
        const QModelIndex gpu = view->model()->index(0, OfferTableModel::Gpu);
        const QString shown = gpu.data().toString() + QStringLiteral(" · 12 min");
        const QFontMetrics metrics(view->font());
        QVERIFY2(view->columnWidth(OfferTableModel::Gpu)
                >= metrics.horizontalAdvance(QStringLiteral("RTX 4070 · 12 min")),
            "the age is cut off");
        QStyleOptionViewItem option;
        struct Peek final : public QStyledItemDelegate // its option is what is painted
        {
            using QStyledItemDelegate::initStyleOption;
        };
        const auto *delegate = qobject_cast<const QStyledItemDelegate *>(view->itemDelegate());
        (delegate->*(&Peek::initStyleOption))(&option, gpu);
        QCOMPARE(option.text, shown);
        const auto lines = window.findChildren<ElidedLabel *>();
        QVERIFY(std::any_of(lines.cbegin(), lines.cend(), [](const ElidedLabel *line) {
            return line->fullText().contains(QLatin1String("the list of the last time"));
        }));
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

    void anEmptyAnswerNamesTheCulpritAndRelaxesIt()
    {
        const Opened o;
        setLine(o, "num_gpus=1 dph<0.01");
        QTRY_VERIFY(o.find<QWidget>("emptyOffers")->isVisible());
        QVERIFY(sees(o.window.get(), QStringLiteral("dph_total<0.01")));
        o.button("relaxButton0")->click();
        QVERIFY2(viewOf(o)->model()->rowCount() > 0, qPrintable(lineOf(o)));
        QVERIFY(viewOf(o)->isVisible());
        setLine(o, "num_gpus=1 dph<0.01");
        QTRY_VERIFY(o.find<QWidget>("emptyOffers")->isVisible());
        o.button("takeOutButton0")->click();
        QCOMPARE(lineOf(o), QStringLiteral("num_gpus=1"));
    }

    void whenTheCloudFindsNothingItIsAskedWithoutFilters()
    {
        Opened o([](demo::World &world) { world.cloud.rows.clear(); });
        QTRY_COMPARE(o.world.cloud.searches, 2);
        QVERIFY(o.world.cloud.lastRequest.query.conditions.isEmpty());
        QVERIFY(o.find<QWidget>("emptyOffers")->isVisible());
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
        QTest::qWait(20);
        QCOMPARE(view->currentId(), chosen);
        QCOMPARE(view->verticalScrollBar()->value(), scroll);
        QCOMPARE(view->orderText(), QStringLiteral("price"));
    }

    void interruptibleMachinesAreBidFor()
    {
        Opened o([](demo::World &world) {
            for (Offer &offer : world.cloud.rows) {
                offer.isBid = true;
            }
        });
        QWidget *popup = openChip(o, "priceTypeChip");
        popup->findChildren<QRadioButton *>().last()->click();
        popup->close();
        QTRY_COMPARE(o.world.cloud.lastRequest.type, QStringLiteral("bid"));
        QVERIFY(!viewOf(o)->isColumnHidden(OfferTableModel::columnOf(OfferField::MinBid)));
        auto *bid = o.find<QDoubleSpinBox>("bidBox");
        QVERIFY(bid->isVisible());
        bid->setValue(0.3);
        QTRY_VERIFY(o.button("startButton")->isEnabled());
        o.button("startButton")->click();
        QCOMPARE(o.world.runner()->launchPlan.bid, std::optional(Money::fromDollars(0.3)));
        QCOMPARE(o.world.runner()->launchPlan.search.type, QStringLiteral("bid"));
    }

    void completionOffersFieldsAndLoadedValues()
    {
        const Opened o;
        auto *line = o.find<QLineEdit>("queryLine");
        line->clear();
        QTest::keyClicks(line, QStringLiteral("gpu_na"));
        auto *popup = o.window->findChild<QAbstractItemView *>(QStringLiteral("queryCompletions"));
        if (popup == nullptr) { // a completer's popup is a window of its own
            popup = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
        }
        QVERIFY(popup != nullptr && popup->isVisible());
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QVERIFY2(line->text().startsWith(QLatin1String("gpu_name")), qPrintable(line->text()));
        line->setText(QStringLiteral("gpu_name="));
        line->end(false);
        QTest::keyClick(line, Qt::Key_Space, Qt::ControlModifier);
        QTRY_VERIFY(popup->isVisible());
        QStringList values;
        for (int row = 0; row < popup->model()->rowCount(); ++row) {
            values.append(popup->model()->index(row, 0).data().toString());
        }
        QVERIFY2(values.contains(QStringLiteral("RTX_4090")), qPrintable(values.join(QLatin1Char(' '))));
        popup->hide();
    }

    void aSearchIsSavedPickedRenamedAndDeleted()
    {
        const Opened o;
        setLine(o, "gpu_name=RTX_5090 dph<1");
        QTest::keyClick(o.window.get(), Qt::Key_S, Qt::ControlModifier);
        auto *dialog = o.find<QDialog>("saveSearchDialog");
        QTest::keyClicks(dialog->findChild<QLineEdit *>(), QStringLiteral("Big ones"));
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE(o.world.settings->values().savedSearches.size(), 1);
        setLine(o, "num_gpus=1");
        auto *menu = o.find<QWidget>("searchesButton")->findChild<QMenu *>();
        Q_EMIT menu->aboutToShow();
        entry(menu, QStringLiteral("Big ones"))->trigger();
        QCOMPARE(lineOf(o), QStringLiteral("gpu_name=RTX_5090 dph<1"));
        Q_EMIT menu->aboutToShow();
        entry(menu, QStringLiteral("Change saved"))->trigger();
        auto *manage = o.find<QDialog>("savedSearchesDialog");
        QVERIFY(QTest::qWaitForWindowActive(manage));
        QCOMPARE(unnamedIn(manage), QStringList());
        auto *list = manage->findChild<QListWidget *>();
        list->item(0)->setText(QStringLiteral("Bigger ones"));
        QCOMPARE(o.world.settings->values().savedSearches.first().name, QStringLiteral("Bigger ones"));
        QTRY_COMPARE(list->count(), 1);
        manage->activateWindow();
        list->setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), list);
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(o.world.settings->values().savedSearches.isEmpty());
    }

    void theWholePageByKeysAlone()
    {
        const Opened o;
        QTest::keyClick(o.window.get(), Qt::Key_F, Qt::ControlModifier);
        o.keys(Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("num_gpus=1 "));
        o.keys(Qt::Key_Return);
        for (int i = 0; i < 40 && QApplication::focusWidget() != viewOf(o); ++i) {
            o.keys(Qt::Key_Tab);
        }
        QCOMPARE(QApplication::focusWidget(), viewOf(o));
        o.keys(Qt::Key_Down);
        o.keys(Qt::Key_Down);
        o.keys(Qt::Key_Space); // tick
        o.keys(Qt::Key_Return); // details
        QVERIFY(o.find<QWidget>("offerDetails")->isVisible());
        o.keys(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(o.world.runner() != nullptr);
        QCOMPARE(o.world.runner()->launchPlan.onlyOffers.size(), 1);
    }
};

QTEST_MAIN(TestLaunchPage)
#include "test_launch_page.moc"
