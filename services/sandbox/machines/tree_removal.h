// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace snapgpu::sandbox {

/**
 * Deletes a tree as a machine may have left it: any file name, read-only folders, links (never followed).
 * Blocking; false when something could not be removed.
 */
bool removeTree(const QString &path);

/** Moves paths aside inside `trashDir` (same file system), so that they are gone at once; returns the new
 * paths. */
QStringList moveToTrash(const QStringList &paths, const QString &trashDir);

} // namespace snapgpu::sandbox
