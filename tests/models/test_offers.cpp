// SPDX-License-Identifier: GPL-3.0-or-later
// The offer and its field table, facets, the cost of conditions, edits of the line and completion.
#include "models/offer_facets.h"
#include "models/offer_filter.h"
#include "models/offer_sort.h"
#include "models/query_complete.h"
#include "models/query_edit.h"
#include "services/cloud/vast/vast_rows.h"
#include "tests/support/test_paths.h"

#include <nlohmann/json.hpp>
#include <QFile>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace snapgpu;
using nlohmann::json;

namespace {

std::vector<json> sampleRows()
{
    QFile file(test::sourceDir() + QStringLiteral("/tests/models/data/offers.json"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return json::parse(file.readAll().toStdString())["offers"].get<std::vector<json>>();
}

Offer offerOf(const json &row) { return vast::offerFromRow(row).value_or(Offer()); }

Offer offer(qint64 id, const char *gpu, double price, const char *place = "Quebec, CA")
{
    return offerOf({{"id", id}, {"machine_id", id}, {"gpu_name", gpu}, {"num_gpus", 1}, {"dph_total", price},
        {"gpu_ram", 24564}, {"geolocation", place},
        {"verification", id % 2 == 0 ? "verified" : "unverified"}});
}

/** Numbers as the vendor writes them (16.0) and as we do (16) are the same. */
bool sameJson(const json &a, const json &b)
{
    if (a.is_number() && b.is_number()) {
        return a.get<double>() == b.get<double>();
    }
    if (a.is_object() && b.is_object()) {
        return a.size() == b.size() && std::all_of(a.items().begin(), a.items().end(), [&](const auto &item) {
            return b.contains(item.key()) && sameJson(item.value(), b[item.key()]);
        });
    }
    return a == b;
}

QStringList texts(const QueryCompletion &completion)
{
    QStringList all;
    for (const QueryCompletion::Candidate &candidate : completion.candidates) {
        all.append(candidate.text);
    }
    return all;
}

/** "|" marks the cursor. */
QueryCompletion completed(QString line, const ValueSource &values = {})
{
    const auto cursor = static_cast<int>(line.indexOf(QLatin1Char('|')));
    return completeQuery(line.remove(QLatin1Char('|')), cursor, values);
}

} // namespace

class TestOffers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldOfTheVendorIsTyped()
    {
        const std::vector<json> rows = sampleRows();
        QCOMPARE(rows.size(), std::size_t(3));
        for (const json &row : rows) {
            const Offer offer = offerOf(row);
            QVERIFY2(offer.raw.isEmpty(), offer.raw.constData()); // nothing without a home
            json expected = row;
            for (auto &[name, value] : expected.items()) {
                if (value == "") {
                    value = nullptr; // an empty text is nothing
                }
            }
            if (expected["geolocation"] == ", US") {
                expected["geolocation"] = "US";
            }
            const json written = json::parse(offerJson(offer).toStdString());
            for (const auto &[name, value] : expected.items()) {
                QVERIFY2(written.contains(name) && sameJson(written[name], value),
                    (name + ": " + (written.contains(name) ? written[name].dump() : "missing")).c_str());
            }
            QCOMPARE(written.size(), expected.size());
        }
    }

    void tableIsWhole()
    {
        QSet<QString> keys;
        QSet<QString> headers;
        for (const OfferFieldInfo &info : offerFields()) {
            QVERIFY2(!keys.contains(info.keyText()), info.key);
            keys.insert(info.keyText());
            QVERIFY2(!info.headerText().isEmpty(), info.key);
            QVERIFY2(!headers.contains(info.headerText()), qPrintable(info.headerText()));
            headers.insert(info.headerText());
        }
        for (const QString &name : knownQueryFields()) {
            QVERIFY2(findOfferField(name) != nullptr, qPrintable(name));
        }
    }

    void valuesMayBeTextsNullsAndNonsense()
    {
        const Offer odd =
            offerOf(json::parse(R"({"id":"9223372036854775807","machine_id":"12","gpu_ram":" 24564\n",
            "num_gpus":"2","dph_total":-1,"dph_base":"NaN","inet_down":null,"static_ip":"true","cluster_id":9007199254740993,
            "gpu_ids":["x"],"cpu_name":{"a":1},"search":{"diskHour":0.5,"new":1},"brand_new":[1,2],"score":1e300})"));
        QCOMPARE(odd.id, std::numeric_limits<qint64>::max());
        QCOMPARE(odd.machineId, qint64(12));
        QCOMPARE(odd.gpuRamMb.value(), 24564.0);
        QCOMPARE(odd.numGpus, 2);
        QCOMPARE(odd.dphTotal.presence(), Presence::Null); // a price below nothing is none
        QCOMPARE(odd.dphBase.presence(), Presence::Null);
        QCOMPARE(odd.inetDownMbps.presence(), Presence::Null);
        QCOMPARE(odd.inetUpMbps.presence(), Presence::Absent);
        QVERIFY(odd.staticIp && odd.cpuName.isEmpty());
        QCOMPARE(*odd.clusterId, qint64(9007199254740993));
        QStringList names;
        for (const ExtraField &extra : extraFields(odd)) {
            names.append(extra.name);
        }
        QCOMPARE(names,
            QStringList({QStringLiteral("brand_new"), QStringLiteral("cpu_name"), QStringLiteral("dph_base"),
                QStringLiteral("dph_total"), QStringLiteral("gpu_ids"), QStringLiteral("search")}));
        const json written = json::parse(offerJson(odd).toStdString());
        QCOMPARE(written["search"].dump(), std::string(R"({"diskHour":0.5,"new":1})"));
        QCOMPARE(written["dph_total"].dump(), std::string("-1")); // nothing is lost
    }

    void priceFollowsDiskTrafficAndBid()
    {
        Offer offer;
        offer.dphBase = 0.36;
        offer.storageCost = 0.15;
        offer.inetDownCost = 0.003;
        offer.minBid = 0.18;
        QCOMPARE(offer.hourlyWithDisk(50).micros(), 370'417);
        QCOMPARE(offer.trafficDollars(100'000'000'000).value(), 0.3);
        offer.isBid = true;
        QCOMPARE(offer.hourlyWithDisk(50).micros(), 190'417);
        QVERIFY(!Offer().trafficDollars(1));
    }

    void keysOrderNumbersAndWords()
    {
        QVector<Offer> rows = {offer(1, "b", 2), offer(2, "A", 1), offer(3, "", 3), offer(4, "a", 0.5)};
        rows[3].dphTotal = Real();
        const std::vector<double> names = fieldKeys(offerField(OfferField::GpuName), rows);
        QCOMPARE(names[1], names[3]); // letter case apart
        QVERIFY(names[1] < names[0] && names[0] < names[2] && std::isinf(names[2]));
        std::vector<double> prices = fieldKeys(offerField(OfferField::DphTotal), rows);
        descend(prices);
        QVERIFY(prices[2] < prices[0] && prices[0] < prices[1] && prices[1] < prices[3]);
    }

    void facetsIgnoreTheirOwnCondition()
    {
        const QVector<Offer> rows = {offer(1, "RTX 4090", 0.4), offer(2, "RTX 4090", 0.5, "Sweden, SE"),
            offer(3, "RTX 3090", 0.2), offer(4, "H100 SXM", 3, ", US"), offer(5, "RTX 3090", 0.9)};
        const Query query = *parseQuery(QStringLiteral("gpu_name=RTX_4090 dph<=0.5"));
        const QVector<Facet> found = facets(
            query, rows, {FacetKind::GpuName, FacetKind::Country, FacetKind::Region, FacetKind::VramGb});
        QCOMPARE(found.at(0).values,
            QVector<FacetValue>({{QStringLiteral("RTX 4090"), 0, 2}, {QStringLiteral("RTX 3090"), 0, 1}}));
        QCOMPARE(found.at(1).values,
            QVector<FacetValue>({{QStringLiteral("CA"), 0, 1}, {QStringLiteral("SE"), 0, 1}}));
        QCOMPARE(found.at(2).values,
            QVector<FacetValue>({{QStringLiteral("Europe"), 0, 1}, {QStringLiteral("North_America"), 0, 1}}));
        QCOMPARE(found.at(3).values, QVector<FacetValue>({{QStringLiteral("24"), 24, 2}}));
    }

    void facetCountsAreWhatTheFilterThenShows()
    {
        QRandomGenerator random(4);
        const char *names[] = {"RTX 4090", "RTX 3090", "L4"};
        const char *places[] = {"Quebec, CA", ", US", "Sweden, SE", ""};
        QVector<Offer> rows;
        for (int i = 1; i < 400; ++i) {
            rows.append(
                offer(i, names[random.bounded(3)], random.bounded(10) * 0.1, places[random.bounded(4)]));
        }
        for (const char *line :
            {"", "dph<0.5", "gpu_name=L4 dph>0.2", "geolocation in [CA,US] gpu_name!=L4"}) {
            const QString text = QString::fromLatin1(line);
            const auto found = facets(*parseQuery(text), rows, {FacetKind::GpuName, FacetKind::Country});
            for (const Facet &facet : found) {
                for (const FacetValue &value : facet.values) {
                    const QString chosen =
                        queryedit::withValues(queryedit::withoutField(text, facetField(facet.kind)),
                            facetField(facet.kind), {value.value});
                    const OfferFilter filter(*parseQuery(chosen));
                    const auto count = std::count_if(rows.begin(), rows.end(), [&](const Offer &row) {
                        // A place that is not told is no refusal, but it is no value of the facet either.
                        return filter.accepts(row)
                            && valueOf(*findOfferField(facetField(facet.kind)), row).presence
                            == Presence::Value;
                    });
                    QVERIFY2(count == value.count, qPrintable(chosen));
                }
            }
        }
    }

    void costliestConditionIsNamedAndRelaxed()
    {
        const QVector<Offer> rows = {
            offer(1, "RTX 4090", 0.4), offer(2, "RTX 4090", 0.31), offer(3, "RTX 3090", 0.1)};
        const QString text = QStringLiteral("gpu_name=RTX_4090  dph<=0.2 num_gpus=1");
        const QVector<ConditionCost> costs = conditionCosts(text, rows);
        QCOMPARE(costs.size(), 3);
        QCOMPARE(costs.at(0).condition, 1);
        QCOMPARE(costs.at(0).gained, 2);
        QCOMPARE(costs.at(0).withoutText, QStringLiteral("gpu_name=RTX_4090 num_gpus=1"));
        QCOMPARE(costs.at(0).loosenedText, QStringLiteral("gpu_name=RTX_4090 dph_total<=0.31 num_gpus=1"));
        QVERIFY(OfferFilter(*parseQuery(costs.at(0).loosenedText)).accepts(rows.at(1)));
        QCOMPARE(costs.at(1).gained, 1);
        QVERIFY(costs.at(1).loosenedText.isEmpty());
        QVERIFY(conditionCosts(QStringLiteral("gpu_name="), rows).isEmpty());
    }

    void loosenedBoundsAlwaysLetAnOfferIn()
    {
        QRandomGenerator random(9);
        for (int round = 0; round < 300; ++round) {
            QVector<Offer> rows;
            for (int i = 1; i < 20; ++i) {
                rows.append(offerOf({{"id", i}, {"dph_total", random.generateDouble() * 20},
                    {"gpu_ram", random.bounded(8000, 90000)}, {"duration", random.bounded(1, 9000000)},
                    {"inet_down", random.generateDouble() * 9000},
                    {"reliability", random.generateDouble()}}));
            }
            for (const char *line :
                {"dph<0", "gpu_ram>=200", "duration>900", "inet_down>10000", "reliability>1"}) {
                const QVector<ConditionCost> costs = conditionCosts(QString::fromLatin1(line), rows);
                const OfferFilter filter(parseQuery(costs.first().loosenedText).value());
                QVERIFY2(
                    std::any_of(rows.begin(), rows.end(), [&](const Offer &o) { return filter.accepts(o); }),
                    qPrintable(costs.first().loosenedText));
            }
        }
    }

    void editsKeepTheRest_data()
    {
        QTest::addColumn<QString>("result");
        QTest::addColumn<QString>("expected");
        using namespace queryedit;
        const auto row = [](const char *name, const QString &result, const char *expected) {
            QTest::newRow(name) << result << QString::fromUtf8(expected);
        };
        const QString line = QStringLiteral("num_gpus = 1   gpu_name in [RTX_3090,\"RTX 4090\"] dph < 0.5");
        row("bound", withBound(line, QStringLiteral("dph_total"), QueryOp::Lte, 0.75),
            "num_gpus = 1   gpu_name in [RTX_3090,\"RTX 4090\"] dph_total<=0.75");
        row("other side", withBound(line, QStringLiteral("dph"), QueryOp::Gt, 0.1),
            "num_gpus = 1   gpu_name in [RTX_3090,\"RTX 4090\"] dph < 0.5 dph>0.1");
        row("remove first", withoutField(line, QStringLiteral("num_gpus")),
            "gpu_name in [RTX_3090,\"RTX 4090\"] dph < 0.5");
        row("remove middle", withoutField(line, QStringLiteral("gpu_name")), "num_gpus = 1 dph < 0.5");
        row("remove what is not there", withoutField(line, QStringLiteral("inet_up")),
            line.toUtf8().constData());
        row("toggle off", withValueToggled(line, QStringLiteral("gpu_name"), QStringLiteral("RTX 4090")),
            "num_gpus = 1 gpu_name=RTX_3090 dph < 0.5");
        row("toggle on", withValueToggled(line, QStringLiteral("gpu_name"), QStringLiteral("L4")),
            "num_gpus = 1 gpu_name in [RTX_3090,RTX_4090,L4] dph < 0.5");
        row("toggle the last one off",
            withValueToggled(QStringLiteral("gpu_name=L4"), QStringLiteral("gpu_name"), QStringLiteral("L4")),
            "");
        row("exclude",
            withExcluded(QStringLiteral("dph<1"), QStringLiteral("machine_id"), QStringLiteral("7")),
            "dph<1 machine_id notin [7]");
        row("exclude more",
            withExcluded(
                QStringLiteral("machine_id!=7 dph<1"), QStringLiteral("machine_id"), QStringLiteral("8")),
            "machine_id notin [7,8] dph<1");
        row("wildcard",
            withCondition(QStringLiteral("verified=any dph<1"), QStringLiteral("verified"), {QueryOp::Eq},
                QStringLiteral("verified=false")),
            "verified=false dph<1");
        row("twice",
            withCondition(QStringLiteral("dph<1 num_gpus=1 dph_total<=2"), QStringLiteral("dph"), {}, {}),
            "num_gpus=1");
        row("odd name", withValues(QString(), QStringLiteral("cpu_name"), {QStringLiteral("Intel(R) Xeon")}),
            "cpu_name=\"Intel(R)_Xeon\"");
        row("not understood", withoutField(QStringLiteral("dph<1 num_gpus="), QStringLiteral("dph")),
            "dph<1 num_gpus=");
        row("without", withoutConditionAt(QStringLiteral("dph<1 num_gpus=1"), 6), "dph<1");
    }
    void editsKeepTheRest()
    {
        QFETCH(QString, result);
        QFETCH(QString, expected);
        QCOMPARE(result, expected);
    }

    void completion_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("first"); // candidates, the first few
        QTest::addColumn<QString>("accepted"); // the line with the first one
        const auto row = [](const char *line, const char *first, const char *accepted) {
            QTest::newRow(line) << QString::fromUtf8(line) << QString::fromUtf8(first)
                                << QString::fromUtf8(accepted);
        };
        row("gpu_na|", "gpu_name", "gpu_name");
        row("num_gpus=1 inet_d|", "inet_down inet_down_cost", "num_gpus=1 inet_down");
        row("num|_g dph<1", "num_gpus", "num_gpus dph<1");
        row("static_ip |", "=", "static_ip =");
        row("gpu_name |", "= != in notin", "gpu_name =");
        row("gpu_name no|", "notin", "gpu_name notin [");
        row("dph |", ">= <=", "dph >=");
        row("static_ip=|", "true false any", "static_ip=true");
        row("static_ip=f|", "false", "static_ip=false");
        row("gpu_name=|", "RTX_4090 RTX_3090", "gpu_name=RTX_4090");
        row("gpu_name=3090|", "RTX_3090", "gpu_name=RTX_3090");
        row("gpu_name in [RTX_4090, rtx_3|] dph<1", "RTX_3090", "gpu_name in [RTX_4090, RTX_3090] dph<1");
        row("gpu_name in [\"RTX 4090\", \"RTX 3|", "RTX_3090", "gpu_name in [\"RTX 4090\", RTX_3090");
        row("verified=a|", "any", "verified=any");
        row("gpu_name>=|", "RTX_4090 RTX_3090", "gpu_name>=RTX_4090");
    }
    void completion()
    {
        QFETCH(QString, line);
        QFETCH(QString, first);
        QFETCH(QString, accepted);
        const QVector<Offer> rows = {
            offer(1, "RTX 4090", 0.4), offer(2, "RTX 4090", 0.5), offer(3, "RTX 3090", 0.2)};
        const auto values = [&](const OfferFieldInfo &info) { return knownValues(info, rows, 50); };
        const QueryCompletion found = completed(line, values);
        const QStringList expected = first.split(QLatin1Char(' '));
        QCOMPARE(texts(found).mid(0, expected.size()), expected);
        const auto [text, cursor] =
            withCompletion(QString(line).remove(QLatin1Char('|')), found, expected.first());
        QCOMPARE(text, accepted);
        QVERIFY(cursor > 0 && cursor <= text.size());
    }

    void completionKnowsWhenThereIsNothing()
    {
        QCOMPARE(completed(QStringLiteral("gpu_name|")).kind, QueryCompletion::Kind::Nothing);
        QCOMPARE(completed(QStringLiteral("zzzz|")).kind, QueryCompletion::Kind::Nothing);
        QCOMPARE(completed(QStringLiteral("inet_down>=|")).kind, QueryCompletion::Kind::Nothing);
        QCOMPARE(completed(QStringLiteral("|")).kind, QueryCompletion::Kind::Field);
    }

    void anyCursorInAnyLineIsSafe()
    {
        QRandomGenerator random(5);
        const QString letters = QStringLiteral("gpu_name dph=<>![],\" 1.in notin RTX;ü");
        for (int i = 0; i < 20'000; ++i) {
            QString line;
            const int length = random.bounded(24);
            for (int k = 0; k < length; ++k) {
                line += letters.at(random.bounded(static_cast<int>(letters.size())));
            }
            const int cursor = random.bounded(-2, length + 3);
            const QueryCompletion found = completeQuery(line, cursor);
            QVERIFY(found.from >= 0 && found.from <= found.to && found.to <= line.size());
            if (!found.candidates.isEmpty()) {
                withCompletion(line, found, found.candidates.first().text);
            }
            queryedit::withoutField(line, QStringLiteral("gpu_name"));
            queryedit::withValueToggled(line, QStringLiteral("gpu_name"), QStringLiteral("x"));
        }
    }
};

QTEST_GUILESS_MAIN(TestOffers)
#include "test_offers.moc"
