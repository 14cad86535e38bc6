// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/backup/backup_job.h"
#include "services/session/launch_session.h"

namespace snapgpu {

/**
 * A backup on a machine of the account, or a word to its sync, whoever rented it. Where and what to is filled
 * in from the machine and the services. While the connection is lost the provider is asked whether the
 * machine still is there; one that was stopped or died ends the job with that reason.
 */
BackupJob *backUpMachine(const SessionServices &services, const ResticSource &source, const Machine &machine,
    BackupOrder order, QObject *parent = nullptr);

} // namespace snapgpu
