// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace snapgpu {

class SnapshotTree;

/**
 * True when every file of the tree has an inode number of its own, so that no two names can be hard links of
 * each other. Numbers that are not known, or a tree too large to look through at a click, are no proof.
 */
bool holdsNoHardLinks(const SnapshotTree &tree);

} // namespace snapgpu
