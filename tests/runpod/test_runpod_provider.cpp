// SPDX-License-Identifier: GPL-3.0-or-later
// RunPod over real HTTP on loopback, with the odd answers that were seen.
#include "services/cloud/offer_search.h"
#include "services/cloud/runpod/runpod_provider.h"
#include "services/core/json.h"
#include "tests/runpod/samples.h"
#include "tests/support/await.h"
#include "tests/support/scripted_server.h"

#include <memory>
#include <QTest>

using namespace snapgpu;
using test::await;
using test::reply;
using test::Scripted;
using test::SeenRequest;

namespace {

const QString kKey = QStringLiteral("rpa_0123456789abcdef");

struct Bench
{
    explicit Bench(const QString &key = kKey, const QString &path = {})
    {
        provider =
            std::make_unique<RunPodProvider>(&gated, RunPodSettings{server.url(path), [key] { return key; }});
    }
    QVector<Offer> offers()
    {
        server.setScript({reply(200, test::catalog())});
        const auto found = await(provider->search({}));
        return found->value_or(QVector<Offer>());
    }

    test::ScriptedServer server;
    SystemClock clock;
    HttpClient http;
    GatedClient gated{&http, &clock, GatePolicy::Adaptive};
    std::unique_ptr<RunPodProvider> provider;
};

CreateRequest requestFor(const Offer &offer)
{
    CreateRequest request;
    request.offer = offer;
    request.label = QStringLiteral("snapgpu/a/b/1");
    request.image = QStringLiteral("runpod/base:1.0.2");
    return request;
}

} // namespace

class TestRunPodProvider final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsAreAsTheServiceWantsThem()
    {
        Bench bench(kKey, QStringLiteral("/prefix/"));
        bench.server.setHandler([](const SeenRequest &request) {
            if (request.path() == "/prefix/v2/catalog/gpus") {
                return reply(200, test::catalog());
            }
            if (request.path() == "/prefix/graphql") {
                return reply(200, R"({"data":{"myself":{"id":"u","clientBalance":3}}})");
            }
            if (request.method == "GET") {
                return reply(200, test::pods({}));
            }
            return request.method == "DELETE" ? reply(204, {})
                                              : reply(201, test::pod("q7", "n", "PROVISIONING"));
        });
        SearchRequest search;
        search.query = *parseQuery(QStringLiteral("num_gpus=1 datacenter=true"));
        const auto offers = await(bench.provider->search(search));
        QCOMPARE((*offers)->size(), 5);
        const auto made = await(bench.provider->create(requestFor((*offers)->first()), CallUrgency::High));
        QCOMPARE((*made)->instanceId, QStringLiteral("q7"));
        QVERIFY(await(bench.provider->list())->has_value());
        QCOMPARE((*await(bench.provider->destroy(QStringLiteral("q7"), CallUrgency::High)))->kind,
            DestroyKind::Accepted);
        QCOMPARE((*await(bench.provider->account()))->credit, Money::fromDollars(3));
        QStringList lines;
        for (const SeenRequest &seen : bench.server.seen()) {
            QCOMPARE(seen.header("Authorization"), QByteArray("Bearer ") + kKey.toUtf8());
            QVERIFY(seen.header("User-Agent").startsWith("SnapGPU")); // else Cloudflare answers 403
            lines.append(QString::fromUtf8(seen.method + " " + seen.target));
            QVERIFY(!seen.target.contains(kKey.toUtf8()) && !seen.body.contains(kKey.toUtf8()));
        }
        QCOMPARE(lines,
            QStringList(
                {QStringLiteral(
                     "GET /prefix/v2/catalog/gpus?include=AVAILABILITY&product=POD&cloud=SECURE&count=1"),
                    QStringLiteral("POST /prefix/v2/pods"), QStringLiteral("GET /prefix/v2/pods"),
                    QStringLiteral("DELETE /prefix/v2/pods/q7"), QStringLiteral("POST /prefix/graphql")}));
    }

    void searchAsksForEveryPartOnce()
    {
        Bench bench;
        QCOMPARE(bench.offers().size(), 4 * 5 + 3 * 3); // 8 community 4090s at once are not sold
        QCOMPARE(bench.server.seen().size(), 8);
    }

    void oneBrokenPartBreaksTheSearch()
    {
        Bench bench;
        bench.server.setHandler([](const SeenRequest &request) {
            return request.target.contains("COMMUNITY&count=4") ? reply(200, R"({"gpus":[)")
                                                                : reply(200, test::catalog());
        });
        const auto found = await(bench.provider->search({}));
        QCOMPARE(found->error().category, ErrorCategory::BadAnswer);
    }

    void lostAnswerIsUnknownAndNeverRepeated()
    {
        Bench bench;
        const Offer offer = bench.offers().first();
        for (const Scripted::Ending ending : {Scripted::Ending::HangUp, Scripted::Ending::Truncate}) {
            bench.server.clearSeen();
            Scripted lost = reply(201, test::pod("q7", "n", "PROVISIONING"));
            lost.ending = ending;
            bench.server.setScript({lost});
            const auto outcome = await(bench.provider->create(requestFor(offer), CallUrgency::High));
            QCOMPARE((*outcome)->kind, CreateKind::Unknown);
            QCOMPARE(bench.server.seen().size(), 1);
        }
        bench.server.clearSeen();
        bench.server.setScript({reply(500, R"({"error":"read back failed","status":500})")});
        const auto outcome = await(bench.provider->create(requestFor(offer), CallUrgency::High));
        QCOMPARE((*outcome)->kind, CreateKind::Unknown);
        QCOMPARE(bench.server.seen().size(), 1);
    }

    void nobodyThereIsARefusal()
    {
        Bench bench;
        const Offer offer = bench.offers().first();
        const QUrl closed = bench.server.url();
        bench.server.stopListening();
        Bench other;
        RunPodProvider provider(&other.gated, RunPodSettings{closed, [] { return kKey; }});
        const auto outcome = await(provider.create(requestFor(offer), CallUrgency::High));
        QCOMPARE((*outcome)->kind, CreateKind::Refused);
        QCOMPARE((*outcome)->error.category, ErrorCategory::Network);
    }

    void tooManyRequestsAreWaitedOut()
    {
        Bench bench;
        Scripted slow = reply(429, test::problem(429, "rate limit exceeded for the minute window"));
        slow.headers = {{"Retry-After", "1"}};
        bench.server.setScript({slow, reply(200, test::pods({}))});
        QVERIFY(await(bench.provider->list())->has_value());
        QCOMPARE(bench.server.seen().size(), 2);
        QVERIFY(bench.server.seen().last().atMs - bench.server.seen().first().atMs >= 1000);
        // It was the quota and not the gap: nothing is slower afterwards.
        QCOMPARE(bench.gated.gate().gapMs(bench.server.url().authority() + QStringLiteral("/list")), 500);
    }

    void everythingElseIsOneSentence()
    {
        Bench bench;
        const auto sentence = [&bench](int status, const QByteArray &body) {
            bench.server.setScript({reply(status, body)});
            return await(bench.provider->list())->error();
        };
        QCOMPARE(sentence(401, test::problem(401, "invalid token")).category, ErrorCategory::Auth);
        QCOMPARE(sentence(402, {}).category, ErrorCategory::NoCredit);
        QCOMPARE(sentence(503, "<html>").category, ErrorCategory::ServerFault);
        QCOMPARE(sentence(200, "not JSON").category, ErrorCategory::BadAnswer);
        QCOMPARE(sentence(200, R"({"pods":[)").category, ErrorCategory::BadAnswer);
        QVERIFY(sentence(401, test::problem(401, "invalid token"))
                    .message.contains(QStringLiteral("“invalid token”")));
    }

    void whatCannotBeAskedIsNotSent()
    {
        Bench bench;
        const Offer offer = bench.offers().first();
        bench.server.clearSeen();
        CreateRequest bid = requestFor(offer);
        bid.bidPrice = Money::fromDollars(1);
        QCOMPARE((*await(bench.provider->create(bid, CallUrgency::High)))->kind, CreateKind::Refused);
        QCOMPARE(
            (*await(bench.provider->create(requestFor({}), CallUrgency::High)))->kind, CreateKind::Refused);
        QCOMPARE((*await(bench.provider->destroy(QStringLiteral("../v2/account"), CallUrgency::High)))->kind,
            DestroyKind::Refused);
        QVERIFY(
            await(bench.provider->attachSshKey(QStringLiteral("q7"), QStringLiteral("ssh-x")))->has_value());
        Bench keyless{QString()};
        QCOMPARE(await(keyless.provider->list())->error().category, ErrorCategory::Auth);
        QCOMPARE(await(keyless.provider->search({}))->error().category, ErrorCategory::Auth);
        QVERIFY(bench.server.seen().isEmpty() && keyless.server.seen().isEmpty());
    }

    void listFollowsCursors()
    {
        Bench bench;
        bench.server.setHandler([](const SeenRequest &request) {
            if (request.target.endsWith("?cursor=a%2Fb")) {
                return reply(200, test::pods({test::pod("q8", "n", "RUNNING")}));
            }
            return reply(200, R"({"pods":[)" + test::pod("q7", "n", "RUNNING") + R"(],"nextCursor":"a/b"})");
        });
        QCOMPARE((*await(bench.provider->list()))->size(), 2);
    }

    void capabilitiesAreHonest()
    {
        Bench bench;
        const Capabilities can = bench.provider->capabilities();
        QVERIFY(!can.choosesHost && !can.interruptible && !can.bulkCalls);
        QVERIFY(can.instanceKey && can.billsFromCreate);
        const QString script = bench.provider->onstartScript(QStringLiteral("ssh-ed25519 AAAA me"), 60);
        QVERIFY(script.contains(QStringLiteral("RUNPOD_API_KEY"))
            && script.contains(QStringLiteral("/v2/pods/$I")));
        QVERIFY(!script.contains(kKey));
    }
};

QTEST_GUILESS_MAIN(TestRunPodProvider)
#include "test_runpod_provider.moc"
