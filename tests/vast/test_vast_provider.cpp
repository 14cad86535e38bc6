// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/offer_search.h"
#include "services/core/json.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/vast/provider_bench.h"
#include "tests/vast/samples.h"

#include <QTest>

using namespace snapgpu;
using test::await;
using Bench = test::ProviderBench;
using test::kKey;
using test::reply;
using test::SeenRequest;

namespace {

CreateRequest createRequest()
{
    CreateRequest request;
    request.offer.id = 41872201;
    request.label = QStringLiteral("snapgpu/a/b/1");
    request.image = QStringLiteral("ubuntu:22.04");
    return request;
}

/** Racer `number` of a race, on a machine of its own. */
CreateRequest racerRequest(int number)
{
    CreateRequest request = createRequest();
    request.offer.id = 100 + number;
    request.offer.machineId = 900 + number;
    request.label = QStringLiteral("snapgpu/a/b/%1").arg(number);
    return request;
}

QVector<CreateOutcome> createMany(Bench &bench, int count)
{
    QVector<Job<CreateOutcome> *> jobs;
    for (int i = 1; i <= count; ++i) {
        jobs.append(bench.provider->create(racerRequest(i), CallUrgency::High));
    }
    QVector<CreateOutcome> outcomes(count);
    int open = count;
    QObject context;
    for (int i = 0; i < count; ++i) {
        jobs[i]->then(&context, [&outcomes, &open, i](const Result<CreateOutcome> &outcome) {
            outcomes[i] = outcome.value_or(CreateOutcome{});
            --open;
        });
    }
    [&] { QTRY_COMPARE_WITH_TIMEOUT(open, 0, 20'000); }();
    return outcomes;
}

} // namespace

class TestVastProvider final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsAreAsTheServiceWantsThem()
    {
        Bench bench;
        bench.server.setHandler([](const SeenRequest &request) {
            if (request.path() == "/api/v1/instances/") {
                return reply(200, test::instancePage({}));
            }
            if (request.path() == "/api/v0/bundles/") {
                return reply(200, R"({"offers":[]})");
            }
            return reply(200, R"({"success":true,"new_contract":7,"credit":3})");
        });
        QVERIFY(await(bench.provider->search({}))->has_value());
        QVERIFY(await(bench.provider->create(createRequest(), CallUrgency::High))->has_value());
        QVERIFY(await(bench.provider->list())->has_value());
        QVERIFY(await(bench.provider->destroy(QStringLiteral("7"), CallUrgency::High))->has_value());
        QVERIFY(await(bench.provider->account())->has_value());
        QVERIFY(await(bench.provider->attachSshKey(QStringLiteral("7"), QStringLiteral("ssh-ed25519 A b\n")))
                    ->has_value());
        QStringList lines;
        for (const SeenRequest &seen : bench.server.seen()) {
            QCOMPARE(seen.header("Authorization"), QByteArray("Bearer ") + kKey.toUtf8());
            lines.append(QString::fromUtf8(seen.method + " " + seen.path()));
        }
        QCOMPARE(lines,
            QStringList({QStringLiteral("POST /api/v0/bundles/"),
                QStringLiteral("PUT /api/v0/asks/41872201/"), QStringLiteral("GET /api/v1/instances/"),
                QStringLiteral("DELETE /api/v0/instances/7/"), QStringLiteral("GET /api/v0/users/current/"),
                QStringLiteral("POST /api/v0/instances/7/ssh/")}));
        QCOMPARE(bench.server.seen()[3].body, QByteArray("{}"));
        QCOMPARE(bench.server.seen()[5].body, QByteArray(R"({"ssh_key":"ssh-ed25519 A b"})"));
        QVERIFY(bench.server.seen()[2].target.contains("limit=25"));
    }

    void createsOfOneMomentLeaveAsOneCall()
    {
        Bench bench(kKey, {}, true);
        QVERIFY(bench.provider->capabilities().bulkCalls);
        bench.server.setHandler([](const SeenRequest &request) {
            if (request.path() == "/api/v1/instances/") {
                return reply(200,
                    test::instancePage({R"({"id":71,"label":"snapgpu/a/b/1-bulk","machine_id":901})",
                        R"({"id":73,"label":"snapgpu/a/b/1-bulk","machine_id":903})",
                        R"({"id":79,"label":"snapgpu/a/b/1-bulk","machine_id":999})",
                        R"({"id":80,"label":"mine","machine_id":902})"}));
            }
            return reply(200,
                R"({"success":false,"results":[{"ask_id":101,"success":true,"new_contract":71},)"
                R"({"ask_id":102,"success":false,"error":"no_such_ask","msg":"error 404/3603: no_such_ask"}]})");
        });
        const QVector<CreateOutcome> outcomes = createMany(bench, 3);
        QCOMPARE(bench.server.seen().size(), 1);
        const SeenRequest &seen = bench.server.seen().first();
        QCOMPARE(seen.method + ' ' + seen.path(), QByteArray("POST /api/v0/asks/bulk/"));
        const auto body = *json::parse(seen.body);
        QCOMPARE(json::dump(body["ids"]), QByteArray("[101,102,103]"));
        QCOMPARE(json::string(body, "label").value_or(QString()), QStringLiteral("snapgpu/a/b/1-bulk"));
        QCOMPARE(outcomes[0].kind, CreateKind::Accepted);
        QCOMPARE(outcomes[0].instanceId, QStringLiteral("71"));
        QCOMPARE(outcomes[1].kind, CreateKind::Refused);
        QCOMPARE(outcomes[2].kind, CreateKind::Unknown); // no word about it: looked up by its label

        const auto list = *await(bench.provider->list());
        QVERIFY(list);
        QCOMPARE(list->at(0).label, QStringLiteral("snapgpu/a/b/1"));
        QCOMPARE(list->at(1).label, QStringLiteral("snapgpu/a/b/3")); // the lost one is found
        QCOMPARE(list->at(2).label, QStringLiteral("snapgpu/a/b/1-bulk")); // nobody's: the sweeper's
        QCOMPARE(list->at(3).label, QStringLiteral("mine"));
        QTRY_COMPARE_WITH_TIMEOUT(
            bench.server.seen().size(), 4, 30'000); // both get their label at the provider
        QCOMPARE(bench.server.seen()[2].path(), QByteArray("/api/v0/instances/71/"));
        QCOMPARE(bench.server.seen()[2].body, QByteArray(R"({"label":"snapgpu/a/b/1"})"));
        QCOMPARE(bench.server.seen()[3].body, QByteArray(R"({"label":"snapgpu/a/b/3"})"));
    }

    void aBulkCreateWithoutAClearAnswerIsUnknown_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("kind");
        const auto kind = [](CreateKind value) { return static_cast<int>(value); };
        QTest::newRow("success alone")
            << 200 << QByteArray(R"({"success":true})") << kind(CreateKind::Unknown);
        QTest::newRow("a shape of its own")
            << 200 << QByteArray(R"({"success":true,"new_contracts":[7,8]})") << kind(CreateKind::Unknown);
        QTest::newRow("one contract for all")
            << 200 << QByteArray(R"({"success":true,"new_contract":7})") << kind(CreateKind::Unknown);
        QTest::newRow("rubbish") << 200 << QByteArray("<html>hello") << kind(CreateKind::Unknown);
        QTest::newRow("server fault") << 502 << QByteArray("bad gateway") << kind(CreateKind::Unknown);
        QTest::newRow("no credit") << 400 << QByteArray(R"({"success":false,"error":"insufficient_credit"})")
                                   << kind(CreateKind::Refused);
        QTest::newRow("key") << 404
                             << QByteArray(
                                    R"({"success":false,"error":"auth_error","msg":"Invalid user key"})")
                             << kind(CreateKind::Refused);
    }
    void aBulkCreateWithoutAClearAnswerIsUnknown()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(int, kind);
        Bench bench(kKey, {}, true);
        bench.server.setHandler([&](const SeenRequest &) { return reply(status, body); });
        for (const CreateOutcome &outcome : createMany(bench, 2)) {
            QCOMPARE(static_cast<int>(outcome.kind), kind);
            QCOMPARE(outcome.instanceId, QString());
        }
        QCOMPARE(bench.server.seen().size(), 1); // never repeated
    }

    void aServiceWithoutBulkCallsGetsOneEach()
    {
        Bench bench(kKey, {}, true);
        bench.server.setHandler([](const SeenRequest &request) {
            return request.path().contains("bulk") ? reply(404, "Not found")
                                                   : reply(200, R"({"success":true,"new_contract":7})");
        });
        for (const CreateOutcome &outcome : createMany(bench, 2)) {
            QCOMPARE(outcome.kind, CreateKind::Accepted);
        }
        QCOMPARE(bench.server.seen().size(), 3);
    }

    void oneOfABulkCreateIsTakenBackBeforeItLeaves()
    {
        Bench bench(kKey, {}, true);
        bench.server.setHandler(
            [](const SeenRequest &) { return reply(200, R"({"success":true,"results":[]})"); });
        createMany(bench, 2); // the gap of the gate runs from here on
        QVector<Job<CreateOutcome> *> jobs;
        for (int i = 11; i <= 13; ++i) {
            jobs.append(bench.provider->create(racerRequest(i), CallUrgency::High));
        }
        CreateOutcome second;
        QObject context;
        jobs[1]->then(&context, [&](const Result<CreateOutcome> &outcome) { second = *outcome; });
        QTest::qWait(20); // the call waits at the gate
        jobs[1]->cancel();
        QTRY_COMPARE(bench.server.seen().size(), 2);
        QCOMPARE(second.kind, CreateKind::Refused);
        QCOMPARE(json::dump((*json::parse(bench.server.seen()[1].body))["ids"]), QByteArray("[111,113]"));
    }

    void destroysOfOneMomentLeaveAsOneCallRunningFirst()
    {
        Bench bench(kKey, {}, true);
        bench.server.setScript({reply(200, R"({"success":true})")});
        auto *idle = bench.provider->destroy(QStringLiteral("7"), CallUrgency::Normal);
        DestroyKind idleKind = DestroyKind::Retry;
        QObject context;
        idle->then(&context, [&](const Result<DestroyOutcome> &outcome) { idleKind = outcome->kind; });
        auto *running = bench.provider->destroy(QStringLiteral("8"), CallUrgency::High);
        QCOMPARE((*await(running))->kind, DestroyKind::Accepted);
        QCOMPARE(idleKind, DestroyKind::Accepted);
        QCOMPARE(bench.server.seen().size(), 1);
        QCOMPARE(bench.server.seen()[0].method + ' ' + bench.server.seen()[0].path(),
            QByteArray("DELETE /api/v0/instances/"));
        QCOMPARE(bench.server.seen()[0].body, QByteArray(R"({"instance_ids":[8,7]})"));
    }

    void aBulkDestroyThatDoesNotSayWhichIsRepeatedOneByOne()
    {
        Bench bench(kKey, {}, true);
        bench.server.setHandler([](const SeenRequest &request) {
            if (request.path() == "/api/v0/instances/") {
                return reply(
                    200, R"({"success":false,"error":"no_such_instance","msg":"Instances not found: 7"})");
            }
            return request.path().contains("/7/")
                ? reply(404, R"({"success":false,"error":"no_such_instance","msg":"Instance 7 not found."})")
                : reply(200, R"({"success":true})");
        });
        auto *first = bench.provider->destroy(QStringLiteral("7"), CallUrgency::Normal);
        auto *second = bench.provider->destroy(QStringLiteral("8"), CallUrgency::Normal);
        DestroyKind firstKind = DestroyKind::Retry;
        QObject context;
        first->then(&context, [&](const Result<DestroyOutcome> &outcome) { firstKind = outcome->kind; });
        QCOMPARE((*await(second))->kind, DestroyKind::Accepted);
        QCOMPARE(firstKind, DestroyKind::AlreadyGone);
        QCOMPARE(bench.server.seen().size(), 3);
    }

    void aBasePathIsKept()
    {
        Bench bench(kKey, QStringLiteral("/proxy/"));
        bench.server.setScript({reply(200, R"({"credit":1})")});
        QVERIFY(await(bench.provider->account())->has_value());
        QCOMPARE(bench.server.seen()[0].target, QByteArray("/proxy/api/v0/users/current/"));
    }

    void withoutAKeyNothingIsSent()
    {
        Bench bench{QString()};
        QCOMPARE(await(bench.provider->list())->error().category, ErrorCategory::Auth);
        QCOMPARE(await(bench.provider->account())->error().category, ErrorCategory::Auth);
        QCOMPARE(
            (*await(bench.provider->create(createRequest(), CallUrgency::High)))->kind, CreateKind::Refused);
        QCOMPARE((*await(bench.provider->destroy(QStringLiteral("7"), CallUrgency::High)))->kind,
            DestroyKind::Refused);
        QCOMPARE(bench.server.seen().size(), 0);
        bench.server.setScript({reply(200, R"({"offers":[]})")});
        QVERIFY(await(bench.provider->search({}))->has_value()); // searching is public
        QVERIFY(bench.server.seen()[0].header("Authorization").isEmpty());
    }

    void idsThatAreNoNumbersAreNotSent()
    {
        Bench bench;
        for (const char *id : {"", "-1", "7/../8", "7?x", "１２", "99999999999999999999"}) {
            const auto outcome = await(bench.provider->destroy(QString::fromUtf8(id), CallUrgency::High));
            QCOMPARE((*outcome)->kind, DestroyKind::Refused);
            QVERIFY(!*await(bench.provider->attachSshKey(QString::fromUtf8(id), QStringLiteral("k"))));
        }
        QCOMPARE(bench.server.seen().size(), 0);
    }

    void aLostCreateIsUnknownAndSentOnce_data()
    {
        QTest::addColumn<int>("ending");
        QTest::addColumn<int>("status");
        QTest::newRow("hang-up") << int(test::Scripted::Ending::HangUp) << 200;
        QTest::newRow("cut") << int(test::Scripted::Ending::Truncate) << 200;
        QTest::newRow("502") << int(test::Scripted::Ending::Complete) << 502;
        QTest::newRow("unreadable") << int(test::Scripted::Ending::Complete) << 200;
    }
    void aLostCreateIsUnknownAndSentOnce()
    {
        QFETCH(int, ending);
        QFETCH(int, status);
        Bench bench;
        test::Scripted scripted = reply(status, "{\"success\":true,\"new_contr");
        scripted.ending = static_cast<test::Scripted::Ending>(ending);
        bench.server.setScript({scripted});
        const auto outcome = await(bench.provider->create(createRequest(), CallUrgency::High));
        QVERIFY(outcome && *outcome);
        QCOMPARE((*outcome)->kind, CreateKind::Unknown);
        QTest::qWait(300);
        QCOMPARE(bench.server.seen().size(), 1);
    }

    void aCreateNobodyHeardIsRefused()
    {
        Bench bench;
        bench.server.stopListening();
        const auto outcome = await(bench.provider->create(createRequest(), CallUrgency::High));
        QCOMPARE((*outcome)->kind, CreateKind::Refused);
        QCOMPARE((*outcome)->error.category, ErrorCategory::Network);
    }

    void tooFastIsWaitedOut()
    {
        Bench bench;
        bench.server.setScript({reply(429, "API requests too frequent: endpoint threshold=0.5*1.0"),
            reply(200, R"({"success":true,"new_contract":"99"})")});
        const auto outcome = await(bench.provider->create(createRequest(), CallUrgency::High));
        QCOMPARE((*outcome)->kind, CreateKind::Accepted);
        QCOMPARE((*outcome)->instanceId, QStringLiteral("99"));
        QCOMPARE(bench.server.seen().size(), 2);
    }

    void cancelledCreates()
    {
        Bench bench;
        test::Scripted silent;
        silent.ending = test::Scripted::Ending::Silence;
        bench.server.setScript({silent});
        Job<CreateOutcome> *sent = bench.provider->create(createRequest(), CallUrgency::High);
        Job<CreateOutcome> *waiting = bench.provider->create(createRequest(), CallUrgency::Low);
        QTRY_COMPARE(bench.server.seen().size(), 1);
        waiting->cancel();
        const auto unsent = await(waiting);
        QVERIFY2(
            unsent && *unsent && (*unsent)->kind == CreateKind::Refused, "never sent: nothing to look for");
        sent->cancel();
        QTest::qWait(400);
        QVERIFY2(!sent->isFinished(), "on its way it cannot be called back: its answer is awaited");
        QCOMPARE(bench.server.seen().size(), 1);
    }

    void aCancelledCreateOnItsWayStillTellsItsMachine()
    {
        Bench bench;
        test::Scripted slow = reply(200, R"({"success":true,"new_contract":4711})");
        slow.delayMs = 600;
        bench.server.setScript({slow});
        Job<CreateOutcome> *sent = bench.provider->create(createRequest(), CallUrgency::High);
        QTRY_COMPARE(bench.server.seen().size(), 1);
        sent->cancel();
        const auto outcome = await(sent);
        QVERIFY(outcome && *outcome);
        QCOMPARE((*outcome)->kind, CreateKind::Accepted);
        QCOMPARE((*outcome)->instanceId, QStringLiteral("4711"));
    }

    void errorsKeepTheirCategory()
    {
        Bench bench;
        bench.server.setScript(
            {reply(404, R"({"success":false,"error":"auth_error","msg":"Invalid user key"})")});
        QCOMPARE(await(bench.provider->account())->error().category, ErrorCategory::Auth);
        QCOMPARE(await(bench.provider->list())->error().category, ErrorCategory::Auth);
        QCOMPARE(await(bench.provider->search({}))->error().category, ErrorCategory::Auth);
        QCOMPARE((*await(bench.provider->destroy(QStringLiteral("7"), CallUrgency::High)))->kind,
            DestroyKind::Refused);
    }

    void destroysSurviveEverything()
    {
        Bench bench;
        test::Scripted hangUp;
        hangUp.ending = test::Scripted::Ending::HangUp;
        bench.server.setScript({hangUp});
        const auto outcome = await(bench.provider->destroy(QStringLiteral("7"), CallUrgency::High));
        QCOMPARE((*outcome)->kind, DestroyKind::Retry);
        bench.server.stopListening();
        const auto again = await(bench.provider->destroy(QStringLiteral("7"), CallUrgency::High));
        QCOMPARE((*again)->kind, DestroyKind::Retry);
    }

    void theProviderMayGoAtAnyTime()
    {
        Bench bench;
        test::Scripted silent;
        silent.ending = test::Scripted::Ending::Silence;
        bench.server.setScript({silent});
        bench.provider->list();
        bench.provider->create(createRequest(), CallUrgency::High);
        bench.provider->search({});
        QTRY_VERIFY(bench.server.seen().size() >= 3);
        bench.provider.reset();
        QTest::qWait(50);
    }

    void theScriptCarriesKeyAndAddress()
    {
        Bench bench;
        const QString text = bench.provider->onstartScript(QStringLiteral("ssh-ed25519 AAAA me@home"), 900);
        QVERIFY(text.contains(QStringLiteral("'ssh-ed25519 AAAA'")));
        QVERIFY(text.contains(bench.server.url().toString()));
        QVERIFY(!text.contains(kKey));
    }
};

QTEST_GUILESS_MAIN(TestVastProvider)
#include "test_vast_provider.moc"
