// SPDX-License-Identifier: GPL-3.0-or-later
// The Launch page in the real window: the filter line, chips, what the cloud answers, searches; by keys and
// clicks.
#include "tests/support/patience.h"
#include "tests/ui/launch_hands.h"
#include "ui/widgets.h"

#include <QDialog>
#include <QDoubleSpinBox>
#include <QListWidget>
#include <QRadioButton>
#include <QStyledItemDelegate>
#include <QTreeWidget>

using namespace snapgpu;

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
        QTRY_COMPARE_WITH_TIMEOUT(o.world.cloud.searches, 2, 30'000);
        QCOMPARE(o.world.cloud.lastRequest.query.conditions.size(), 2);
        test::settle(100);
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
        test::settle(60);
        QTRY_VERIFY(o.button("startButton")->isEnabled());
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
        test::settle(60);
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
        test::settle(60);
        QCOMPARE(filterOf(o)->rowCount(), 128); // nothing is lost by stopping
        QVERIFY(more->isVisible() && !stop->isVisible());
        QTest::keyClick(more, Qt::Key_Space);
        QCOMPARE(cloud.lastRequest.limit, 1024);
        cloud.paged->page(market);
        cloud.paged->end(market, true);
        test::settle(60);
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
