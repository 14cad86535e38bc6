// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machine_restores.h"

#include "models/format.h"

#include <algorithm>

namespace snapgpu {

QString whyNoRestore(const MachineRow &machine)
{
    switch (machine.role) {
    case MachineRole::LeftOver:
    case MachineRole::Destroying:
        return MachineRestores::tr("It is being destroyed.");
    case MachineRole::Asked:
    case MachineRole::Racing:
        return MachineRestores::tr("It is in a race, which restores onto it when it wins.");
    case MachineRole::Kept:
    case MachineRole::Foreign:
        break;
    }
    if (machine.stopped) {
        return MachineRestores::tr("It is stopped; start it at the provider first.");
    }
    return machine.endpoints.isEmpty() ? MachineRestores::tr("The provider names no address of it yet.")
                                       : QString();
}

QString OngoingRestore::goesOnSentence() const
{
    const QString share = progress.bytesTotal > 0
        ? MachineRestores::tr("%1 of %2")
              .arg(format::bytes(progress.bytesDone), format::bytes(progress.bytesTotal))
        : QString();
    return share.isEmpty()
        ? MachineRestores::tr("A restore that was begun earlier goes on on %1.").arg(machine)
        : MachineRestores::tr("A restore that was begun earlier goes on on %1: %2.", "machine, 1 GB of 2 GB")
              .arg(machine, share);
}

QString OngoingRestore::endSentence() const
{
    if (progress.elapsedMs < 0) { // it ended while nobody looked
        return progress.phase == RestorePhase::Done
            ? MachineRestores::tr("%1: the restore ended while SnapGPU was closed. %2 %3 in %4 files.",
                "machine, sentence, size, files")
                  .arg(machine, progress.message, format::bytes(progress.bytesDone),
                      format::count(progress.filesDone))
            : MachineRestores::tr("%1: the restore failed while SnapGPU was closed. %2", "machine, sentence")
                  .arg(machine, progress.message);
    }
    switch (progress.phase) {
    case RestorePhase::Done:
        return MachineRestores::tr("%1: %2 %3 in %4 files, %5.", "machine, sentence, size, files, time")
            .arg(machine, progress.message, format::bytes(progress.bytesDone),
                format::count(progress.filesDone), format::seconds(progress.elapsedMs));
    case RestorePhase::Failed:
        return MachineRestores::tr("%1: the restore failed. %2", "machine, sentence")
            .arg(machine, progress.message);
    case RestorePhase::Cancelled:
        return MachineRestores::tr("%1: %2", "machine, sentence").arg(machine, progress.message);
    default:
        return {};
    }
}

MachineRestores::MachineRestores(RestoreFactory factory, QObject *parent)
    : QObject(parent)
    , m_factory(std::move(factory))
{
}

/** What runs on a machine goes on there; only the connections are let go. */
MachineRestores::~MachineRestores()
{
    for (const auto &jobs : {m_jobs, m_looks}) {
        for (const QPointer<RestoreJob> &job : jobs) {
            if (job) {
                job->disconnect(this);
                job->deleteLater();
            }
        }
    }
}

qsizetype MachineRestores::placeOf(const QString &instanceId) const
{
    const auto found = std::find_if(m_all.cbegin(), m_all.cend(),
        [&instanceId](const OngoingRestore &one) { return one.instanceId() == instanceId; });
    return found == m_all.cend() ? -1 : found - m_all.cbegin();
}

const OngoingRestore *MachineRestores::find(const QString &instanceId) const
{
    const qsizetype place = placeOf(instanceId);
    return place < 0 ? nullptr : &m_all.at(place);
}

bool MachineRestores::isRunning(const QString &instanceId) const
{
    const OngoingRestore *one = find(instanceId);
    return one != nullptr && one->running;
}

int MachineRestores::running() const
{
    return static_cast<int>(
        std::count_if(m_all.cbegin(), m_all.cend(), [](const OngoingRestore &one) { return one.running; }));
}

bool MachineRestores::start(const MachineRestorePlan &plan, const QString &machine)
{
    const QString id = plan.machine.instanceId;
    if (!m_factory || isRunning(id)) {
        return false;
    }
    dropLook(id); // what runs there is joined, or says that it is another one
    RestoreJob *job = m_factory(plan);
    add(plan, machine, job);
    connect(job, &RestoreJob::progressed, this, [this, id, job] { take(id, job); });
    job->then(this, [this, id, job](const Result<RestoreProgress> & /*result*/) { end(id, job); });
    Q_EMIT changed();
    return true;
}

void MachineRestores::add(const MachineRestorePlan &plan, const QString &machine, RestoreJob *job)
{
    const QString id = plan.machine.instanceId;
    m_jobs.insert(id, job);
    m_all.removeIf([&id](const OngoingRestore &one) { return one.instanceId() == id; });
    m_all.append(OngoingRestore{plan, machine, job->progress()});
    connect(job, &RestoreJob::criticalReady, this, [this, id] { Q_EMIT criticalReady(id); });
}

void MachineRestores::look(const MachineRestorePlan &plan, const QString &machine)
{
    const QString id = plan.machine.instanceId;
    if (!m_factory || !plan.begun || find(id) != nullptr || m_looks.contains(id)) {
        return;
    }
    RestoreJob *job = m_factory(plan);
    m_looks.insert(id, job);
    connect(job, &RestoreJob::progressed, this, [this, id, job, plan, machine] {
        if (m_looks.value(id) == job && job->progress().phase != RestorePhase::Idle) {
            m_looks.remove(id);
            add(plan, machine, job);
            Q_EMIT changed();
            Q_EMIT found(id);
        } else if (m_jobs.value(id) == job) {
            take(id, job);
        }
    });
    job->then(this, [this, id, job](const Result<RestoreProgress> & /*result*/) {
        if (m_looks.value(id) == job) {
            m_looks.remove(id);
        } else {
            end(id, job);
        }
    });
}

void MachineRestores::dropLook(const QString &instanceId)
{
    if (const QPointer<RestoreJob> job = m_looks.take(instanceId)) {
        job->disconnect(this);
        job->deleteLater();
    }
}

void MachineRestores::take(const QString &instanceId, const RestoreJob *job)
{
    if (const qsizetype place = placeOf(instanceId); place >= 0) {
        m_all[place].progress = job->progress();
        Q_EMIT progressed(instanceId);
    }
}

void MachineRestores::end(const QString &instanceId, const RestoreJob *job)
{
    take(instanceId, job);
    m_jobs.remove(instanceId);
    if (const qsizetype place = placeOf(instanceId); place >= 0) {
        m_all[place].running = false;
        Q_EMIT ended(instanceId);
    }
}

void MachineRestores::cancel(const QString &instanceId)
{
    if (const QPointer<RestoreJob> job = m_jobs.value(instanceId)) {
        job->cancel();
    }
}

void MachineRestores::cancelOn(const QString &label)
{
    for (const OngoingRestore &one : std::as_const(m_all)) {
        if (one.running && !label.isEmpty() && one.plan.machine.label == label) {
            return cancel(one.instanceId());
        }
    }
}

void MachineRestores::dismiss(const QString &instanceId)
{
    if (!isRunning(instanceId)
        && m_all.removeIf([&](const OngoingRestore &one) { return one.instanceId() == instanceId; }) > 0) {
        Q_EMIT changed();
    }
}

} // namespace snapgpu
