// SPDX-License-Identifier: GPL-3.0-or-later
// Restores from a real S3 server, far away by a proxy: round trip 20 ms, 20 MB/s for each connection.
#include "services/restore/metadata_seed.h"
#include "tests/restic/restic_fixture.h"
#include "tests/restic/restore_bench.h"
#include "tests/s3/s3_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace snapgpu;

class TestRestoreS3 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void farAwayAndCriticalFirst_data();
    void farAwayAndCriticalFirst();
    void seededMetadataIsNotFetched();
    void refusals_data();
    void refusals();
    void refusalsInTheStoragesWords_data();
    void refusalsInTheStoragesWords();
    void stallsAreNamed();

private:
    bool prepare(const QString &program);
    QString newest() const
    {
        return resticBinaries().isEmpty() ? QString() : resticBinaries().last().program;
    }

    std::unique_ptr<RestoreBench> m_bench;
    std::unique_ptr<ResticFixture> m_fixture;
    std::unique_ptr<S3Server> m_server;
    Repository m_repository;
    Snapshot m_snapshot;
};

void TestRestoreS3::init()
{
    for (const QString &missing : {RestoreBench::missing(), S3Server::missing()}) {
        if (!missing.isEmpty()) {
            QSKIP(qPrintable(missing));
        }
    }
}

void TestRestoreS3::cleanup()
{
    m_bench.reset();
    m_server.reset();
    m_fixture.reset();
}

bool TestRestoreS3::prepare(const QString &program)
{
    if (program.isEmpty()) {
        return false;
    }
    m_fixture = std::make_unique<ResticFixture>(program);
    m_fixture->makeWorkspace(12);
    m_fixture->backup();
    m_snapshot = m_fixture->snapshot();
    // The folder that restic made becomes a bucket as it is: both are "repo/…".
    m_server = std::make_unique<S3Server>();
    if (!m_server->start(m_fixture->path()) || !m_server->slowDown(20, 20'000'000)) {
        return false;
    }
    m_repository = m_server->repository(QStringLiteral("repo"));
    m_repository.password = m_fixture->repository().password;
    m_bench = std::make_unique<RestoreBench>(program);
    return true;
}

void TestRestoreS3::farAwayAndCriticalFirst_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<bool>(
        "disjoint"); ///< no hard links, so that the second restic begins at the first one's word
    for (const ResticBinary &restic : resticBinaries()) {
        for (const bool disjoint : {false, true}) {
            QTest::addRow("%s%s", qPrintable(restic.version), disjoint ? ", disjoint" : "")
                << restic.program << disjoint;
        }
    }
    if (resticBinaries().isEmpty()) {
        QTest::newRow("none") << QString() << false;
    }
}

void TestRestoreS3::farAwayAndCriticalFirst()
{
    QFETCH(QString, program);
    QFETCH(bool, disjoint);
    if (!prepare(program)) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    RestoreRequest asked = m_bench->request(m_repository, m_snapshot);
    asked.critical = QStringList{m_fixture->workspace() + QStringLiteral("/code")};
    asked.noHardLinks = disjoint;
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(describeTree(m_bench->target + m_fixture->workspace()), describeTree(m_fixture->workspace()));
    QVERIFY(result->criticalReadyMs > 0 && result->criticalReadyMs < result->elapsedMs);
    QVERIFY(result->connections >= 4);
    // No lock was written, and the whole of it was read.
    QCOMPARE(m_server->requests("PUT", "/repo/"), 0);
    QVERIFY(m_server->requests("GET", "/repo/data/") > 0);
    qInfo("critical %lld ms, all %lld ms", result->criticalReadyMs, result->elapsedMs);
}

void TestRestoreS3::seededMetadataIsNotFetched()
{
    if (!prepare(newest())) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    m_fixture->restic(
        {QStringLiteral("ls"), m_snapshot.id}); // as browsing does, so that the cache has the index
    const QString cache = m_fixture->path(QStringLiteral("fixture-cache"));
    QVERIFY(seedFiles(cache, m_snapshot.id).size() >= 3);
    QVERIFY(seedFiles(cache, m_snapshot.id, 10).isEmpty());
    QVERIFY(seedFiles(cache, QString(64, QLatin1Char('0'))).isEmpty());
    RestoreRequest asked = m_bench->request(m_repository, m_snapshot);
    asked.cacheDir = cache;
    const auto result = m_bench->restore(asked);
    QVERIFY2(result.has_value(), whyNot(result).constData());
    QCOMPARE(m_server->requests("GET", "/repo/index/"), 0);
    int trees = 0;
    for (const SeedFile &seed : seedFiles(cache, m_snapshot.id)) {
        trees += seed.kind == "data" ? 1 : 0;
        QCOMPARE(m_server->requests("GET", '/' + seed.id), 0);
    }
    QVERIFY(trees > 0);
    QCOMPARE(m_server->requests("GET", "/repo/snapshots/"), 0);
    QCOMPARE(describeTree(m_bench->target + m_fixture->workspace()), describeTree(m_fixture->workspace()));
}

void TestRestoreS3::refusals_data()
{
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("category");
    QTest::newRow("no such bucket") << QStringLiteral("nobucket") << QString()
                                    << toText(ErrorCategory::RepositoryMissing);
    QTest::newRow("no possible bucket")
        << QStringLiteral("b") << QString() << toText(ErrorCategory::RepositoryMissing);
    QTest::newRow("wrong secret") << QStringLiteral("repo") << QStringLiteral("AWS_SECRET_ACCESS_KEY")
                                  << toText(ErrorCategory::Auth);
    QTest::newRow("wrong password") << QStringLiteral("repo") << QStringLiteral("password")
                                    << toText(ErrorCategory::RepositoryPassword);
}

/** restic would try each of these for 15 minutes; the storage's word is enough. */
void TestRestoreS3::refusals()
{
    QFETCH(QString, bucket);
    QFETCH(QString, variable);
    QFETCH(QString, category);
    if (!prepare(newest())) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    RestoreRequest asked = m_bench->request(m_repository, m_snapshot);
    asked.repository.url = m_server->url(bucket);
    if (variable == QLatin1String("password")) {
        asked.repository.password = QStringLiteral("wrong");
    } else if (!variable.isEmpty()) {
        asked.repository.environment.insert(variable, QStringLiteral("AKIAWRONG0000"));
    }
    m_bench->engine->setPatience({60'000, 30'000, 60'000});
    QElapsedTimer clock;
    clock.start();
    const auto result = m_bench->restore(asked);
    QVERIFY(!result);
    QVERIFY2(toText(result.error().category) == category, whyNot(result).constData());
    QVERIFY(result.error().message.contains(asked.repository.url));
    QVERIFY2(clock.elapsed() < 25'000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(QTest::qWaitFor([&] { return m_bench->resticPids().isEmpty(); }, 30'000));
}

void TestRestoreS3::refusalsInTheStoragesWords_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<QString>("says");
    QTest::newRow("clock")
        << QByteArray("RequestTimeTooSkewed")
        << QByteArray("The difference between the request time and the server's time is too large.")
        << QStringLiteral("clock");
    QTest::newRow("expired") << QByteArray("ExpiredToken") << QByteArray("The provided token has expired.")
                             << QStringLiteral("expired");
    QTest::newRow("clock, told by nobody but the machine itself") << QByteArray(
        "AccessDenied") << QByteArray("Access Denied") << QStringLiteral("minutes, so the storage");
    // The words of Amazon S3 and, with 401, of R2; a HEAD has no body, so that only the status tells there.
    QTest::newRow("unknown access key")
        << QByteArray("InvalidAccessKeyId")
        << QByteArray("The AWS Access Key Id you provided does not exist in our records.")
        << QStringLiteral("refuses");
    QTest::newRow("unknown access key, refused to a HEAD already")
        << QByteArray("InvalidAccessKeyId HEAD") << QByteArray("unheard") << QStringLiteral("refuses");
    QTest::newRow("unknown access key at R2, 401")
        << QByteArray("Unauthorized 401") << QByteArray("Unauthorized") << QStringLiteral("refuses");
    QTest::newRow("rights") << QByteArray("AccessDenied") << QByteArray("Access Denied")
                            << QStringLiteral("refuses");
}

void TestRestoreS3::refusalsInTheStoragesWords()
{
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, words);
    QFETCH(QString, says);
    if (!prepare(newest())) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [=] {
            const bool head = socket->readAll().startsWith("HEAD");
            if (head && !says.contains(QLatin1String("minutes")) && !code.contains(' ')) {
                // Only an answer with a body can tell the cause.
                socket->write(
                    "HTTP/1.1 200 OK\r\nContent-Length: 155\r\nETag: \"a\"\r\nLast-Modified: Wed, 25 Nov "
                    "2026 10:00:00 GMT\r\nConnection: close\r\n\r\n");
                socket->disconnectFromHost();
                return;
            }
            const QByteArray body = "<?xml version=\"1.0\"?><Error><Code>" + code.split(' ').first()
                + "</Code><Message>" + words + "</Message></Error>";
            socket->write((code.endsWith("401") ? QByteArray("HTTP/1.1 401 Unauthorized")
                                                : QByteArray("HTTP/1.1 403 Forbidden"))
                + "\r\nContent-Type: application/xml\r\nContent-Length: " + QByteArray::number(body.size())
                + "\r\nConnection: close\r\n\r\n" + (head ? QByteArray() : body));
            socket->disconnectFromHost();
        });
    });
    if (says.contains(QLatin1String("minutes"))) {
        writeFile(m_bench->sshd.path(QStringLiteral("bin/date")),
            "#!/bin/sh\necho $(($(/bin/date +%s) + 86400))\n", true);
    }
    RestoreRequest asked = m_bench->request(m_repository, m_snapshot);
    asked.repository.url = QStringLiteral("s3:http://127.0.0.1:%1/bucket").arg(server.serverPort());
    m_bench->engine->setPatience({60'000, 20'000, 60'000});
    const auto result = m_bench->restore(asked);
    QVERIFY(!result);
    QVERIFY2(result.error().category == ErrorCategory::Auth, whyNot(result).constData());
    QVERIFY2(result.error().message.contains(says), whyNot(result).constData());
}

void TestRestoreS3::stallsAreNamed()
{
    if (!prepare(newest())) {
        QSKIP("to run this test: sudo apt-get install restic openssh-server");
    }
    QVERIFY(m_server->slowDown(20, 60'000)); // 60 kB/s: a pack takes minutes
    RestoreJob *job = m_bench->start([&] {
        RestoreRequest asked = m_bench->request(m_repository, m_snapshot);
        asked.repository.url = m_server->url(QStringLiteral("repo"));
        return asked;
    }());
    QString said;
    connect(job, &RestoreJob::progressed, this, [&] {
        if (job->progress().stalledMs > 0) {
            said = job->progress().message;
        }
    });
    const bool stalled = QTest::qWaitFor([&] { return !said.isEmpty(); }, 40'000);
    job->cancel();
    m_bench->wait(job);
    QVERIFY(stalled);
    QVERIFY2(said.startsWith(QStringLiteral("No data for")), qPrintable(said));
}

QTEST_GUILESS_MAIN(TestRestoreS3)
#include "tst_restore_s3.moc"
