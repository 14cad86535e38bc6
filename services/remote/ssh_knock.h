// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <QVector>

class QTcpSocket;

namespace snapgpu {

/**
 * Knocks at one TCP port until something there speaks SSH. A new attempt starts every interval of silence and
 * overlaps the ones before, because a booting machine swallows connections as often as it refuses them.
 */
class SshKnock final : public QObject
{
    Q_OBJECT
public:
    SshKnock(QString host, quint16 port, int intervalMs, QObject *parent = nullptr);
    ~SshKnock() override;
    Q_DISABLE_COPY_MOVE(SshKnock)

    void start();
    void stop();

Q_SIGNALS:
    void spoke(); ///< knocking has stopped

private:
    void knock();
    void drop(QTcpSocket *socket);

    QString m_host;
    quint16 m_port;
    QTimer m_timer;
    QVector<QTcpSocket *> m_open; ///< oldest first
};

} // namespace snapgpu
