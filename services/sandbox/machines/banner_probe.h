// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpSocket>
#include <QTimer>

namespace snapgpu::sandbox {

/** Connects to a loopback port until something there greets like an SSH server. */
class BannerProbe final : public QObject
{
    Q_OBJECT
public:
    explicit BannerProbe(quint16 port, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void bannerSeen(); ///< once; then the probe rests

private:
    void connectAgain();
    void readGreeting();
    void retry();

    quint16 m_port;
    int m_delayMs;
    bool m_done = false;
    QTcpSocket m_socket;
    QTimer m_timer;
};

} // namespace snapgpu::sandbox
