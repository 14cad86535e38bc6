// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/machine_host.h"
#include "services/sandbox/machines/bwrap_host.h"
#include "services/sandbox/machines/host_tools.h"
#include "services/sandbox/machines/machine_root.h"

#include <memory>
#include <optional>
#include <QProcess>
#include <QTcpServer>
#include <QTimer>

namespace snapgpu::sandbox {

class BannerProbe;

/**
 * One machine: its files, its bwrap process and what its SSH port does. Killing is asynchronous; a boot that
 * comes meanwhile starts when the old processes are gone. The destructor kills and waits.
 */
class Machine final : public QObject
{
    Q_OBJECT
public:
    Machine(const HostTools &tools, const HostOptions &options, const MachineSpec &spec, QObject *parent);
    ~Machine() override;
    Q_DISABLE_COPY_MOVE(Machine)

    const MachineRoot &root() const { return m_root; }
    quint16 port() const { return m_spec.sshPort; }
    void boot(const MachineSpec &spec);
    void setAuthorizedKeys(const QStringList &keys);
    /** Kills every process; `stopped` follows from the event loop, also when nothing ran. */
    void stop();
    /** Kills without waiting and without signals; the destructor waits. */
    void killNow();

Q_SIGNALS:
    void sshUp();
    void bootFailed(const QString &reason);
    void exited(); ///< by itself, after sshUp
    void stopped(); ///< after stop()

private:
    void launch();
    void hangUpOnEveryone();
    void onBanner();
    void onKeysDue();
    void onEnded();
    void onProcessError(QProcess::ProcessError error);
    void failBoot(const QString &reason);
    void writeKeysNow();
    bool isRunning() const { return m_process && m_process->state() != QProcess::NotRunning; }

    HostTools m_tools;
    HostOptions m_options;
    MachineSpec m_spec;
    MachineRoot m_root;
    std::unique_ptr<QProcess> m_process; ///< the herd: it ends when everything inside has
    std::unique_ptr<BannerProbe> m_probe;
    std::unique_ptr<QTcpServer> m_rudeServer; ///< SshFault::ClosesBeforeBanner
    QByteArray m_complaints; ///< last output of bwrap and sshd
    std::optional<MachineSpec> m_next;
    QTimer m_keysTimer;
    QTimer m_bootLimit;
    bool m_up = false;
    bool m_stopping = false;
    bool m_keysDue = false;
};

} // namespace snapgpu::sandbox
