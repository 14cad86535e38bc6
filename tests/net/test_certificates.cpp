// SPDX-License-Identifier: GPL-3.0-or-later
// Servers whose certificate cannot be trusted get nothing, and the sentence says why.
#include "services/net/http_client.h"
#include "tests/support/await.h"
#include "tests/support/tls_server.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTest>

using namespace snapgpu;
using test::await;

class TestCertificates final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused_data()
    {
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("trusted");
        QTest::addColumn<QString>("says"); ///< empty = accepted
        const QByteArray good("DNS:localhost,IP:127.0.0.1");
        QTest::newRow("good") << good << -1 << 1 << true << QString();
        QTest::newRow("unknown authority")
            << good << -1 << 1 << false << QStringLiteral("signed by nobody that this computer trusts");
        QTest::newRow("expired") << good << -2 << -1 << true << QStringLiteral("has expired or is not valid");
        QTest::newRow("not yet valid")
            << good << 1 << 2 << true << QStringLiteral("has expired or is not valid");
        QTest::newRow("another name") << QByteArray("DNS:elsewhere.example") << -1 << 1 << true
                                      << QStringLiteral("shows the certificate of another name");
        QTest::newRow("nothing is right") << QByteArray("DNS:elsewhere.example") << -2 << -1 << false
                                          << QStringLiteral("has expired or is not valid");
    }

    void refused()
    {
        QFETCH(QByteArray, names);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, trusted);
        QFETCH(QString, says);
        const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
        const test::TlsAuthority authority;
        test::TlsServer server(authority.sign(names, from, to));
        QVERIFY(server.isListening());
        if (trusted) {
            QSslConfiguration with = before;
            with.addCaCertificate(QSslCertificate(authority.pem()));
            QSslConfiguration::setDefaultConfiguration(with);
        }
        HttpClient client;
        HttpRequest request;
        request.url = QUrl(server.url(QStringLiteral("127.0.0.1")) + QLatin1String("/secret"));
        request.body = "{}";
        request.method = "PUT";
        HttpJob *job = client.send(request);
        bool refused = false, sent = true;
        connect(job, &HttpJob::finished, this, [&] {
            refused = job->certificateRefused();
            sent = job->sent();
        });
        const auto result = await(job);
        QSslConfiguration::setDefaultConfiguration(before);
        QVERIFY(result.has_value());
        QCOMPARE(refused, !says.isEmpty());
        if (says.isEmpty()) {
            QVERIFY2(
                result->has_value(), qPrintable(result->has_value() ? QString() : (*result).error().message));
            QCOMPARE((*result)->status, 200);
            return;
        }
        QVERIFY(!*result);
        const Error error = (*result).error();
        QCOMPARE(toText(error.category), toText(ErrorCategory::Network));
        QVERIFY2(error.message.contains(says), qPrintable(error.message));
        QVERIFY2(error.message.contains(QLatin1String("127.0.0.1"))
                && error.message.contains(QLatin1String("so nothing was sent")),
            qPrintable(error.message));
        QVERIFY(!sent); // a create may be repeated elsewhere
        QCOMPARE(server.answered(), 0);
    }

    /** A server that speaks no TLS is another matter. */
    void noCertificateAtAll()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&server] {
            server.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        HttpClient client;
        HttpRequest request;
        request.url = QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(server.serverPort()));
        request.deadlineMs = 10'000;
        const auto result = await(client.send(request));
        QVERIFY(result.has_value() && !*result);
        QVERIFY2((*result).error().message.contains(QLatin1String("may speak no TLS")),
            qPrintable((*result).error().message));
    }
};

QTEST_GUILESS_MAIN(TestCertificates)
#include "test_certificates.moc"
