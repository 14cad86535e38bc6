// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machine_backups.h"

#include "models/format.h"
#include "services/core/clock.h"

#include <algorithm>

namespace snapgpu {

namespace {
constexpr int kMostMisses = 3;
}

QString whyNoBackup(const MachineRow &machine)
{
    switch (machine.role) {
    case MachineRole::LeftOver:
    case MachineRole::Destroying:
        return MachineBackups::tr("It is being destroyed.");
    case MachineRole::Asked:
    case MachineRole::Racing:
        return MachineBackups::tr("It is in a race, and holds nothing yet.");
    case MachineRole::Kept:
    case MachineRole::Foreign:
        break;
    }
    if (machine.stopped) {
        return MachineBackups::tr("It is stopped; start it at the provider first.");
    }
    return machine.endpoints.isEmpty() ? MachineBackups::tr("The provider names no address of it yet.")
                                       : QString();
}

QString OngoingBackup::headline() const
{
    switch (task) {
    case BackupTask::SyncStart:
        return running ? MachineBackups::tr("Starting the sync on %1").arg(name)
            : failed() ? MachineBackups::tr("The sync on %1 was not started").arg(name)
                       : MachineBackups::tr("The sync on %1 has started").arg(name);
    case BackupTask::SyncStop:
        return running ? MachineBackups::tr("Stopping the sync on %1").arg(name)
            : failed() ? MachineBackups::tr("The sync on %1 could not be stopped").arg(name)
                       : MachineBackups::tr("The sync on %1 has stopped").arg(name);
    case BackupTask::Once:
    case BackupTask::SyncStatus:
        break;
    }
    switch (progress.phase) {
    case BackupPhase::Done:
        return MachineBackups::tr("Backed up %1").arg(name);
    case BackupPhase::Failed:
        return MachineBackups::tr("The backup of %1 failed").arg(name);
    case BackupPhase::Cancelled:
        return MachineBackups::tr("The backup of %1 was cancelled").arg(name);
    default:
        return MachineBackups::tr("Backing up %1").arg(name);
    }
}

QString OngoingBackup::statusLine() const
{
    QStringList parts;
    if (running && progress.phase == BackupPhase::BackingUp && progress.bytesTotal >= 0
        && !progress.reconnecting) {
        parts << MachineBackups::tr("%1 of %2")
                     .arg(format::bytes(progress.bytesDone), format::bytes(progress.bytesTotal));
        if (progress.filesDone > 0) {
            const QString files = format::count(progress.filesDone);
            parts << MachineBackups::tr("%1 files").arg(files);
        }
        if (progress.bytesPerSecond > 0) {
            parts << format::bytesPerSecond(progress.bytesPerSecond);
        }
        if (progress.secondsLeft >= 0) {
            parts << MachineBackups::tr("about %1 left").arg(format::duration(progress.secondsLeft));
        }
        return parts.join(QStringLiteral("  ·  "));
    }
    parts << progress.message;
    if (!running && progress.phase == BackupPhase::Done && !progress.snapshotId.isEmpty()) {
        parts << MachineBackups::tr("snapshot %1").arg(progress.snapshotId.left(8));
        if (progress.addedBytes >= 0) {
            parts << MachineBackups::tr("%1 added").arg(format::bytes(progress.addedBytes));
        }
        if (progress.filesNew >= 0 && task == BackupTask::Once) {
            parts << MachineBackups::tr("%1 new, %2 changed, %3 unchanged", "files")
                         .arg(format::count(progress.filesNew), format::count(progress.filesChanged),
                             format::count(progress.filesUnmodified));
        }
    }
    return parts.join(QStringLiteral("  ·  "));
}

QString intervalText(int seconds)
{
    const bool whole = seconds < 60 || seconds % 3600 == 0 || (seconds < 3600 && seconds % 60 == 0);
    return whole ? format::shortDuration(seconds) : format::duration(seconds);
}

QString syncSentence(const SyncStatus &sync, qint64 nowMs)
{
    if (sync.state == SyncStatus::State::None) {
        return {};
    }
    if (sync.state == SyncStatus::State::Lost) {
        return MachineBackups::tr(
            "The sync ended with a restart of the machine, or was killed. Start it again.");
    }
    const qint64 now = nowMs / 1000;
    QStringList parts{MachineBackups::tr("Sync every %1").arg(intervalText(sync.everySeconds))};
    if (sync.okAt > 0) {
        const QDateTime then = QDateTime::fromSecsSinceEpoch(sync.okAt);
        parts << MachineBackups::tr("all was safe %1", "5 min ago")
                     .arg(format::age(then, QDateTime::fromMSecsSinceEpoch(nowMs)));
    }
    if (sync.failures > 0) {
        parts << MachineBackups::tr("%n failure(s): %1", nullptr, sync.failures).arg(sync.error);
    } else if (!sync.error.isEmpty()) {
        parts << sync.error;
    }
    if (sync.state == SyncStatus::State::Running) {
        parts << MachineBackups::tr("it backs up now");
    } else if (sync.restoreRuns) {
        parts << MachineBackups::tr("it waits for the restore");
    } else if (sync.nextAt > now) {
        parts << MachineBackups::tr("next in %1").arg(format::shortDuration(sync.nextAt - now));
    }
    return parts.join(QStringLiteral("  ·  "));
}

MachineBackups::MachineBackups(BackupFactory factory, const Clock *clock, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(factory))
    , m_clock(clock)
{
    m_looks.setInterval(kLookMs);
    connect(&m_looks, &QTimer::timeout, this, &MachineBackups::lookAgain);
    m_looks.start();
}

MachineBackups::~MachineBackups()
{
    for (const QPointer<BackupJob> &job : std::as_const(m_jobs)) {
        if (job) {
            job->disconnect(this);
            job->deleteLater();
        }
    }
    for (const Sync &sync : std::as_const(m_syncs)) {
        if (sync.look) {
            sync.look->disconnect(this);
            sync.look->deleteLater();
        }
    }
}

qsizetype MachineBackups::placeOf(const QString &instanceId) const
{
    const auto found = std::find_if(m_all.cbegin(), m_all.cend(),
        [&instanceId](const OngoingBackup &one) { return one.machine.instanceId == instanceId; });
    return found == m_all.cend() ? -1 : found - m_all.cbegin();
}

const OngoingBackup *MachineBackups::find(const QString &instanceId) const
{
    const qsizetype place = placeOf(instanceId);
    return place < 0 ? nullptr : &m_all.at(place);
}

bool MachineBackups::isRunning(const QString &instanceId) const
{
    const OngoingBackup *one = find(instanceId);
    return one != nullptr && one->running;
}

int MachineBackups::running() const
{
    return static_cast<int>(
        std::count_if(m_all.cbegin(), m_all.cend(), [](const OngoingBackup &one) { return one.running; }));
}

std::optional<SyncStatus> MachineBackups::syncOf(const QString &instanceId) const
{
    return m_syncs.value(instanceId).status;
}

bool MachineBackups::start(const Machine &machine, const QString &name, const BackupOrder &order)
{
    const QString id = machine.instanceId;
    if (!m_factory || isRunning(id)) {
        return false;
    }
    BackupJob *job = m_factory(machine, order);
    m_jobs.insert(id, job);
    m_all.removeIf([&id](const OngoingBackup &one) { return one.machine.instanceId == id; });
    m_all.append(OngoingBackup{machine, name, order.task, job->progress()});
    m_syncs[id].machine = machine;
    m_syncs[id].name = name;
    connect(job, &BackupJob::progressed, this, [this, id, job] { take(id, job); });
    job->then(this, [this, id, job](const Result<BackupOutcome> &outcome) {
        if (outcome && job->task() != BackupTask::Once) {
            SyncStatus now = outcome->sync;
            if (job->task() == BackupTask::SyncStop) {
                now.state = SyncStatus::State::None;
            }
            takeSync(id, now);
        }
        end(id, job);
    });
    Q_EMIT changed();
    return true;
}

void MachineBackups::look(const Machine &machine, const QString &name)
{
    Sync &sync = m_syncs[machine.instanceId];
    const qint64 now = m_clock->monotonicMs();
    if (!m_factory || sync.look || (sync.askedAtMs > 0 && now - sync.askedAtMs < kLookMs)
        || machine.endpoints.isEmpty()) {
        return;
    }
    sync.machine = machine;
    sync.name = name;
    sync.askedAtMs = now;
    BackupOrder order;
    order.task = BackupTask::SyncStatus;
    BackupJob *job = m_factory(machine, order);
    sync.look = job;
    job->then(this, [this, id = machine.instanceId](const Result<BackupOutcome> &outcome) {
        if (outcome) {
            return takeSync(id, outcome->sync);
        }
        Sync &missed = m_syncs[id];
        if (++missed.misses >= kMostMisses && missed.status) {
            missed.status.reset(); // the machine is gone, or nobody knows any more
            Q_EMIT syncChanged(id);
        }
    });
}

/** Of those that are known to have a sync; whether another machine has one is asked when it is looked at. */
void MachineBackups::lookAgain()
{
    const QStringList ids = m_syncs.keys();
    for (const QString &id : ids) {
        const Sync sync = m_syncs.value(id);
        if (sync.status && sync.status->isOn() && !isRunning(id)) {
            look(sync.machine, sync.name);
        }
    }
}

void MachineBackups::takeSync(const QString &instanceId, const SyncStatus &status)
{
    Sync &sync = m_syncs[instanceId];
    const bool failedBefore = sync.status && sync.status->failures > 0;
    sync.status = status;
    sync.misses = 0;
    sync.askedAtMs = m_clock->monotonicMs();
    Q_EMIT syncChanged(instanceId);
    if (status.failures > 0 && !failedBefore) {
        Q_EMIT syncFailed(m_syncs.value(instanceId).name, status.error);
    }
}

void MachineBackups::take(const QString &instanceId, const BackupJob *job)
{
    if (const qsizetype place = placeOf(instanceId); place >= 0) {
        m_all[place].progress = job->progress();
        Q_EMIT progressed(instanceId);
    }
}

void MachineBackups::end(const QString &instanceId, const BackupJob *job)
{
    take(instanceId, job);
    m_jobs.remove(instanceId);
    if (const qsizetype place = placeOf(instanceId); place >= 0) {
        m_all[place].running = false;
        m_all[place].endedAtMs = m_clock->wallMs();
        Q_EMIT ended(instanceId);
    }
}

void MachineBackups::cancel(const QString &instanceId)
{
    if (const QPointer<BackupJob> job = m_jobs.value(instanceId)) {
        job->cancel();
    }
}

void MachineBackups::dismiss(const QString &instanceId)
{
    const auto gone = [&](const OngoingBackup &one) { return one.machine.instanceId == instanceId; };
    if (!isRunning(instanceId) && m_all.removeIf(gone) > 0) {
        Q_EMIT changed();
    }
}

} // namespace snapgpu
