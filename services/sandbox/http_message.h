// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QByteArray>
#include <QMap>
#include <QString>
#include <QUrlQuery>

namespace snapgpu::sandbox {

/** One HTTP/1.1 request. Header names are lower case. */
struct HttpRequest
{
    QByteArray method;
    QString path; ///< percent-decoded, without the query
    QUrlQuery query;
    QMap<QByteArray, QByteArray> headers;
    QByteArray body;
    bool keepAlive = true;

    QByteArray header(const QByteArray &name) const { return headers.value(name); }
    QString queryValue(const QString &name) const { return query.queryItemValue(name, QUrl::FullyDecoded); }
};

/** What is sent back. */
struct HttpAnswer
{
    int status = 200;
    QByteArray body;
    QByteArray contentType = QByteArrayLiteral("application/json");
    QByteArray headers{}; ///< more of them, each with its line end
    bool drop = false; ///< hang up without a word
    bool junk = false; ///< body goes out raw, not as HTTP
    qint64 delayMs = 0; ///< real milliseconds

    QByteArray serialized(bool keepAlive) const;
};

/**
 * Reads requests from a byte stream. feed() bytes, then next() until it gives nothing. After failed() nothing
 * more comes and the connection must end with answerForFailure(). Limits: 64 KB of headers, 1 MB of body.
 */
class HttpParser final
{
public:
    void feed(const QByteArray &bytes) { m_buffer += bytes; }
    std::optional<HttpRequest> next();
    bool failed() const { return m_failure != 0; }
    int failure() const { return m_failure; } ///< HTTP status
    bool wantsContinue(); ///< true once when the client waits for "100 Continue"

private:
    std::optional<HttpRequest> fail(int status);
    bool readHead();
    bool readRequestLine(const QByteArray &line);
    bool readHeaders(const QList<QByteArray> &lines);
    std::optional<qsizetype> takeBody(QByteArray &body); ///< bytes used; nothing = more to come
    std::optional<qsizetype> takeChunks(QByteArray &body);

    QByteArray m_buffer;
    HttpRequest m_request;
    bool m_headRead = false;
    bool m_chunked = false;
    bool m_continue = false;
    qsizetype m_length = 0;
    int m_failure = 0;
};

} // namespace snapgpu::sandbox
