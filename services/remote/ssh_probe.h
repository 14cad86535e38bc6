// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/remote/ssh_endpoint_try.h"

#include <QElapsedTimer>
#include <vector>

namespace snapgpu {

/** Probe over ssh: all addresses of a machine at once, the first hello wins, then the ready check. */
class SshProbe final : public Probe
{
    Q_OBJECT
public:
    SshProbe(SshSettings settings, QString label, ReadyCheck check, ProbeTiming timing = {});
    ~SshProbe() override;
    Q_DISABLE_COPY_MOVE(SshProbe)

    void setEndpoints(const QVector<SshEndpoint> &endpoints) override;
    void stop() override;

private:
    void addTry(const SshEndpoint &endpoint);
    void startTries();
    void onLoggedIn(SshEndpointTry *from);
    void onRefused(const Error &error);
    void onGpu();
    void onChannelLost();
    void checkDisk();
    void giveUp(const Error &error);
    void succeed();

    SshSettings m_settings;
    QString m_label;
    ReadyCheck m_check;
    ProbeTiming m_timing;
    QVector<SshEndpoint> m_endpoints;
    std::vector<std::unique_ptr<SshEndpointTry>> m_tries;
    std::unique_ptr<SshAgentChannel> m_channel; ///< logged in, being checked
    QElapsedTimer m_sinceHello;
    QElapsedTimer m_sinceRefused; ///< first refusal of the key
    QTimer m_gpuTimer; ///< next question, or the end of patience
    bool m_saidAnswering = false;
    bool m_saidLoggedIn = false;
    bool m_over = false;
};

/** Probes for the race, each with a copy of the settings. */
ProbeFactory makeSshProbeFactory(SshSettings settings, ProbeTiming timing = {});

} // namespace snapgpu
