// SPDX-License-Identifier: GPL-3.0-or-later
// Search and create as the reference describes them: fields, filters, defaults, statuses, codes, texts.
#include "tests/sandbox/api_rig.h"

#include <QSet>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::sandbox;
using namespace snapgpu::sandbox::test;

class SandboxOffersTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyOfferFieldIsThere();
    void searchFilters_data();
    void searchFilters();
    void searchRefusals_data();
    void searchRefusals();
    void searchDefaultsAndLimits();
    void pricesFollowTheDisk();
    void createRefusals();
    void createFaults();
};

void SandboxOffersTest::everyOfferFieldIsThere()
{
    Rig rig;
    const Json row = rig.offers({{"limit", 1}}).at(0);
    const char *const fields =
        "id ask_contract_id bundle_id bundled_results bw_nvlink compute_cap cpu_arch cpu_cores "
        "cpu_cores_effective cpu_ghz cpu_name cpu_ram credit_discount_max cuda_max_good direct_port_count "
        "disk_bw "
        "disk_name disk_space dlperf dlperf_per_dphtotal dph_base dph_total driver_version driver_vers "
        "duration "
        "end_date external flops_per_dphtotal geolocation geolocode gpu_arch gpu_display_active gpu_frac "
        "gpu_ids "
        "gpu_lanes gpu_max_power gpu_max_temp gpu_mem_bw gpu_name gpu_ram gpu_total_ram has_avx host_id "
        "hosting_type "
        "hostname inet_down inet_down_cost inet_up inet_up_cost is_bid is_vm_deverified logo machine_id "
        "min_bid "
        "mobo_name num_gpus os_version pci_gen pcie_bw platform_fee public_ipaddr reliability "
        "reliability_mult "
        "rentable rented resource_type rn score start_date static_ip storage_cost storage_total_cost "
        "total_flops "
        "verification vericode vms_enabled vram_costperhour webpage expected_reliability cluster_id "
        "avail_vol_ask_id "
        "avail_vol_dph avail_vol_size nw_disk_min_bw nw_disk_max_bw nw_disk_avg_bw dph_total_adj "
        "reliability2 "
        "discount_rate discounted_hourly discounted_dph_total search instance time_remaining "
        "time_remaining_isbid "
        "internet_up_cost_per_tb internet_down_cost_per_tb";
    for (const QByteArray &field : QByteArray(fields).split(' ')) {
        QVERIFY2(row.contains(field.toStdString()), field.constData());
    }
    COMPARE_JSON(row["id"], row["ask_contract_id"]);
    QCOMPARE(row["rn"].get<int>(), 1);
}

void SandboxOffersTest::searchFilters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("column");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("number") << QByteArray(R"({"num_gpus":{"eq":2}})") << QByteArray("num_gpus") << 2.0 << 2.0;
    QTest::newRow("number as text") << QByteArray(R"({"num_gpus":{"eq":"1"}})") << QByteArray("num_gpus")
                                    << 1.0 << 1.0;
    QTest::newRow("two ops") << QByteArray(R"({"num_gpus":{"gte":"1","lte":"4"}})") << QByteArray("num_gpus")
                             << 1.0 << 4.0;
    QTest::newRow("gb alias") << QByteArray(R"({"gpu_ram_GB":{"gte":24}})") << QByteArray("gpu_ram")
                              << 24000.0 << 1e9;
    QTest::newRow("reliability2") << QByteArray(R"({"reliability2":{"gt":"0.99"}})")
                                  << QByteArray("reliability") << 0.99 << 1.0;
    QTest::newRow("datacenter") << QByteArray(R"({"datacenter":{"eq":true}})") << QByteArray("hosting_type")
                                << 1.0 << 1.0;
    QTest::newRow("driver") << QByteArray(R"({"driver_version":{"gte":570000000}})")
                            << QByteArray("driver_vers") << 570e6 << 1e12;
    QTest::newRow("storage means space")
        << QByteArray(R"({"allocated_storage":3000})") << QByteArray("disk_space") << 3000.0 << 1e9;
    QTest::newRow("target") << QByteArray(R"({"target_reliability":0.99})")
                            << QByteArray("expected_reliability") << 0.99 << 1.0;
    QTest::newRow("unknown column") << QByteArray(R"({"foo":{"eq":"1"}})") << QByteArray("num_gpus") << 1.0
                                    << 8.0;
    QTest::newRow("bid") << QByteArray(R"({"type":"bid"})") << QByteArray("is_bid") << 1.0 << 1.0;
}

void SandboxOffersTest::searchFilters()
{
    QFETCH(QByteArray, query);
    QFETCH(QByteArray, column);
    QFETCH(double, low);
    QFETCH(double, high);
    Rig rig;
    const Json rows = rig.offers(*json::parse(query));
    QVERIFY(rows.is_array() && !rows.empty());
    for (const Json &row : rows) {
        const Json &cell = row[column.toStdString()];
        const double value = cell.is_boolean() ? static_cast<double>(cell.get<bool>()) : cell.get<double>();
        QVERIFY2(value >= low && value <= high, qPrintable(QString::number(value)));
    }
}

void SandboxOffersTest::searchRefusals_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("text");
    const QString bundles = QStringLiteral("/api/v0/bundles/");
    const QString asks = QStringLiteral("/api/v0/search/asks/");
    QTest::newRow("list") << QByteArray("POST") << bundles << QByteArray(R"({"num_gpus":[1]})") << 400
                          << QByteArray("0 is not a valid search op");
    QTest::newRow("op") << QByteArray("POST") << bundles << QByteArray(R"({"num_gpus":{"is":1}})") << 400
                        << QByteArray("is is not a valid search op");
    QTest::newRow("json") << QByteArray("POST") << bundles << QByteArray("{\"num") << 400
                          << QByteArray("Invalid json body");
    QTest::newRow("flat") << QByteArray("PUT") << asks << QByteArray(R"({"rentable":{"eq":true}})") << 400
                          << QByteArray("rentable: Extra inputs are not permitted");
    QTest::newRow("wrapped") << QByteArray("PUT") << asks << QByteArray(R"({"q":{},"select_cols":["*"]})")
                             << 200 << QByteArray("offers");
    QTest::newRow("nowhere") << QByteArray("GET") << QStringLiteral("/api/v0/nothing/") << QByteArray() << 404
                             << QByteArray("success");
}

void SandboxOffersTest::searchRefusals()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, text);
    Rig rig;
    const HttpAnswer answer =
        rig.call(method.constData(), path, body.isEmpty() ? Json() : Json(body.toStdString()));
    QCOMPARE(answer.status, status);
    QVERIFY2(answer.body.contains(text), answer.body.constData());
}

void SandboxOffersTest::searchDefaultsAndLimits()
{
    Rig rig;
    const Json all = rig.offers({{"limit", 5000}});
    QCOMPARE(all.size(), std::size_t{64}); // however much is asked for
    for (const Json &row : all) {
        COMPARE_JSON(row["verification"], Json("verified"));
        COMPARE_JSON(row["rentable"], Json(true));
    }
    QCOMPARE(rig.offers({{"limit", 3}}).size(), std::size_t{3});
    QVERIFY(rig.offers({{"id", {{"eq", all[0]["id"]}}}}).empty()); // an id finds nothing
    QCOMPARE(rig.offers({{"ask_contract_id", {{"eq", all[0]["id"]}}}}).size(), std::size_t{1});
    QVERIFY(rig.offers({{"gpu_name", {{"eq", "RTX_4090"}}}}).empty()); // names have blanks
    QVERIFY(!rig.offers({{"gpu_name", {{"eq", "RTX 4090"}}}}).empty());
    QVERIFY(!rig.offers({{"rented", {{"eq", true}}}}).empty()); // not filtered at all
    QVERIFY(!rig.offers({{"verified", {{"eq", false}}}}).empty());
    // The newer form has no defaults.
    QSet<QString> kinds;
    const Json asks = rig.parsed(
        "PUT", QStringLiteral("/api/v0/search/asks/"), {{"q", {{"verification", {{"neq", "verified"}}}}}});
    for (const Json &row : asks["offers"]) {
        kinds << json::toQString(row["verification"]);
    }
    QVERIFY(kinds.contains(QStringLiteral("unverified")) && kinds.contains(QStringLiteral("deverified")));
    // Pages by price reach everything, as clients do it.
    QSet<qint64> seen;
    double from = 0;
    for (int page = 0; page < 50; ++page) {
        const Json rows = rig.offers(
            {{"order", Json::array({Json::array({"dph_total", "asc"})})}, {"dph_total", {{"gte", from}}}});
        const auto before = seen.size();
        for (const Json &row : rows) {
            QVERIFY(row["dph_total"].get<double>() >= from);
            seen << row["id"].get<qint64>();
            from = row["dph_total"].get<double>();
        }
        if (seen.size() == before) {
            break;
        }
    }
    QVERIFY(seen.size() > 300);
    QCOMPARE(rig.parsed("GET", QStringLiteral("/api/v0/bundles?q=") + urlJson({{"limit", 2}}), {},
                    "none")["offers"]
                 .size(),
        std::size_t{2});
}

void SandboxOffersTest::pricesFollowTheDisk()
{
    Rig rig;
    const Json id = rig.offers({{"limit", 1}})[0]["id"];
    const auto row = [&](Json query) {
        query["ask_contract_id"] = {{"eq", id}};
        return rig.offers(query)[0];
    };
    const Json a = row({});
    const Json b = row({{"allocated_storage", 50}});
    const Json c = row({{"allocated_storage", 50}, {"type", "bid"}});
    const double storage = a["storage_cost"].get<double>();
    QVERIFY(qFuzzyCompare(a["dph_total"].get<double>(), a["dph_base"].get<double>() + storage * 8 / 720));
    QVERIFY(qFuzzyCompare(b["dph_total"].get<double>(), b["dph_base"].get<double>() + storage * 50 / 720));
    QVERIFY(qFuzzyCompare(c["dph_total"].get<double>(), c["min_bid"].get<double>() + storage * 50 / 720));
    COMPARE_JSON(b["search"]["totalHour"], b["dph_total"]);
    QCOMPARE(b["instance"]["gpuCostPerHour"].get<double>(), 0.0);
}

void SandboxOffersTest::createRefusals()
{
    Rig rig;
    const auto create = [&rig](qint64 ask, const Json &body) {
        return rig.call("PUT", QStringLiteral("/api/v0/asks/%1/").arg(ask), body);
    };
    const Json good = {{"image", "a:b"}};
    const HttpAnswer unknown = create(5, good);
    QCOMPARE(unknown.status, 400);
    QVERIFY(unknown.body.contains("error 404/3603: no_such_ask  Instance type by id 5 is not available."));
    QVERIFY(unknown.body.contains("\"ask_id\":5"));
    const qint64 ask = rig.offers({{"limit", 1}})[0]["id"].get<qint64>();
    QVERIFY(create(ask, Json::object()).body.contains("error 400/3467: Invalid args"));
    QCOMPARE(create(ask, {{"image", "a:b"}, {"label", std::string(300, 'x')}}).status, 400);
    QCOMPARE(create(ask, {{"image", "a:b"}, {"onstart", std::string(5000, 'x')}}).status, 400);
    QVERIFY(create(ask, {{"image", "a:b"}, {"price", 500}}).body.contains("invalid_price"));
    QCOMPARE(rig.cloud.aliveCount(), 0);
    QVERIFY(create(ask, good).body.contains("new_contract"));
    QVERIFY(rig.last.saveFirst);
    const HttpAnswer twice = create(ask, good);
    QCOMPARE(twice.status, 410);
    QVERIFY(twice.body.contains("is no longer available"));
    rig.cloud.setCredit({});
    const HttpAnswer poor = create(rig.offers({{"limit", 1}})[0]["id"].get<qint64>(), good);
    QCOMPARE(poor.status, 400);
    QVERIFY(poor.body.contains("Your account lacks credit; see the billing page."));
    Rig taken(QStringLiteral("refuse_all"));
    QSet<int> statuses;
    for (const Json &offer : taken.offers({{"limit", 30}})) {
        const HttpAnswer gone =
            taken.call("PUT", QStringLiteral("/api/v0/asks/%1/").arg(offer["id"].get<qint64>()), good);
        QVERIFY(gone.body.contains("no_such_ask"));
        statuses << gone.status;
    }
    QCOMPARE(statuses, QSet<int>({400, 404, 410}));
    QCOMPARE(taken.cloud.aliveCount(), 0);
}

void SandboxOffersTest::createFaults()
{
    Rig lost(QStringLiteral("calm,lost_create"));
    QCOMPARE(lost.rent(), 0);
    QVERIFY(lost.last.answer.drop && lost.last.saveFirst);
    QCOMPARE(lost.cloud.aliveCount(), 1);
    Rig ill(QStringLiteral("calm,create_5xx"));
    QCOMPARE(ill.rent(), 0);
    QCOMPARE(ill.last.answer.status, 502);
    QCOMPARE(ill.cloud.aliveCount(), 1);
    Rig clean(QStringLiteral("calm,create_5xx_clean"));
    QCOMPARE(clean.rent(), 0);
    QCOMPARE(clean.cloud.aliveCount(), 0);
    Rig left(QStringLiteral("calm,new_contract_on_error"));
    QVERIFY(left.rent() != 0);
    QVERIFY(left.last.answer.body.contains("\"success\":false"));
    QCOMPARE(left.cloud.aliveCount(), 1);
    QCOMPARE(left.cloud.state().contracts.first().intendedStatus, QStringLiteral("stopped"));
    Rig junk(QStringLiteral("calm,http_junk"));
    QVERIFY(junk.call("GET", QStringLiteral("/api/v0/users/current/")).junk);
    Rig slow(QStringLiteral("calm,slow=2s"));
    QCOMPARE(slow.call("GET", QStringLiteral("/api/v0/users/current/")).delayMs, 2000);
}

QTEST_GUILESS_MAIN(SandboxOffersTest)
#include "tst_sandbox_offers.moc"
