// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/restic_worker.h"
#include "services/restic/snapshot_browser.h"

namespace snapgpu {

/** What to bring to this computer. */
struct DownloadPlan
{
    QString folder; ///< absolute, exists
    QVector<QByteArray> paths; ///< none inside another, all in the tree
    qint64 files = 0, bytes = 0;
    std::shared_ptr<const SnapshotTree> tree;
};

/** Without duplicates and without what lies in another of the list. */
QVector<QByteArray> withoutNested(QVector<QByteArray> paths);

/**
 * In the worker's thread. Everything is first written to a hidden folder beside its final place and only
 * moved out when it is whole, so that a failure or cancel leaves nothing half-written behind.
 *
 * With restic on this computer that is `restic restore`. With restic on a VPS nothing is written there:
 * files, and folders as archives, come over the ssh channel by `restic dump`, one chosen entry after the
 * other. Such an archive tells no hard links (each name becomes a file of its own) and no sockets or devices,
 * which are left out; times are exact to the millisecond.
 */
void runDownload(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const std::function<void(Result<DownloadReport>)> &done);

} // namespace snapgpu
