// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/hard_links.h"

#include "models/snapshot_tree.h"

#include <algorithm>
#include <vector>

namespace snapgpu {

namespace {

constexpr quint32 kMostNodes = 500'000; ///< about 40 ms

} // namespace

bool holdsNoHardLinks(const SnapshotTree &tree)
{
    const quint32 count = tree.nodeCount();
    if (count > kMostNodes) {
        return false;
    }
    std::vector<quint64> inodes;
    inodes.reserve(count);
    for (SnapshotTree::Node node = 0; node < count; ++node) {
        if (tree.type(node) != NodeType::Folder) {
            inodes.push_back(tree.inode(node));
        }
    }
    std::sort(inodes.begin(), inodes.end());
    return (inodes.empty() || inodes.front() != 0)
        && std::adjacent_find(inodes.begin(), inodes.end()) == inodes.end();
}

} // namespace snapgpu
