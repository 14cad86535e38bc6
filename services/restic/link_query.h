// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/link_groups.h"
#include "services/restic/restic_download.h"

namespace snapgpu {

class ResticWorker;

/**
 * Asks restic which of the chosen files are hard links of each other; asks nothing when the tree shows that
 * none are. In the worker's thread.
 */
void askLinkGroups(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const std::function<void(Result<LinkGroups>)> &done);

} // namespace snapgpu
