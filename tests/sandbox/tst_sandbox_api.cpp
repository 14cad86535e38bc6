// SPDX-License-Identifier: GPL-3.0-or-later
// The provider's interface as the reference describes it: statuses, codes, texts, odd shapes.
#include "services/core/json.h"
#include "services/sandbox/vast_api.h"

#include <QSet>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::sandbox;
using Json = nlohmann::json;

/** Documents are compared, and shown, as text. */
#define COMPARE_JSON(actual, expected) QCOMPARE(json::dump(actual), json::dump(expected))

namespace {

constexpr qint64 kStart = 1'790'000'000'000;

/** A cloud behind its interface, with time in the hand of the test. */
struct Rig
{
    explicit Rig(const QString &faults = QStringLiteral("calm"), bool strict = false)
        : cloud(SandboxCloud::firstDay(1, kStart, QStringLiteral("accountkey")), *Faults::parse(faults, 1),
            {[this] { return QStringLiteral("%1").arg(++serial, 64, 16, QLatin1Char('0')); },
                [this] { return static_cast<quint16>(20000 + ++serial); }})
        , api(&cloud, {strict, 0, 1, QStringLiteral("http://127.0.0.1:1"), QStringLiteral("admin")})
    {
    }

    HttpAnswer call(const char *method, const QString &target, const Json &body = {},
        const QByteArray &key = "accountkey")
    {
        HttpRequest request;
        request.method = method;
        request.path = target.section(QLatin1Char('?'), 0, 0);
        request.query = QUrlQuery(target.section(QLatin1Char('?'), 1));
        request.headers.insert("authorization", "Bearer " + key);
        request.body = body.is_null() ? QByteArray()
            : body.is_string()        ? QByteArray::fromStdString(body.get<std::string>())
                                      : json::dump(body);
        realMs += 10'000; // beyond every gap
        last = api.handle(request, kStart + sandboxMs, realMs);
        return last.answer;
    }
    Json parsed(const char *method, const QString &target, const Json &body = {},
        const QByteArray &key = "accountkey")
    {
        const auto value = json::parse(call(method, target, body, key).body);
        return value ? *value : Json();
    }
    Json offers(const Json &query)
    {
        return parsed("POST", QStringLiteral("/api/v0/bundles/"), query).value("offers", Json());
    }
    qint64 rent(int skip = 0, Json extra = Json::object())
    {
        const Json found = offers({{"limit", 64}});
        extra["image"] = "vastai/base-image:x";
        const Json made =
            parsed("PUT", QStringLiteral("/api/v0/asks/%1/").arg(found.at(skip)["id"].get<qint64>()), extra);
        return made.is_object() ? made.value("new_contract", qint64{0}) : 0;
    }
    Json list(const QString &query = {})
    {
        return parsed("GET", QStringLiteral("/api/v1/instances/") + query);
    }

    int serial = 0;
    SandboxCloud cloud;
    VastApi api;
    qint64 sandboxMs = 0;
    qint64 realMs = 0;
    ApiResult last;
};

QString urlJson(const Json &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromUtf8(json::dump(value))));
}

} // namespace

class SandboxApiTest final : public QObject
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
    void keysAndScopes();
    void createRefusals();
    void createFaults();
    void instanceShapes();
    void listPages();
    void listRefusals_data();
    void listRefusals();
    void v0ListIsWithdrawn();
    void destroyAndAfter();
    void stopStartLabel();
    void sshKeys();
    void logsComeLate();
    void rateLimits();
    void adminEndpoints();
};

void SandboxApiTest::everyOfferFieldIsThere()
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

void SandboxApiTest::searchFilters_data()
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

void SandboxApiTest::searchFilters()
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

void SandboxApiTest::searchRefusals_data()
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

void SandboxApiTest::searchRefusals()
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

void SandboxApiTest::searchDefaultsAndLimits()
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

void SandboxApiTest::pricesFollowTheDisk()
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

void SandboxApiTest::keysAndScopes()
{
    Rig rig;
    for (const char *path : {"/api/v1/instances/", "/api/v0/users/current/", "/api/v0/instances/5/"}) {
        const HttpAnswer answer = rig.call("GET", QString::fromLatin1(path), {}, "wrong");
        QCOMPARE(answer.status, 404);
        COMPARE_JSON(*json::parse(answer.body),
            Json({{"success", false}, {"error", "auth_error"}, {"msg", "Invalid user key"}}));
    }
    QCOMPARE(
        rig.call("GET", QStringLiteral("/api/v0/users/current/?api_key=accountkey"), {}, "accountkey").status,
        200);
    const qint64 mine = rig.rent();
    const qint64 other = rig.rent();
    rig.sandboxMs += 5000;
    rig.cloud.step(kStart + rig.sandboxMs);
    const QByteArray key = rig.cloud.contract(mine)->instanceKey.toUtf8();
    const QString own = QStringLiteral("/api/v0/instances/%1/").arg(mine);
    const QString foreign = QStringLiteral("/api/v0/instances/%1/").arg(other);
    QCOMPARE(rig.call("GET", own, {}, key).status, 200);
    QCOMPARE(rig.call("PUT", own, {{"label", "up"}}, key).status, 200);
    for (const HttpAnswer &refused :
        {rig.call("DELETE", foreign, Json::object(), key), rig.call("PUT", foreign, {{"label", "x"}}, key),
            rig.call("GET", QStringLiteral("/api/v0/users/current/"), {}, key),
            rig.call("PUT", QStringLiteral("/api/v0/asks/1/"), {{"image", "x"}}, key)}) {
        QCOMPARE(refused.status, 401);
        QVERIFY(refused.body.contains("Authorization Error"));
    }
    QVERIFY(rig.cloud.contract(other)->isAlive());
    QCOMPARE(rig.call("DELETE", own, Json::object(), key).status, 200);
    QCOMPARE(rig.call("GET", own, {}, key).status, 404); // the key dies with its machine
}

void SandboxApiTest::createRefusals()
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

void SandboxApiTest::createFaults()
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

void SandboxApiTest::instanceShapes()
{
    Rig rig;
    const qint64 id = rig.rent(0,
        {{"label", "snapgpu/x/1"}, {"disk", 50}, {"runtype", "ssh_direc ssh_proxy"},
            {"env", {{"A", "b"}, {"-p 8080:8080", "1"}}}});
    rig.sandboxMs = 1600;
    Json row = rig.list()["instances"].at(0);
    QVERIFY(row["actual_status"].is_null() || row["actual_status"] == "created");
    QVERIFY(row["ports"].is_null() && row["uptime_mins"].is_null() && row["volume_info"].is_array());
    QCOMPARE(row["instance"]["gpuCostPerHour"].get<double>(), 0.0);
    COMPARE_JSON(row["public_ipaddr"], Json("127.0.0.1\n"));
    QVERIFY(row.contains("gpu_totalram") && !row.contains("gpu_total_ram"));
    QCOMPARE(row["direct_port_start"].get<int>(), -1);
    rig.sandboxMs = 950'000;
    const Json one = rig.parsed("GET", QStringLiteral("/api/v0/instances/%1/?owner=me").arg(id))["instances"];
    QVERIFY(one.is_object() && !one.contains("volume_info") && !one.contains("country_code"));
    COMPARE_JSON(one["actual_status"], Json("running"));
    COMPARE_JSON(one["status_msg"], Json("success, running vastai/base-image_x/ssh\n"));
    const Json port = one["ports"]["22/tcp"][0]["HostPort"];
    QVERIFY(port.is_string());
    QCOMPARE(QString::fromStdString(port.get<std::string>()).toInt(), one["ssh_port"].get<int>());
    QVERIFY(one["ports"].contains("8080/tcp"));
    COMPARE_JSON(one["instance"]["gpuCostPerHour"], one["dph_base"]);
    QCOMPARE(one["extra_env"].size(), std::size_t{2});
    QCOMPARE(one["disk_space"].get<double>(), 50.0);
    QVERIFY(one["uptime_mins"].get<double>() > 0);
    QCOMPARE(rig.call("GET", QStringLiteral("/api/v0/instances/77/?owner=me")).body,
        QByteArray(R"({"instances":null})"));
}

void SandboxApiTest::listPages()
{
    Rig rig;
    rig.cloud.setCredit(Money::fromDollars(100'000));
    QSet<qint64> made;
    for (int i = 0; i < 57; ++i) {
        const qint64 id = rig.rent(i % 5, {{"label", i % 2 == 0 ? "even" : "odd"}});
        QVERIFY(id != 0);
        made << id;
    }
    rig.sandboxMs = 2000;
    for (const QString &order : QStringList{QString(),
             QStringLiteral("&order_by=") + urlJson(Json::array({{{"col", "label"}, {"dir", "desc"}}}))}) {
        QSet<qint64> seen;
        QString query = QStringLiteral("?limit=100") + order;
        int pages = 0;
        for (;;) {
            const Json page = rig.list(query);
            QVERIFY(page["success"] == true && page["instances"].size() <= 25);
            QCOMPARE(page["total_instances"].get<int>(), 57);
            ++pages;
            for (const Json &row : page["instances"]) {
                QVERIFY(!seen.contains(row["id"].get<qint64>()));
                seen << row["id"].get<qint64>();
            }
            if (page["next_token"].is_null()) {
                break;
            }
            query =
                QStringLiteral("?limit=100&after_token=%1").arg(json::toQString(page["next_token"])) + order;
        }
        QCOMPARE(pages, 3);
        QCOMPARE(seen, made);
    }
    QCOMPARE(rig.list(QStringLiteral("?limit=0"))["instances"].size(), std::size_t{5});
    const Json even = rig.list(QStringLiteral("?select_filters=") + urlJson({{"label", {{"eq", "even"}}}}));
    QCOMPARE(even["instances_found"].get<int>(), 29);
    COMPARE_JSON(even["label_counts"], Json({{"even", 29}}));
    const Json few = rig.list(QStringLiteral("?select_cols=") + urlJson({"id", "nonsense"})
        + QStringLiteral("&select_filters=") + urlJson({{"id", {{"in", {*made.cbegin()}}}}}));
    COMPARE_JSON(few["instances"], Json::array({{{"id", *made.cbegin()}, {"nonsense", nullptr}}}));
}

void SandboxApiTest::listRefusals_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QByteArray>("error");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("computed") << QStringLiteral("?select_filters=") + urlJson({{"dph_total", {{"lt", 1}}}})
                              << QByteArray("invalid_request")
                              << QByteArray("dph_total is not a valid search key");
    QTest::newRow("op") << QStringLiteral("?select_filters=") + urlJson({{"id", {{"is", 1}}}})
                        << QByteArray("invalid_request") << QByteArray("is is not a valid search op");
    QTest::newRow("token") << QStringLiteral("?after_token=garbage") << QByteArray("invalid_token")
                           << QByteArray("after_token");
    QTest::newRow("json") << QStringLiteral("?select_filters={") << QByteArray("invalid_request")
                          << QByteArray("select_filters");
}

void SandboxApiTest::listRefusals()
{
    QFETCH(QString, query);
    QFETCH(QByteArray, error);
    QFETCH(QByteArray, text);
    Rig rig;
    const HttpAnswer answer = rig.call("GET", QStringLiteral("/api/v1/instances/") + query);
    QCOMPARE(answer.status, 400);
    QVERIFY2(answer.body.contains(error) && answer.body.contains(text), answer.body.constData());
}

void SandboxApiTest::v0ListIsWithdrawn()
{
    const QByteArray text = "/api/v0/instances/ is deprecated. Use /api/v1/instances/ instead.";
    Rig rig;
    const HttpAnswer gone = rig.call("GET", QStringLiteral("/api/v0/instances/"));
    QCOMPARE(gone.status, 410);
    QVERIFY(gone.body.contains("deprecated_endpoint") && gone.body.contains(text));
    Rig odd(QStringLiteral("v0_list_200"));
    const HttpAnswer fine = odd.call("GET", QStringLiteral("/api/v0/instances/"));
    QCOMPARE(fine.status, 200);
    QVERIFY(fine.body.contains(text));
}

void SandboxApiTest::destroyAndAfter()
{
    Rig rig;
    const qint64 id = rig.rent();
    rig.sandboxMs = 2000;
    const QString path = QStringLiteral("/api/v0/instances/%1/").arg(id);
    QCOMPARE(rig.call("DELETE", path, Json::object()).body, QByteArray(R"({"success":true})"));
    QVERIFY(rig.last.saveFirst);
    const Json leaving = rig.list()["instances"].at(0); // sample S10
    COMPARE_JSON(leaving["cur_state"], Json("unloaded"));
    COMPARE_JSON(leaving["next_state"], Json("unloaded"));
    COMPARE_JSON(leaving["intended_status"], Json("stopped"));
    const HttpAnswer twice = rig.call("DELETE", path, Json::object());
    QCOMPARE(twice.status, 404);
    QVERIFY(twice.body.contains("no_such_instance"));
    rig.sandboxMs = 6000;
    QVERIFY(rig.list()["instances"].empty());
    QVERIFY(rig.parsed("GET", path)["instances"].is_null());
    Rig deaf(QStringLiteral("calm,delete_ignored=1"));
    const qint64 kept = deaf.rent();
    const QString keptPath = QStringLiteral("/api/v0/instances/%1/").arg(kept);
    QCOMPARE(deaf.call("DELETE", keptPath, Json::object()).status, 200);
    QCOMPARE(deaf.cloud.aliveCount(), 1);
    QCOMPARE(deaf.call("DELETE", keptPath, Json::object()).status, 200);
    QCOMPARE(deaf.cloud.aliveCount(), 0);
    Rig undead(QStringLiteral("calm,resurrect"));
    const qint64 zombie = undead.rent();
    undead.call("DELETE", QStringLiteral("/api/v0/instances/%1/").arg(zombie), Json::object());
    undead.sandboxMs = 3500;
    QVERIFY(undead.list()["instances"].empty());
    undead.sandboxMs = 9000;
    QCOMPARE(undead.list()["instances"].at(0)["id"].get<qint64>(), zombie);
    QVERIFY(undead.cloud.contract(zombie)->gpuOn);
    const qint64 a = rig.rent(), b = rig.rent();
    QCOMPARE(
        rig.call("DELETE", QStringLiteral("/api/v0/instances/"), {{"instance_ids", {a, b}}}).status, 200);
    QCOMPARE(rig.cloud.aliveCount(), 0);
}

void SandboxApiTest::stopStartLabel()
{
    Rig rig;
    const qint64 id = rig.rent();
    const QString path = QStringLiteral("/api/v0/instances/%1/").arg(id);
    rig.sandboxMs = 950'000;
    QCOMPARE(rig.call("PUT", path, {{"state", "stopped"}}).status, 200);
    Json row = rig.list()["instances"].at(0);
    for (const char *field : {"intended_status", "cur_state", "next_state"}) {
        COMPARE_JSON(row[field], Json("stopped")); // sample S8
    }
    COMPARE_JSON(row["actual_status"], Json("exited"));
    QVERIFY(!row["ports"].is_null()); // a stopped instance keeps its last map
    QCOMPARE(rig.call("PUT", path, {{"state", "running"}}).status, 200);
    rig.sandboxMs += 20'000;
    COMPARE_JSON(rig.list()["instances"].at(0)["actual_status"], Json("running"));
    QCOMPARE(rig.call("PUT", path, {{"label", "new"}}).status, 200);
    COMPARE_JSON(rig.list()["instances"].at(0)["label"], Json("new"));
    QVERIFY(rig.call("PUT", path, {{"label", std::string(1025, 'x')}}).body.contains("label_too_long"));
    QCOMPARE(
        rig.call("PUT", QStringLiteral("/api/v0/instances/reboot/%1/").arg(id), Json::object()).status, 200);
    COMPARE_JSON(rig.list()["instances"].at(0)["actual_status"], Json("rebooting"));
    QCOMPARE(rig.call("PUT", QStringLiteral("/api/v0/instances/5/"), {{"state", "stopped"}}).status, 404);
}

void SandboxApiTest::sshKeys()
{
    Rig rig;
    const Json key = {{"ssh_key", "ssh-ed25519 AAAA me"}};
    QCOMPARE(rig.call("GET", QStringLiteral("/api/v0/ssh/")).status, 404);
    QVERIFY(rig.call("POST", QStringLiteral("/api/v0/ssh/"), {{"ssh_key", ""}}).body.contains("no_ssh_key"));
    QCOMPARE(rig.call("POST", QStringLiteral("/api/v0/ssh/"), key).status, 200);
    QVERIFY(rig.call("POST", QStringLiteral("/api/v0/ssh/"), key).body.contains("duplicate"));
    const Json keys = rig.parsed("GET", QStringLiteral("/api/v0/ssh/"));
    QVERIFY(keys.is_array() && keys.size() == 1);
    const qint64 id = rig.rent(); // account keys reach new instances
    rig.sandboxMs = 2000;
    const QString path = QStringLiteral("/api/v0/instances/%1/ssh/").arg(id);
    const Json attached = rig.parsed("GET", path);
    QVERIFY(attached["ssh_keys"].is_string());
    QVERIFY(json::toQString(attached["ssh_keys"]).contains(QLatin1String("AAAA me")));
    QVERIFY(rig.call("POST", path, key).body.contains("already attached"));
    QVERIFY(rig.call("POST", path, {{"ssh_key", "ssh-ed25519 BBBB you"}})
                .body.contains("SSH key attached successfully"));
    QCOMPARE(rig.cloud.authorizedKeys(*rig.cloud.contract(id)).size(), 2);
}

void SandboxApiTest::logsComeLate()
{
    Rig rig;
    const qint64 id = rig.rent();
    rig.sandboxMs = 950'000;
    const Json asked =
        rig.parsed("PUT", QStringLiteral("/api/v0/instances/request_logs/%1/").arg(id), {{"tail", "2"}});
    const QString path = QUrl(json::toQString(asked["result_url"])).path();
    QCOMPARE(rig.call("GET", path, {}, "").status, 404);
    QCOMPARE(rig.call("GET", path, {}, "").status, 404);
    const HttpAnswer text = rig.call("GET", path, {}, "");
    QCOMPARE(text.status, 200);
    QCOMPARE(text.body.count('\n'), 2);
    QCOMPARE(rig.call("GET", QStringLiteral("/logs/nothing"), {}, "").status, 404);
}

void SandboxApiTest::rateLimits()
{
    RateLimiter strict(true, 1);
    const RateRule create{4.5, 0.3, 0, 0};
    QVERIFY(!strict.check("PUT", "a", create, true, 1000));
    QSet<QByteArray> bodies;
    for (int i = 0; i < 30; ++i) {
        const auto refused = strict.check("PUT", "a", create, true, 1000 + i * 100);
        QVERIFY(refused && refused->status == 429);
        QVERIFY(
            refused->body.contains("API requests too frequent") && refused->body.contains("threshold=4.5"));
        bodies << refused->body;
    }
    QCOMPARE(bodies.size(), 3);
    QVERIFY(!strict.check("PUT", "b", create, true, 1001)); // another identity
    QVERIFY(!strict.check("DELETE", "a", create, false, 1001)); // another endpoint
    QVERIFY(!strict.check("PUT", "a", create, true, 5500)); // refused calls did not restart the gap
    strict.setCreatePenalty(12);
    QVERIFY(strict.check("PUT", "a", create, true, 5600));
    QVERIFY(strict.check("PUT", "a", create, true, 12'000)); // locked: and again from here
    QVERIFY(!strict.check("PUT", "a", create, true, 24'001));
    RateLimiter lenient(false, 1);
    QVERIFY(!lenient.check("PUT", "a", create, true, 1000));
    QVERIFY(lenient.check("PUT", "a", create, true, 1200));
    QVERIFY(!lenient.check("PUT", "a", create, true, 1300));
    RateLimiter minute(true, 1);
    for (int i = 0; i < 10; ++i) {
        QVERIFY(!minute.check("POST", "ip", {0, 0, 10, 0}, false, i * 1000));
    }
    QVERIFY(minute.check("POST", "ip", {0, 0, 10, 0}, false, 59'999));
    QVERIFY(!minute.check("POST", "ip", {0, 0, 10, 0}, false, 60'000));
}

void SandboxApiTest::adminEndpoints()
{
    Rig rig;
    QCOMPARE(rig.call("GET", QStringLiteral("/sandbox/state")).status, 401);
    const qint64 id = rig.rent(0, {{"label", "l"}});
    const Json state = rig.parsed("GET", QStringLiteral("/sandbox/state"), {}, "admin");
    QCOMPARE(state["alive"].get<int>(), 1);
    QCOMPARE(state["contracts"].at(0)["id"].get<qint64>(), id);
    COMPARE_JSON(state["contracts"].at(0)["label"], Json("l"));
    QCOMPARE(
        rig.call("PUT", QStringLiteral("/sandbox/faults"), {{"faults", "no_offers,bad"}}, "admin").status,
        400);
    QCOMPARE(
        rig.call("PUT", QStringLiteral("/sandbox/faults"), {{"faults", "no_offers"}}, "admin").status, 200);
    QVERIFY(rig.offers(Json::object()).empty());
    QCOMPARE(rig.call("PUT", QStringLiteral("/sandbox/credit"), {{"credit", 7.5}}, "admin").status, 200);
    QCOMPARE(rig.parsed("GET", QStringLiteral("/api/v0/users/current/"))["credit"].get<double>(), 7.5);
}

QTEST_GUILESS_MAIN(SandboxApiTest)
#include "tst_sandbox_api.moc"
