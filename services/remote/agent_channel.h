// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/remote/channel.h"
#include "services/remote/line_splitter.h"

#include <QProcess>

namespace snapgpu {

/**
 * The agent behind one ssh process. Commands may be sent from `saidHello` on. objectName() is the machine's
 * label, so that a lost connection can be made again with the same known_hosts file.
 */
class SshAgentChannel final : public AgentChannel
{
    Q_OBJECT
public:
    SshAgentChannel(SshSettings settings, const QString &label, SshEndpoint endpoint);
    ~SshAgentChannel() override;
    Q_DISABLE_COPY_MOVE(SshAgentChannel)

    /** Starts ssh and sends the agent. Call once. */
    void open();

    const AgentHello &hello() const override { return m_hello; }
    SshEndpoint endpoint() const override { return m_endpoint; }
    bool isOpen() const override { return m_open; }
    void send(const QByteArray &commandLine, const QByteArray &payload) override;
    void close() override;

    /** Hands the channel to shared owners; when the last one goes it sends what is queued, then closes. */
    static std::shared_ptr<AgentChannel> share(std::unique_ptr<SshAgentChannel> channel);

Q_SIGNALS:
    void saidHello();
    void gpuChecked(); ///< hello().gpuOk and gpu are up to date; after every check

private:
    void onOutput();
    void onLine(const QByteArray &line);
    void takeHello(const nlohmann::json &message);
    void onErrors();
    void onEnded(bool startFailed);
    void retire();

    SshSettings m_settings;
    SshEndpoint m_endpoint;
    QProcess m_process;
    LineSplitter m_lines;
    QByteArray m_errors; ///< last 4 KB of standard error
    AgentHello m_hello;
    bool m_open = false; ///< hello came and the process runs
    bool m_spoke = false;
    bool m_closing = false;
    bool m_ended = false;
};

} // namespace snapgpu
