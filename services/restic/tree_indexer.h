// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"
#include "services/restic/restic_worker.h"
#include "services/restic/tree_store.h"

namespace snapgpu {

/**
 * Indexes one snapshot with one streamed `restic ls`. Where names are no UTF-8, which JSON cannot hold, the
 * plain list tells their bytes, and the snapshot is read once more. The job's worker counts entries.
 */
WorkerJob<std::shared_ptr<const SnapshotTree>> *indexSnapshot(QThread *thread, const ResticTools &tools,
    const Repository &repository, const Snapshot &snapshot, const TreeStore &store, QObject *parent);

} // namespace snapgpu
