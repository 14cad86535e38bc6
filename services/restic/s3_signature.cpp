// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/s3_signature.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>

namespace snapgpu {

namespace {

QByteArray hashed(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex();
}

QByteArray keyed(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

/** As QNetworkAccessManager sends it. */
QByteArray hostOf(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':')) {
        host = '[' + host + ']';
    }
    const int usual = url.scheme() == QLatin1String("https") ? 443 : 80;
    return url.port(usual) == usual ? host : host + ':' + QByteArray::number(url.port());
}

QByteArray timeText(const QDateTime &now)
{
    return now.toUTC().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
}

QByteArray scopeOf(const S3Keys &keys, const QByteArray &time)
{
    return time.left(8) + '/' + keys.region + "/s3/aws4_request";
}

QByteArray signatureOf(const S3Keys &keys, const QByteArray &time, const QByteArray &request)
{
    const QByteArray text = "AWS4-HMAC-SHA256\n" + time + '\n' + scopeOf(keys, time) + '\n' + hashed(request);
    QByteArray key = "AWS4" + keys.secret;
    for (const QByteArray &part :
        {time.left(8), keys.region, QByteArray("s3"), QByteArray("aws4_request"), text}) {
        key = keyed(key, part);
    }
    return key.toHex();
}

} // namespace

std::optional<S3Keys> s3KeysOf(const Repository &repository)
{
    const auto variable = [&](const char *name) {
        return repository.environment.value(QLatin1String(name)).toUtf8();
    };
    const QByteArray region = variable("AWS_DEFAULT_REGION");
    S3Keys keys{variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY"),
        variable("AWS_SESSION_TOKEN"), region.isEmpty() ? QByteArray("us-east-1") : region};
    if (keys.access.isEmpty() || keys.secret.isEmpty()) {
        return std::nullopt;
    }
    return keys;
}

QUrl s3ObjectUrl(const S3Address &address, const QString &key)
{
    QUrl url(address.endpoint);
    url.setPath(QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(address.bucket))
            + QLatin1Char('/') + QString::fromLatin1(QUrl::toPercentEncoding(key, "/")),
        QUrl::StrictMode);
    return url;
}

HttpHeaders s3SignedHeaders(const QUrl &url, const S3Keys &keys, const QDateTime &now)
{
    const QByteArray time = timeText(now);
    const QByteArray nothing = hashed({});
    HttpHeaders headers{{"host", hostOf(url)}, {"x-amz-content-sha256", nothing}, {"x-amz-date", time}};
    if (!keys.session.isEmpty()) {
        headers.append({"x-amz-security-token", keys.session});
    }
    QByteArray lines;
    QByteArray names;
    for (const auto &[name, value] : std::as_const(headers)) { // sorted by name
        lines += name + ':' + value + '\n';
        names += (names.isEmpty() ? "" : ";") + name;
    }
    const QByteArray request = "GET\n" + url.path(QUrl::FullyEncoded).toLatin1() + '\n'
        + url.query(QUrl::FullyEncoded).toLatin1() + '\n' + lines + '\n' + names + '\n' + nothing;
    headers.removeFirst(); // the network writes it itself
    headers.append({"Authorization",
        "AWS4-HMAC-SHA256 Credential=" + keys.access + '/' + scopeOf(keys, time) + ",SignedHeaders=" + names
            + ",Signature=" + signatureOf(keys, time, request)});
    return headers;
}

QByteArray s3SignedUrl(const QUrl &url, const S3Keys &keys, const QDateTime &now, int seconds)
{
    const QByteArray time = timeText(now);
    const auto encoded = [](const QByteArray &text) {
        return QUrl::toPercentEncoding(QString::fromUtf8(text));
    };
    QByteArray query = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
        + encoded(keys.access + '/' + scopeOf(keys, time)) + "&X-Amz-Date=" + time
        + "&X-Amz-Expires=" + QByteArray::number(seconds);
    if (!keys.session.isEmpty()) {
        query += "&X-Amz-Security-Token=" + encoded(keys.session);
    }
    query += "&X-Amz-SignedHeaders=host"; // sorted by name, as the signature wants it
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    const QByteArray host = hostOf(url);
    const QByteArray request =
        "GET\n" + path + '\n' + query + "\nhost:" + host + "\n\nhost\nUNSIGNED-PAYLOAD";
    return url.scheme().toLatin1() + "://" + host + path + '?' + query
        + "&X-Amz-Signature=" + signatureOf(keys, time, request);
}

} // namespace snapgpu
