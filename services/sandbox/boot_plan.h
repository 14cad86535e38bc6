// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/faults.h"
#include "services/sandbox/machine_host.h"
#include "services/sandbox/rng.h"

#include <QString>
#include <QVector>

namespace snapgpu::sandbox {

/** What a step does beside changing the visible status. */
enum class StepEffect {
    None,
    Ports, ///< direct ports are chosen (not yet mapped)
    Running, ///< GPU billing starts, ports are mapped
    RunningNoPorts, ///< GPU billing starts, nothing is mapped
    Ssh, ///< sshd is started
    CurStopped, ///< only cur_state says stopped (image cannot be pulled)
    Dropped, ///< host forgot the job: intended, cur and next all stopped
    Exited, ///< main process ended
    Offline, ///< host lost contact: nothing is billed
    Outbid, ///< S8: stopped, storage billed
    Vanished, ///< the row goes
};

/** One change of an instance, `atMs` sandbox milliseconds after its plan began. */
struct PlanStep
{
    qint64 atMs = 0;
    StepEffect effect = StepEffect::None;
    QString status; ///< new actual_status; empty = unchanged
    QString message; ///< new status_msg
    bool operator==(const PlanStep &) const = default;
};

/** The whole future of a rental, decided when it is made; it is played by the clock. */
struct BootPlan
{
    QString fate; ///< word for reports: good, stuck_null, gpu_error, …
    QVector<PlanStep> steps; ///< by time
    SshFault sshFault = SshFault::None;
    bool gpuBroken = false;
    qint64 diskFullAfterBytes = -1;
};

/** What a plan depends on. */
struct BootCircumstances
{
    QString image;
    bool cached = false; ///< the image's layers are on this machine
    double misfortune = 1; ///< FleetMachine::misfortune()
    bool interruptible = false;
    bool withSsh = true; ///< runtype has ssh
};

/** Pure but for the dice of `faults`. Priors: reference, section 7. */
BootPlan makeBootPlan(Rng rng, const BootCircumstances &circumstances, Faults &faults);

/** After stop and start, reboot or recycle: everything is on the disk already. */
BootPlan makeResumePlan(Rng rng, const QString &firstStatus, const BootPlan &before, const QString &image);

} // namespace snapgpu::sandbox
