// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"

#include <QVector>

namespace snapgpu {

/** What `restic diff` says about one path. */
enum class ChangeKind : quint8 {
    Added,
    Removed,
    Content, ///< other bytes
    Type, ///< a file became a folder, a link …
    Metadata, ///< only with --metadata
    Damaged, ///< same metadata, other content ("bit rot"), since 0.17
};

struct SnapshotChange
{
    QByteArray path; ///< raw bytes, without a slash at the end
    ChangeKind kind = ChangeKind::Content;
    bool isFolder = false;
    std::optional<qint64> before; ///< bytes in A; absent when it was not there or is not known
    std::optional<qint64> after; ///< bytes in B
};

/** Totals as restic counts them: bytes of data that only one side holds. */
struct SnapshotDiff
{
    QVector<SnapshotChange> changes; ///< in restic's order
    qint64 addedBytes = 0, removedBytes = 0;
    QByteArray statistics; ///< restic's own last line
    int addedFiles = 0, removedFiles = 0, changedFiles = 0;
};

/** One place where a pattern was found. */
struct FoundFile
{
    QString snapshotId; ///< 64 hex
    QByteArray path;
    TreeEntry entry;
};

} // namespace snapgpu
