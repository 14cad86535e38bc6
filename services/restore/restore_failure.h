// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/restore_view.h"
#include "services/core/error.h"
#include "services/restic/restic_error.h" // isFinalRefusal

namespace snapgpu {

/** Facts of a restore that did not end with exit code 0. */
struct RestoreFailure
{
    int exitCode = 1; ///< -1 = the agent's keeper of restic died without a word
    QByteArray output; ///< restic's standard error
    QVector<RestoreFileError> errors;
    QString url;
    QString target;
    qint64 clockAheadSeconds = 0; ///< the machine's clock before this computer's
};

/** Category and one sentence: what happened, why, what to do. Pure; the texts are restic's and the storage's.
 */
Error restoreError(const RestoreFailure &failure);

} // namespace snapgpu
