// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/machine.h"

#include "services/sandbox/machines/banner_probe.h"

#include <csignal>
#include <QTcpSocket>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace snapgpu::sandbox {

namespace {

constexpr int kBootLimitMs = 60'000;
constexpr int kKillGraceMs = 3000;
constexpr int kComplaintBytes = 4096;

bool listens(SshFault fault)
{
    return fault != SshFault::NeverListens && fault != SshFault::ClosesBeforeBanner;
}

/** Between fork and exec: only async-signal-safe calls. */
void prepareChild(pid_t parent)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM); // the herd asks for the same, when it runs
    if (::getppid() != parent) {
        ::_exit(127);
    }
#ifdef SYS_close_range
    constexpr unsigned kCloseOnExec = 4; // CLOSE_RANGE_CLOEXEC
    ::syscall(SYS_close_range, 3U, ~0U, kCloseOnExec); // nothing of the sandbox's own stays open in a machine
#endif
}

} // namespace

Machine::Machine(const HostTools &tools, const HostOptions &options, const MachineSpec &spec, QObject *parent)
    : QObject(parent)
    , m_tools(tools)
    , m_options(options)
    , m_spec(spec)
    , m_root(options.machinesDir, spec.instanceId)
{
    m_keysTimer.setSingleShot(true);
    connect(&m_keysTimer, &QTimer::timeout, this, &Machine::onKeysDue);
    m_bootLimit.setSingleShot(true);
    connect(&m_bootLimit, &QTimer::timeout, this, [this] {
        killNow();
        failBoot(tr("sshd did not answer within %1 s").arg(kBootLimitMs / 1000));
    });
}

Machine::~Machine()
{
    if (isRunning()) {
        disconnect(m_process.get(), &QProcess::finished, this, nullptr);
        disconnect(m_process.get(), &QProcess::errorOccurred, this, nullptr);
        killNow();
        if (!m_process->waitForFinished(kKillGraceMs)) {
            m_process->kill();
            m_process->waitForFinished(kKillGraceMs);
        }
    }
}

void Machine::boot(const MachineSpec &spec)
{
    if (isRunning()) {
        m_next = spec;
        if (!m_stopping) {
            stop();
        }
        return;
    }
    m_spec = spec;
    launch();
}

void Machine::launch()
{
    m_up = false;
    m_stopping = false;
    m_keysDue = m_spec.sshFault == SshFault::None || m_spec.sshFault == SshFault::ClosesBeforeBanner
        || m_spec.sshFault == SshFault::NeverListens;
    m_complaints.clear();
    if (auto prepared = m_root.prepare(m_spec, m_tools); !prepared) {
        failBoot(prepared.error().message);
        return;
    }
    writeKeysNow();
    m_process = std::make_unique<QProcess>();
    m_process->setProcessEnvironment(machineEnvironment(m_spec, m_options));
    m_process->setChildProcessModifier([parent = ::getpid()] { prepareChild(parent); });
    connect(m_process.get(), &QProcess::readyReadStandardError, this, [this] {
        m_complaints += m_process->readAllStandardError();
        m_complaints = m_complaints.right(kComplaintBytes);
    });
    connect(m_process.get(), &QProcess::finished, this, &Machine::onEnded);
    connect(m_process.get(), &QProcess::errorOccurred, this, &Machine::onProcessError);
    const ToolCommand command = herded(m_tools, m_root.bwrapArguments(m_spec, m_tools, m_options));
    m_process->start(command.program, command.arguments);
    if (m_spec.sshFault == SshFault::ClosesBeforeBanner) {
        hangUpOnEveryone();
    }
    if (listens(m_spec.sshFault)) {
        m_probe = std::make_unique<BannerProbe>(m_spec.sshPort);
        connect(m_probe.get(), &BannerProbe::bannerSeen, this, &Machine::onBanner);
        m_probe->start();
        m_bootLimit.start(kBootLimitMs);
    }
}

void Machine::hangUpOnEveryone()
{
    m_rudeServer = std::make_unique<QTcpServer>();
    connect(m_rudeServer.get(), &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *caller = m_rudeServer->nextPendingConnection()) {
            connect(caller, &QTcpSocket::disconnected, caller, &QObject::deleteLater);
            caller->disconnectFromHost();
        }
    });
    if (!m_rudeServer->listen(QHostAddress::LocalHost, m_spec.sshPort)) {
        failBoot(m_rudeServer->errorString());
    }
}

void Machine::onBanner()
{
    m_bootLimit.stop();
    m_up = true;
    if (m_spec.sshFault == SshFault::KeyLate) {
        m_keysTimer.start(m_spec.keyLateMs);
    }
    Q_EMIT sshUp();
}

void Machine::onKeysDue()
{
    m_keysDue = true;
    writeKeysNow();
}

void Machine::setAuthorizedKeys(const QStringList &keys)
{
    m_spec.authorizedKeys = keys;
    if (m_next) {
        m_next->authorizedKeys = keys;
    }
    if (isRunning()) {
        writeKeysNow();
    }
}

void Machine::writeKeysNow()
{
    if (m_keysDue) {
        if (auto written = m_root.writeKeys(m_spec.authorizedKeys); !written) {
            failBoot(written.error().message);
        }
    }
}

void Machine::stop()
{
    m_stopping = true;
    m_probe.reset();
    m_rudeServer.reset();
    m_keysTimer.stop();
    m_bootLimit.stop();
    if (!isRunning()) {
        QMetaObject::invokeMethod(this, &Machine::stopped, Qt::QueuedConnection);
        return;
    }
    killNow();
}

void Machine::killNow()
{
    m_stopping = true;
    if (isRunning()) {
        m_process->terminate(); // the herd kills everything at once; its own end proves theirs
    }
}

void Machine::onEnded()
{
    const bool wasUp = std::exchange(m_up, false);
    const bool wanted = m_stopping;
    m_probe.reset();
    m_rudeServer.reset();
    m_keysTimer.stop();
    m_bootLimit.stop();
    m_process.release()->deleteLater();
    if (m_next) {
        m_spec = *std::exchange(m_next, std::nullopt);
        launch();
    } else if (wanted) {
        Q_EMIT stopped();
    } else if (wasUp || !listens(m_spec.sshFault)) {
        Q_EMIT exited();
    } else {
        failBoot(QString::fromLocal8Bit(m_complaints).trimmed());
    }
}

void Machine::onProcessError(QProcess::ProcessError error)
{
    if (error == QProcess::FailedToStart) { // no `finished` follows
        const QString reason = m_process->errorString();
        m_probe.reset();
        m_bootLimit.stop();
        m_process.release()->deleteLater();
        failBoot(reason);
    }
}

void Machine::failBoot(const QString &reason)
{
    // From the event loop: a boot may fail while boot() is still being called.
    QMetaObject::invokeMethod(
        this, [this, reason] { Q_EMIT bootFailed(reason); }, Qt::QueuedConnection);
}

} // namespace snapgpu::sandbox
