// SPDX-License-Identifier: GPL-3.0-or-later
// What an S3 storage is asked itself: the signature by Amazon's own example, its answers, and a real server.
#include "services/net/http_client.h"
#include "services/restic/s3_question.h"
#include "services/restic/s3_signature.h"
#include "tests/restic/job_wait.h"
#include "tests/s3/s3_server.h"

#include <QTest>

using namespace snapgpu;

class TestS3Question final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsAsAmazonDocuments();
    void signsAddressesAsAmazonDocuments();
    void answers_data();
    void answers();
    void onlyWhereItCanBeAsked();
    void aRealServer_data();
    void aRealServer();
    void aServerThatIsSilent();
};

namespace {

QByteArray errorXml(const char *code)
{
    return "<?xml version=\"1.0\"?><Error><Code>" + QByteArray(code) + "</Code><Message>m</Message></Error>";
}

QDateTime noon() { return {QDate(2026, 11, 25), QTime(12, 0), Qt::UTC}; }

} // namespace

/** "GET Bucket (List Objects)" of the examples for Signature Version 4 in the S3 API reference. */
void TestS3Question::signsAsAmazonDocuments()
{
    const HttpHeaders headers =
        s3SignedHeaders(QUrl(QStringLiteral("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J")),
            {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", {}, "us-east-1"},
            {QDate(2013, 5, 24), QTime(0, 0), Qt::UTC});
    const QByteArray signature = headers.last().second.split('=').last();
    QCOMPARE(signature, QByteArray("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"));
}

/** "Authenticating requests: using query parameters" in the S3 API reference. */
void TestS3Question::signsAddressesAsAmazonDocuments()
{
    const S3Keys keys{"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", {}, "us-east-1"};
    const QUrl url(QStringLiteral("https://examplebucket.s3.amazonaws.com/test.txt"));
    const QDateTime then(QDate(2013, 5, 24), QTime(0, 0), Qt::UTC);
    QCOMPARE(s3SignedUrl(url, keys, then, 86'400),
        QByteArray("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256"
                   "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                   "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                   "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
    S3Keys lent = keys;
    lent.session = "to/ken";
    QVERIFY(s3SignedUrl(url, lent, then, 60).contains("&X-Amz-Security-Token=to%2Fken&X-Amz-SignedHeaders"));
}

void TestS3Question::answers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<QString>("part");
    const QByteArray now("Wed, 25 Nov 2026 12:00:30 GMT"), earlier("Wed, 25 Nov 2026 11:40:00 GMT");
    const auto row = [](const char *name, int status, const QByteArray &body, const QByteArray &date,
                         RepositoryPart part) {
        QTest::newRow(name) << status << body << date << toText(part);
    };
    row("good", 200, "<ListBucketResult><Name>b</Name></ListBucketResult>", now, RepositoryPart::None);
    row("a web page", 200, "<html><body>hello</body></html>", now, RepositoryPart::Unknown);
    row("no text", 200, "\xff\x00<", now, RepositoryPart::Unknown);
    row("no such bucket", 404, errorXml("NoSuchBucket"), now, RepositoryPart::Bucket);
    row("no such page", 404, "not found", now, RepositoryPart::Unknown);
    row("unknown key", 403, errorXml("InvalidAccessKeyId"), now, RepositoryPart::Keys);
    row("unknown key at R2", 401, errorXml("Unauthorized"), now, RepositoryPart::Keys);
    row("refused without a word", 403, "", now, RepositoryPart::Keys);
    row("refused without a word, wrong clock", 403, "", earlier, RepositoryPart::Clock);
    row("wrong signature, wrong clock", 403, errorXml("SignatureDoesNotMatch"), earlier,
        RepositoryPart::Clock);
    row("clock", 403, errorXml("RequestTimeTooSkewed"), now, RepositoryPart::Clock);
    row("expired", 400, errorXml("ExpiredToken"), now, RepositoryPart::Expired);
    row("region", 400, errorXml("AuthorizationHeaderMalformed"), now, RepositoryPart::Region);
    row("busy", 503, errorXml("SlowDown"), now, RepositoryPart::Unknown);
}

void TestS3Question::answers()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, date);
    QFETCH(QString, part);
    const HttpReply reply{status, body, {{"Date", date}}, {}};
    QCOMPARE(toText(readS3Answer(reply, noon(), true).part), part);
    if (part == toText(RepositoryPart::Region)) { // restic finds out by itself which one it is
        QCOMPARE(toText(readS3Answer(reply, noon(), false).part), toText(RepositoryPart::Unknown));
    }
}

void TestS3Question::onlyWhereItCanBeAsked()
{
    Repository good;
    good.url = QStringLiteral("s3:https://a.example/b u/fol der/ä+");
    good.environment = {{QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("id")},
        {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("s3cret-9921")}};
    const HttpRequest request = s3Listing(good, noon());
    QCOMPARE(request.url.toString(QUrl::FullyEncoded),
        QStringLiteral(
            "https://a.example/b%20u/?list-type=2&max-keys=1&prefix=fol%20der%2F%C3%A4%2B%2Fconfig"));
    for (const auto &[name, value] : request.headers) {
        QVERIFY(!value.contains("s3cret-9921"));
    }
    Repository away = good;
    away.host = QStringLiteral("me@vps");
    Repository keyless = good;
    keyless.environment.clear();
    Repository folder = good;
    folder.url = QStringLiteral("/srv/repo");
    Repository bucketless = good;
    bucketless.url = QStringLiteral("s3:https://a.example");
    for (const Repository &other : {away, keyless, folder, bucketless}) {
        QVERIFY2(s3Listing(other, noon()).url.isEmpty(), qPrintable(other.url));
        HttpClient http;
        const auto answer = waitFor(askS3(&http, other, this));
        QVERIFY(answer && answer->part == RepositoryPart::Unknown);
    }
}

void TestS3Question::aRealServer_data()
{
    QTest::addColumn<QString>("bucket");
    QTest::addColumn<QString>("variable");
    QTest::addColumn<int>("hours"); ///< this computer's clock before the storage's
    QTest::addColumn<QString>("part");
    const auto row = [](const char *name, const char *bucket, const char *variable, int hours,
                         RepositoryPart part) {
        QTest::newRow(name) << QString::fromLatin1(bucket) << QString::fromLatin1(variable) << hours
                            << toText(part);
    };
    row("empty", "empty", "", 0, RepositoryPart::None);
    row("with a repository", "full/a folder+%", "", 0, RepositoryPart::None);
    row("bucket", "nobucket", "", 0, RepositoryPart::Bucket);
    row("impossible bucket", "b", "", 0, RepositoryPart::Bucket);
    row("key", "empty", "AWS_ACCESS_KEY_ID", 0, RepositoryPart::Keys);
    row("secret", "empty", "AWS_SECRET_ACCESS_KEY", 0, RepositoryPart::Keys);
    row("region", "empty", "AWS_DEFAULT_REGION", 0, RepositoryPart::Region);
    row("clock ahead", "empty", "", 2, RepositoryPart::Clock);
    row("clock behind", "empty", "", -2, RepositoryPart::Clock);
}

void TestS3Question::aRealServer()
{
    QFETCH(QString, bucket);
    QFETCH(QString, variable);
    QFETCH(int, hours);
    QFETCH(QString, part);
    if (const QString missing = S3Server::missing(); !missing.isEmpty()) {
        QSKIP(qPrintable(missing));
    }
    S3Server server;
    QVERIFY(server.start());
    server.makeBucket(QStringLiteral("empty"));
    server.makeBucket(QStringLiteral("full/a folder+%"));
    QFile config(server.bucketPath(QStringLiteral("full/a folder+%/config")));
    QVERIFY(config.open(QIODevice::WriteOnly) && config.write("{}") == 2);
    config.close();
    Repository repository = server.repository(QString::fromLatin1(QUrl::toPercentEncoding(bucket, "/")));
    if (!variable.isEmpty()) {
        repository.environment.insert(variable, QStringLiteral("wrong"));
    }
    const QDateTime now = QDateTime::currentDateTimeUtc().addSecs(hours * 3600);
    HttpClient http;
    const auto reply = waitFor(http.send(s3Listing(repository, now)));
    QVERIFY2(reply.has_value(), reply ? "" : qPrintable(reply.error().message));
    const S3Answer answer = readS3Answer(*reply, now, true);
    QVERIFY2(
        toText(answer.part) == part, QByteArray(QByteArray::number(reply->status) + reply->body).constData());
    QCOMPARE(answer.holdsConfig, bucket.startsWith(QLatin1String("full")));
}

/** No way there is told as that, for a restic that says nothing by itself. */
void TestS3Question::aServerThatIsSilent()
{
    Repository repository;
    repository.url = QStringLiteral("s3:http://127.0.0.1:1/bucket");
    repository.environment = {{QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("id")},
        {QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("secret")}};
    HttpClient http;
    const auto answer = waitFor(askS3(&http, repository, this));
    QVERIFY(answer && answer->part == RepositoryPart::Network);
    QVERIFY2(answer->noWay.contains(QLatin1String("127.0.0.1:1 refused")), qPrintable(answer->noWay));
    Job<S3Answer> *cancelled = askS3(&http, repository, this);
    cancelled->cancel();
    QVERIFY(!waitFor(cancelled));
}

QTEST_GUILESS_MAIN(TestS3Question)
#include "tst_s3_question.moc"
