// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"

#include <QVector>

namespace snapgpu {

/**
 * The chosen entries that a download leaves out: sockets and what no version of this program knows, and
 * devices unless `withDevices`, in the order of the tree.
 */
QVector<QByteArray> specialFiles(
    const SnapshotTree &tree, const QVector<QByteArray> &paths, bool withDevices);

/** Tries it in that folder: root of a container usually may not either. */
bool canMakeDevices(const QByteArray &folder);

} // namespace snapgpu
