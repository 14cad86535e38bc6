// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/log.h"
#include "services/net/http_client.h"
#include "services/net/network_manager.h"
#include "tests/support/await.h"
#include "tests/support/patience.h"
#include "tests/support/scripted_server.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace snapgpu;
using test::await;
using test::reply;
using test::Scripted;

namespace {

HttpRequest requestTo(const QUrl &url, const QByteArray &method = "GET", const QByteArray &body = {})
{
    HttpRequest request;
    request.method = method;
    request.url = url;
    request.body = body;
    request.deadlineMs = 5000;
    return request;
}

Scripted ending(Scripted::Ending how)
{
    Scripted scripted;
    scripted.ending = how;
    scripted.body = "0123456789";
    return scripted;
}

} // namespace

class TestHttpClient final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyStatusIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 204, 400, 401, 403, 404, 410, 422, 429, 483, 500, 502, 503, 504, 599}) {
            QTest::addRow("%d", status) << status;
        }
    }
    void anyStatusIsAnAnswer()
    {
        QFETCH(int, status);
        test::ScriptedServer server;
        server.setScript({reply(status, status == 204 ? "" : "{\"a\":1}")});
        HttpClient client;
        const auto result = await(client.send(requestTo(server.url(QStringLiteral("/x/")), "PUT", "{}")));
        QVERIFY(result && *result);
        QCOMPARE((*result)->status, status);
        QCOMPARE(server.seen().size(), 1);
    }

    void requestIsAsAsked()
    {
        test::ScriptedServer server;
        HttpClient client;
        HttpRequest request = requestTo(server.url(QStringLiteral("/a/b/")), "DELETE", "{\"x\":true}");
        request.headers = {{"Authorization", "Bearer k"}};
        const auto result = await(client.send(request));
        QVERIFY(result && *result);
        const test::SeenRequest seen = server.seen().at(0);
        QCOMPARE(seen.method, QByteArray("DELETE"));
        QCOMPARE(seen.target, QByteArray("/a/b/"));
        QCOMPARE(seen.body, QByteArray("{\"x\":true}"));
        QCOMPARE(seen.header("authorization"), QByteArray("Bearer k"));
        QCOMPARE(seen.header("content-type"), QByteArray("application/json"));
        QCOMPARE(seen.header("x-request-id"), (*result)->requestId);
        QVERIFY(!seen.header("x-request-id").isEmpty());
    }

    // QNetworkAccessManager by itself would send such a request up to four times.
    void lostAnswerIsNeverSentAgain_data()
    {
        QTest::addColumn<bool>("warmConnection");
        QTest::addColumn<bool>("stopListening");
        QTest::newRow("fresh connection") << false << false;
        QTest::newRow("kept-alive connection") << true << false;
        QTest::newRow("server gone afterwards") << false << true;
        QTest::newRow("kept-alive, server gone afterwards") << true << true;
    }
    void lostAnswerIsNeverSentAgain()
    {
        QFETCH(bool, warmConnection);
        QFETCH(bool, stopListening);
        test::ScriptedServer server;
        HttpClient client;
        if (warmConnection) {
            QVERIFY(await(client.send(requestTo(server.url(QStringLiteral("/warm/"))))));
            server.clearSeen();
        }
        server.setHandler([&](const test::SeenRequest &) {
            if (stopListening) {
                server.stopListening();
            }
            return ending(Scripted::Ending::HangUp);
        });
        HttpJob *job = client.send(requestTo(server.url(QStringLiteral("/asks/1/")), "PUT", "{\"image\":1}"));
        bool sent = false;
        connect(job, &JobBase::finished, this, [&] { sent = job->sent(); });
        const auto result = await(job);
        QVERIFY(result);
        QVERIFY(!*result);
        QCOMPARE(result->error().category, ErrorCategory::Network);
        QVERIFY2(sent, "the server had the request: nothing may be concluded");
        QTest::qWait(200);
        QCOMPARE(server.seen().size(), 1);
    }

    void refusedConnectionProvesNothingSent()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        QUrl url(QStringLiteral("http://127.0.0.1/asks/1/"));
        url.setPort(closed.serverPort());
        closed.close();
        HttpClient client;
        for (const QByteArray &body : {QByteArray("{}"), QByteArray()}) {
            HttpJob *job = client.send(requestTo(url, "PUT", body));
            bool sent = true;
            connect(job, &JobBase::finished, this, [&] { sent = job->sent(); });
            const auto result = await(job);
            QVERIFY(result && !*result);
            QCOMPARE(result->error().category, ErrorCategory::Network);
            QVERIFY(!sent);
        }
    }

    void unknownHostProvesNothingSent()
    {
        HttpClient client;
        HttpJob *job =
            client.send(requestTo(QUrl(QStringLiteral("http://no-such-host.invalid/")), "PUT", "{}"));
        bool sent = true;
        connect(job, &JobBase::finished, this, [&] { sent = job->sent(); });
        const auto result = await(job);
        QVERIFY(result && !*result);
        QVERIFY(!sent);
        QVERIFY(result->error().message.contains(QStringLiteral("no-such-host.invalid")));
    }

    void silenceEndsAtTheDeadline()
    {
        test::ScriptedServer server;
        server.setScript({ending(Scripted::Ending::Silence)});
        HttpClient client;
        HttpRequest request = requestTo(server.url(QStringLiteral("/")), "PUT", "{}");
        request.deadlineMs = 300;
        HttpJob *job = client.send(request);
        bool timedOut = false;
        bool sent = false;
        connect(job, &JobBase::finished, this, [&] {
            timedOut = job->timedOut();
            sent = job->sent();
        });
        const auto result = await(job);
        QVERIFY(result && !*result);
        QCOMPARE(result->error().category, ErrorCategory::Timeout);
        QVERIFY(timedOut && sent);
    }

    void idleLimitIsATimeoutToo()
    {
        test::ScriptedServer server;
        server.setScript({ending(Scripted::Ending::Silence)});
        HttpClient client;
        HttpRequest request = requestTo(server.url(QStringLiteral("/")));
        request.idleMs = 300;
        const auto result = await(client.send(request));
        QVERIFY(result && !*result);
        QCOMPARE(result->error().category, ErrorCategory::Timeout);
    }

    void truncatedAnswerIsNoAnswer()
    {
        test::ScriptedServer server;
        server.setScript({ending(Scripted::Ending::Truncate)});
        HttpClient client;
        const auto result = await(client.send(requestTo(server.url(QStringLiteral("/")), "PUT", "{}")));
        QVERIFY(result && !*result);
        QCOMPARE(result->error().category, ErrorCategory::Network);
        QCOMPARE(server.seen().size(), 1);
    }

    void redirectIsAnErrorThatNamesTheTarget()
    {
        for (const int status : {301, 302, 303, 307, 308}) {
            test::ScriptedServer server;
            Scripted scripted = reply(status, "");
            scripted.headers = {{"Location", "https://elsewhere.example/api/?api_key=abc"}};
            server.setScript({scripted});
            HttpClient client;
            HttpRequest request = requestTo(server.url(QStringLiteral("/")));
            request.headers = {{"Authorization", "Bearer secret"}};
            HttpJob *job = client.send(request);
            int seenStatus = 0;
            connect(job, &JobBase::finished, this, [&] { seenStatus = job->redirectStatus(); });
            const auto result = await(job);
            QVERIFY(result && !*result);
            QCOMPARE(seenStatus, status);
            QVERIFY(result->error().message.contains(QStringLiteral("elsewhere.example")));
            QVERIFY(!result->error().message.contains(QStringLiteral("abc")));
            QCOMPARE(server.seen().size(), 1);
        }
    }

    void tooLargeAnswersAreNotRead()
    {
        for (const bool announced : {true, false}) {
            test::ScriptedServer server;
            Scripted scripted = reply(200, QByteArray(200'000, 'x'));
            if (!announced) {
                scripted.headers = {{"Transfer-Encoding", "chunked"}};
                scripted.body = "30d40\r\n" + QByteArray(200'000, 'x') + "\r\n0\r\n\r\n";
            }
            server.setScript({scripted});
            HttpClient client;
            HttpRequest request = requestTo(server.url(QStringLiteral("/")));
            request.maxBytes = 100'000;
            const auto result = await(client.send(request));
            QVERIFY(result && !*result);
            QCOMPARE(result->error().category, ErrorCategory::BadAnswer);
        }
    }

    void cancelEndsOnceAndKeepsTheFact()
    {
        test::ScriptedServer server;
        server.setScript({ending(Scripted::Ending::Silence)});
        HttpClient client;
        HttpJob *job = client.send(requestTo(server.url(QStringLiteral("/")), "PUT", "{}"));
        QSignalSpy finished(job, &JobBase::finished);
        QSignalSpy arrived(&server, &test::ScriptedServer::requestSeen);
        QVERIFY(arrived.wait(30'000));
        job->cancel();
        job->cancel();
        QVERIFY(job->aborted() && job->sent());
        QVERIFY(finished.isEmpty());
        QTRY_COMPARE(finished.size(), 1);
    }

    void cancelBeforeSendingProvesNothingSent()
    {
        test::ScriptedServer server;
        HttpClient client;
        HttpJob *job = client.send(requestTo(server.url(QStringLiteral("/")), "PUT", "{}"));
        job->cancel();
        QVERIFY(!job->sent());
        QTest::qWait(200);
        QCOMPARE(server.seen().size(), 0);
    }

    // Six hanging creates must not hold up a destroy.
    void hangingCallsDoNotBlockOthers()
    {
        test::ScriptedServer server;
        server.setHandler([](const test::SeenRequest &request) {
            return request.method == "PUT" ? ending(Scripted::Ending::Silence) : reply(200, "{}");
        });
        HttpClient client;
        for (int i = 0; i < 20; ++i) {
            client.send(requestTo(server.url(QStringLiteral("/asks/%1/").arg(i)), "PUT", "{}"));
        }
        const auto result =
            await(client.send(requestTo(server.url(QStringLiteral("/i/1/")), "DELETE", "{}")), 10'000);
        QVERIFY2(result && *result, "the destroy waited behind hanging creates");
        QTRY_COMPARE(server.seen().size(), 21);
    }

    void addressesThatAreNone()
    {
        HttpClient client;
        for (const char *address : {"", "ftp://a/b", "http://", "file:///etc/passwd", "nonsense"}) {
            HttpJob *job = client.send(requestTo(QUrl(QString::fromLatin1(address))));
            const auto result = await(job);
            QVERIFY(result && !*result);
            QCOMPARE(result->error().category, ErrorCategory::Usage);
        }
    }

    void destroyingTheClientWithCallsUnderWayIsSilent()
    {
        test::ScriptedServer server;
        server.setScript({ending(Scripted::Ending::Silence)});
        bool called = false;
        {
            HttpClient client;
            for (int i = 0; i < 10; ++i) {
                HttpJob *job = client.send(requestTo(server.url(QStringLiteral("/")), "PUT", "{}"));
                connect(job, &JobBase::finished, this, [&] { called = true; });
            }
            QTRY_VERIFY(server.seen().size() > 0);
        }
        QTest::qWait(50);
        QVERIFY(!called);
    }

    void loopbackNames()
    {
        for (const char *name : {"localhost", "LOCALHOST", "a.localhost", "127.0.0.1", "127.8.9.1", "::1"}) {
            QVERIFY2(isLoopback(QString::fromLatin1(name)), name);
        }
        for (const char *name : {"", "localhost.example", "10.0.0.1", "vast.ai", "128.0.0.1"}) {
            QVERIFY2(!isLoopback(QString::fromLatin1(name)), name);
        }
    }

    void secretsNeverReachTheLog()
    {
        QTemporaryDir dir;
        const QString log = dir.filePath(QStringLiteral("log"));
        installLog(log, false);
        test::ScriptedServer server;
        server.setScript({reply(200, R"({"api_key":"body-secret-1"})")});
        HttpClient client;
        QUrl url = server.url(QStringLiteral("/x/"));
        url.setQuery(QStringLiteral("api_key=query-secret-2&a=b"));
        HttpRequest request = requestTo(url, "PUT", R"({"password":"body-secret-3"})");
        request.headers = {{"Authorization", "Bearer header-secret-4"}};
        QVERIFY(await(client.send(request)));
        qInstallMessageHandler(nullptr);
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.contains("a=b"), "the call itself must be in the log");
        QVERIFY2(!text.contains("-secret-"), text.constData());
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "test_http_client.moc"
