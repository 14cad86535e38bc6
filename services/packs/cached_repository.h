// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/packs/master_key.h"
#include "services/packs/pack_index.h"
#include "services/restic/tree_object.h"

#include <functional>
#include <QString>

namespace snapgpu {

/** The folder of restic's cache that holds the snapshot; empty when none does. Its name is the repository's
 * id.
 */
QString cacheFolderOf(const QString &cacheDir, const QString &snapshotId);

/**
 * Reads a repository's index and trees from restic's cache on this computer, without restic and without a
 * network. What the cache lacks, or what is damaged there, is not told. Reads files when asked;
 * for one thread.
 */
class CachedRepository final
{
public:
    /** `stopped` is asked between files; true ends the reading. */
    CachedRepository(QString folder, MasterKey key, std::function<bool()> stopped = {});

    /** False: no index file was there, one could not be read, or they are more than that. */
    bool loadIndex(qint64 mostBytes = qint64(48) << 20);
    const PackIndex &index() const { return m_index; }
    std::optional<QVector<TreeObjectNode>> tree(const QByteArray &id) const;
    /** One blob out of the bytes of its pack's place; nothing when it is damaged or another one. */
    std::optional<QByteArray> blob(const BlobPlace &place, QByteArrayView sealed) const;

private:
    QString m_folder;
    MasterKey m_key;
    std::function<bool()> m_stopped;
    PackIndex m_index;
};

} // namespace snapgpu
