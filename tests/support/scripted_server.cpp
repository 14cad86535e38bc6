// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/scripted_server.h"

#include <memory>
#include <QDeadlineTimer>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

namespace snapgpu::test {

namespace {

qint64 nowMs() { return QDeadlineTimer::current(Qt::PreciseTimer).deadline(); }

/** Takes one whole request from the front of `buffer`; false while it is incomplete. */
bool takeRequest(QByteArray &buffer, SeenRequest &request)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0) {
        return false;
    }
    const QList<QByteArray> lines = buffer.left(headEnd).split('\n');
    const QList<QByteArray> first = lines.value(0).trimmed().split(' ');
    request.method = first.value(0);
    request.target = first.value(1);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const qsizetype colon = lines.at(i).indexOf(':');
        request.headers.append({lines.at(i).left(colon).trimmed(), lines.at(i).mid(colon + 1).trimmed()});
    }
    const qsizetype length = request.header("Content-Length").toLongLong();
    if (buffer.size() < headEnd + 4 + length) {
        return false;
    }
    request.body = buffer.mid(headEnd + 4, length);
    buffer.remove(0, headEnd + 4 + length);
    return true;
}

} // namespace

QByteArray SeenRequest::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key.compare(name, Qt::CaseInsensitive) == 0) {
            return value;
        }
    }
    return {};
}

ScriptedServer::ScriptedServer(QObject *parent)
    : QObject(parent)
    , m_handler([](const SeenRequest &) { return Scripted{}; })
    , m_startedAt(nowMs())
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::onConnection);
    m_server.listen(QHostAddress::LocalHost);
}

void ScriptedServer::setScript(QVector<Scripted> script)
{
    auto next = std::make_shared<qsizetype>(0);
    m_handler = [script = std::move(script), next](const SeenRequest &) {
        const qsizetype at = std::min(*next, script.size() - 1);
        ++*next;
        return script.at(at);
    };
}

QUrl ScriptedServer::url(const QString &path) const
{
    QUrl url(QStringLiteral("http://127.0.0.1"));
    url.setPort(m_server.serverPort());
    url.setPath(path);
    return url;
}

void ScriptedServer::onConnection()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connections;
        auto buffer = std::make_shared<QByteArray>();
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, this, [this, socket, buffer] {
            *buffer += socket->readAll();
            SeenRequest request;
            while (takeRequest(*buffer, request)) {
                request.atMs = nowMs() - m_startedAt;
                m_seen.append(request);
                const Scripted scripted = m_handler(request);
                QTimer::singleShot(
                    scripted.delayMs, socket, [this, socket, scripted] { answer(socket, scripted); });
                request = {};
                Q_EMIT requestSeen();
            }
        });
    }
}

void ScriptedServer::answer(QTcpSocket *socket, const Scripted &scripted)
{
    if (scripted.ending == Scripted::Ending::Silence) {
        return;
    }
    if (scripted.ending == Scripted::Ending::HangUp) {
        socket->disconnectFromHost();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(scripted.status) + " Scripted\r\n";
    head += "Content-Length: " + QByteArray::number(scripted.body.size()) + "\r\n";
    for (const auto &[name, value] : scripted.headers) {
        head += name + ": " + value + "\r\n";
    }
    const bool whole = scripted.ending == Scripted::Ending::Complete;
    socket->write(head + "\r\n" + (whole ? scripted.body : scripted.body.left(scripted.body.size() / 2)));
    if (!whole) {
        socket->disconnectFromHost();
    }
}

Scripted reply(int status, const QByteArray &body)
{
    Scripted scripted;
    scripted.status = status;
    scripted.body = body;
    return scripted;
}

} // namespace snapgpu::test
