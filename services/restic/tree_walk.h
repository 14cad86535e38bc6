// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"

#include <QVector>
#include <vector>

namespace snapgpu {

/** Calls `visit(node)` for each of the paths and everything below, a folder before what is in it. */
template <typename Visit>
void forEachChosen(const SnapshotTree &tree, const QVector<QByteArray> &paths, Visit visit)
{
    std::vector<SnapshotTree::Node> open;
    for (const QByteArray &path : paths) {
        if (const auto node = tree.find(path)) {
            open.push_back(*node);
        }
        while (!open.empty()) {
            const SnapshotTree::Node node = open.back();
            open.pop_back();
            visit(node);
            for (quint32 row = tree.childCount(node); row > 0; --row) {
                open.push_back(tree.child(node, row - 1));
            }
        }
    }
}

} // namespace snapgpu
