// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"
#include "services/core/result.h"

namespace snapgpu {

/**
 * Indexed trees on disk, one file per restic tree id. A tree id is the hash of its content, so a file is good
 * for ever and for every repository; a damaged one is removed and made again. The oldest go when all together
 * are larger than the limit. Any thread may use it.
 */
class TreeStore final
{
public:
    explicit TreeStore(QString folder, qint64 mostBytes = qint64(2) << 30);

    bool has(const QString &treeId) const;
    std::shared_ptr<const SnapshotTree> load(const QString &treeId) const; ///< null: not there
    /** Writes the file, then reads it back as load() does; when it cannot be written the tree stays in
     * memory. */
    std::shared_ptr<const SnapshotTree> save(const QString &treeId, const QByteArray &bytes) const;

private:
    QString file(const QString &treeId) const;
    void makeRoom() const;

    QString m_folder;
    qint64 m_mostBytes;
};

} // namespace snapgpu
