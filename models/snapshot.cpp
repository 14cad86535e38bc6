// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshot.h"

#include <algorithm>
#include <QHash>

namespace snapgpu {

namespace {

void addUnique(QStringList &list, const QStringList &values)
{
    for (const QString &value : values) {
        if (!value.isEmpty() && !list.contains(value)) {
            list.append(value);
        }
    }
}

} // namespace

QVector<SnapshotGroup> groupByTree(const QVector<Snapshot> &snapshots)
{
    QVector<Snapshot> sorted = snapshots;
    std::stable_sort(
        sorted.begin(), sorted.end(), [](const Snapshot &a, const Snapshot &b) { return a.time > b.time; });

    QVector<SnapshotGroup> groups;
    QHash<QString, qsizetype> indexByTree;
    for (const Snapshot &snapshot : std::as_const(sorted)) {
        const QString key = snapshot.tree.isEmpty() ? snapshot.id : snapshot.tree;
        auto known = indexByTree.constFind(key);
        if (known == indexByTree.constEnd()) {
            indexByTree.insert(key, groups.size());
            groups.append(SnapshotGroup{snapshot.tree, snapshot, {}, {}, {}, {}, snapshot.time});
            known = indexByTree.constFind(key);
        }
        SnapshotGroup &group = groups[*known];
        group.ids.append(snapshot.id);
        group.oldest = snapshot.time;
        addUnique(group.hosts, {snapshot.hostname});
        addUnique(group.tags, snapshot.tags);
        addUnique(group.paths, snapshot.paths);
    }
    for (SnapshotGroup &group : groups) {
        group.hosts.sort();
        group.tags.sort();
        group.paths.sort();
    }
    return groups;
}

} // namespace snapgpu
