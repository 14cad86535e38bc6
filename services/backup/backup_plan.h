// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/backup_view.h"
#include "models/forget_plan.h"
#include "services/restic/repository.h"
#include "services/restore/restore_plan.h"

#include <QByteArrayList>

namespace snapgpu {

/** Stands on every snapshot of a sync. */
inline constexpr const char *kSyncTag = "snapgpu-sync";

/** What to back up on a machine, and how it is called in the repository. */
struct BackupRequest
{
    Repository repository; ///< as the *machine* reaches it
    QStringList paths; ///< on the machine; empty = what was restored there, else /workspace
    QStringList tags;
    QStringList excludes; ///< restic's patterns
    /** What `restic` calls the host; empty = see backupDefaults(). */
    QString host;
    int connections = 0; ///< 0 = by cores and memory
};

/** A backup every so often, until it is stopped or the machine ends. */
struct SyncRequest
{
    int everySeconds = 300;
    /** Which of the sync's own snapshots stay; keepsNothing() = all of them. */
    ForgetPolicy keep;
    int forgetEverySeconds = 3600; ///< at the most: forgetting locks the repository for everybody
};

/** The restic calls of a backup; each list is arguments without the program. Pure data. */
struct BackupPlan
{
    QByteArrayList backup;
    QByteArrayList forget; ///< empty = nothing is forgotten
    bool termBySigint = false; ///< this restic is only tidy after SIGINT
    int connections = 0;
};

/**
 * Fills in what was not said. restic takes the newest snapshot of the same host and the same paths for the
 * parent of a backup and reads only what differs from it; a rented machine's own name is another one each
 * time, so that every first backup would read everything and stand in a group of its own, which no keep
 * policy ever brings together. So the name is that of the snapshot that was restored there, whose paths the
 * machine remembers too; where nothing was, it is always "snapgpu".
 */
BackupRequest backupDefaults(BackupRequest request, const RestoredNote &restored);

/** The request with its defaults filled in; `sync` null = one backup. */
BackupPlan planBackup(const BackupRequest &request, const SyncRequest *sync, const RestoreHost &host);

/**
 * The plan as the agent evaluates it. Holds the secrets: it travels over standard input and is never logged.
 * InvalidInput when a path is no path, a tag has a comma, or something holds a NUL byte.
 */
Result<QByteArray> backupScript(
    const BackupPlan &plan, const BackupRequest &request, const SyncRequest *sync, const QString &resticPath);

/** Tells whether two requests mean the same backup on one machine; hexadecimal, no secret in it. */
QByteArray backupKey(const BackupRequest &request, const SyncRequest *sync);

/** Stands on the snapshots of a sync besides kSyncTag and names their host and paths, so that a policy never
 * meets those of another one: restic's own --path also takes snapshots of more than the paths given. */
QString syncGroupTag(const BackupRequest &request);

} // namespace snapgpu
