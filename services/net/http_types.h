// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QUrl>

namespace snapgpu {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

/** One HTTP call. Secrets belong into headers or the body: both are never logged, addresses are. */
struct HttpRequest
{
    QByteArray method = "GET";
    QUrl url;
    HttpHeaders headers;
    QByteArray body; ///< sent as application/json unless a Content-Type header says otherwise
    int deadlineMs = 30'000; ///< from start to last byte, whatever happens
    int idleMs = 30'000; ///< longest silence on the connection
    qint64 maxBytes = 32 * 1024 * 1024; ///< of the (decompressed) answer
};

/** A complete answer of any status but a redirect. */
struct HttpReply
{
    int status = 0;
    QByteArray body;
    HttpHeaders headers;
    QByteArray requestId; ///< as sent in X-Request-Id and logged

    QByteArray header(const QByteArray &name) const; ///< case-insensitive; empty when absent
    bool isSuccess() const { return status >= 200 && status < 300; }
};

} // namespace snapgpu
