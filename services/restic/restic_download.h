// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/restic_worker.h"
#include "services/restic/snapshot_browser.h"

namespace snapgpu {

/** What to bring to this computer. */
struct DownloadPlan
{
    QString folder; ///< absolute, exists
    QVector<QByteArray> paths; ///< none inside another
    qint64 files = 0, bytes = 0;
};

/** Without duplicates and without what lies in another of the list. */
QVector<QByteArray> withoutNested(QVector<QByteArray> paths);

/**
 * In the worker's thread. Everything is first written to a hidden folder beside its final place and only
 * moved out when it is whole, so that a failure or cancel leaves nothing half-written behind.
 */
void runDownload(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const std::function<void(Result<DownloadReport>)> &done);

} // namespace snapgpu
