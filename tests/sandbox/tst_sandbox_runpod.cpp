// SPDX-License-Identifier: GPL-3.0-or-later
// The sandbox as RunPod: statuses, shapes, keys and quotas of the reference.
#include "services/core/json.h"
#include "services/sandbox/runpod_api.h"

#include <QSet>
#include <QTest>
#include <QUrlQuery>

using namespace snapgpu;
using namespace snapgpu::sandbox;
using Json = nlohmann::json;

namespace {

constexpr qint64 kStart = 1'790'000'000'000;

/** The cloud with both faces, and time in the hand of the test. */
struct Rig
{
    explicit Rig(const QString &faults = QStringLiteral("calm"), bool strict = false)
        : cloud(SandboxCloud::firstDay(1, kStart, QStringLiteral("accountkey")), *Faults::parse(faults, 1),
            {[this] { return QStringLiteral("%1").arg(++serial, 64, 16, QLatin1Char('0')); },
                [this] { return static_cast<quint16>(20000 + ++serial); }})
        , options{strict, 0, 1, QStringLiteral("http://127.0.0.1:1"), QStringLiteral("admin")}
        , api(&cloud, options)
        , vast(&cloud, options)
    {
    }

    HttpAnswer call(const char *method, const QString &target, const Json &body = {},
        const QByteArray &key = "accountkey", const QByteArray &agent = "SnapGPU/1")
    {
        HttpRequest request;
        request.method = method;
        request.path = target.section(QLatin1Char('?'), 0, 0);
        request.query = QUrlQuery(target.section(QLatin1Char('?'), 1));
        if (!key.isEmpty()) {
            request.headers.insert("authorization", "Bearer " + key);
        }
        request.headers.insert("user-agent", agent);
        request.body = body.is_null() ? QByteArray() : json::dump(body);
        const qint64 now = kStart + sandboxMs;
        return RunPodApi::serves(request.path) ? api.handle(request, now, realMs).answer
                                               : vast.handle(request, now, realMs += 10'000).answer;
    }
    Json parsed(const char *method, const QString &target, const Json &body = {})
    {
        return json::parse(call(method, target, body).body).value_or(Json());
    }
    static Json request(Json more = Json::object())
    {
        Json body = {{"name", "snapgpu/a/b/1"}, {"image", "runpod/base:1.0.2"}, {"disk", 20},
            {"ports", {"22/tcp"}}, {"args", R"({"entrypoint":["sh","-c"],"cmd":["echo 'hi'"]})"},
            {"env", {{"A", "b"}}}, {"cloud", "COMMUNITY"},
            {"gpu", {{"id", "NVIDIA GeForce RTX 4090"}, {"count", 1}}}};
        body.update(more);
        return body;
    }
    QString create(Json more = Json::object())
    {
        return json::trimmed(parsed("POST", QStringLiteral("/v2/pods"), request(std::move(more))), "id");
    }
    Json pods() { return parsed("GET", QStringLiteral("/v2/pods"))["pods"]; }
    void pass(qint64 ms) { sandboxMs += ms; }

    int serial = 0;
    SandboxCloud cloud;
    ApiOptions options;
    RunPodApi api;
    VastApi vast;
    qint64 sandboxMs = 0;
    qint64 realMs = 0;
};

} // namespace

class SandboxRunPodTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void catalogShowsWhatCanBeHad()
    {
        Rig rig;
        const Json gpus = rig.parsed("GET",
            QStringLiteral(
                "/v2/catalog/gpus?include=AVAILABILITY&product=POD&cloud=COMMUNITY&count=1"))["gpus"];
        int offered = 0;
        for (const Json &gpu : gpus) {
            QCOMPARE(gpu["price"]["community"].get<double>() > 0, gpu["community"].get<bool>());
            offered += gpu["availability"] != "NONE" ? 1 : 0;
        }
        QVERIFY(offered > 5);
        rig.cloud.setFaults(*Faults::parse(QStringLiteral("calm,no_offers"), 1));
        const Json catalog = rig.parsed("GET", QStringLiteral("/v2/catalog/gpus"));
        for (const Json &gpu : catalog["gpus"]) {
            QCOMPARE(gpu["availability"].get<std::string>(), std::string("NONE"));
        }
    }

    void aPodBootsIsUsedAndEnds()
    {
        Rig rig;
        const Json made = rig.parsed("POST", QStringLiteral("/v2/pods"), Rig::request());
        QCOMPARE(made["status"].get<std::string>(), std::string("PROVISIONING"));
        QVERIFY(made["ssh"]["proxy"].is_null() && made["dataCenterId"].is_null());
        const QString id = json::trimmed(made, "id");
        QCOMPARE(rig.cloud.state().contracts.first().args.onstart,
            QStringLiteral("exec 'sh' '-c' 'echo '\\''hi'\\'''"));
        QSet<QString> seen;
        Json pod;
        for (int i = 0; i < 2'000 && (pod.is_null() || pod["ssh"]["direct"].is_null()); ++i) {
            rig.pass(1'000);
            rig.realMs += 1'000;
            pod = rig.parsed("GET", QStringLiteral("/v2/pods/") + id);
            seen.insert(json::trimmed(pod, "status"));
        }
        QCOMPARE(seen,
            (QSet<QString>{
                QStringLiteral("PROVISIONING"), QStringLiteral("STARTING"), QStringLiteral("RUNNING")}));
        QCOMPARE(pod["ssh"]["direct"]["host"].get<std::string>(), std::string("127.0.0.1"));
        QVERIFY(json::trimmed(pod["ssh"]["proxy"], "username").startsWith(id + QLatin1Char('-')));
        // Rented from RunPod, it is no machine of vast.ai.
        QCOMPARE(rig.parsed("GET", QStringLiteral("/api/v1/instances/"))["total_instances"].get<int>(), 0);

        QCOMPARE(rig.call("DELETE", QStringLiteral("/v2/pods/") + id).status, 204);
        QCOMPARE(rig.call("GET", QStringLiteral("/v2/pods/") + id).status, 404);
        QCOMPARE(rig.call("DELETE", QStringLiteral("/v2/pods/") + id).status, 404);
        rig.pass(5'000);
        QVERIFY(rig.pods().empty());
    }

    void aPodsOwnKeyMayEndItAndNothingElse()
    {
        Rig rig;
        const QString mine = rig.create();
        const QString other = rig.create();
        const QByteArray key = rig.cloud.state().contracts.first().instanceKey.toUtf8();
        QCOMPARE(rig.call("GET", QStringLiteral("/v2/pods/") + mine, {}, key).status, 403);
        QCOMPARE(rig.call("GET", QStringLiteral("/v2/pods"), {}, key).status, 403);
        QCOMPARE(rig.call("DELETE", QStringLiteral("/v2/pods/") + other, {}, key).status, 403);
        QCOMPARE(rig.call("DELETE", QStringLiteral("/v2/pods/") + mine, {}, key).status, 204);
        QCOMPARE(rig.call("DELETE", QStringLiteral("/v2/pods/") + mine, {}, key).status, 401);
        QCOMPARE(rig.cloud.aliveCount(), 1);
    }

    void refusalsHaveTheirStatus()
    {
        Rig rig;
        const auto status = [&rig](const Json &more) {
            return rig.call("POST", QStringLiteral("/v2/pods"), Rig::request(more)).status;
        };
        QCOMPARE(status({{"gpuTypeIds", {"x"}}}), 422);
        QCOMPARE(status({{"cloud", "ALL"}}), 422);
        QCOMPARE(status({{"gpu", {{"id", "NVIDIA Nothing"}}}}), 400);
        QCOMPARE(status({{"dataCenterIds", {"XX-XX-9"}}}), 400);
        QCOMPARE(rig.call("GET", QStringLiteral("/v2/pods"), {}, {}).status, 401);
        QCOMPARE(rig.call("GET", QStringLiteral("/v2/pods"), {}, "wrong").status, 401);
        QCOMPARE(
            rig.call("GET", QStringLiteral("/v2/pods"), {}, "accountkey", "Python-urllib/3.11").status, 403);
        QCOMPARE(rig.call("GET", QStringLiteral("/v2/nothing")).status, 404);
        rig.cloud.setCredit(Money());
        QCOMPARE(status(Json::object()), 402);
        QCOMPARE(rig.cloud.aliveCount(), 0);
    }

    void lostAnswersLeaveAPod()
    {
        Rig rig(QStringLiteral("calm,create_5xx=1"));
        QCOMPARE(rig.call("POST", QStringLiteral("/v2/pods"), Rig::request()).status, 500);
        rig.pass(5'000);
        QCOMPARE(rig.pods().size(), std::size_t{1});
        QCOMPARE(json::trimmed(rig.pods()[0], "name"), QStringLiteral("snapgpu/a/b/1"));
    }

    void quotaIsToldAndHolds()
    {
        Rig rig(QStringLiteral("calm"), true);
        QVERIFY(rig.call("GET", QStringLiteral("/v2/pods"))
                    .headers.contains("RateLimit: \"minute\";r=59;t=60, "));
        for (int i = 0; i < 59; ++i) {
            QCOMPARE(rig.call("GET", QStringLiteral("/v2/pods")).status, 200);
        }
        rig.realMs += 50'000;
        const HttpAnswer refused = rig.call("GET", QStringLiteral("/v2/pods"));
        QCOMPARE(refused.status, 429);
        QVERIFY(refused.headers.startsWith("Retry-After: 10\r\n"));
        rig.realMs += 10'000;
        QCOMPARE(rig.call("GET", QStringLiteral("/v2/pods")).status, 200);
    }
};

QTEST_GUILESS_MAIN(SandboxRunPodTest)
#include "tst_sandbox_runpod.moc"
