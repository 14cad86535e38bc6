// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_filter.h"
#include "models/query.h"
#include "services/cloud/vast/vast_rows.h"
#include "tests/models/reference_match.h"

#include <nlohmann/json.hpp>
#include <QRandomGenerator>
#include <QTest>

using namespace snapgpu;
using nlohmann::json;

namespace {

json toJson(const QueryScalar &value)
{
    if (const auto *b = std::get_if<bool>(&value)) {
        return *b;
    }
    if (const auto *i = std::get_if<qint64>(&value)) {
        return *i;
    }
    if (const auto *d = std::get_if<double>(&value)) {
        return *d;
    }
    if (const auto *s = std::get_if<QString>(&value)) {
        return s->toStdString();
    }
    return nullptr;
}

/** The query as the vendor's parser prints it. */
json toJson(const Query &query)
{
    json out = json::object();
    for (const QueryCondition &condition : query.conditions) {
        json operand = toJson(condition.value);
        if (condition.op == QueryOp::In || condition.op == QueryOp::NotIn) {
            operand = json::array();
            for (const QueryScalar &item : condition.list) {
                operand.push_back(toJson(item));
            }
        }
        out[condition.field.toStdString()][toText(condition.op).toStdString()] = operand;
    }
    return out;
}

/** The row as the provider reads it; every row needs an ask id to be one. */
Offer offerOf(const char *row)
{
    json fields = json::parse(row, nullptr, false);
    if (!fields.is_object()) {
        return {};
    }
    if (!fields.contains("id") && !fields.contains("ask_contract_id")) {
        fields["id"] = 1;
    }
    return vast::offerFromRow(fields).value_or(Offer());
}

bool holds(const char *text, const char *row)
{
    const auto query = parseQuery(QString::fromUtf8(text));
    return query && matches(*query, offerOf(row));
}

/** Positions and warnings do not survive a way through text. */
Query bare(Query query)
{
    for (QueryCondition &condition : query.conditions) {
        condition.position = 0;
    }
    query.warnings.clear();
    return query;
}

/** Values that fields really have, and those that make trouble. */
const QStringList &randomWords()
{
    static const QStringList words = {QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("0.5"),
        QStringLiteral("24"), QStringLiteral("24564"), QStringLiteral("-3"), QStringLiteral("1e3"),
        QStringLiteral("RTX_4090"), QStringLiteral("RTX_3090"), QStringLiteral("US"), QStringLiteral("ca"),
        QStringLiteral("Quebec,_CA"), QStringLiteral("22.04"), QStringLiteral("verified"),
        QStringLiteral("true"), QStringLiteral("False"), QStringLiteral("None"), QStringLiteral("nan"),
        QStringLiteral("abc"), QStringLiteral("7"), QStringLiteral("570.86.15")};
    return words;
}

const QStringList &randomFields()
{
    static const QStringList fields = {QStringLiteral("gpu_name"), QStringLiteral("num_gpus"),
        QStringLiteral("gpu_ram"), QStringLiteral("gpu_ram_GB"), QStringLiteral("geolocation"),
        QStringLiteral("dph"), QStringLiteral("dph_total"), QStringLiteral("reliability"),
        QStringLiteral("reliability2"), QStringLiteral("cpu_cores"), QStringLiteral("verified"),
        QStringLiteral("datacenter"), QStringLiteral("verification"), QStringLiteral("hosting_type"),
        QStringLiteral("external"), QStringLiteral("rented"), QStringLiteral("rentable"),
        QStringLiteral("static_ip"), QStringLiteral("machine_id"), QStringLiteral("id"),
        QStringLiteral("ask_contract_id"), QStringLiteral("driver_version"), QStringLiteral("ubuntu_version"),
        QStringLiteral("os_version"), QStringLiteral("cpu_name"), QStringLiteral("duration"),
        QStringLiteral("target_reliability"), QStringLiteral("allocated_storage"),
        QStringLiteral("disk_space"), QStringLiteral("brand_new"), QStringLiteral("has_avx")};
    return fields;
}

QString pick(QRandomGenerator &random, const QStringList &list)
{
    return list.at(random.bounded(static_cast<int>(list.size())));
}

QString randomQuery(QRandomGenerator &random)
{
    static const QStringList ops = {QStringLiteral("="), QStringLiteral("!="), QStringLiteral(">"),
        QStringLiteral(">="), QStringLiteral("<"), QStringLiteral("<=")};
    QStringList conditions;
    const int count = random.bounded(1, 4);
    for (int i = 0; i < count; ++i) {
        const QString field = pick(random, randomFields());
        if (random.bounded(4) == 0) {
            conditions.append(
                QStringLiteral("%1 %2 [%3,%4]")
                    .arg(field, random.bounded(2) == 0 ? QStringLiteral("in") : QStringLiteral("notin"),
                        pick(random, randomWords()).remove(QLatin1Char(',')),
                        pick(random, randomWords()).remove(QLatin1Char(','))));
        } else {
            conditions.append(field + pick(random, ops) + pick(random, randomWords()));
        }
    }
    return conditions.join(QLatin1Char(' '));
}

json randomNumber(QRandomGenerator &random)
{
    static const std::vector<json> numbers = {
        1, 2, 0, 24564, 24000, 0.5, 0.37, 7, 1000, 570086015, 259201, "24564", "0.5", " 7\n", "1e3", 22.04};
    return numbers[random.bounded(static_cast<int>(numbers.size()))];
}

/** A row with the types that the vendor sends, numbers in quotes, nulls and holes. */
json randomRow(QRandomGenerator &random)
{
    static const std::vector<json> names = {"RTX 4090", "RTX 3090", "RTX 4090\n", "", "1"};
    static const std::vector<json> places = {"Quebec, CA", ", US", "Sweden, SE", "CA", ""};
    static const std::vector<json> systems = {"22.04", "20.04", "abc"};
    static const std::vector<json> words = {"verified", "unverified", "deverified"};
    const auto from = [&](const std::vector<json> &list) {
        return list[random.bounded(static_cast<int>(list.size()))];
    };
    json row = json::object();
    const auto put = [&](const char *key, const json &value) {
        const int dice = random.bounded(10);
        if (dice > 1) {
            row[key] = value;
        } else if (dice == 1) {
            row[key] = nullptr;
        }
    };
    put("gpu_name", from(names));
    put("geolocation", from(places));
    put("os_version", from(systems));
    put("cpu_name", from(names));
    put("verification", from(words));
    for (const char *key : {"gpu_ram", "dph_total", "reliability", "cpu_cores", "hosting_type", "driver_vers",
             "duration", "expected_reliability", "disk_space", "has_avx", "vericode", "brand_new"}) {
        put(key, randomNumber(random));
    }
    for (const char *key : {"external", "rented", "rentable", "static_ip"}) {
        put(key, random.bounded(2) == 0);
    }
    row["num_gpus"] = random.bounded(1, 9);
    row["machine_id"] = random.bounded(1, 9);
    row[random.bounded(5) == 0 ? "ask_contract_id" : "id"] = random.bounded(1, 9);
    return row;
}

QString randomLine(QRandomGenerator &random)
{
    static const QStringList pieces = {QStringLiteral("gpu_name"), QStringLiteral("dph"),
        QStringLiteral("num_gpus"), QStringLiteral("gpu_ram"), QStringLiteral("driver_version"),
        QStringLiteral("x"), QStringLiteral(" "), QStringLiteral("  "), QStringLiteral("\t"),
        QStringLiteral("\n"), QStringLiteral("="), QStringLiteral(">="), QStringLiteral("<"),
        QStringLiteral("!="), QStringLiteral("=>"), QStringLiteral(" in "), QStringLiteral(" not in "),
        QStringLiteral(" notin "), QStringLiteral(" eq "), QStringLiteral(" not "), QStringLiteral("["),
        QStringLiteral("]"), QStringLiteral("\""), QStringLiteral(","), QStringLiteral("any"),
        QStringLiteral("*"), QStringLiteral("?"), QStringLiteral("1"), QStringLiteral("0.5"),
        QStringLiteral("1e999"), QStringLiteral("-3"), QStringLiteral("nan"), QStringLiteral("RTX_4090"),
        QStringLiteral("true"), QStringLiteral("None"), QStringLiteral("535.86.05"), QStringLiteral("."),
        QStringLiteral("_"), QStringLiteral(";"), QStringLiteral("ü"), QString(QChar(0xD800)),
        QString(QChar(0)), QStringLiteral("\\")};
    QString line;
    const int count = static_cast<int>(random.bounded(14));
    for (int i = 0; i < count; ++i) {
        line += random.bounded(8) == 0 ? QString(QChar(static_cast<char16_t>(random.bounded(0x10000))))
                                       : pieces.at(random.bounded(static_cast<int>(pieces.size())));
    }
    return line;
}

} // namespace

class TestQuery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Results of the vendor's own parser, without its defaults.
    void vendorVectors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QByteArray(expected);
        };
        row("reliability > 0.98 num_gpus=1 gpu_name=RTX_3090",
            R"({"reliability":{"gt":"0.98"},"num_gpus":{"eq":"1"},"gpu_name":{"eq":"RTX 3090"}})");
        row("gpu_name in [RTX_3090,RTX_4090]", R"({"gpu_name":{"in":["RTX 3090","RTX 4090"]}})");
        row(R"(gpu_name in ["RTX 4090", "RTX 3090"] geolocation notin [CN,VN])",
            R"({"gpu_name":{"in":["RTX 4090","RTX 3090"]},"geolocation":{"notin":["CN","VN"]}})");
        row("geolocation not in [US]", R"({"geolocation":{"notin":["US"]}})");
        row("dph<0.5 cuda_vers>=12.4", R"({"dph_total":{"lt":"0.5"},"cuda_max_good":{"gte":"12.4"}})");
        row("gpu_ram>=24 cpu_ram>32 duration>3",
            R"({"gpu_ram":{"gte":24000.0},"cpu_ram":{"gt":32000.0},"duration":{"gt":259200.0}})");
        row("driver_version >= 535.86.05", R"({"driver_version":{"gte":535086005}})");
        row("driver_version>=535086005", R"({"driver_version":{"gte":"535086005"}})");
        row("num_gpus>=1 num_gpus<=4", R"({"num_gpus":{"gte":"1","lte":"4"}})");
        row("datacenter=True static_ip=true", R"({"datacenter":{"eq":true},"static_ip":{"eq":true}})");
        row(R"(gpu_name="RTX 4090")", R"({"gpu_name":{"eq":"RTX 4090"}})");
        row("disk_space>=100 dph<=1 dph>0.1",
            R"({"disk_space":{"gte":"100"},"dph_total":{"lte":"1","gt":"0.1"}})");
        row("machine_id in [1,2,3]", R"({"machine_id":{"in":["1","2","3"]}})");
        row("verified=any", "{}");
        row("verified=False", R"({"verified":{"eq":false}})");
        row("dph=any", "{}");
        row("reliability2>0.99", R"({"reliability2":{"gt":"0.99"}})");
        row("hosting_type=1", R"({"hosting_type":{"eq":"1"}})");
        row("foo=1", R"({"foo":{"eq":"1"}})");
        // Further rules of the same parser.
        row("", "{}");
        row("   ", "{}");
        row("cluster_id=None rented=null", R"({"cluster_id":{"eq":null},"rented":{"eq":null}})");
        row("num_gpus eq 2 dph lte 1", R"({"num_gpus":{"eq":"2"},"dph_total":{"lte":"1"}})");
        row("num_gpus not eq 2", R"({"num_gpus":{"neq":"2"}})");
        row("num_gpus noteq 2 gpu_name nin [A,B]",
            R"({"num_gpus":{"neq":"2"},"gpu_name":{"notin":["A","B"]}})");
        row("num_gpus=1 num_gpus=2", R"({"num_gpus":{"eq":"2"}})");
        row("verified=true verified=any", "{}");
        row("num_gpus==1", R"({"num_gpus":{"eq":"1"}})");
        row("machine_id in [1,,2, ]", R"({"machine_id":{"in":["1","2"]}})");
        row("display_active=false dlperf_usd>1 flops_usd<2",
            R"({"gpu_display_active":{"eq":false},"dlperf_per_dphtotal":{"gt":"1"},"flops_per_dphtotal":{"lt":"2"}})");
    }
    void vendorVectors()
    {
        QFETCH(QString, text);
        QFETCH(QByteArray, expected);
        const auto query = parseQuery(text);
        QVERIFY2(query, query ? "" : qPrintable(query.error().message));
        QCOMPARE(QByteArray::fromStdString(toJson(*query).dump()),
            QByteArray::fromStdString(json::parse(expected.toStdString()).dump()));
    }

    void wildcardsRemoveDefaults()
    {
        const auto query = parseQuery(QStringLiteral("verified=any dph=* rentable=?"));
        QVERIFY(query);
        QCOMPARE(query->removedDefaults,
            QStringList(
                {QStringLiteral("verified"), QStringLiteral("dph_total"), QStringLiteral("rentable")}));
    }

    void warnings()
    {
        for (const char *text : {"reliability2>0.99", "hosting_type=1", "foo=1"}) {
            const auto query = parseQuery(QString::fromLatin1(text));
            QVERIFY(query);
            QCOMPARE(query->warnings.size(), 1);
        }
        const auto typo = parseQuery(QStringLiteral("num_gpu=1"));
        QVERIFY(typo->warnings.value(0).contains(QStringLiteral("num_gpus")));
        QVERIFY(parseQuery(QStringLiteral("num_gpus=1"))->warnings.isEmpty());
    }

    void errors_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("suggestion"); // contained
        const auto row = [](const char *text, int position, const char *suggestion) {
            QTest::newRow(text) << QString::fromUtf8(text) << position << QString::fromUtf8(suggestion);
        };
        row("gpu_ram in [24,48]", 11, "gpu_ram>=24");
        row("num_gpus=", 9, "num_gpus=any");
        row("num_gpus>any", 8, "num_gpus=any");
        row("dph_total 0.5", 10, "dph_total=0.5");
        row("gpu_name = RTX_4090 ; num_gpus=1", 20, "");
        row("num_gpus => 2", 9, "num_gpus>=2");
        row("num_gpus <> 2", 9, "num_gpus!=2");
        row("gpu_ram>=lots", 9, "gpu_ram>=24");
        row("driver_version>=535.86", 16, "535.86.05");
        row("driver_version>=535.86.x", 16, "535.86.05");
        row("num_gpus=[]", 9, "num_gpus=any");
        row("=1", 0, "");
        row("num_gpus", 8, "num_gpus=1");
        row("dph<0.5 gpu_ram>=1e999", 17, "");
        row("gpu_name in ]", 12, "");
    }
    void errors()
    {
        QFETCH(QString, text);
        QFETCH(int, position);
        QFETCH(QString, suggestion);
        const auto query = parseQuery(text);
        QVERIFY(!query);
        QVERIFY(!query.error().message.isEmpty());
        QCOMPARE(query.error().position, position);
        QVERIFY2(query.error().suggestion.contains(suggestion), qPrintable(query.error().suggestion));
    }

    void orders()
    {
        QCOMPARE(parseOrder(QStringLiteral("dph,reliability-")),
            QVector<OrderKey>({{QStringLiteral("dph_total"), false}, {QStringLiteral("reliability"), true}}));
        QCOMPARE(parseOrder(QStringLiteral("-score, dlperf_usd+ ,,+num_gpus")),
            QVector<OrderKey>({{QStringLiteral("score"), true},
                {QStringLiteral("dlperf_per_dphtotal"), false}, {QStringLiteral("num_gpus"), false}}));
        QVERIFY(parseOrder({}).isEmpty());
        QVERIFY(parseOrder(QStringLiteral("-,+, ")).isEmpty());
    }

    void matching_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *text, const char *fields, bool expected) {
            QTest::addRow("%s | %s", text, fields) << QByteArray(text) << QByteArray(fields) << expected;
        };
        row("num_gpus=1", R"({"num_gpus":1})", true);
        row("num_gpus=1", R"({"num_gpus":"1"})", true);
        row("num_gpus=1", R"({"num_gpus":1.0})", true);
        row("num_gpus=1", R"({"num_gpus":2})", false);
        row("num_gpus!=1", R"({"num_gpus":2})", true);
        row("gpu_name=RTX_4090", R"({"gpu_name":"RTX 4090"})", true);
        row("gpu_name=RTX_4090", R"({"gpu_name":"RTX 4090\n"})", true);
        row("gpu_name=RTX_4090", R"({"gpu_name":"RTX 4090D"})", false);
        row("gpu_name in [RTX_3090,RTX_4090]", R"({"gpu_name":"RTX 4090"})", true);
        row("gpu_name notin [RTX_3090,RTX_4090]", R"({"gpu_name":"RTX 4090"})", false);
        row("gpu_ram>=24", R"({"gpu_ram":24564})", true);
        row("gpu_ram>=24", R"({"gpu_ram":"24564"})", true);
        row("gpu_ram=24", R"({"gpu_ram":24564})", false);
        row("gpu_ram_GB>=24", R"({"gpu_ram":24564})", true);
        row("gpu_ram_GB>=25", R"({"gpu_ram":24564})", false);
        row("duration>3", R"({"duration":259201})", true);
        row("duration>3", R"({"duration":259199})", false);
        row("dph<0.5", R"({"dph_total":0.37})", true);
        row("dph<0.5", R"({"dph_total":0.5})", false);
        row("dph<=0.5", R"({"dph_total":0.5})", true);
        row("inet_down>=500", R"({})", true); // unknown is not a refusal
        row("cpu_cores>=8", R"({"cpu_cores":null})", true);
        row("cpu_cores=8", R"({"cpu_cores":null})", false);
        row("cpu_cores=null", R"({"cpu_cores":null})", true);
        row("cpu_cores=null", R"({"cpu_cores":8})", false);
        row("cpu_cores!=null", R"({"cpu_cores":null})", false);
        row("cpu_cores in [8]", R"({"cpu_cores":null})", false);
        row("geolocation=CA", R"({"geolocation":"Quebec, CA"})", true);
        row("geolocation in [US,ca]", R"({"geolocation":"Quebec, CA"})", true);
        row("geolocation notin [CN,VN]", R"({"geolocation":"Quebec, CA"})", true);
        row("geolocation notin [US]", R"({"geolocation":", US"})", false);
        row("geolocation=US", R"({"geolocation":null})", false);
        row("geolocation notin [US]", R"({"geolocation":null})", true);
        row("driver_version>=535.86.05", R"({"driver_vers":570086015,"driver_version":"570.86.15"})", true);
        row("driver_version>=575.0.0", R"({"driver_vers":570086015})", false);
        row("driver_version>=570086015", R"({"driver_vers":570086015})", true);
        row("static_ip=true", R"({"static_ip":true})", true);
        row("static_ip=true", R"({"static_ip":false})", false);
        row("static_ip=true", R"({"static_ip":1})", true);
        row("external=false", R"({"external":null})", true);
        row("rented=false", R"({"rented":null})", true);
        row("rented=true", R"({"rented":null})", false);
        row("id=7", R"({"ask_contract_id":7})", true); // the same number, one of the two is there
        row("ask_contract_id=7", R"({"id":7})", true);
        row("ubuntu_version>=22.04", R"({"os_version":"22.04"})", true);
        row("ubuntu_version>=22.04", R"({"os_version":"20.04"})", false);
        row("target_reliability=0.9", R"({"expected_reliability":0.95})", true);
        row("target_reliability=0.9", R"({"expected_reliability":0.85})", false);
        row("num_gpus=1", "not json", true);
        row("num_gpus=1", "[1]", true);
        row("machine_id in [1,2,3]", R"({"machine_id":2})", true);
        row("machine_id in [1,2,3]", R"({"machine_id":4})", false);
    }
    void matching()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, row);
        QFETCH(bool, expected);
        QCOMPARE(holds(text.constData(), row.constData()), expected);
    }

    void virtualFieldsFollowTheirColumns()
    {
        Offer offer = offerOf(R"({"verification":"verified","hosting_type":0})");
        QVERIFY(matches(*parseQuery(QStringLiteral("verified=true datacenter=false")), offer));
        QVERIFY(!matches(*parseQuery(QStringLiteral("verified=false")), offer));
        QVERIFY(!matches(*parseQuery(QStringLiteral("datacenter=true")), offer));
        offer = offerOf("{}"); // the row says nothing about them
        QVERIFY(matches(*parseQuery(QStringLiteral("verified=false datacenter=true")), offer));
    }

    void compiledFilterEqualsTheReference()
    {
        QRandomGenerator random(20261125);
        std::vector<json> rows;
        QVector<Offer> offers;
        for (int i = 0; i < 400; ++i) {
            rows.push_back(randomRow(random));
            const auto offer = vast::offerFromRow(rows.back());
            QVERIFY(offer);
            offers.append(*offer);
        }
        int pairs = 0;
        int accepted = 0;
        while (pairs < 100'000) {
            const QString text = randomQuery(random);
            const auto query = parseQuery(text);
            if (!query) {
                continue;
            }
            const OfferFilter filter(*query);
            OfferFilter::Pass pass(filter);
            for (int i = 0; i < 20; ++i, ++pairs) {
                const int row = random.bounded(static_cast<int>(rows.size()));
                const bool expected = test::referenceMatches(*query, rows[static_cast<std::size_t>(row)]);
                const auto where = [&]() -> QString {
                    return text + QStringLiteral("  |  ")
                        + QString::fromStdString(rows[static_cast<std::size_t>(row)].dump());
                };
                QVERIFY2(filter.accepts(offers.at(row)) == expected, qPrintable(where()));
                QVERIFY2(pass.accepts(offers.at(row)) == expected, qPrintable(where()));
                accepted += expected ? 1 : 0;
            }
        }
        QVERIFY2(accepted > pairs / 10 && accepted < pairs * 9 / 10, "the generator must find both answers");
    }

    void wideIdentitiesAreExact()
    {
        QVERIFY(holds("machine_id=9007199254740993", R"({"machine_id":9007199254740993})"));
        QVERIFY(!holds("machine_id=9007199254740993", R"({"machine_id":9007199254740992})"));
        QVERIFY(holds("id>9223372036854775806", R"({"id":9223372036854775807})"));
        QVERIFY(!holds("id in [9223372036854775806]", R"({"id":"9223372036854775807"})"));
    }

    void randomLinesNeverCrash()
    {
        QRandomGenerator random(20261123);
        const Offer offer = offerOf(
            R"({"gpu_name":"RTX 4090","num_gpus":1,"dph_total":"0.4","x":null,"gpu_ram":[1],"driver_vers":{}})");
        int understood = 0;
        for (int i = 0; i < 120'000; ++i) {
            const QString line = randomLine(random);
            const auto query = parseQuery(line);
            if (!query) {
                QVERIFY2(
                    query.error().position >= 0 && query.error().position <= line.size(), qPrintable(line));
                QVERIFY(!query.error().message.isEmpty());
                continue;
            }
            ++understood;
            matches(*query, offer);
            for (const QueryCondition &condition : query->conditions) {
                QVERIFY(condition.position >= 0 && condition.position < line.size());
            }
            parseOrder(line);
        }
        QVERIFY2(understood > 5'000, "the generator must also make valid lines");
    }

    void textFindsBackToTheQuery_data() { vendorVectors_data(); }
    void textFindsBackToTheQuery()
    {
        QFETCH(QString, text);
        const auto query = parseQuery(text);
        const auto again = parseQuery(toText(*query));
        QVERIFY2(again, qPrintable(toText(*query)));
        QCOMPARE(toText(*again), toText(*query));
        QVERIFY(bare(*again) == bare(*query));
    }
};

QTEST_GUILESS_MAIN(TestQuery)
#include "test_query.moc"
