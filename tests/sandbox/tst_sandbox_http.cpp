// SPDX-License-Identifier: GPL-3.0-or-later
// The HTTP reader and server against whatever a network can send.
#include "services/sandbox/http_message.h"
#include "services/sandbox/http_server.h"
#include "services/sandbox/rng.h"

#include <QTcpSocket>
#include <QTest>

using namespace snapgpu::sandbox;

class SandboxHttpTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parserReadsInAnyPieces();
    void parserSurvivesNoise();
    void serverKeepsAlive();
};

void SandboxHttpTest::parserReadsInAnyPieces()
{
    const QByteArray stream =
        "GET /a%20b?q=%7B%22x%22%3A1%7D&y=1+2 HTTP/1.1\r\nHost: x\r\n\r\n"
        "PUT /c/ HTTP/1.1\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody"
        "POST /d HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    for (quint64 seed = 0; seed < 500; ++seed) {
        Rng rng(seed);
        HttpParser parser;
        QVector<HttpRequest> requests;
        for (qsizetype at = 0; at < stream.size();) {
            const qsizetype size = 1 + rng.below(seed == 0 ? 1 : 40);
            parser.feed(stream.mid(at, size));
            at += size;
            while (auto request = parser.next()) {
                requests << *request;
            }
        }
        QVERIFY(!parser.failed());
        QCOMPARE(requests.size(), 3);
        QCOMPARE(requests[0].path, QStringLiteral("/a b"));
        QCOMPARE(requests[0].queryValue(QStringLiteral("q")), QStringLiteral("{\"x\":1}"));
        QCOMPARE(requests[0].queryValue(QStringLiteral("y")), QStringLiteral("1 2"));
        QCOMPARE(requests[1].body, QByteArray("body"));
        QVERIFY(!requests[1].keepAlive);
        QCOMPARE(requests[2].body, QByteArray("abcde"));
    }
}

void SandboxHttpTest::parserSurvivesNoise()
{
    struct Bad
    {
        QByteArray text;
        int status;
    };
    for (const Bad &bad : {Bad{"hello\r\n\r\n", 400}, Bad{"GET / HTTP/2\r\n\r\n", 400},
             Bad{"GET x HTTP/1.1\r\n\r\n", 400}, Bad{"GET / HTTP/1.1\r\nnocolon\r\n\r\n", 400},
             Bad{"PUT / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 400},
             Bad{"PUT / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413},
             Bad{"PUT / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
             Bad{"PUT / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
             Bad{"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
             Bad{"GET / HTTP/1.1\r\nA: " + QByteArray(70'000, 'x') + "\r\n\r\n", 431}}) {
        HttpParser parser;
        parser.feed(bad.text);
        QVERIFY(!parser.next());
        QCOMPARE(parser.failure(), bad.status);
    }
    for (quint64 seed = 0; seed < 20'000; ++seed) {
        Rng rng(seed);
        QByteArray text = "PUT /api HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: "
                          "chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n";
        for (int i = rng.below(6); i >= 0; --i) {
            text[rng.below(static_cast<int>(text.size()))] = static_cast<char>(rng.below(256));
        }
        HttpParser parser;
        parser.feed(text);
        for (int i = 0; i < 5 && parser.next(); ++i) { }
        QVERIFY(parser.failure() == 0 || parser.failure() >= 400);
    }
}

void SandboxHttpTest::serverKeepsAlive()
{
    HttpServer server([](const HttpRequest &request) {
        HttpAnswer answer;
        answer.body = request.method + ' ' + request.path.toUtf8();
        answer.delayMs = request.path == QLatin1String("/slow") ? 50 : 0;
        answer.drop = request.path == QLatin1String("/drop");
        return answer;
    });
    QVERIFY(server.listen(0));
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), server.port());
    QVERIFY(QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; }, 30'000));
    socket.write("GET /slow HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n"); // pipelined: answered in order
    QByteArray got;
    QVERIFY(QTest::qWaitFor([&] { return (got += socket.readAll()).contains("GET /b"); }, 30'000));
    QVERIFY(got.indexOf("GET /slow") < got.indexOf("GET /b"));
    socket.write("GET /drop HTTP/1.1\r\n\r\n");
    QVERIFY(QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, 30'000));
    QVERIFY(socket.readAll().isEmpty());
    QVERIFY(QTest::qWaitFor([&] { return server.connections() == 0; }, 30'000));
    QVERIFY(!HttpServer([](const HttpRequest &) { return HttpAnswer(); }).listen(server.port()));
}

QTEST_GUILESS_MAIN(SandboxHttpTest)
#include "tst_sandbox_http.moc"
