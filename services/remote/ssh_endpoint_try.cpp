// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/ssh_endpoint_try.h"

#include <algorithm>

namespace snapgpu {

SshEndpointTry::SshEndpointTry(
    SshSettings settings, QString label, SshEndpoint endpoint, ProbeTiming timing, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_label(std::move(label))
    , m_endpoint(std::move(endpoint))
    , m_timing(timing)
    , m_knock(m_endpoint.host, m_endpoint.port, timing.silenceMs)
    , m_keyPauseMs(timing.silenceMs)
{
    for (QTimer *timer : {&m_forced, &m_again, &m_helloDeadline}) {
        timer->setSingleShot(true);
    }
    connect(&m_knock, &SshKnock::spoke, this, [this] {
        Q_EMIT answering();
        login(true);
    });
    connect(&m_forced, &QTimer::timeout, this, [this] { login(false); });
    connect(&m_again, &QTimer::timeout, this, &SshEndpointTry::start);
    connect(&m_helloDeadline, &QTimer::timeout, this, [this] {
        dropChannel();
        m_again.start(m_timing.silenceMs);
    });
}

SshEndpointTry::~SshEndpointTry() { dropChannel(); }

void SshEndpointTry::start()
{
    m_forced.start(m_timing.forcedLoginMs);
    m_knock.start();
}

void SshEndpointTry::login(bool afterBanner)
{
    if (m_channel && !afterBanner) {
        return;
    }
    // A login that was tried blindly may hang in a connection that will never answer: the banner is newer
    // news.
    dropChannel();
    m_again.stop();
    m_channel = std::make_unique<SshAgentChannel>(m_settings, m_label, m_endpoint);
    connect(m_channel.get(), &SshAgentChannel::saidHello, this, [this] {
        m_helloDeadline.stop();
        m_forced.stop();
        m_knock.stop();
        Q_EMIT loggedIn();
    });
    connect(m_channel.get(), &AgentChannel::closed, this, &SshEndpointTry::onClosed);
    m_helloDeadline.start(m_timing.helloMs);
    m_channel->open();
}

std::unique_ptr<SshAgentChannel> SshEndpointTry::takeChannel()
{
    m_helloDeadline.stop();
    if (m_channel) {
        m_channel->disconnect(this);
    }
    return std::move(m_channel);
}

void SshEndpointTry::dropChannel()
{
    m_helloDeadline.stop();
    if (m_channel) {
        m_channel->disconnect(this);
        // Possibly inside one of its signals: it goes later, its connection now.
        m_channel->close();
        SshAgentChannel::share(std::move(m_channel)).reset();
    }
}

void SshEndpointTry::onClosed(const Error &error)
{
    dropChannel();
    if (error.category == ErrorCategory::MissingTool) {
        m_forced.stop();
        m_knock.stop();
        Q_EMIT hopeless(error);
        return;
    }
    if (error.category == ErrorCategory::SshKey) {
        m_again.start(m_keyPauseMs);
        m_keyPauseMs = std::min(m_keyPauseMs * 2, m_timing.keyBackoffMs);
        Q_EMIT refused(error);
        return;
    }
    m_again.start(m_timing.silenceMs);
}

} // namespace snapgpu
