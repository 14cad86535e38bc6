// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, instances and account as the reference describes them: statuses, codes, texts, odd shapes.
#include "tests/sandbox/api_rig.h"

#include <QSet>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::sandbox;
using namespace snapgpu::sandbox::test;

class SandboxApiTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysAndScopes();
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
    void outbidOnDemand();
};

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

/** Sample S8: somebody bids more, the machine stops at once and its disk goes on billing. */
void SandboxApiTest::outbidOnDemand()
{
    Rig rig;
    const qint64 fixed = rig.rent();
    const qint64 bid = rig.rent(1, {{"price", 0.9}});
    rig.sandboxMs = 950'000;
    const auto outbid = [&rig](qint64 id, const QByteArray &key) {
        return rig.call("PUT", QStringLiteral("/sandbox/outbid/%1").arg(id), {}, key).status;
    };
    QCOMPARE(outbid(bid, "accountkey"), 401);
    QCOMPARE(outbid(fixed, "admin"), 400); // on demand: nobody can
    QCOMPARE(outbid(99, "admin"), 404);
    COMPARE_JSON(rig.list()["instances"].at(1)["actual_status"], Json("running"));
    QCOMPARE(outbid(bid, "admin"), 200);
    const Json row = rig.list()["instances"].at(1);
    COMPARE_JSON(row["is_bid"], Json(true));
    for (const char *field : {"intended_status", "cur_state", "next_state"}) {
        COMPARE_JSON(row[field], Json("stopped"));
    }
    QVERIFY(!rig.cloud.contract(bid)->gpuOn);
    const Money before = rig.cloud.contract(bid)->cost();
    rig.sandboxMs += 3'600'000;
    rig.list();
    QCOMPARE(rig.cloud.contract(bid)->cost() - before, rig.cloud.contract(bid)->storageHourly);
    COMPARE_JSON(rig.list()["instances"].at(0)["actual_status"], Json("running"));
}

QTEST_GUILESS_MAIN(SandboxApiTest)
#include "tst_sandbox_api.moc"
