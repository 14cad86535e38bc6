// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/core/job.h"

#include <nlohmann/json_fwd.hpp>

#include <functional>
#include <memory>
#include <QObject>
#include <QVector>

namespace snapgpu {

/** How SnapGPU logs in. The public key text goes to machines; the private one never leaves this computer. */
struct SshSettings
{
    QString sshProgram = QStringLiteral("ssh");
    QString identityFile; ///< private key
    QString publicKey; ///< "ssh-ed25519 AAAA… comment", plain ASCII
    QString knownHostsDir; ///< one file per machine
    QString user = QStringLiteral("root");
};

/** Facts the agent tells when it comes up. */
struct AgentHello
{
    QString kernel;
    QString gpu; ///< first line of nvidia-smi, empty when it does not answer
    bool gpuOk = false;
    qint64 diskFreeBytes = -1; ///< where the workspace will be
    QString resticVersion; ///< empty = not installed
    QString resticPath; ///< the program that version belongs to
    QString architecture; ///< uname -m
    QString gpuMessage; ///< what nvidia-smi said instead, when gpuOk is false
    int cores = 0; ///< the container's quota included
    qint64 memoryBytes = 0; ///< the container's limit included
    qint64 memoryFreeBytes = 0; ///< likewise; 0 = not told
    qint64 clockAheadSeconds = 0; ///< of this computer's clock, give or take the connection's delay
    bool unpacks = true; ///< has a program for .bz2
};

/**
 * An open connection to the agent on a machine: JSON lines in, command lines out; nothing secret in
 * arguments. Owned by whoever holds the pointer; destroying it closes the connection.
 */
class AgentChannel : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual const AgentHello &hello() const = 0;
    virtual SshEndpoint endpoint() const = 0;
    virtual bool isOpen() const = 0;
    /** One command line; `payload` bytes follow it on standard input (secrets travel there). */
    virtual void send(const QByteArray &commandLine, const QByteArray &payload = {}) = 0;
    virtual void close() = 0;

Q_SIGNALS:
    /** One event of the agent: {"event":…}. */
    void event(const nlohmann::json &message);
    /** The connection ended; `error` says whether ssh failed, the remote died, or close() was called
     * (Cancelled). */
    void closed(const snapgpu::Error &error);
};

/**
 * Tries one machine until sshd answers, logs in and starts the agent; the channel that got in first is handed
 * over. Endpoints may be replaced while it tries. Signals come at most once each, `ready` or `gaveUp` last.
 */
class Probe : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void setEndpoints(const QVector<SshEndpoint> &endpoints) = 0;
    virtual void stop() = 0; ///< silent

Q_SIGNALS:
    void answering(); ///< a TCP connection spoke SSH
    void loggedIn(); ///< the agent said hello
    /** The ready check (GPU as asked, disk) passed; take the channel now or it closes. */
    void ready(std::shared_ptr<snapgpu::AgentChannel> channel);
    /** The machine answered but is not fit (no GPU, disk too small): HostFault; or the key stays refused:
     * SshKey. */
    void unfit(const snapgpu::Error &error);
};

/** What a racer must show before it wins. */
struct ReadyCheck
{
    bool gpu = true;
    qint64 minFreeBytes = 0;
};

/** Makes probes; the race gets this by constructor, tests give it a fake. */
using ProbeFactory = std::function<std::unique_ptr<Probe>(const QString &label, const ReadyCheck &check)>;

} // namespace snapgpu

Q_DECLARE_METATYPE(std::shared_ptr<snapgpu::AgentChannel>)
