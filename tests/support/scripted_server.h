// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPair>
#include <QTcpServer>
#include <QUrl>
#include <QVector>

class QTcpSocket;

namespace snapgpu::test {

/** One request as it arrived. */
struct SeenRequest
{
    QByteArray method;
    QByteArray target; ///< path and query as sent
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    qint64 atMs = 0; ///< since the server started

    QByteArray header(const QByteArray &name) const; ///< case-insensitive
    QByteArray path() const
    {
        return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    }
};

/** What the server does with a request. */
struct Scripted
{
    enum class Ending {
        Complete, ///< a whole answer, the connection stays open
        HangUp, ///< closes after the request without a byte
        Truncate, ///< announces the body, sends half of it, closes
        Silence, ///< never answers
    };
    int status = 200;
    QByteArray body = "{}";
    QList<QPair<QByteArray, QByteArray>> headers;
    Ending ending = Ending::Complete;
    int delayMs = 0;
};

/** A real HTTP/1.1 server on loopback that does as it is told, also what no proper server would do. */
class ScriptedServer final : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<Scripted(const SeenRequest &)>;

    explicit ScriptedServer(QObject *parent = nullptr);

    void setHandler(Handler handler) { m_handler = std::move(handler); }
    /** Answers in order; the last one repeats. */
    void setScript(QVector<Scripted> script);

    QUrl url(const QString &path = {}) const;
    const QVector<SeenRequest> &seen() const { return m_seen; }
    void clearSeen() { m_seen.clear(); }
    int connections() const { return m_connections; }
    void stopListening() { m_server.close(); } ///< further connections are refused

Q_SIGNALS:
    void requestSeen();

private:
    void onConnection();
    void answer(QTcpSocket *socket, const Scripted &scripted);

    QTcpServer m_server;
    Handler m_handler;
    QVector<SeenRequest> m_seen;
    qint64 m_startedAt = 0;
    int m_connections = 0;
};

/** Status and body in one word. */
Scripted reply(int status, const QByteArray &body);

} // namespace snapgpu::test
