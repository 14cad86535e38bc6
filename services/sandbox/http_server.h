// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/sandbox/http_message.h"

#include <functional>
#include <QElapsedTimer>
#include <QObject>
#include <QTcpServer>

namespace snapgpu::sandbox {

/**
 * A small HTTP/1.1 server on loopback: keep-alive, one request at a time per connection (the next is read
 * when the last was answered), idle connections are closed after a minute, at most 256 at once.
 */
class HttpServer final : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<HttpAnswer(const HttpRequest &)>;

    explicit HttpServer(Handler handler, QObject *parent = nullptr);

    /** Port 0 = any free one. */
    Result<Done> listen(quint16 port);
    quint16 port() const { return m_server.serverPort(); }
    int connections() const { return m_connections; }

private:
    void accept();

    Handler m_handler;
    QTcpServer m_server;
    int m_connections = 0;
};

} // namespace snapgpu::sandbox
