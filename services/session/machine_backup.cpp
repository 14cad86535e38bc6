// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/machine_backup.h"

#include "services/session/machine_lookout.h"
#include "services/session/machine_restore.h"

namespace snapgpu {

BackupJob *backUpMachine(const SessionServices &services, const ResticSource &source, const Machine &machine,
    BackupOrder order, QObject *parent)
{
    order.label = hostKeyName(machine);
    order.endpoints = machine.endpoints;
    order.request.repository = services.machineRepository;
    BackupTools tools;
    tools.clock = services.race.clock;
    tools.probes = services.race.probes;
    tools.source = source;
    auto *job = new ResticBackupJob(std::move(tools), std::move(order), parent);
    auto *lookout = new MachineLookout(services.race.provider, machine.instanceId, machine.isBid, job);
    QObject::connect(job, &BackupJob::progressed, lookout,
        [job, lookout] { lookout->watch(job->progress().reconnecting && !job->isFinished()); });
    QObject::connect(
        lookout, &MachineLookout::ended, job, [job, lookout] { job->giveUp(lookout->end()->error); });
    return job;
}

} // namespace snapgpu
