// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"

namespace snapgpu {

/** Which snapshots to show; empty members let everything through. A value, and pure. */
struct SnapshotFilter
{
    QStringList hosts; ///< any of them
    QStringList tags; ///< all of them
    QString path; ///< a path of the snapshot is it, lies below it or above it
    QDateTime from, to; ///< from <= time < to; invalid = open
    QString text; ///< every word is in an id, host, user, tag or path; case ignored

    bool isEmpty() const;
    bool matches(const Snapshot &snapshot) const;
    bool operator==(const SnapshotFilter &) const = default;
};

QVector<Snapshot> filtered(const QVector<Snapshot> &snapshots, const SnapshotFilter &filter);

/** What there is to choose from, sorted, unique: for the filter's menus. */
struct SnapshotFacets
{
    QStringList hosts, tags, paths;
    QDateTime oldest, newest;
};
SnapshotFacets facetsOf(const QVector<Snapshot> &snapshots);

} // namespace snapgpu
