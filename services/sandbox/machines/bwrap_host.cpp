// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/bwrap_host.h"

#include "services/core/log.h"
#include "services/sandbox/machines/host_tools.h"
#include "services/sandbox/machines/machine.h"
#include "services/sandbox/machines/tree_removal.h"

#include <memory>
#include <QDir>
#include <QHash>
#include <QHostAddress>
#include <QRandomGenerator>
#include <QSet>
#include <QTcpServer>
#include <QThreadPool>

namespace snapgpu::sandbox {

namespace {

bool isFree(quint16 port)
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost, port);
}

/** Owns the machines of one sandbox. Files of destroyed machines are deleted by one background thread. */
class BwrapHost final : public MachineHost
{
public:
    explicit BwrapHost(HostOptions options);
    ~BwrapHost() override;

    quint16 reservePort() override;
    void boot(const MachineSpec &spec) override;
    void setAuthorizedKeys(const QString &instanceId, const QStringList &keys) override;
    void halt(const QString &instanceId) override;
    void destroy(const QString &instanceId) override;

private:
    QString trashDir() const { return m_options.machinesDir + QStringLiteral("/.control/trash"); }
    Machine *create(const MachineSpec &spec);
    void reportFailure(const QString &instanceId, const QString &reason);
    void removeInBackground(const QStringList &paths);

    HostOptions m_options;
    Result<HostTools> m_tools;
    QHash<QString, Machine *> m_machines; ///< owned through QObject parenthood
    QSet<quint16> m_ports;
    QThreadPool m_removers;
};

BwrapHost::BwrapHost(HostOptions options)
    : m_options(std::move(options))
    , m_tools(findTools())
{
    m_options.machinesDir = QDir::cleanPath(m_options.machinesDir);
    QDir().mkpath(m_options.machinesDir + QStringLiteral("/.control"));
    m_removers.setMaxThreadCount(1);
    removeInBackground({trashDir()}); // left by a sandbox that was killed
}

BwrapHost::~BwrapHost()
{
    for (Machine *machine : std::as_const(m_machines)) {
        machine->killNow(); // all at once; the destructors only wait
    }
    qDeleteAll(findChildren<Machine *>(QString(), Qt::FindDirectChildrenOnly));
    m_removers.waitForDone();
}

quint16 BwrapHost::reservePort()
{
    const int count = m_options.lastPort - m_options.firstPort + 1;
    if (count <= 0) {
        return 0;
    }
    // A random start keeps several sandboxes of one computer apart.
    const int start = QRandomGenerator::global()->bounded(count);
    for (int i = 0; i < count; ++i) {
        const auto port = static_cast<quint16>(m_options.firstPort + (start + i) % count);
        if (!m_ports.contains(port) && isFree(port)) {
            m_ports.insert(port);
            return port;
        }
    }
    return 0;
}

void BwrapHost::reportFailure(const QString &instanceId, const QString &reason)
{
    qCWarning(lcSandbox) << "machine" << instanceId << "did not boot:" << reason;
    QMetaObject::invokeMethod(
        this, [this, instanceId, reason] { Q_EMIT bootFailed(instanceId, reason); }, Qt::QueuedConnection);
}

Machine *BwrapHost::create(const MachineSpec &spec)
{
    auto *machine = new Machine(*m_tools, m_options, spec, this);
    const QString id = spec.instanceId;
    connect(machine, &Machine::sshUp, this, [this, id] { Q_EMIT sshUp(id); });
    connect(machine, &Machine::exited, this, [this, id] { Q_EMIT exited(id); });
    connect(machine, &Machine::bootFailed, this,
        [this, id](const QString &reason) { Q_EMIT bootFailed(id, reason); });
    m_machines.insert(id, machine);
    return machine;
}

void BwrapHost::boot(const MachineSpec &spec)
{
    if (!m_tools) {
        reportFailure(spec.instanceId, m_tools.error().message);
        return;
    }
    if (!MachineRoot::isUsableId(spec.instanceId) || spec.sshPort == 0) {
        reportFailure(spec.instanceId, tr("no port is free, or the machine's id is not a plain word"));
        return;
    }
    m_ports.insert(spec.sshPort);
    Machine *machine = m_machines.value(spec.instanceId);
    (machine != nullptr ? machine : create(spec))->boot(spec);
}

void BwrapHost::setAuthorizedKeys(const QString &instanceId, const QStringList &keys)
{
    if (Machine *machine = m_machines.value(instanceId)) {
        machine->setAuthorizedKeys(keys);
    }
}

void BwrapHost::halt(const QString &instanceId)
{
    if (Machine *machine = m_machines.value(instanceId)) {
        machine->stop();
    }
}

void BwrapHost::destroy(const QString &instanceId)
{
    if (!MachineRoot::isUsableId(instanceId)) {
        return;
    }
    // Also for a machine that a former sandbox left on the disk.
    const MachineRoot root(m_options.machinesDir, instanceId);
    const QStringList files = moveToTrash({root.rootDir(), root.controlDir()}, trashDir());
    Machine *machine = m_machines.take(instanceId);
    if (machine == nullptr) {
        removeInBackground(files);
        return;
    }
    machine->disconnect(this);
    connect(machine, &Machine::stopped, this, [this, machine, files] {
        m_ports.remove(machine->port());
        machine->deleteLater();
        removeInBackground(files);
    });
    machine->stop();
}

void BwrapHost::removeInBackground(const QStringList &paths)
{
    m_removers.start([paths] {
        for (const QString &path : paths) {
            if (!removeTree(path)) {
                qCWarning(lcSandbox) << "could not delete everything in" << path;
            }
        }
    });
}

} // namespace

std::unique_ptr<MachineHost> makeBwrapHost(HostOptions options)
{
    return std::make_unique<BwrapHost>(std::move(options));
}

} // namespace snapgpu::sandbox
