// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/banner_probe.h"

#include <algorithm>
#include <QHostAddress>
#include <QNetworkProxy>

namespace snapgpu::sandbox {

namespace {

constexpr int kFirstDelayMs = 8;
constexpr int kLongestDelayMs = 100;
/** A server that has accepted but does not greet for so long is asked anew. */
constexpr int kGreetingTimeoutMs = 3000;

} // namespace

BannerProbe::BannerProbe(quint16 port, QObject *parent)
    : QObject(parent)
    , m_port(port)
    , m_delayMs(kFirstDelayMs)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &BannerProbe::connectAgain);
    connect(&m_socket, &QTcpSocket::connected, this, [this] { m_timer.start(kGreetingTimeoutMs); });
    connect(&m_socket, &QTcpSocket::readyRead, this, &BannerProbe::readGreeting);
    connect(&m_socket, &QTcpSocket::errorOccurred, this, &BannerProbe::retry);
}

void BannerProbe::start() { m_timer.start(m_delayMs); }

void BannerProbe::connectAgain()
{
    m_socket.abort();
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
}

void BannerProbe::readGreeting()
{
    if (m_done || m_socket.bytesAvailable() < 4) {
        return;
    }
    if (m_socket.read(4) != "SSH-") {
        retry();
        return;
    }
    m_done = true;
    m_timer.stop();
    m_socket.abort();
    Q_EMIT bannerSeen();
}

void BannerProbe::retry()
{
    if (m_done) {
        return;
    }
    m_delayMs = std::min(kLongestDelayMs, m_delayMs * 3 / 2);
    m_timer.start(m_delayMs);
}

} // namespace snapgpu::sandbox
