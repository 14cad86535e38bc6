// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/http_server.h"

#include <QCoreApplication>
#include <QTcpSocket>
#include <QTimer>

namespace snapgpu::sandbox {

namespace {

constexpr int kMostConnections = 256;
constexpr int kIdleMs = 60'000;

/** One connection; lives as long as its socket. */
class Connection final : public QObject
{
public:
    Connection(QTcpSocket *socket, const HttpServer::Handler &handler)
        : QObject(socket)
        , m_socket(socket)
        , m_handler(handler)
    {
        m_idle.setSingleShot(true);
        m_idle.setInterval(kIdleMs);
        connect(&m_idle, &QTimer::timeout, socket, &QTcpSocket::disconnectFromHost);
        connect(socket, &QTcpSocket::readyRead, this, [this] {
            m_parser.feed(m_socket->readAll());
            serve();
        });
        m_idle.start();
    }

private:
    void serve()
    {
        m_idle.start();
        if (m_busy || m_ended) {
            return;
        }
        const auto request = m_parser.next();
        if (m_parser.failed()) {
            HttpAnswer answer;
            answer.status = m_parser.failure();
            answer.body = R"({"success": false, "error": "invalid_request", "msg": "This is not HTTP."})";
            send(answer, false);
            return;
        }
        if (!request) {
            if (m_parser.wantsContinue()) {
                m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
            }
            return;
        }
        const HttpAnswer answer = m_handler(*request);
        const bool keepAlive = request->keepAlive;
        if (answer.delayMs <= 0) {
            send(answer, keepAlive);
            return;
        }
        m_busy = true;
        QTimer::singleShot(static_cast<int>(answer.delayMs), this, [this, answer, keepAlive] {
            m_busy = false;
            send(answer, keepAlive);
        });
    }

    void send(const HttpAnswer &answer, bool keepAlive)
    {
        if (answer.drop) {
            m_ended = true;
            m_socket->abort();
            return;
        }
        const bool stay = keepAlive && !answer.junk;
        m_socket->write(answer.serialized(stay));
        if (!stay) {
            m_ended = true;
            m_socket->disconnectFromHost();
            return;
        }
        // Pipelined requests wait in the parser; a queued call keeps the stack flat.
        QMetaObject::invokeMethod(
            this, [this] { serve(); }, Qt::QueuedConnection);
    }

    QTcpSocket *m_socket;
    const HttpServer::Handler &m_handler;
    HttpParser m_parser;
    QTimer m_idle;
    bool m_busy = false;
    bool m_ended = false;
};

} // namespace

HttpServer::HttpServer(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
{
    connect(&m_server, &QTcpServer::newConnection, this, &HttpServer::accept);
}

Result<Done> HttpServer::listen(quint16 port)
{
    if (!m_server.listen(QHostAddress::LocalHost, port)) {
        return fail(ErrorCategory::Network,
            QCoreApplication::translate("Sandbox",
                "The sandbox cannot listen on port %1 of 127.0.0.1: %2. Choose another port with --port.")
                .arg(port)
                .arg(m_server.errorString()));
    }
    return Done{};
}

void HttpServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        if (m_connections >= kMostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            --m_connections;
            socket->deleteLater();
        });
        new Connection(socket, m_handler);
    }
}

} // namespace snapgpu::sandbox
