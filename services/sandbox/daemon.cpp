// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/daemon.h"

#include "services/core/json.h"
#include "services/core/log.h"
#include "services/sandbox/cloud_store.h"
#include "services/sandbox/runpod_pods.h"
#include "services/sandbox/setup.h"

#include <algorithm>
#include <QCoreApplication>
#include <QFile>

namespace snapgpu::sandbox {

namespace {

constexpr int kSaveSoonMs = 150;
constexpr int kHousekeepingMs = 1000;
constexpr qint64 kLongestWaitMs = 60'000;
constexpr int kPortTries = 200;

struct Saved
{
    CloudState state;
    qint64 sandboxMs = 0; ///< at wallMs
    qint64 wallMs = 0;
    double speed = 1;
    quint16 port = 0;
};

Result<std::optional<Saved>> readState(const QString &path)
{
    QFile file(path);
    if (!file.exists()) {
        return std::nullopt;
    }
    const auto broken = [&path] {
        return fail(ErrorCategory::BadAnswer,
            QCoreApplication::translate("Sandbox",
                "The sandbox's memory %1 cannot be read. Delete that file to begin with an empty sandbox.")
                .arg(path));
    };
    if (!file.open(QIODevice::ReadOnly)) {
        return broken();
    }
    const auto document = json::parse(file.readAll());
    const nlohmann::json *cloud = document ? json::object(*document, "cloud") : nullptr;
    if (cloud == nullptr) {
        return broken();
    }
    auto state = stateFromJson(*cloud);
    if (!state) {
        return broken();
    }
    Saved saved;
    saved.state = std::move(*state);
    saved.sandboxMs = std::max(saved.state.nowMs, json::integer(*document, "sandbox_ms").value_or(0));
    saved.wallMs = json::integer(*document, "wall_ms").value_or(0);
    saved.speed = json::number(*document, "speed").value_or(1);
    saved.port = static_cast<quint16>(json::integer(*document, "port").value_or(0));
    return saved;
}

} // namespace

Result<std::unique_ptr<Daemon>> Daemon::start(const DaemonOptions &options, const DaemonParts &parts)
{
    auto saved = readState(options.files.state());
    if (!saved) {
        return tl::unexpected(saved.error());
    }
    auto faults = Faults::parse(options.faults, options.seed);
    if (!faults) {
        return tl::unexpected(faults.error());
    }
    const bool known = saved->has_value();
    const SandboxClock clock = known ? SandboxClock::resumed(parts.clock, options.speed, (*saved)->sandboxMs,
                                   (*saved)->wallMs, (*saved)->speed)
                                     : SandboxClock(parts.clock, options.speed);
    std::unique_ptr<Daemon> daemon(new Daemon(options, parts, clock));
    CloudState state =
        known ? std::move((*saved)->state) : SandboxCloud::firstDay(options.seed, clock.nowMs(), randomKey());
    if (auto opened = daemon->open(std::move(state), std::move(*faults)); !opened) {
        return tl::unexpected(opened.error());
    }
    if (auto listening = daemon->listen(known ? (*saved)->port : quint16{0}); !listening) {
        return tl::unexpected(listening.error());
    }
    daemon->m_cloud->bootAgain();
    daemon->tick();
    daemon->save();
    if (auto written = daemon->writeInfo(); !written) {
        return tl::unexpected(written.error());
    }
    return daemon;
}

Daemon::Daemon(const DaemonOptions &options, const DaemonParts &parts, SandboxClock clock)
    : m_options(options)
    , m_parts(parts)
    , m_clock(clock)
    , m_adminToken(randomKey())
    , m_lastUseMs(parts.clock->monotonicMs())
{
    m_due.setSingleShot(true);
    m_due.setTimerType(Qt::PreciseTimer);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(kSaveSoonMs);
    m_housekeeping.setInterval(kHousekeepingMs);
    connect(&m_due, &QTimer::timeout, this, &Daemon::tick);
    connect(&m_saveSoon, &QTimer::timeout, this, &Daemon::save);
    connect(&m_housekeeping, &QTimer::timeout, this, [this] {
        tick(); // credit runs out between two events
        checkIdle();
    });
}

Daemon::~Daemon()
{
    if (m_cloud) {
        m_parts.host->disconnect(this); // dying machines are no news
        m_cloud->step(m_clock.nowMs());
        save();
    }
    QFile::remove(m_options.files.info());
}

Result<Done> Daemon::open(CloudState state, Faults faults)
{
    m_cloud = std::make_unique<SandboxCloud>(
        std::move(state), std::move(faults), CloudSources{&randomKey, [this] { return freePort(); }});
    ApiOptions api;
    api.strict = m_options.strict;
    api.createPenaltySec = m_options.createPenaltySec;
    api.seed = m_options.seed;
    api.adminToken = m_adminToken;
    m_api = std::make_unique<VastApi>(m_cloud.get(), api);
    m_runpod = std::make_unique<RunPodApi>(m_cloud.get(), api);
    m_server = std::make_unique<HttpServer>([this](const HttpRequest &request) { return serve(request); });

    connect(m_parts.host, &MachineHost::sshUp, this, [this](const QString &id) {
        m_cloud->sshAnswers(id.toLongLong());
        m_saveSoon.start();
    });
    connect(m_parts.host, &MachineHost::bootFailed, this, [this](const QString &id, const QString &reason) {
        qCWarning(lcSandbox) << "machine" << id << "did not boot:" << reason;
        m_cloud->machineEnded(id.toLongLong(), QStringLiteral("Error: ") + reason);
        m_saveSoon.start();
    });
    connect(m_parts.host, &MachineHost::exited, this, [this](const QString &id) {
        m_cloud->machineEnded(id.toLongLong(), {});
        m_saveSoon.start();
    });
    return Done{};
}

Result<Done> Daemon::listen(quint16 formerPort)
{
    // Machines know the address by heart: the same port again, when nobody took it.
    const bool again = m_options.port == 0 && formerPort != 0 && m_server->listen(formerPort);
    if (!again) {
        if (auto listening = m_server->listen(m_options.port); !listening) {
            return listening;
        }
    }
    m_url = QStringLiteral("http://127.0.0.1:%1").arg(m_server->port());
    m_api->setBaseUrl(m_url);
    m_housekeeping.start();
    return Done{};
}

Result<Done> Daemon::writeInfo()
{
    const SandboxInfo &info = m_parts.info;
    const nlohmann::json document = {{"url", json::fromQString(m_url)},
        {"api_key", json::fromQString(m_cloud->state().accountKey)},
        {"pid", QCoreApplication::applicationPid()}, {"repository", json::fromQString(info.repository)},
        {"repository_password", json::fromQString(info.repositoryPassword)},
        {"identity_file", json::fromQString(info.identityFile)},
        {"public_key", json::fromQString(info.publicKey)}, {"admin_token", json::fromQString(m_adminToken)}};
    return writePrivateFile(m_options.files.info(), json::dump(document, 2) + '\n');
}

HttpAnswer Daemon::serve(const HttpRequest &request)
{
    m_lastUseMs = m_parts.clock->monotonicMs();
    const ApiResult result = RunPodApi::serves(request.path)
        ? m_runpod->handle(request, m_clock.nowMs(), m_lastUseMs)
        : m_api->handle(request, m_clock.nowMs(), m_lastUseMs);
    obey();
    if (result.saveFirst) {
        save();
    } else if (result.changed) {
        m_saveSoon.start();
    }
    return result.answer;
}

void Daemon::tick()
{
    const qint64 now = m_clock.nowMs();
    const qint64 due = m_cloud->nextDueMs();
    m_cloud->step(now);
    if (due >= 0 && due <= now && !m_saveSoon.isActive()) {
        m_saveSoon.start();
    }
    obey();
}

void Daemon::obey()
{
    for (const MachineCommand &command : m_cloud->takeCommands()) {
        const QString id = QString::number(command.contractId);
        const Contract *contract = m_cloud->contract(command.contractId);
        switch (command.action) {
        case MachineAction::Boot:
            if (contract != nullptr && contract->machineUp) {
                boot(*contract);
            }
            break;
        case MachineAction::Halt:
            m_parts.host->halt(id);
            break;
        case MachineAction::Destroy:
            m_parts.host->destroy(id);
            break;
        case MachineAction::Keys:
            if (contract != nullptr && contract->machineUp) {
                m_parts.host->setAuthorizedKeys(id, m_cloud->authorizedKeys(*contract));
            }
            break;
        }
    }
    const qint64 due = m_cloud->nextDueMs();
    if (due >= 0) {
        m_due.start(static_cast<int>(std::min(m_clock.realMsUntil(due), kLongestWaitMs)));
    } else {
        m_due.stop();
    }
}

void Daemon::boot(const Contract &contract)
{
    const FleetMachine &machine = *m_cloud->fleet().machine(contract.machineId);
    MachineSpec spec;
    spec.instanceId = QString::number(contract.id);
    spec.sshPort = contract.sshPort;
    spec.instanceKey = contract.instanceKey;
    spec.apiUrl = m_url;
    spec.authorizedKeys = m_cloud->authorizedKeys(contract);
    spec.onstart = contract.args.onstart;
    for (const auto &[name, value] : contract.args.env) {
        if (!name.startsWith(QLatin1Char('-'))) { // docker flags travel among the variables
            spec.env.insert(name, value);
        }
    }
    if (runpod::isPod(contract)) {
        const runpod::Center &center = runpod::centerOf(machine);
        spec.podId = runpod::podId(contract.id);
        spec.env.insert(QStringLiteral("RUNPOD_POD_ID"), spec.podId);
        spec.env.insert(QStringLiteral("RUNPOD_API_KEY"), contract.instanceKey);
        spec.env.insert(QStringLiteral("RUNPOD_DC_ID"), QString::fromLatin1(center.id));
        spec.env.insert(QStringLiteral("RUNPOD_PUBLIC_IP"), QStringLiteral("127.0.0.1"));
        spec.env.insert(QStringLiteral("RUNPOD_TCP_PORT_22"), QString::number(contract.sshPort));
        spec.env.insert(QStringLiteral("RUNPOD_GPU_COUNT"), QString::number(contract.numGpus));
    }
    spec.gpuName = QString::fromLatin1(machine.gpu->name);
    spec.numGpus = contract.numGpus;
    spec.gpuRamMb = machine.gpu->ramMb;
    spec.gpuBroken = contract.plan.gpuBroken;
    spec.diskGb = contract.args.diskGb;
    spec.diskFullAfterBytes = contract.plan.diskFullAfterBytes;
    spec.sshFault = contract.plan.sshFault;
    m_parts.host->boot(spec);
}

quint16 Daemon::freePort()
{
    // A contract of an earlier process may own a port that the host does not know of yet.
    const auto &contracts = m_cloud->state().contracts;
    for (int i = 0; i < kPortTries; ++i) {
        const quint16 port = m_parts.host->reservePort();
        const bool taken = std::any_of(contracts.cbegin(), contracts.cend(),
            [port](const Contract &c) { return c.isAlive() && c.sshPort == port; });
        if (!taken) {
            return port;
        }
    }
    return 0;
}

void Daemon::save()
{
    m_saveSoon.stop();
    const nlohmann::json document = {{"wall_ms", m_parts.clock->wallMs()}, {"sandbox_ms", m_clock.nowMs()},
        {"speed", m_clock.speed()},
        {"port", m_server && m_server->port() != 0 ? m_server->port() : quint16{0}},
        {"cloud", stateToJson(m_cloud->state())}};
    if (auto written = writePrivateFile(m_options.files.state(), json::dump(document)); !written) {
        qCWarning(lcSandbox) << written.error().message;
    }
}

void Daemon::checkIdle()
{
    const qint64 limit = qint64{m_options.idleMinutes} * 60'000;
    const bool inUse = m_cloud->aliveCount() > 0 || m_server->connections() > 0;
    if (inUse) {
        m_lastUseMs = m_parts.clock->monotonicMs();
    } else if (limit > 0 && m_parts.clock->monotonicMs() - m_lastUseMs >= limit) {
        Q_EMIT idle();
    }
}

} // namespace snapgpu::sandbox
