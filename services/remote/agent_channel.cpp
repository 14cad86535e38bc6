// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/agent_channel.h"

#include "services/core/json.h"
#include "services/core/log.h"
#include "services/remote/agent_script.h"
#include "services/remote/ssh_command.h"
#include "services/remote/ssh_failure.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QPointer>
#include <QTimer>

namespace snapgpu {

namespace {

constexpr qsizetype kKeptErrors = 4096;
constexpr int kPatienceMs = 2500; ///< for the agent to leave by itself after its input was closed

} // namespace

SshAgentChannel::SshAgentChannel(SshSettings settings, const QString &label, SshEndpoint endpoint)
    : m_settings(std::move(settings))
    , m_endpoint(std::move(endpoint))
{
    setObjectName(label);
    prepareSshProcess(m_process);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SshAgentChannel::onOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this, &SshAgentChannel::onErrors);
    connect(&m_process, &QProcess::finished, this, [this] { onEnded(false); });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            onEnded(true);
        }
    });
}

SshAgentChannel::~SshAgentChannel()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill(); // the agent leaves when its standard input ends
        m_process.waitForFinished(1000);
    }
}

void SshAgentChannel::open()
{
    const QByteArray script = agentScript();
    m_process.start(m_settings.sshProgram,
        sshArguments(m_settings, objectName(), m_endpoint, evaluateFromStdin(script.size())));
    // Nothing else is written before the hello: some "head" programs read ahead.
    m_process.write(script);
}

void SshAgentChannel::send(const QByteArray &commandLine, const QByteArray &payload)
{
    if (!m_open || m_closing) {
        return;
    }
    m_process.write(commandLine + '\n');
    if (!payload.isEmpty()) {
        m_process.write(payload);
    }
}

void SshAgentChannel::close()
{
    if (m_ended || m_closing) {
        return;
    }
    m_closing = true;
    m_open = false;
    m_process.closeWriteChannel();
    QTimer::singleShot(kPatienceMs, &m_process, &QProcess::kill);
}

std::shared_ptr<AgentChannel> SshAgentChannel::share(std::unique_ptr<SshAgentChannel> channel)
{
    return {
        channel.release(), [](AgentChannel *shared) { static_cast<SshAgentChannel *>(shared)->retire(); }};
}

void SshAgentChannel::retire()
{
    blockSignals(true);
    close();
    if (m_ended || !QCoreApplication::instance()) {
        deleteLater();
        return;
    }
    setParent(QCoreApplication::instance()); // dies with the program when its event loop ends first
    connect(&m_process, &QProcess::finished, this, &QObject::deleteLater);
}

void SshAgentChannel::onOutput()
{
    // An owner may destroy this object from a slot: nothing of it may be touched afterwards.
    const QPointer<SshAgentChannel> alive(this);
    const QByteArrayList lines = m_lines.feed(m_process.readAllStandardOutput());
    for (const QByteArray &line : lines) {
        onLine(line);
        if (!alive) {
            return;
        }
    }
}

void SshAgentChannel::onLine(const QByteArray &line)
{
    if (!line.startsWith('{')) {
        return; // greetings of the machine
    }
    // File names of other encodings come through as they are.
    const Result<json::Value> message = json::parse(QString::fromUtf8(line).toUtf8());
    if (!message || !message->is_object()) {
        qCDebug(lcRemote) << "not understood:" << line.left(200);
        return;
    }
    const QString kind = json::trimmed(*message, "event");
    if (kind == QLatin1String("hello")) {
        if (!m_spoke) {
            takeHello(*message);
        }
        return;
    }
    if (!m_spoke || kind.isEmpty()) {
        return;
    }
    if (kind == QLatin1String("gpu")) {
        m_hello.gpuOk = json::boolean(*message, "ok").value_or(false);
        m_hello.gpu = json::trimmed(*message, "gpu");
        m_hello.gpuMessage = json::trimmed(*message, "message");
        Q_EMIT gpuChecked();
        return;
    }
    Q_EMIT event(*message);
}

void SshAgentChannel::takeHello(const nlohmann::json &message)
{
    m_hello.kernel = json::trimmed(message, "kernel");
    m_hello.architecture = json::trimmed(message, "arch");
    m_hello.cores = static_cast<int>(json::integer(message, "cores").value_or(0));
    m_hello.memoryBytes = json::integer(message, "memory").value_or(0);
    m_hello.memoryFreeBytes = json::integer(message, "memory_free").value_or(0);
    if (const auto time = json::integer(message, "time")) {
        m_hello.clockAheadSeconds = *time - QDateTime::currentSecsSinceEpoch();
    }
    m_hello.unpacks = json::boolean(message, "unpacks").value_or(true);
    m_hello.diskFreeBytes = json::integer(message, "disk_free").value_or(-1);
    m_hello.resticVersion = json::trimmed(message, "restic");
    m_hello.resticPath = json::trimmed(message, "restic_path");
    m_spoke = true;
    m_open = !m_closing;
    Q_EMIT saidHello();
}

void SshAgentChannel::onErrors()
{
    m_errors.append(m_process.readAllStandardError());
    if (m_errors.size() > kKeptErrors) {
        m_errors = m_errors.right(kKeptErrors);
    }
}

void SshAgentChannel::onEnded(bool startFailed)
{
    if (m_ended) {
        return;
    }
    const QPointer<SshAgentChannel> alive(this);
    onErrors();
    onOutput();
    if (!alive || m_ended) {
        return;
    }
    m_ended = true;
    m_open = false;
    const QString where = m_endpoint.host + QLatin1Char(':') + QString::number(m_endpoint.port);
    if (m_closing) {
        Q_EMIT closed(
            Error{ErrorCategory::Cancelled, tr("The connection to %1 was closed.").arg(where), {}, 0, 0});
        return;
    }
    const int code = m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : 255;
    Q_EMIT closed(sshFailure({startFailed, code, m_spoke, m_errors}, where, m_settings.sshProgram));
}

} // namespace snapgpu
