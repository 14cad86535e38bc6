// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>

namespace snapgpu::sandbox {

/** How sshd of a machine misbehaves. */
enum class SshFault {
    None,
    NeverListens, ///< the port stays shut
    ClosesBeforeBanner, ///< accepts and hangs up
    KeyRefused, ///< authorized_keys stays empty for ever
    KeyLate, ///< authorized_keys is filled some seconds after sshd answers
};

/** What a machine is made of when it has "booted". */
struct MachineSpec
{
    QString instanceId;
    quint16 sshPort = 0; ///< on loopback, reserved before
    QString podId{}; ///< of a RunPod pod; empty: a machine of vast.ai
    QString instanceKey; ///< CONTAINER_API_KEY: can only read, label and destroy this instance
    QString apiUrl; ///< base address of the sandbox cloud
    QStringList authorizedKeys;
    QString onstart; ///< run as root in the machine after sshd is up
    QMap<QString, QString> env; ///< environment of process 1
    QString gpuName;
    int numGpus = 1;
    int gpuRamMb = 24564;
    bool gpuBroken = false; ///< nvidia-smi fails
    double diskGb = 20;
    qint64 diskFullAfterBytes = -1; ///< >= 0: /workspace is that small
    SshFault sshFault = SshFault::None;
    int keyLateMs = 5000;
};

/**
 * Makes real machines: each is a bwrap root with its own /workspace and /root, a real sshd on loopback, a
 * fake nvidia-smi and the real restic. Machines die with this process and are booted again by their owner.
 */
class MachineHost : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /** 0 when no port is free. A reserved port is not handed out twice until released by destroy(). */
    virtual quint16 reservePort() = 0;
    virtual void boot(const MachineSpec &spec) = 0;
    virtual void setAuthorizedKeys(const QString &instanceId, const QStringList &keys) = 0;
    /** Kills everything in the machine but keeps its files (stopped). */
    virtual void halt(const QString &instanceId) = 0;
    /** Kills everything in the machine and removes its files. Unknown ids are fine. */
    virtual void destroy(const QString &instanceId) = 0;

Q_SIGNALS:
    void sshUp(const QString &instanceId);
    void bootFailed(const QString &instanceId, const QString &reason);
    void exited(const QString &instanceId); ///< all processes ended by themselves
};

} // namespace snapgpu::sandbox
