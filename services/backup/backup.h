// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/backup/backup_plan.h"
#include "services/core/job.h"

namespace snapgpu {

enum class BackupTask {
    Once,
    SyncStart, ///< ends with the first turn; a sync whose first turn fails is taken back
    SyncStop,
    SyncStatus,
};

/** What to do on which machine. Only Once and SyncStart need a repository. */
struct BackupOrder
{
    BackupTask task = BackupTask::Once;
    QString label; ///< of its host key
    QVector<SshEndpoint> endpoints;
    BackupRequest request;
    SyncRequest sync;
};

struct BackupOutcome
{
    BackupProgress progress; ///< of Once and SyncStart
    SyncStatus sync; ///< as the machine told it last
};

/** One backup on a machine, or one word to the sync that runs there. Cancelled it ends restic, and a sync
 * that was about to start; destroyed early it lets go, and the backup goes on. */
class BackupJob : public Job<BackupOutcome>
{
    Q_OBJECT
public:
    using Job<BackupOutcome>::Job;
    virtual BackupTask task() const = 0;
    virtual const BackupProgress &progress() const = 0;

Q_SIGNALS:
    void progressed(); ///< progress() changed, a few times a second
};

} // namespace snapgpu
