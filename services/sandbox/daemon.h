// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/clock.h"
#include "services/core/result.h"
#include "services/sandbox/cloud.h"
#include "services/sandbox/http_server.h"
#include "services/sandbox/launcher.h"
#include "services/sandbox/machine_host.h"
#include "services/sandbox/runpod_api.h"
#include "services/sandbox/sandbox_clock.h"
#include "services/sandbox/sandbox_files.h"
#include "services/sandbox/vast_api.h"

#include <memory>
#include <QObject>
#include <QTimer>

namespace snapgpu::sandbox {

struct DaemonOptions
{
    SandboxFiles files;
    double speed = 1.0;
    QString faults;
    bool strict = false;
    double createPenaltySec = 0;
    quint64 seed = 1; ///< of a new sandbox; an existing one keeps its own
    quint16 port = 0;
    int idleMinutes = 30; ///< real ones without machines and clients until it ends; 0 = never
};

/** What the daemon is given: the real machines and the facts that go into sandbox.json. */
struct DaemonParts
{
    const Clock *clock = nullptr;
    MachineHost *host = nullptr; ///< outlives the daemon
    SandboxInfo info; ///< repository, password, identity file, public key
};

/**
 * The shell around SandboxCloud, VastApi and RunPodApi: sockets, timers, real machines and the state file.
 * The state is on disk before a create or destroy is answered, so a killed daemon comes back with its
 * machines billing.
 */
class Daemon final : public QObject
{
    Q_OBJECT
public:
    /** Reads the state, listens, boots what ran before and writes sandbox.json. */
    static Result<std::unique_ptr<Daemon>> start(const DaemonOptions &options, const DaemonParts &parts);
    ~Daemon() override; ///< saves and removes sandbox.json

    QString url() const { return m_url; }

Q_SIGNALS:
    void idle(); ///< nobody needs it any more

private:
    Daemon(const DaemonOptions &options, const DaemonParts &parts, SandboxClock clock);
    Result<Done> open(CloudState state, Faults faults);
    Result<Done> listen(quint16 formerPort);
    Result<Done> writeInfo();
    HttpAnswer serve(const HttpRequest &request);
    void tick();
    void obey();
    void boot(const Contract &contract);
    quint16 freePort();
    void save();
    void checkIdle();

    DaemonOptions m_options;
    DaemonParts m_parts;
    SandboxClock m_clock;
    QString m_url;
    QString m_adminToken;
    std::unique_ptr<SandboxCloud> m_cloud;
    std::unique_ptr<VastApi> m_api;
    std::unique_ptr<RunPodApi> m_runpod;
    std::unique_ptr<HttpServer> m_server;
    QTimer m_due; ///< next event of the cloud
    QTimer m_saveSoon;
    QTimer m_housekeeping;
    qint64 m_lastUseMs = 0; ///< monotonic
};

} // namespace snapgpu::sandbox
