// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QDateTime>
#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVector>

namespace snapgpu {

/** One restic snapshot; field meanings are restic's own. */
struct Snapshot
{
    QString id; ///< 64 hex
    QString tree; ///< 64 hex; equal trees hold identical content and metadata
    QDateTime time; ///< backup start, UTC
    QString hostname, username;
    QStringList paths, tags;
    std::optional<qint64> totalBytes; ///< known since restic 0.17 wrote it (summary.total_bytes_processed)
    std::optional<qint64> totalFiles;
    QByteArray raw; ///< compact JSON as restic printed it

    QString shortId() const { return id.left(8); }
};

/** All snapshots with one tree hash. */
struct SnapshotGroup
{
    QString tree;
    Snapshot newest;
    QStringList ids; ///< newest first
    QStringList hosts, tags, paths; ///< sorted, unique
    QDateTime oldest;
    int count() const { return static_cast<int>(ids.size()); }
};

/** Groups by tree hash; groups and ids newest first. A snapshot without a tree stands alone. */
QVector<SnapshotGroup> groupByTree(const QVector<Snapshot> &snapshots);

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::Snapshot)
