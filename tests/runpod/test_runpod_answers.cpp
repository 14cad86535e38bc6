// SPDX-License-Identifier: GPL-3.0-or-later
// What RunPod's answers mean, and what is asked of it; without any network.
#include "services/cloud/runpod/runpod_answers.h"
#include "services/cloud/runpod/runpod_errors.h"
#include "services/cloud/runpod/runpod_pool.h"
#include "services/cloud/runpod/runpod_requests.h"
#include "services/core/json.h"
#include "tests/runpod/samples.h"

#include <algorithm>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::runpod;

namespace {

HttpReply answer(int status, const QByteArray &body)
{
    HttpReply reply;
    reply.status = status;
    reply.body = body;
    return reply;
}

QVector<Offer> rows(bool secure, int count)
{
    return readCatalog(answer(200, test::catalog()), {secure, count, 72}).value_or(QVector<Offer>());
}

SearchRequest asking(const QString &text)
{
    SearchRequest request;
    request.query = parseQuery(text).value_or(Query());
    return request;
}

CreateRequest createRequest()
{
    CreateRequest request;
    request.offer = rows(true, 1).first();
    request.label = QStringLiteral("snapgpu/0011aabb/beef/1");
    request.image = QStringLiteral("runpod/base:1.0.2");
    request.diskGb = 20.5;
    request.onstart = QStringLiteral("echo 'set \"up\"' $HOME\n");
    return request;
}

} // namespace

class TestRunPodAnswers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void catalogBecomesPools()
    {
        const QVector<Offer> secure = rows(true, 2);
        QCOMPARE(secure.size(), 6); // two centers and anywhere, one and anywhere, anywhere
        const Offer &first = secure.first();
        QCOMPARE(first.provider, QStringLiteral("runpod"));
        QCOMPARE(first.gpuName, QStringLiteral("RTX 4090"));
        QCOMPARE(first.geolocation, QStringLiteral("EU-RO-1, RO"));
        QCOMPARE(first.numGpus, 2);
        QCOMPARE(*first.gpuRamMb, 24'576.0);
        QCOMPARE(*first.dphBase, 1.18);
        QVERIFY(qAbs(*first.dphTotal - 1.19) < 1e-9); // 72 GB at $0.10 a month of 720 h
        QVERIFY(first.rentable && first.datacenter && !first.reliability.has_value());
        QCOMPARE(secure.at(1).geolocation, QStringLiteral("US-KS-2, US"));
        QVERIFY(secure.at(2).geolocation.isEmpty()); // anywhere
        QCOMPARE(*secure.at(3).gpuRamMb, 80 * 1024.0); // a number as text
        QVERIFY(!secure.last().rentable); // the MI300X is sold out
        QVERIFY(!secure.last().datacenter.value_or(false) == false);
        // The community cloud sells the 4090 only, at most four at once.
        QCOMPARE(rows(false, 4).size(), 3);
        QCOMPARE(*rows(false, 1).first().dphBase, 0.34);
        QVERIFY(rows(false, 8).isEmpty());
    }

    void aPoolKeepsItsNumbersAndComesBackFromItsRow()
    {
        QSet<qint64> ids, pools;
        for (const bool secure : {true, false}) {
            for (const int count : {1, 2, 4}) {
                for (const Offer &offer : rows(secure, count)) {
                    QVERIFY(offer.id > 0 && offer.machineId < 0);
                    ids.insert(offer.id);
                    pools.insert(offer.machineId);
                    const auto pool = poolOf(offer);
                    QVERIFY(pool && offerId(*pool) == offer.id && poolId(*pool) == offer.machineId);
                }
            }
        }
        QCOMPARE(ids.size(), 3 * 9);
        QCOMPARE(pools.size(), 9);
        QCOMPARE(offerId({QStringLiteral("NVIDIA A40"), 1, true, QStringLiteral("EU-RO-1")}),
            offerId({QStringLiteral("NVIDIA A40"), 1, true, QStringLiteral("EU-RO-1")}));
        QVERIFY(!poolOf(Offer()));
    }

    void placesEndWithTheirCountry()
    {
        const QList<QPair<QString, QString>> known = {{QStringLiteral("CA-MTL-1"), QStringLiteral("CA")},
            {QStringLiteral("EUR-IS-2"), QStringLiteral("IS")},
            {QStringLiteral("US-TX-3"), QStringLiteral("US")},
            {QStringLiteral("OC-AU-1"), QStringLiteral("AU")},
            {QStringLiteral("EU-SE-1"), QStringLiteral("SE")}};
        for (const auto &[center, country] : known) {
            QCOMPARE(placeOf(center), center + QStringLiteral(", ") + country);
        }
        QCOMPARE(placeOf(QStringLiteral("odd")), QStringLiteral("odd"));
    }

    void onlyTheNeededPartsOfTheCatalogAreAsked()
    {
        QCOMPARE(catalogParts(asking({}))->size(), 8);
        QCOMPARE(catalogParts(asking(QStringLiteral("num_gpus=3")))->size(), 2);
        QCOMPARE(catalogParts(asking(QStringLiteral("num_gpus>=7 datacenter=true")))->size(), 2);
        QVERIFY(catalogParts(asking(QStringLiteral("num_gpus>8")))->isEmpty());
        SearchRequest bid;
        bid.type = QStringLiteral("bid");
        QCOMPARE(catalogParts(bid).error().category, ErrorCategory::InvalidInput);
        QCOMPARE(catalogQuery({false, 2, 5}),
            QByteArray("include=AVAILABILITY&product=POD&cloud=COMMUNITY&count=2"));
    }

    void whatRunPodDoesNotTellHidesNothing()
    {
        bool isCut = true;
        const SearchRequest strict =
            asking(QStringLiteral("gpu_name=RTX_4090 reliability>0.99 inet_down>900"));
        QCOMPARE(wantedOffers(rows(true, 1), strict, &isCut).size(), 3);
        QVERIFY(!isCut);
        // What is sold out comes only when asked for.
        QCOMPARE(wantedOffers(rows(true, 1), asking({})).size(), 5);
        QCOMPARE(wantedOffers(rows(true, 1), asking(QStringLiteral("rentable=any"))).size(), 6);
        SearchRequest one = asking({});
        one.limit = 1;
        QCOMPARE(*wantedOffers(rows(true, 1), one, &isCut).first().dphBase, 0.59); // cheapest first
        QVERIFY(isCut);
    }

    void createNamesThePoolAndNothingUnknown()
    {
        const auto text = createBody(createRequest());
        const json::Value body = json::parse(text.value_or(QByteArray())).value_or(json::Value());
        QSet<QString> keys;
        for (const auto &[key, value] : body.items()) {
            keys.insert(QString::fromStdString(key));
        }
        QCOMPARE(keys,
            (QSet<QString>{QStringLiteral("name"), QStringLiteral("image"), QStringLiteral("args"),
                QStringLiteral("disk"), QStringLiteral("env"), QStringLiteral("ports"),
                QStringLiteral("cloud"), QStringLiteral("gpu"), QStringLiteral("dataCenterIds")}));
        QCOMPARE(body["disk"].get<int>(), 21);
        QCOMPARE(QString::fromStdString(body["gpu"]["id"].get<std::string>()),
            QStringLiteral("NVIDIA GeForce RTX 4090"));
        const json::Value command =
            json::parse(QByteArray::fromStdString(body["args"].get<std::string>())).value_or(json::Value());
        QVERIFY(json::toQString(command["cmd"][0]).startsWith(createRequest().onstart));
        CreateRequest anywhere = createRequest();
        anywhere.offer = rows(true, 1).at(2);
        QVERIFY(!createBody(anywhere)->contains("dataCenterIds"));
        anywhere.offer = Offer();
        QVERIFY(!createBody(anywhere));
    }

    void startScriptIsSh()
    {
        QProcess sh;
        sh.start(QStringLiteral("sh"),
            {QStringLiteral("-n"), QStringLiteral("-c"), startScript(createRequest().onstart)});
        QVERIFY(sh.waitForFinished());
        QCOMPARE(sh.exitCode(), 0);
    }

    void podsBecomeMachines()
    {
        const QByteArray direct = R"({"proxy":{"host":"ssh.runpod.io","port":22,"username":"q7-6441a3c7"},)"
                                  R"("direct":{"host":"203.0.113.20","port":41822,"username":"root"}})";
        const QByteArray runtime =
            R"({"uptime":14,"ports":[{"private":22,"public":41822,"type":"tcp","ip":"203.0.113.20"},)"
            R"({"private":22,"public":"4","type":"tcp","ip":"203.0.113.21"},{"private":80,"public":9}]})";
        const auto page = readPods(answer(200,
            test::pods({test::pod("q7", "snapgpu/a/b/1", "RUNNING", direct, runtime),
                test::pod("q8", "x", "PROVISIONING", "null", "null", "null"),
                test::pod("q9", "y", "STARTING", R"({"proxy":null})", "{}"), test::pod("qa", "z", "ERROR"),
                test::pod("qb", "z", "EXITED", "{}", "{}", "null", "0"),
                test::pod("qc", "z", "TERMINATED")})));
        QVERIFY(page);
        QCOMPARE(page->machines.size(), 5); // a terminated pod is none
        const Machine &up = page->machines.first();
        QCOMPARE(up.label, QStringLiteral("snapgpu/a/b/1"));
        QCOMPARE(up.endpoints,
            (QVector<SshEndpoint>{
                {QStringLiteral("203.0.113.20"), 41822, true}, {QStringLiteral("203.0.113.21"), 4, true}}));
        QCOMPARE(up.machineId, rows(true, 1).first().machineId); // the host memory's key
        QCOMPARE(up.hourlyNow(), Money::fromDollars(0.59));
        QVERIFY(!up.raw.contains("hunter2") && up.raw.contains("brandNewField"));
        QVERIFY(page->machines.at(1).actualStatus.isEmpty());
        QCOMPARE(page->machines.at(1).isGpuDue(), std::optional<bool>(true)); // billed from the create on
        QCOMPARE(page->machines.at(2).actualStatus, QStringLiteral("loading"));
        QVERIFY(page->machines.at(3).statusMessage.startsWith(QStringLiteral("Error:")));
        QCOMPARE(page->machines.at(4).hourlyNow(), Money());
    }

    void halfAListIsNoList()
    {
        for (const char *body : {"", "[]", "{}", R"({"pods":{}})", R"({"pods":[{"name":"x"}]})",
                 R"({"pods":[{"id":"../x"}]})", R"({"pods":[],"hasMore":true})", "<html>"}) {
            const auto page = readPods(answer(200, body));
            QVERIFY2(!page && page.error().category == ErrorCategory::BadAnswer, body);
        }
        QCOMPARE(readPods(answer(200, R"({"pods":[],"nextCursor":"c2"})"))->nextToken, QStringLiteral("c2"));
    }

    void everyAnswerToACreateIsOneOfThree_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("category");
        const auto row = [](const char *name, int status, const QByteArray &body, CreateKind kind,
                             ErrorCategory category) {
            QTest::newRow(name) << status << body << static_cast<int>(kind) << static_cast<int>(category);
        };
        using K = CreateKind;
        using C = ErrorCategory;
        const QByteArray gone =
            "There are no longer any instances available with the requested specifications.";
        row("created", 201, test::pod("q7", "n", "PROVISIONING"), K::Accepted, C::Internal);
        row("no id", 201, "{}", K::Unknown, C::BadAnswer);
        row("no JSON", 201, "<html>", K::Unknown, C::BadAnswer);
        row("no stock", 400, test::problem(400, gone), K::Refused, C::OfferGone);
        row("no stock, old", 500,
            R"({"error":"create pod: There are no instances currently available.","status":500})", K::Refused,
            C::OfferGone);
        row("no stock, GraphQL", 200,
            R"({"errors":[{"message":"x","extensions":{"code":"SUPPLY_CONSTRAINT"}}],"data":null})",
            K::Unknown, C::BadAnswer);
        row("no money", 402, test::problem(402, "insufficient balance to start this pod"), K::Refused,
            C::NoCredit);
        row("key", 401, test::problem(401, "missing bearer token"), K::Refused, C::Auth);
        row("scope", 403, test::problem(403, "forbidden"), K::Refused, C::Auth);
        row("contract", 422,
            R"({"title":"Unprocessable Entity","status":422,"detail":"Request validation failed.","errors":["$: no"]})",
            K::Refused, C::InvalidInput);
        row("500 may hide a pod", 500, R"({"error":"read back failed"})", K::Unknown, C::ServerFault);
        row("went wrong", 400, test::problem(400, "Something went wrong. Please try again later"), K::Refused,
            C::ServerFault);
        row("gateway", 502, "<html>bad gateway</html>", K::Unknown, C::ServerFault);
        row("proxy's time-out", 408, "", K::Unknown, C::Timeout);
        row("Cloudflare", 403, "<html>Error 1010</html>", K::Refused, C::Network);
        row("v2 retired", 410, "", K::Refused, C::BadAnswer);
    }

    void everyAnswerToACreateIsOneOfThree()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const CreateOutcome outcome = readCreate(answer(status, body));
        QTEST(static_cast<int>(outcome.kind), "kind");
        if (outcome.kind != CreateKind::Accepted) {
            QTEST(static_cast<int>(outcome.error.category), "category");
            QVERIFY2(outcome.error.message.endsWith(QLatin1Char('.')), qPrintable(outcome.error.message));
        } else {
            QCOMPARE(outcome.instanceId, QStringLiteral("q7"));
        }
    }

    void destroyIsBelievedOnlyByRunPodsWord()
    {
        QCOMPARE(readDestroy(answer(204, {})).kind, DestroyKind::Accepted);
        QCOMPARE(readDestroy(answer(200, "{}")).kind, DestroyKind::Accepted);
        QCOMPARE(
            readDestroy(answer(404, test::problem(404, "pod not found"))).kind, DestroyKind::AlreadyGone);
        QCOMPARE(readDestroy(answer(404, "<html>nginx</html>")).kind, DestroyKind::Retry);
        QCOMPARE(readDestroy(answer(503, {})).kind, DestroyKind::Retry);
        QCOMPARE(readDestroy(answer(401, {})).kind, DestroyKind::Refused);
    }

    void balanceComesFromGraphQl()
    {
        const auto account = readAccount(
            answer(200, R"({"data":{"myself":{"id":"user_2abc","email":"a@b","clientBalance":"23.41"}}})"));
        QCOMPARE(account->credit, Money::fromDollars(23.41));
        QCOMPARE(account->id, QStringLiteral("user_2abc"));
        QCOMPARE(readAccount(answer(200, R"({"data":{"myself":null}})")).error().category,
            ErrorCategory::BadAnswer);
        QCOMPARE(
            readAccount(
                answer(200, R"({"errors":[{"message":"Something went wrong."}],"data":{"myself":null}})"))
                .error()
                .category,
            ErrorCategory::ServerFault);
        QCOMPARE(readAccount(answer(401, {})).error().category, ErrorCategory::Auth);
        QVERIFY(account->tellsCredit);
        for (const int without : {403, 404, 410}) { // a key without that right, or GraphQL is no more
            const auto untold = readAccount(answer(without, {}));
            QVERIFY(untold && !untold->tellsCredit);
        }
        QCOMPARE(readAccount(answer(403, "Error 1010")).error().category, ErrorCategory::Network);
    }

    /** Whatever comes: never a crash, and never a machine or a pod made up. */
    void junkIsNeverBelieved()
    {
        QRandomGenerator dice(20261126);
        const QByteArray good[] = {test::catalog(), test::pods({test::pod("q7", "n", "RUNNING")})};
        for (int i = 0; i < 20'000; ++i) {
            QByteArray text = good[i % 2];
            for (int cuts = 1 + static_cast<int>(dice.bounded(4)); cuts > 0; --cuts) {
                const auto at = static_cast<qsizetype>(dice.bounded(static_cast<quint32>(text.size())));
                text = dice.bounded(2) == 0
                    ? text.left(at + 1)
                    : text.replace(at, 1, QByteArray(1, static_cast<char>(dice.bounded(256))));
            }
            const HttpReply reply = answer(200, text);
            for (const Offer &offer : readCatalog(reply, {true, 1, 5}).value_or(QVector<Offer>())) {
                QVERIFY(offer.id > 0 && *offer.dphBase > 0);
            }
            for (const Machine &machine : readPods(reply).value_or(MachinePage()).machines) {
                QVERIFY(!machine.instanceId.isEmpty());
            }
            const CreateOutcome outcome = readCreate(reply);
            QVERIFY(outcome.kind != CreateKind::Refused);
            QVERIFY((outcome.kind == CreateKind::Accepted) == !outcome.instanceId.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(TestRunPodAnswers)
#include "test_runpod_answers.moc"
