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
    QByteArray treeId; ///< of the snapshot's root; empty = not known
};

/** What of it could not come as it was. */
struct LeftBehind
{
    QVector<QByteArray> specials; ///< paths of devices and sockets, and of fifos where the disk takes none
    qint64 apart = 0; ///< files that may be hard links of others, but became files of their own
    LostTraits lost = {};
};

/** Without duplicates and without what lies in another of the list. */
QVector<QByteArray> withoutNested(QVector<QByteArray> paths);

/**
 * In the worker's thread. Everything is first written to a hidden folder beside its final place and only
 * moved out when it is whole, so that a failure or cancel leaves nothing half-written behind.
 *
 * With restic on this computer that is `restic restore`, told to leave out devices where this computer lets
 * nobody make them: one that it cannot make fails the whole of it. With restic on a VPS nothing is written
 * there: files, and folders as archives, come over the ssh channel by `restic dump`, one chosen entry after
 * the other. Such an archive tells no hard links and shows fifos as empty files, so links are asked for
 * beforehand (link_groups.h) and fifos made by what the tree says. Devices do not come over ssh: no command
 * of restic tells their numbers. The owner is who downloads; setuid and setgid stay behind, and extended
 * attributes too; the report counts what lost them. Of a file that is chosen by itself no command tells
 * whether it has attributes.
 */
void runDownload(ResticWorker *worker, const QByteArray &snapshotId, const DownloadPlan &plan,
    const std::function<void(Result<DownloadReport>)> &done);

} // namespace snapgpu
