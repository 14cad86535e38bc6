// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/ssh_probe.h"

#include "services/core/log.h"

#include <algorithm>
#include <QPointer>

namespace snapgpu {

namespace {

constexpr int kGpuAgainMs = 1000;

} // namespace

SshProbe::SshProbe(SshSettings settings, QString label, ReadyCheck check, ProbeTiming timing)
    : m_settings(std::move(settings))
    , m_label(std::move(label))
    , m_check(check)
    , m_timing(timing)
{
    m_gpuTimer.setSingleShot(true);
    connect(&m_gpuTimer, &QTimer::timeout, this, [this] {
        if (m_channel && m_sinceHello.elapsed() < m_timing.gpuSilenceMs) {
            m_channel->send("check", {});
            m_gpuTimer.start(m_timing.gpuSilenceMs);
            return;
        }
        giveUp(Error{ErrorCategory::HostFault,
            tr("nvidia-smi on the machine did not answer within %1 s.").arg(m_timing.gpuSilenceMs / 1000), {},
            0, 0});
    });
}

SshProbe::~SshProbe() { stop(); }

void SshProbe::setEndpoints(const QVector<SshEndpoint> &endpoints)
{
    m_endpoints = endpoints;
    if (!m_over && !m_channel) {
        startTries();
    }
}

void SshProbe::stop()
{
    m_over = true;
    m_gpuTimer.stop();
    m_tries.clear();
    if (m_channel) {
        m_channel->disconnect(this);
        SshAgentChannel::share(std::move(m_channel)).reset();
    }
}

void SshProbe::startTries()
{
    const auto gone = [this](const std::unique_ptr<SshEndpointTry> &one) {
        return !m_endpoints.contains(one->endpoint());
    };
    m_tries.erase(std::remove_if(m_tries.begin(), m_tries.end(), gone), m_tries.end());
    for (const SshEndpoint &endpoint : std::as_const(m_endpoints)) {
        const bool known = std::any_of(m_tries.begin(), m_tries.end(),
            [&](const std::unique_ptr<SshEndpointTry> &one) { return one->endpoint() == endpoint; });
        if (!known && !endpoint.host.isEmpty() && endpoint.port != 0) {
            addTry(endpoint);
        }
    }
}

void SshProbe::addTry(const SshEndpoint &endpoint)
{
    auto one = std::make_unique<SshEndpointTry>(m_settings, m_label, endpoint, m_timing);
    SshEndpointTry *raw = one.get();
    m_tries.push_back(std::move(one));
    connect(raw, &SshEndpointTry::answering, this, [this] {
        if (!std::exchange(m_saidAnswering, true)) {
            Q_EMIT answering();
        }
    });
    // Queued: the handler destroys tries, also the one that speaks.
    connect(
        raw, &SshEndpointTry::loggedIn, this, [this, raw] { onLoggedIn(raw); }, Qt::QueuedConnection);
    connect(raw, &SshEndpointTry::refused, this, &SshProbe::onRefused, Qt::QueuedConnection);
    connect(raw, &SshEndpointTry::hopeless, this, &SshProbe::giveUp, Qt::QueuedConnection);
    raw->start();
}

void SshProbe::onLoggedIn(SshEndpointTry *from)
{
    const bool known = std::any_of(m_tries.begin(), m_tries.end(),
        [from](const std::unique_ptr<SshEndpointTry> &one) { return one.get() == from; });
    if (m_over || m_channel || !known) {
        return;
    }
    m_channel = from->takeChannel();
    if (!m_channel) {
        return; // lost between the hello and now; it is being tried again
    }
    m_tries.clear();
    m_sinceHello.start();
    connect(m_channel.get(), &AgentChannel::closed, this, &SshProbe::onChannelLost, Qt::QueuedConnection);
    connect(m_channel.get(), &SshAgentChannel::gpuChecked, this, &SshProbe::onGpu, Qt::QueuedConnection);
    if (!m_channel->isOpen()) {
        onChannelLost();
        return;
    }
    const QPointer<SshProbe> alive(this);
    if (!std::exchange(m_saidLoggedIn, true)) {
        Q_EMIT loggedIn();
    }
    if (alive && m_channel) {
        checkDisk();
    }
}

void SshProbe::checkDisk()
{
    const qint64 free = m_channel->hello().diskFreeBytes;
    if (m_check.minFreeBytes > 0 && free >= 0 && free < m_check.minFreeBytes) {
        giveUp(Error{ErrorCategory::HostFault,
            tr("The machine has %1 MB free on its disk, and %2 MB are needed. Ask for a larger disk.")
                .arg(free / 1'000'000)
                .arg(m_check.minFreeBytes / 1'000'000),
            {}, 0, 0});
        return;
    }
    if (!m_check.gpu || m_channel->hello().gpuOk) {
        succeed();
        return;
    }
    m_gpuTimer.start(m_timing.gpuSilenceMs);
    if (!m_channel->hello().gpuMessage.isEmpty()) {
        onGpu(); // the first answer came together with the hello
    }
}

void SshProbe::onGpu()
{
    if (!m_channel || !m_check.gpu || m_over) {
        return;
    }
    if (m_channel->hello().gpuOk) {
        succeed();
        return;
    }
    if (m_sinceHello.elapsed() + kGpuAgainMs <= m_timing.gpuPatienceMs) {
        m_gpuTimer.start(kGpuAgainMs);
        return;
    }
    giveUp(Error{ErrorCategory::HostFault,
        tr("The machine has no working GPU: nvidia-smi says \"%1\".").arg(m_channel->hello().gpuMessage), {},
        0, 0});
}

void SshProbe::onRefused(const Error &error)
{
    if (m_over || m_channel) {
        return;
    }
    if (!m_sinceRefused.isValid()) {
        m_sinceRefused.start();
    }
    if (m_sinceRefused.elapsed() >= m_timing.keyPatienceMs) {
        giveUp(error);
    }
}

void SshProbe::onChannelLost()
{
    if (m_over || !m_channel || m_channel->isOpen()) {
        return;
    }
    m_gpuTimer.stop();
    m_channel->disconnect(this);
    SshAgentChannel::share(std::move(m_channel)).reset();
    startTries();
}

void SshProbe::giveUp(const Error &error)
{
    if (m_over) {
        return;
    }
    qCInfo(lcRemote) << "unfit:" << m_label << error.message << error.detail;
    const Error copy = error; // may live in a try that stop() destroys
    stop();
    Q_EMIT unfit(copy);
}

void SshProbe::succeed()
{
    m_over = true;
    m_gpuTimer.stop();
    m_channel->disconnect(this);
    const std::shared_ptr<AgentChannel> channel = SshAgentChannel::share(std::move(m_channel));
    Q_EMIT ready(channel);
}

ProbeFactory makeSshProbeFactory(SshSettings settings, ProbeTiming timing)
{
    return [settings = std::move(settings), timing](const QString &label, const ReadyCheck &check) {
        return std::unique_ptr<Probe>(std::make_unique<SshProbe>(settings, label, check, timing));
    };
}

} // namespace snapgpu
