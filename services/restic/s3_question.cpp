// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/s3_question.h"

#include "services/net/http_client.h"
#include "services/restic/s3_signature.h"

#include <cstdlib>
#include <QPointer>
#include <QXmlStreamReader>

namespace snapgpu {

namespace {

constexpr int kDeadlineMs = 15'000;
constexpr qint64 kMostBytes = 1024 * 1024;
constexpr qint64 kMostSkewSeconds = 900; ///< what S3 storages allow
constexpr int kUnauthorized = 401;
constexpr int kForbidden = 403;

/** The text of the first element of that name. */
QString element(const QByteArray &xml, QLatin1String name)
{
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement && reader.name() == name) {
            return reader.readElementText(QXmlStreamReader::SkipChildElements);
        }
    }
    return {};
}

RepositoryPart partOfCode(const QString &code)
{
    static const std::pair<const char *, RepositoryPart> known[] = {
        {"NoSuchBucket", RepositoryPart::Bucket},
        {"InvalidBucketName", RepositoryPart::Bucket},
        {"AccessDenied", RepositoryPart::Keys},
        {"AllAccessDisabled", RepositoryPart::Keys},
        {"InvalidAccessKeyId", RepositoryPart::Keys},
        {"InvalidToken", RepositoryPart::Keys},
        {"SignatureDoesNotMatch", RepositoryPart::Keys},
        {"Unauthorized", RepositoryPart::Keys},
        {"XAdminUserNotFound", RepositoryPart::Keys}, // versitygw
        {"ExpiredToken", RepositoryPart::Expired},
        {"TokenRefreshRequired", RepositoryPart::Expired},
        {"RequestTimeTooSkewed", RepositoryPart::Clock},
        {"RequestExpired", RepositoryPart::Clock},
        {"AuthorizationHeaderMalformed", RepositoryPart::Region},
        {"IllegalLocationConstraintException", RepositoryPart::Region},
        {"PermanentRedirect", RepositoryPart::Region},
    };
    for (const auto &[word, part] : known) {
        if (code == QLatin1String(word)) {
            return part;
        }
    }
    return RepositoryPart::Unknown;
}

} // namespace

HttpRequest s3Listing(const Repository &repository, const QDateTime &now)
{
    HttpRequest request;
    const std::optional<S3Address> address = parseS3Url(repository.url);
    const std::optional<S3Keys> keys = s3KeysOf(repository);
    if (!repository.host.isEmpty() || !address || address->bucket.isEmpty() || !keys) {
        return request;
    }
    const QString prefix = address->prefix.isEmpty() ? QStringLiteral("config")
                                                     : QString(address->prefix + QLatin1String("/config"));
    request.url = s3ObjectUrl(*address, {});
    request.url.setQuery(QStringLiteral("list-type=2&max-keys=1&prefix=")
            + QString::fromLatin1(QUrl::toPercentEncoding(prefix)),
        QUrl::StrictMode);
    request.headers = s3SignedHeaders(request.url, *keys, now);
    request.deadlineMs = kDeadlineMs;
    request.maxBytes = kMostBytes;
    return request;
}

S3Answer readS3Answer(const HttpReply &reply, const QDateTime &now, bool namedRegion)
{
    S3Answer answer;
    if (reply.isSuccess()) {
        if (element(reply.body, QLatin1String("Name")).isEmpty()) {
            return answer; // some other service
        }
        answer.part = RepositoryPart::None;
        answer.holdsConfig = !element(reply.body, QLatin1String("Key")).isEmpty();
        return answer;
    }
    answer.part = partOfCode(element(reply.body, QLatin1String("Code")));
    if (answer.part == RepositoryPart::Region && !namedRegion) {
        answer.part = RepositoryPart::Unknown; // restic asks where the bucket lies
    }
    const bool refused = reply.status == kUnauthorized || reply.status == kForbidden;
    if (answer.part == RepositoryPart::Keys || (answer.part == RepositoryPart::Unknown && refused)) {
        // Some storages refuse a signature of the wrong time without telling why.
        const QDateTime theirs = QDateTime::fromString(
            QString::fromLatin1(reply.header("Date").replace("GMT", "+0000")), Qt::RFC2822Date);
        const bool skewed = theirs.isValid() && std::abs(theirs.secsTo(now)) > kMostSkewSeconds;
        answer.part = skewed ? RepositoryPart::Clock : RepositoryPart::Keys;
    }
    return answer;
}

Job<S3Answer> *askS3(HttpClient *http, const Repository &repository, QObject *parent)
{
    const HttpRequest request = s3Listing(repository, QDateTime::currentDateTimeUtc());
    if (!request.url.isValid() || request.url.isEmpty()) {
        return settledJob<S3Answer>(parent, S3Answer());
    }
    const bool namedRegion = repository.environment.contains(QStringLiteral("AWS_DEFAULT_REGION"));
    auto *job = new ManualJob<S3Answer>(parent);
    const QPointer<HttpJob> call = http->send(request);
    job->onCancel = [call] {
        if (call) {
            call->cancel();
        }
    };
    call->then(job, [job, call, namedRegion](const Result<HttpReply> &reply) {
        if (reply) {
            return job->settleWith(readS3Answer(*reply, QDateTime::currentDateTimeUtc(), namedRegion));
        }
        S3Answer none;
        const ErrorCategory why = reply.error().category;
        if (why == ErrorCategory::Network || why == ErrorCategory::Timeout) {
            const bool certificate = call && call->certificateRefused();
            none.part = certificate ? RepositoryPart::Certificate : RepositoryPart::Network;
            none.noWay = reply.error().message;
        }
        job->settleWith(none);
    });
    return job;
}

} // namespace snapgpu
