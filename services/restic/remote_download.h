// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/download_staging.h"

namespace snapgpu {

/** The part of runDownload for a restic on a VPS. Fills the staging folder; in the worker's thread. */
void fetchFromHost(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const DownloadStaging &staging, const std::function<void(Result<Done>)> &done);

} // namespace snapgpu
