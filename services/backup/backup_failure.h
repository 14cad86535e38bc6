// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/backup_view.h"
#include "services/core/error.h"

namespace snapgpu {

/** Facts of a backup that made no snapshot. */
struct BackupFailure
{
    int exitCode = 1; ///< -1 = the agent's keeper of restic died without a word
    QByteArray output; ///< restic's standard error
    QString url;
    qint64 clockAheadSeconds = 0; ///< the machine's clock before this computer's
};

/** Category and one sentence: what happened, why, what to do. Pure; the texts are restic's and the storage's.
 */
Error backupError(const BackupFailure &failure);

/** "3 files could not be read, the first of them /a (permission denied)"; empty when all could. */
QString unreadSentence(const BackupProgress &progress);

/** How a backup ended that made a snapshot or found nothing new. */
QString doneSentence(const BackupProgress &progress);

} // namespace snapgpu
