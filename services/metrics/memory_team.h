// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_database.h"

#include <functional>
#include <QObject>
#include <QTimer>

namespace snapgpu::metrics {

/**
 * Keeps a copy of a team's memory in step; lives in a thread of its own, the only one that ever waits for a
 * network. Each round sends what the person's own file has and the server has not, and fetches what is new
 * there into the copy that is read. Without the server nothing is lost: the own file holds it until a round
 * succeeds.
 */
class MemoryTeam final : public QObject
{
    Q_OBJECT
public:
    struct State
    {
        bool online = false;
        qint64 waiting = 0; ///< attempts not sent yet
        Error error; ///< why it is not online
    };
    /** All are called in the thread of the team. */
    struct Callbacks
    {
        std::function<void()> arrived; ///< the copy has changed
        std::function<void(const State &)> state; ///< after each round
    };

    MemoryTeam(QString ownFile, Callbacks callbacks);

    /** From now on this team with this copy; an empty one ends it. */
    void use(const TeamMemory &team, const QString &replica);
    /** Something new is in the own file. While the server cannot be reached this waits for the next try. */
    void nudge();
    Result<Done> round(); ///< now

    // At the server only; the files here are the writer's.
    Result<Done> writeMark(const MarkRecord &mark);
    Result<qint64> forget(const HostKey &host);

private:
    Result<Done> exchange();
    Result<Done> connectAll();
    Result<Done> send();
    Result<bool> fetch(); ///< whether the copy has changed
    QString sentKey() const { return QStringLiteral("sent:") + m_identity; }

    const QString m_ownFile;
    const Callbacks m_callbacks;
    TeamMemory m_team;
    QString m_replicaFile;
    QString m_identity; ///< of the server
    std::unique_ptr<MemoryDatabase> m_own, m_replica, m_server;
    QTimer m_timer{this};
    bool m_online = false;
    int m_retryMs = 0;
};

} // namespace snapgpu::metrics
