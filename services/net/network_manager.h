// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QNetworkAccessManager>

namespace snapgpu {

bool isLoopback(const QString &host); ///< localhost, *.localhost, 127.0.0.0/8, ::1

/**
 * The only QNetworkAccessManager of the program. Whatever a caller forgets, every request has: no automatic
 * redirect, HTTP/1.1, no cookies, no cached credentials. TLS errors are never ignored. The system's proxy is
 * used, but never for loopback addresses.
 */
class NetworkManager final : public QNetworkAccessManager
{
    Q_OBJECT
public:
    explicit NetworkManager(QObject *parent = nullptr);

protected:
    QNetworkReply *createRequest(
        Operation operation, const QNetworkRequest &original, QIODevice *outgoing) override;
};

} // namespace snapgpu
