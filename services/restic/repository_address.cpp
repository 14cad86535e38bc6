// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/repository_address.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

namespace snapgpu {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Restic", text); }

bool isR2(const QString &host) { return host.endsWith(QLatin1String(".r2.cloudflarestorage.com")); }

QString withoutSlashes(QString text)
{
    while (text.startsWith(QLatin1Char('/'))) {
        text.remove(0, 1);
    }
    while (text.endsWith(QLatin1Char('/'))) {
        text.chop(1);
    }
    return text;
}

QUrl endpointUrl(const QString &endpoint)
{
    const QString text = endpoint.trimmed();
    return QUrl(text.contains(QLatin1String("://")) ? text : QString(QLatin1String("https://") + text));
}

} // namespace

Result<QString> s3Url(const S3Address &address)
{
    const QUrl url = endpointUrl(address.endpoint);
    if (!url.isValid() || url.host().isEmpty()
        || (url.scheme() != QLatin1String("https") && url.scheme() != QLatin1String("http"))) {
        return fail(ErrorCategory::InvalidInput,
            tr("\"%1\" is no address of an S3 service. It looks like "
               "https://ACCOUNT.r2.cloudflarestorage.com.")
                .arg(address.endpoint));
    }
    if (!url.userInfo().isEmpty()) {
        return fail(ErrorCategory::InvalidInput,
            tr("The address holds a user or password. Take it out: keys have fields of their own."));
    }
    static const QRegularExpression bucketName(QStringLiteral("\\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z"));
    // People paste the address with the bucket behind it.
    const QString inPath = withoutSlashes(url.path());
    const QString bucket = withoutSlashes(address.bucket.isEmpty() ? inPath : address.bucket.trimmed());
    if (!bucketName.match(bucket.section(QLatin1Char('/'), 0, 0)).hasMatch()) {
        return fail(ErrorCategory::InvalidInput,
            tr("\"%1\" is no name of a bucket: it has 3 to 63 small letters, digits, dots and hyphens.")
                .arg(bucket));
    }
    QString text = QLatin1String("s3:") + url.scheme() + QLatin1String("://") + url.authority()
        + QLatin1Char('/') + bucket;
    if (const QString prefix = withoutSlashes(address.prefix.trimmed()); !prefix.isEmpty()) {
        text += QLatin1Char('/') + prefix;
    }
    return text;
}

std::optional<S3Address> parseS3Url(const QString &url)
{
    if (!url.startsWith(QLatin1String("s3:"))) {
        return std::nullopt;
    }
    QString rest = url.mid(3);
    if (rest.startsWith(QLatin1String("//"))) {
        rest.remove(0, 2);
    }
    const QUrl parsed = endpointUrl(rest);
    if (!parsed.isValid() || parsed.host().isEmpty()) {
        return std::nullopt;
    }
    const QString path = withoutSlashes(parsed.path());
    S3Address address;
    address.endpoint = parsed.scheme() + QLatin1String("://") + parsed.authority();
    address.bucket = path.section(QLatin1Char('/'), 0, 0);
    address.prefix = path.section(QLatin1Char('/'), 1);
    return address;
}

QMap<QString, QString> regionEnvironment(const QString &url, const QString &region)
{
    const std::optional<S3Address> address = parseS3Url(url);
    if (!address) {
        return {};
    }
    QString chosen = region.trimmed();
    if (chosen.isEmpty() && isR2(QUrl(address->endpoint).host())) {
        chosen = QStringLiteral("auto");
    }
    return chosen.isEmpty() ? QMap<QString, QString>()
                            : QMap<QString, QString>{{QStringLiteral("AWS_DEFAULT_REGION"), chosen}};
}

void fillRegion(Repository *repository, const QString &region)
{
    const QMap<QString, QString> variables = regionEnvironment(repository->url, region);
    for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
        if (!repository->environment.contains(it.key())) {
            repository->environment.insert(it.key(), it.value());
        }
    }
}

} // namespace snapgpu
