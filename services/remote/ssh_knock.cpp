// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/ssh_knock.h"

#include <QTcpSocket>

namespace snapgpu {

namespace {

constexpr qsizetype kOverlap = 8;
constexpr qint64 kGreetingCap = 4096; ///< RFC 4253 allows lines before the version string

} // namespace

SshKnock::SshKnock(QString host, quint16 port, int intervalMs, QObject *parent)
    : QObject(parent)
    , m_host(std::move(host))
    , m_port(port)
{
    m_timer.setInterval(intervalMs);
    connect(&m_timer, &QTimer::timeout, this, &SshKnock::knock);
}

SshKnock::~SshKnock() { stop(); }

void SshKnock::start()
{
    if (!m_timer.isActive()) {
        m_timer.start();
        knock();
    }
}

void SshKnock::stop()
{
    m_timer.stop();
    while (!m_open.isEmpty()) {
        drop(m_open.first());
    }
}

void SshKnock::knock()
{
    if (m_open.size() >= kOverlap) {
        drop(m_open.first());
    }
    auto *socket = new QTcpSocket(this);
    m_open.append(socket);
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
        const QByteArray greeting = socket->peek(kGreetingCap);
        if (greeting.startsWith("SSH-") || greeting.contains("\nSSH-")) {
            stop();
            Q_EMIT spoke();
        } else if (greeting.size() >= kGreetingCap) {
            drop(socket);
        }
    });
    connect(socket, &QTcpSocket::errorOccurred, this, [this, socket] { drop(socket); });
    socket->connectToHost(m_host, m_port);
}

void SshKnock::drop(QTcpSocket *socket)
{
    m_open.removeOne(socket);
    socket->disconnect(this);
    socket->abort();
    socket->deleteLater();
}

} // namespace snapgpu
