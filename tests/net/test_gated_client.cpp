// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/net/gated_client.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/support/scripted_server.h"
#include "tests/support/temp_home.h"

#include <algorithm>
#include <QTest>

using namespace snapgpu;
using test::await;
using test::reply;

namespace {
const QString kEndpoint = QStringLiteral("host/create");
}

class TestGatedClient final : public QObject
{
    Q_OBJECT

    SystemClock m_clock;

    static HttpRequest put(
        const test::ScriptedServer &server, const QString &path = QStringLiteral("/asks/1/"))
    {
        HttpRequest request;
        request.method = "PUT";
        request.url = server.url(path);
        request.body = "{}";
        return request;
    }

private Q_SLOTS:
    void refusalsAreWaitedOutAndRepeated()
    {
        test::ScriptedServer server;
        server.setScript({reply(429, "API requests too frequent: endpoint threshold=0.3*1.0"),
            reply(429, R"({"detail":"API requests too frequent endpoint threshold=0.3"})"),
            reply(200, R"({"success":true,"new_contract":5})")});
        HttpClient http;
        GatedClient client(&http, &m_clock, GatePolicy::Adaptive);
        client.setRule(kEndpoint, {200, 10, 0, 0, 0});
        GatedJob *job = client.send(put(server), {kEndpoint, GatePriority::High, 60'000});
        const auto result = await(job);
        QVERIFY(result && *result);
        QCOMPARE((*result)->status, 200);
        QCOMPARE(server.seen().size(), 3);
        QVERIFY(server.seen()[1].atMs - server.seen()[0].atMs >= 300);
        QVERIFY(server.seen()[2].atMs - server.seen()[1].atMs >= 300);
    }

    void patienceEnds()
    {
        test::ScriptedServer server;
        server.setScript({reply(429, "API requests too frequent")});
        HttpClient http;
        GatedClient client(&http, &m_clock, GatePolicy::Adaptive);
        client.setRule(kEndpoint, {100, 0, 0, 0, 0});
        GatedJob *job = client.send(put(server), {kEndpoint, GatePriority::High, 500});
        bool sent = true;
        connect(job, &JobBase::finished, this, [&] { sent = job->sent(); });
        const auto result = await(job);
        QVERIFY(result && !*result);
        QCOMPARE(result->error().category, ErrorCategory::RateLimited);
        QVERIFY2(!sent, "429 did nothing");
    }

    void nothingButARefusalIsRepeated_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("ending");
        for (const int status : {200, 400, 404, 500, 502, 503, 504}) {
            QTest::addRow("%d", status) << status << int(test::Scripted::Ending::Complete);
        }
        QTest::newRow("hang-up") << 200 << int(test::Scripted::Ending::HangUp);
        QTest::newRow("truncated") << 200 << int(test::Scripted::Ending::Truncate);
        QTest::newRow("silence") << 200 << int(test::Scripted::Ending::Silence);
    }
    void nothingButARefusalIsRepeated()
    {
        QFETCH(int, status);
        QFETCH(int, ending);
        test::ScriptedServer server;
        test::Scripted scripted = reply(status, "{\"x\":12345}");
        scripted.ending = static_cast<test::Scripted::Ending>(ending);
        server.setScript({scripted});
        HttpClient http;
        GatedClient client(&http, &m_clock, GatePolicy::Adaptive);
        HttpRequest request = put(server);
        request.deadlineMs = 1500; // only silence takes so long
        GatedJob *job = client.send(request, {kEndpoint, GatePriority::High, 60'000});
        bool sent = false;
        connect(job, &JobBase::finished, this, [&] { sent = job->sent(); });
        QVERIFY(await(job));
        QVERIFY(sent);
        QTest::qWait(100);
        QCOMPARE(server.seen().size(), 1);
    }

    void priorityDecidesWithinOneGo()
    {
        test::ScriptedServer server;
        HttpClient http;
        GatedClient client(&http, &m_clock, GatePolicy::Adaptive);
        client.setRule(kEndpoint, {0, 60, 0, 0, 0});
        QVector<qint64> departures; // arrivals also carry the time a connection takes to open
        const auto send = [&](const QString &path, GatePriority priority) {
            GatedJob *job = client.send(put(server, path), {kEndpoint, priority, 1000});
            connect(job, &GatedJob::departed, this, [&] { departures.append(m_clock.monotonicMs()); });
        };
        send(QStringLiteral("/low"), GatePriority::Low);
        send(QStringLiteral("/normal"), GatePriority::Normal);
        send(QStringLiteral("/high"), GatePriority::High);
        QTRY_COMPARE(server.seen().size(), 3);
        QCOMPARE(server.seen()[0].target, QByteArray("/high"));
        QCOMPARE(server.seen()[1].target, QByteArray("/normal"));
        QCOMPARE(server.seen()[2].target, QByteArray("/low"));
        QVERIFY(departures[1] - departures[0] >= 60 && departures[2] - departures[1] >= 60);
    }

    void cancelledWhileWaitingIsNeverSent()
    {
        test::ScriptedServer server;
        HttpClient http;
        GatedClient client(&http, &m_clock, GatePolicy::Adaptive);
        client.setRule(kEndpoint, {0, 200, 0, 0, 0});
        client.send(put(server, QStringLiteral("/first")), {kEndpoint, GatePriority::High, 1000});
        GatedJob *second =
            client.send(put(server, QStringLiteral("/second")), {kEndpoint, GatePriority::High, 1000});
        GatedJob *third =
            client.send(put(server, QStringLiteral("/third")), {kEndpoint, GatePriority::High, 1000});
        QTRY_COMPARE(server.seen().size(), 1);
        second->cancel();
        QVERIFY(!second->sent());
        QVERIFY(await(third));
        QTest::qWait(250);
        QCOMPARE(server.seen().size(), 2);
        QCOMPARE(server.seen()[1].target, QByteArray("/third"));
    }

    void callsMayBeDeletedAtAnyTime()
    {
        test::ScriptedServer server;
        test::Scripted silent;
        silent.ending = test::Scripted::Ending::Silence;
        server.setScript({silent});
        HttpClient http;
        auto client = std::make_unique<GatedClient>(&http, &m_clock, GatePolicy::Adaptive);
        for (int i = 0; i < 5; ++i) {
            client->send(put(server), {kEndpoint, GatePriority::High, 1000});
        }
        QTRY_COMPARE(server.seen().size(), 5);
        client.reset();
        QTest::qWait(50);
    }

    void whatWasLearnedSurvivesARestart()
    {
        const test::TempHome home;
        const QString file = home.home().file(QStringLiteral("rate_gate.json"));
        test::ScriptedServer server;
        server.setScript({reply(429, "threshold=0.4*1.0"), reply(200, "{}")});
        HttpClient http;
        {
            GatedClient client(&http, &m_clock, GatePolicy::Adaptive, file);
            client.setRule(kEndpoint, {100, 10, 0, 0, 0});
            QVERIFY(await(client.send(put(server), {kEndpoint, GatePriority::High, 60'000})));
        }
        GatedClient again(&http, &m_clock, GatePolicy::Adaptive, file);
        again.setRule(kEndpoint, {100, 10, 0, 0, 0});
        QCOMPARE(again.gate().gapMs(kEndpoint), qint64(420)); // the gap that was named, and a twentieth
    }

    void aDamagedFileOnlyForgets()
    {
        const test::TempHome home;
        const QString path = home.home().file(QStringLiteral("rate_gate.json"));
        for (const QByteArray &text : {QByteArray("{"), QByteArray("[]"), QByteArray("{\"host/create\":7}"),
                 QByteArray("{\"host/create\":{\"gap_ms\":\"x\"}}"), QByteArray(300'000, '[')}) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            HttpClient http;
            GatedClient client(&http, &m_clock, GatePolicy::Adaptive, path);
            client.setRule(kEndpoint, {100, 10, 0, 0, 0});
            QCOMPARE(client.gate().gapMs(kEndpoint), qint64(10));
        }
    }

    void namedGaps_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("expected"); // -1 = none
        QTest::newRow("plain") << QByteArray() << QByteArray("API requests too frequent") << qint64(-1);
        QTest::newRow("threshold with factor")
            << QByteArray() << QByteArray("API requests too frequent: endpoint threshold=4.5*1.0")
            << qint64(4500);
        QTest::newRow("factor counts") << QByteArray() << QByteArray("threshold=2.0*1.5") << qint64(3000);
        QTest::newRow("detail") << QByteArray()
                                << QByteArray(
                                       R"({"detail":"API requests too frequent endpoint threshold=4.5"})")
                                << qint64(4500);
        QTest::newRow("json")
            << QByteArray()
            << QByteArray(
                   R"({"success":false,"error":"rate_limit_exceeded","msg":"API requests too frequent endpoint threshold=3.0"})")
            << qint64(3000);
        QTest::newRow("retry_after") << QByteArray() << QByteArray(R"({"retry_after": 7})") << qint64(7000);
        QTest::newRow("header") << QByteArray("12") << QByteArray() << qint64(12000);
        QTest::newRow("header date") << QByteArray("Wed, 21 Oct 2026 07:28:00 GMT") << QByteArray()
                                     << qint64(-1);
        QTest::newRow("absurd") << QByteArray("1e300") << QByteArray("threshold=99999999999") << qint64(-1);
        QTest::newRow("negative") << QByteArray("-5") << QByteArray() << qint64(-1);
        QTest::newRow("html") << QByteArray() << QByteArray("<html>threshold = none</html>") << qint64(-1);
    }
    void namedGaps()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, body);
        QFETCH(qint64, expected);
        HttpReply refusal;
        refusal.status = 429;
        refusal.body = body;
        if (!header.isEmpty()) {
            refusal.headers = {{"retry-after", header}};
        }
        QCOMPARE(toldGapMs(refusal).value_or(-1), expected);
    }

    void quotasInHeaders()
    {
        const auto told = [](const QByteArray &left, const QByteArray &policy) {
            HttpReply answer;
            answer.headers = {{"ratelimit", left}, {"ratelimit-policy", policy}};
            std::vector<ToldWindow> windows = toldQuota(answer);
            std::sort(windows.begin(), windows.end(),
                [](const ToldWindow &a, const ToldWindow &b) { return a.resetMs < b.resetMs; });
            return windows;
        };
        const std::vector<ToldWindow> both{{0, 12'000, 60}, {2'800, 1'812'000, 3'000}};
        QCOMPARE(
            told(R"("minute";r=0;t=12, "hour";r=2800;t=1812)", R"("minute";q=60;w=60, "hour";q=3000;w=3600)"),
            both);
        QCOMPARE(told(R"("minute"; t=12 ;r=7)", {}), (std::vector<ToldWindow>{{7, 12'000, 0}}));
        for (const char *junk : {"", "r=5;t=5", R"("minute";r=-1;t=5)", R"("minute";r=5)", "\"m\";r=9e9;t=1",
                 R"("minute";r=99999999999999999999;t=1)", ";;;,,,", "limit=100, remaining=5"}) {
            QVERIFY2(told(junk, junk).empty(), junk);
        }
    }
};

QTEST_GUILESS_MAIN(TestGatedClient)
#include "test_gated_client.moc"
