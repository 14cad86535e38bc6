// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/http_message.h"

#include <algorithm>
#include <QUrl>

namespace snapgpu::sandbox {

namespace {

constexpr qsizetype kMostHead = 64 * 1024;
constexpr qsizetype kMostBody = 1024 * 1024;
constexpr qsizetype kLongestChunkLine = 64;

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 410:
        return "Gone";
    case 413:
        return "Content Too Large";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 501:
        return "Not Implemented";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    default:
        return "Status";
    }
}

bool isToken(const QByteArray &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'
            || c == '_';
    });
}

} // namespace

QByteArray HttpAnswer::serialized(bool keepAlive) const
{
    if (junk) {
        return body;
    }
    QByteArray out = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason(status) + "\r\n";
    out += "Content-Type: " + contentType + "\r\n";
    out += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    out += keepAlive ? "Connection: keep-alive\r\n" : "Connection: close\r\n";
    out += headers;
    out += "Server: snapgpu-sandbox\r\n\r\n";
    return out + body;
}

std::optional<HttpRequest> HttpParser::fail(int status)
{
    m_failure = status;
    m_buffer.clear();
    return std::nullopt;
}

bool HttpParser::wantsContinue() { return std::exchange(m_continue, false); }

bool HttpParser::readRequestLine(const QByteArray &line)
{
    const QList<QByteArray> parts = line.split(' ');
    if (parts.size() != 3 || !isToken(parts[0]) || !parts[1].startsWith('/')
        || (parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0")) {
        fail(400);
        return false;
    }
    m_request.method = parts[0];
    const qsizetype mark = parts[1].indexOf('?');
    const QByteArray path = mark < 0 ? parts[1] : parts[1].left(mark);
    m_request.path = QUrl::fromPercentEncoding(path);
    if (mark >= 0) {
        // '+' is a blank in form encoding, which is what clients of this cloud send.
        m_request.query = QUrlQuery(QString::fromUtf8(parts[1].mid(mark + 1).replace('+', "%20")));
    }
    m_request.keepAlive = parts[2] == "HTTP/1.1";
    return true;
}

bool HttpParser::readHeaders(const QList<QByteArray> &lines)
{
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const QByteArray line = lines[i].trimmed();
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0 || !isToken(line.left(colon))) {
            fail(400);
            return false;
        }
        m_request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const QByteArray connection = m_request.header("connection").toLower();
    if (connection == "close") {
        m_request.keepAlive = false;
    } else if (connection == "keep-alive") {
        m_request.keepAlive = true;
    }
    m_continue = m_request.header("expect").toLower() == "100-continue";
    return true;
}

bool HttpParser::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_buffer.size() > kMostHead) {
            fail(431);
        }
        return false;
    }
    if (end > kMostHead) {
        fail(431);
        return false;
    }
    const QByteArray head = m_buffer.left(end);
    m_buffer.remove(0, end + 4);
    m_request = {};
    QList<QByteArray> lines = head.split('\n');
    if (!readRequestLine(lines.first().trimmed()) || !readHeaders(lines)) {
        return false;
    }
    const QByteArray coding = m_request.header("transfer-encoding").toLower();
    m_chunked = coding == "chunked";
    if (!coding.isEmpty() && !m_chunked) {
        fail(501);
        return false;
    }
    bool ok = true;
    const QByteArray length = m_request.header("content-length");
    m_length = length.isEmpty() ? 0 : length.toLongLong(&ok);
    if (!ok || m_length < 0 || (m_chunked && !length.isEmpty())) {
        fail(400); // both length and chunks: the classic way to smuggle a request
        return false;
    }
    if (m_length > kMostBody) {
        fail(413);
        return false;
    }
    return true;
}

std::optional<qsizetype> HttpParser::takeChunks(QByteArray &body)
{
    qsizetype at = 0;
    for (;;) {
        const qsizetype lineEnd = m_buffer.indexOf("\r\n", at);
        if (lineEnd < 0) {
            if (m_buffer.size() - at > kLongestChunkLine) {
                fail(400);
            }
            return std::nullopt;
        }
        bool ok = false;
        const QByteArray size = m_buffer.mid(at, lineEnd - at).split(';').first().trimmed();
        const qsizetype length = size.toLongLong(&ok, 16);
        if (!ok || length < 0) {
            fail(400);
            return std::nullopt;
        }
        if (body.size() + length > kMostBody) {
            fail(413);
            return std::nullopt;
        }
        const qsizetype data = lineEnd + 2;
        if (m_buffer.size() < data + length + 2) {
            return std::nullopt;
        }
        body += m_buffer.mid(data, length);
        at = data + length + 2;
        if (length == 0) {
            return at;
        }
    }
}

std::optional<qsizetype> HttpParser::takeBody(QByteArray &body)
{
    if (m_chunked) {
        return takeChunks(body);
    }
    if (m_buffer.size() < m_length) {
        return std::nullopt;
    }
    body = m_buffer.left(m_length);
    return m_length;
}

std::optional<HttpRequest> HttpParser::next()
{
    if (failed()) {
        return std::nullopt;
    }
    if (!m_headRead && !readHead()) {
        return std::nullopt;
    }
    m_headRead = true;
    QByteArray body;
    const auto used = takeBody(body);
    if (!used) {
        return std::nullopt;
    }
    m_buffer.remove(0, *used);
    m_headRead = m_continue = false;
    m_request.body = std::move(body);
    return std::exchange(m_request, {});
}

} // namespace snapgpu::sandbox
