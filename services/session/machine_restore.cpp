// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/machine_restore.h"

#include "services/core/log.h"
#include "services/metrics/attempt_recorder.h"
#include "services/metrics/host_memory.h"
#include "services/restic/tree_store.h"
#include "services/restore/hard_links.h"
#include "services/session/restore_notes.h"

#include <algorithm>

namespace snapgpu {

namespace {

class RefusedRestore final : public RestoreJob
{
public:
    RefusedRestore(const Error &error, QObject *parent)
        : RestoreJob(parent)
    {
        m_progress.phase = RestorePhase::Failed;
        m_progress.message = error.message;
        finish(tl::unexpected<Error>(error));
    }
    const RestoreProgress &progress() const override { return m_progress; }

private:
    RestoreProgress m_progress;
};

} // namespace

QString hostKeyName(const Machine &machine)
{
    return machine.label.startsWith(QLatin1String("snapgpu/"))
        ? machine.label
        : machine.provider + QLatin1Char('/') + machine.instanceId;
}

RestoreJob *refusedRestore(const Error &error, QObject *parent) { return new RefusedRestore(error, parent); }

MachineRestore::MachineRestore(SessionServices services, MachineRestorePlan plan, QObject *parent)
    : RestoreJob(parent)
    , m_services(std::move(services))
    , m_plan(std::move(plan))
    , m_lookout(m_services.race.provider, m_plan.machine.instanceId, m_plan.machine.isBid)
{
    m_askedAtMs = m_services.race.clock->wallMs();
    if (!m_plan.begun) {
        makeScout();
    }
    connect(&m_lookout, &MachineLookout::ended, this, [this] {
        if (m_job && !isFinished()) {
            m_job->cancel(); // its end is told with the reason
        }
    });
    m_patience.setSingleShot(true);
    m_patience.setInterval(m_plan.begun ? kLookMs : kAnswerMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        failWith(Error{ErrorCategory::SshUnreachable,
            tr("The machine did not answer over SSH within %1 s. Is it running?")
                .arg(m_patience.interval() / 1000),
            {}, 0, 0});
    });
    knock();
}

void MachineRestore::makeScout()
{
    RestoreRequest &request = m_plan.request;
    request.repository = m_services.machineRepository;
    request.cacheDir = m_services.resticCacheDir;
    if (!m_services.treesFolder.isEmpty() && !request.snapshot.tree.isEmpty()) {
        const auto tree = TreeStore(m_services.treesFolder).load(request.snapshot.tree);
        request.noHardLinks = tree && holdsNoHardLinks(*tree);
    }
    if (m_services.catalog && PackScout::isOfUse(m_services.repository, request)) {
        m_scout = std::make_unique<PackScout>(m_services.catalog, m_services.repository, request);
    }
}

bool MachineRestore::isUnknown() const { return m_plan.begun && m_progress.phase == RestorePhase::Idle; }

MachineRestore::~MachineRestore()
{
    if (m_job) {
        m_job->disconnect(this);
        m_job->deleteLater();
    }
}

void MachineRestore::knock()
{
    m_progress.phase = m_plan.begun ? RestorePhase::Idle : RestorePhase::Preparing;
    if (m_plan.machine.endpoints.isEmpty()) {
        return failWith(Error{ErrorCategory::SshUnreachable,
            tr("The provider names no address of this machine. Is it running?"), {}, 0, 0});
    }
    m_progress.message = tr("Logging in…");
    m_probe = m_services.race.probes(hostKeyName(m_plan.machine), ReadyCheck{false, 0});
    // Queued: the probe is destroyed by what follows.
    connect(m_probe.get(), &Probe::ready, this, &MachineRestore::begin, Qt::QueuedConnection);
    connect(m_probe.get(), &Probe::unfit, this, &MachineRestore::failWith, Qt::QueuedConnection);
    m_patience.start();
    m_probe->setEndpoints(m_plan.machine.endpoints);
}

void MachineRestore::begin(const std::shared_ptr<AgentChannel> &channel)
{
    if (isFinished()) {
        return;
    }
    m_patience.stop();
    m_probe.reset();
    if (m_scout) {
        m_plan.request.ahead = m_scout->found();
        m_scout->stop();
    }
    m_job = m_plan.begun ? m_services.engine->follow(channel, *m_plan.begun)
                         : m_services.engine->start(channel, m_plan.request);
    connect(m_job, &RestoreJob::progressed, this, &MachineRestore::follow);
    connect(m_job, &RestoreJob::criticalReady, this, [this] {
        m_progress = m_job->progress();
        Q_EMIT criticalReady();
    });
    m_job->then(this, [this](const Result<RestoreProgress> &result) { end(result); });
}

void MachineRestore::follow()
{
    m_progress = m_job->progress();
    if (isUnknown()) {
        return;
    }
    note();
    m_lookout.watch(m_progress.reconnecting && !isFinished());
    Q_EMIT progressed();
}

/** From now on it goes on without us: whoever starts next shall know of it. */
void MachineRestore::note()
{
    if (m_services.notes != nullptr && !m_plan.begun && !m_noted && m_progress.resticRunningMs >= 0) {
        m_noted = true;
        m_services.notes->add(begunRestore(m_plan.machine, m_plan.request, m_askedAtMs));
    }
}

/** Struck out at its end; what may still run on the machine is left to the next start. */
void MachineRestore::settleNote(qint64 bytes)
{
    if (m_services.notes == nullptr || (!m_noted && !m_plan.begun)) {
        return;
    }
    if (m_progress.reconnecting && !m_lookout.end()) {
        BegunRestore left =
            m_plan.begun ? *m_plan.begun : begunRestore(m_plan.machine, m_plan.request, m_askedAtMs);
        left.countedBytes = std::max(left.countedBytes, bytes);
        return m_services.notes->add(left);
    }
    m_services.notes->remove(m_plan.machine.provider, m_plan.machine.instanceId);
}

/** The provider bills traffic to the machine, however the restore ended; and the next race learns from it. */
void MachineRestore::record(bool ok)
{
    const qint64 fetched = std::max<qint64>(0, m_progress.bytesDone - m_progress.bytesSkipped);
    const qint64 counted = m_plan.begun ? m_plan.begun->countedBytes : 0;
    if (const auto noted =
            m_services.race.ledger->addTraffic(m_plan.machine.label, std::max<qint64>(0, fetched - counted));
        !noted) {
        qCWarning(lcApp).noquote() << noted.error().message << noted.error().detail;
    }
    settleNote(fetched);
    if (m_services.memory == nullptr || m_plan.begun) {
        return; // of one that was begun earlier, nobody saw how long it took
    }
    RacerView racer;
    racer.label = m_plan.machine.label;
    racer.offer.machineId = m_plan.machine.machineId;
    racer.offer.hostId = m_plan.machine.hostId;
    if (const auto told =
            restoreRecord(racer, m_plan.machine.provider, m_progress, ok, m_services.race.clock->wallMs())) {
        m_services.memory->record(*told);
    }
}

void MachineRestore::end(const Result<RestoreProgress> &result)
{
    if (isFinished()) {
        return;
    }
    m_progress = result ? *result : m_job ? m_job->progress() : m_progress;
    if (!result) {
        return failWith(m_lookout.end() ? m_lookout.end()->error : result.error());
    }
    record(true);
    Q_EMIT progressed();
    finish(m_progress);
}

void MachineRestore::failWith(const Error &error)
{
    if (isFinished()) {
        return;
    }
    m_patience.stop();
    if (m_probe) {
        m_probe->stop();
    }
    if (isUnknown()) {
        if (error.category == ErrorCategory::NotFound) { // its place was taken by another one
            settleNote(0);
        }
        finish(tl::unexpected<Error>(error));
        return;
    }
    m_progress.phase = RestorePhase::Failed;
    m_progress.message = error.message;
    record(false);
    Q_EMIT progressed();
    finish(tl::unexpected<Error>(error));
}

void MachineRestore::doCancel()
{
    m_patience.stop();
    if (m_probe) {
        m_probe->stop();
    }
    if (m_job) {
        m_job->disconnect(this);
        m_job->cancel();
        m_progress = m_job->progress();
    } else {
        m_progress.phase = RestorePhase::Cancelled;
        m_progress.message = tr("Cancelled before the machine answered; nothing was restored.");
    }
}

void MachineRestore::settleCancelled()
{
    record(false);
    finish(tl::unexpected<Error>(Error{ErrorCategory::Cancelled, m_progress.message, {}, 0, 0}));
}

} // namespace snapgpu
