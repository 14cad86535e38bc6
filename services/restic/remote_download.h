// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/download_staging.h"

namespace snapgpu {

/**
 * The part of runDownload for a restic on a VPS. Fills the staging folder, without what is `left` from the
 * beginning; the answer is all that is left behind. In the worker's thread.
 */
void fetchFromHost(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const LeftBehind &left, const DownloadStaging &staging,
    const std::function<void(Result<LeftBehind>)> &done);

} // namespace snapgpu
