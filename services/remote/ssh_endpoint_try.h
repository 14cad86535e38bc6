// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/remote/agent_channel.h"
#include "services/remote/ssh_knock.h"

#include <memory>
#include <QTimer>

namespace snapgpu {

/** Paces of a probe, in milliseconds; tests shorten them. */
struct ProbeTiming
{
    int silenceMs = 250; ///< between knocks, and before ssh is tried again
    int forcedLoginMs = 5000; ///< ssh is tried this often though no knock was answered (jump hosts)
    int helloMs = 20'000; ///< from the start of ssh to the agent's hello
    int keyBackoffMs = 2000; ///< longest pause after a refused key: sshd punishes haste
    int keyPatienceMs = 60'000; ///< keys may arrive late; refused for so long = unfit
    int gpuPatienceMs = 8000; ///< drivers may still be coming up
    int gpuSilenceMs = 20'000; ///< nvidia-smi that hangs
};

/** Tries one address of a machine for ever: knock, login, hello; after a failure all over again. */
class SshEndpointTry final : public QObject
{
    Q_OBJECT
public:
    SshEndpointTry(SshSettings settings, QString label, SshEndpoint endpoint, ProbeTiming timing,
        QObject *parent = nullptr);
    ~SshEndpointTry() override;
    Q_DISABLE_COPY_MOVE(SshEndpointTry)

    void start();
    SshEndpoint endpoint() const { return m_endpoint; }
    /** The channel that said hello; the caller owns it and this object rests. */
    std::unique_ptr<SshAgentChannel> takeChannel();

Q_SIGNALS:
    void answering(); ///< sshd's banner was seen
    void loggedIn(); ///< takeChannel() has one
    void refused(const snapgpu::Error &error); ///< SshKey; it goes on trying
    void hopeless(const snapgpu::Error &error); ///< ssh itself cannot be started

private:
    void login(bool afterBanner);
    void dropChannel();
    void onClosed(const Error &error);

    SshSettings m_settings;
    QString m_label;
    SshEndpoint m_endpoint;
    ProbeTiming m_timing;
    SshKnock m_knock;
    QTimer m_forced; ///< next login without an answered knock
    QTimer m_again; ///< pause after a failed login
    QTimer m_helloDeadline;
    int m_keyPauseMs;
    std::unique_ptr<SshAgentChannel> m_channel;
};

} // namespace snapgpu
