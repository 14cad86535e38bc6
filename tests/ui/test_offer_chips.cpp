// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around the table of offers: chips and their windows, the map, saved searches, header, columns.
#include "tests/support/patience.h"
#include "tests/ui/demo.h"
#include "ui/check_list.h"
#include "ui/chip_rules.h"
#include "ui/countries.h"
#include "ui/offer_columns.h"
#include "ui/offer_header.h"
#include "ui/place_map.h"
#include "ui/range_bars.h"
#include "ui/range_edit.h"
#include "ui/saved_searches.h"

#include <QDoubleSpinBox>
#include <QLineF>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QTreeWidget>

using namespace snapgpu;

namespace {

Query parsed(const QString &text)
{
    const auto query = parseQuery(text);
    Q_ASSERT_X(query.has_value(), "parsed", qPrintable(text));
    return *query;
}

const chips::RangeField kMemory = chips::memoryFields().first();
const chips::RangeField kReliability = chips::reliabilityFields().first();
const chips::RangeField kPrice = chips::priceFields().first();

QString with(const QString &text, const chips::RangeField &field, const Range &range)
{
    return chips::withRange(text, parsed(text), field, range);
}

} // namespace

class TestOfferChips final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void rangesAreReadInTheUnitOfPeople()
    {
        const Query query =
            parsed(QStringLiteral("gpu_ram>=24 reliability>0.95 dph<=0.5 dph>0.1 duration=3"));
        QCOMPARE(chips::rangeIn(query, kMemory), (Range{24.0, {}})); // the condition holds megabytes
        const Range there = chips::rangeIn(query, kReliability);
        QVERIFY(qAbs(*there.from - 95.0) < 1e-9 && !there.to);
        QCOMPARE(chips::rangeIn(query, kPrice), (Range{0.1, 0.5}));
        QCOMPARE(chips::rangeIn(query, chips::durationFields().first()), (Range{3.0, 3.0}));
    }

    void onlyTheEndThatChangedIsRewritten()
    {
        const QString line = QStringLiteral("num_gpus=1 reliability>0.95 dph<2");
        QCOMPARE(with(line, kReliability, {95.0, 99.5}),
            QStringLiteral("num_gpus=1 reliability>0.95 dph<2 reliability<=0.995"));
        QCOMPARE(with(line, kReliability, {98.0, {}}), QStringLiteral("num_gpus=1 reliability>=0.98 dph<2"));
        QCOMPARE(with(line, kReliability, {}), QStringLiteral("num_gpus=1 dph<2"));
        QCOMPARE(with(line, kPrice, {{}, 0.25}), QStringLiteral("num_gpus=1 reliability>0.95 dph<=0.25"));
        QCOMPARE(with(QStringLiteral("gpu_ram=24"), kMemory, {24.0, 48.0}),
            QStringLiteral("gpu_ram>=24 gpu_ram<=48"));
        QCOMPARE(with(QStringLiteral("gpu_ram=24"), kMemory, {24.0, 24.0}), QStringLiteral("gpu_ram=24"));
    }

    void anyRangeIsReadBackFromTheLineItWrote()
    {
        QRandomGenerator random(4);
        const QVector<chips::RangeField> fields = chips::memoryFields() + chips::priceFields()
            + chips::reliabilityFields() + chips::linkFields() + chips::diskFields() + chips::cudaFields()
            + chips::portFields() + chips::durationFields();
        QString line = QStringLiteral("gpu_name in [RTX_4090,RTX_5090] verified=any");
        for (int i = 0; i < 5000; ++i) {
            const chips::RangeField &field = fields.at(random.bounded(static_cast<int>(fields.size())));
            const double scale = std::pow(10, field.spec.decimals);
            const auto number = [&] {
                return std::round(random.generateDouble() * field.spec.highest * scale) / scale;
            };
            Range range;
            if (random.bounded(3) != 0) {
                range.from = number();
            }
            if (random.bounded(3) != 0) {
                range.to = number();
            }
            line = chips::withRange(line, parsed(line), field, range);
            const Range back = chips::rangeIn(parsed(line), field);
            const auto near = [](std::optional<double> a, std::optional<double> b) {
                return a.has_value() == b.has_value() && (!a || qAbs(*a - *b) < 1e-3);
            };
            QVERIFY2(near(back.from, range.from) && near(back.to, range.to), qPrintable(line));
        }
        QCOMPARE(chips::choiceIn(parsed(line), QStringLiteral("gpu_name")).values.size(), 2);
        QVERIFY(parsed(line).removedDefaults.contains(QStringLiteral("verified")));
    }

    void choicesAreWrittenAsPeopleTypeThem()
    {
        const QString field = QStringLiteral("gpu_name");
        const QString one = chips::withChoice({}, field, {{QStringLiteral("RTX 4090")}, false});
        QCOMPARE(one, QStringLiteral("gpu_name=RTX_4090"));
        const QString two = chips::withChoice(one + QStringLiteral(" dph<1"), field,
            {{QStringLiteral("RTX 4090"), QStringLiteral("L40S")}, false});
        QCOMPARE(two, QStringLiteral("gpu_name in [RTX_4090,L40S] dph<1"));
        const QString without = chips::withChoice(two, field, {{QStringLiteral("L40S")}, true});
        QCOMPARE(without, QStringLiteral("dph<1 gpu_name!=L40S"));
        QCOMPARE(chips::choiceIn(parsed(without), field), (chips::Choice{{QStringLiteral("L40S")}, true}));
        QCOMPARE(chips::withChoice(without, field, {}), QStringLiteral("dph<1"));
    }

    void excludingNeverWantsEverything()
    {
        const QString field = QStringLiteral("geolocation");
        const auto without = [&](const QString &line, const char *code) {
            return chips::withoutValue(line, parsed(line), field, QString::fromLatin1(code));
        };
        QCOMPARE(without({}, "US"), QStringLiteral("geolocation notin [US]"));
        QCOMPARE(
            without(QStringLiteral("geolocation!=US"), "CN"), QStringLiteral("geolocation notin [US,CN]"));
        QCOMPARE(without(QStringLiteral("geolocation in [US,SE,PL]"), "SE"),
            QStringLiteral("geolocation in [US,PL]"));
        QCOMPARE(without(QStringLiteral("geolocation=US"), "US"), QStringLiteral("geolocation=US"));
    }

    void flags()
    {
        const QString verified = QStringLiteral("verified");
        const QString any = chips::withFlag(QStringLiteral("dph<1"), verified, QStringLiteral("any"));
        QVERIFY(parsed(any).removedDefaults.contains(verified));
        QCOMPARE(chips::withFlag(any, verified, {}), QStringLiteral("dph<1"));
        const QString no = chips::withFlag(any, verified, QStringLiteral("false"));
        QCOMPARE(chips::flagIn(parsed(no), verified), std::optional(false));
    }

    void placesHaveCodes()
    {
        QCOMPARE(countryByCode(QStringLiteral("SE")).name, QStringLiteral("Sweden"));
        QCOMPARE(regionNameOf(QStringLiteral("SE")), QStringLiteral("Europe"));
        QCOMPARE(countryByCode(QStringLiteral("ZZ")).name, QStringLiteral("ZZ"));
        QVERIFY(countryByCode(QStringLiteral("ZZ")).place.isNull());
        for (const QPolygonF &coast : coasts()) {
            QVERIFY(coast.size() >= 3);
        }
    }

    void aClickOnTheMapMeansTheNearestCountry()
    {
        const demo::World world;
        PlaceMap map(world.theme.get());
        map.resize(map.sizeHint());
        map.setPlaces({{QStringLiteral("PL"), 40}, {QStringLiteral("CZ"), 3}, {QStringLiteral("US"), 90},
            {QStringLiteral("ZZ"), 5}});
        QSignalSpy toggled(&map, &PlaceMap::toggled);
        for (const char *code : {"PL", "CZ", "US"}) {
            const QPoint place = map.pointOf(QString::fromLatin1(code)).toPoint();
            QTest::mouseClick(&map, Qt::LeftButton, {}, place);
            QCOMPARE(toggled.takeFirst().first().toString(), QString::fromLatin1(code));
        }
        QTest::mouseClick(&map, Qt::LeftButton, {}, QPoint(2, map.height() - 2)); // the sea
        QVERIFY(toggled.isEmpty());
    }

    /** Europe's countries stand closer together than their discs are wide; each must be seen and hit. */
    void noTwoDiscsOverlap()
    {
        const QRectF bounds(0, 0, 520, 213);
        QRandomGenerator random(4);
        for (int round = 0; round < 100; ++round) {
            QVector<MapDisc> discs;
            const int count = 2 + random.bounded(30);
            for (int i = 0; i < count; ++i) {
                discs.append(
                    {QPointF(260 + random.bounded(70), 40 + random.bounded(50)), 5.0 + random.bounded(8)});
            }
            discs.append(discs.first()); // exactly upon each other
            const QVector<QPointF> centres = spreadDiscs(discs, bounds);
            for (int a = 0; a < centres.size(); ++a) {
                const double r = discs.at(a).radius;
                QVERIFY(bounds.adjusted(r - 0.1, r - 0.1, 0.1 - r, 0.1 - r).contains(centres.at(a)));
                for (int b = a + 1; b < centres.size(); ++b) {
                    const double distance = QLineF(centres.at(a), centres.at(b)).length();
                    QVERIFY2(
                        distance > r + discs.at(b).radius, qPrintable(QStringLiteral("round %1").arg(round)));
                }
            }
        }
        const QVector<MapDisc> apart{{QPointF(100, 80), 10}, {QPointF(300, 90), 10}};
        QCOMPARE(spreadDiscs(apart, bounds), (QVector<QPointF>{QPointF(100, 80), QPointF(300, 90)}));
    }

    void aGroupTicksItsValuesAtOnce()
    {
        CheckList list(QStringLiteral("Countries"));
        list.setItems({{QStringLiteral("SE"), QStringLiteral("Sweden"), QStringLiteral("Europe"), 3},
            {QStringLiteral("PL"), QStringLiteral("Poland"), QStringLiteral("Europe"), 7},
            {QStringLiteral("US"), QStringLiteral("United States"), QStringLiteral("America"), 9}});
        QSignalSpy changed(&list, &CheckList::changed);
        auto *tree = list.findChild<QTreeWidget *>();
        QTreeWidgetItem *europe = tree->findItems(QStringLiteral("Europe"), Qt::MatchExactly).first();
        QCOMPARE(europe->text(1), QStringLiteral("10"));
        europe->setCheckState(0, Qt::Checked);
        QTRY_VERIFY(!changed.isEmpty());
        QCOMPARE(list.ticked(), (QStringList{QStringLiteral("PL"), QStringLiteral("SE")}));
        list.toggle(QStringLiteral("SE"));
        QCOMPARE(europe->checkState(0), Qt::PartiallyChecked);
        QCOMPARE(list.ticked(), QStringList{QStringLiteral("PL")});
    }

    void theEndsOfARangeAreDragged()
    {
        const demo::World world;
        RangeEdit editor(kMemory.spec, world.theme.get());
        editor.setValues({10, 20, 30, 40, 50, 60, 70, 80});
        editor.resize(260, 200);
        editor.show();
        auto *bars = editor.findChild<RangeBars *>();
        QSignalSpy edited(&editor, &RangeEdit::edited);
        QTest::mouseClick(bars, Qt::LeftButton, {}, QPoint(bars->width() / 4, bars->height() / 2));
        QVERIFY(editor.range().from && *editor.range().from > 20 && *editor.range().from < 35);
        QVERIFY(!editor.range().to);
        QTest::mouseClick(bars, Qt::LeftButton, {}, QPoint(bars->width() * 3 / 4, bars->height() / 2));
        QVERIFY(editor.range().to && *editor.range().to > 55 && *editor.range().to < 70);
        QCOMPARE(edited.count(), 2);
        auto *from = editor.findChildren<QDoubleSpinBox *>().first();
        from->setValue(0);
        QVERIFY(!editor.range().from); // "any"
        QCOMPARE(edited.count(), 3);
    }

    void shiftClickAddsAColumnToTheOrder()
    {
        using Order = QVector<OfferSortKey>;
        const Order one = afterClick({}, 4, false);
        QCOMPARE(one, (Order{{4, Qt::AscendingOrder}}));
        QCOMPARE(afterClick(one, 4, false), (Order{{4, Qt::DescendingOrder}}));
        const Order two = afterClick(one, 7, true);
        QCOMPARE(two, (Order{{4, Qt::AscendingOrder}, {7, Qt::AscendingOrder}}));
        const Order turned = afterClick(two, 7, true);
        QCOMPARE(turned.last().order, Qt::DescendingOrder);
        QCOMPARE(afterClick(turned, 7, true), one); // the third time it leaves
        QCOMPARE(afterClick(two, 7, false), (Order{{7, Qt::AscendingOrder}}));
        QCOMPARE(afterClick(afterClick(one, 4, true), 4, true), one); // the last one only turns
    }

    void columnsAreRememberedByName()
    {
        const auto keyOf = [](int column) {
            return column == 0 ? QString() : QStringLiteral("c%1").arg(column);
        };
        QStandardItemModel model(1, 6);
        const auto prepare = [&model](QHeaderView &header) { header.setModel(&model); };
        QHeaderView first(Qt::Horizontal);
        prepare(first);
        first.hideSection(2);
        first.moveSection(5, 1);
        first.resizeSection(3, 77);
        const QStringList saved = readColumns(&first, keyOf);
        QCOMPARE(saved.size(), 4);
        QHeaderView second(Qt::Horizontal);
        prepare(second);
        applyColumns(&second, saved + QStringList{QStringLiteral("of_another_version=9")}, keyOf);
        QCOMPARE(readColumns(&second, keyOf), saved);
        QVERIFY(second.isSectionHidden(2));
        QCOMPARE(second.visualIndex(0), 0);
        applyColumns(&second, {QStringLiteral("nonsense")}, keyOf);
        QCOMPARE(readColumns(&second, keyOf), saved);
    }

    void recentSearchesAreFewAndDifferent()
    {
        QVector<SavedSearch> recent;
        for (int i = 0; i < 30; ++i) {
            recent = withRecent(recent, {{}, QStringLiteral("dph<%1").arg(i % 20), false});
        }
        QCOMPARE(recent.size(), 12);
        QCOMPARE(recent.first().query, QStringLiteral("dph<9"));
        QCOMPARE(withRecent(recent, {{}, QStringLiteral("  "), false}), recent);
        const auto saved = withSaved(withSaved({}, {QStringLiteral("a"), QStringLiteral("dph<1"), false}),
            {QStringLiteral("a"), QStringLiteral("dph<2"), true});
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved.first().query, QStringLiteral("dph<2"));
    }

    void searchesSurviveInTheSettings()
    {
        demo::World world;
        Preferences values = world.settings->values();
        values.savedSearches = {{QStringLiteral("Barato & bom"), QStringLiteral("dph<0.3"), true}};
        values.recentSearches = {{{}, QStringLiteral("num_gpus=2"), false}};
        QVERIFY(world.settings->set(values));
        const SettingsStore again(world.settings->file());
        QCOMPARE(again.values().savedSearches, values.savedSearches);
        QCOMPARE(again.values().recentSearches, values.recentSearches);
    }
};

QTEST_MAIN(TestOfferChips)
#include "test_offer_chips.moc"
