// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"
#include "services/core/result.h"

namespace snapgpu {

/** What the cache knows of one repository. */
struct CachedCatalog
{
    QString repositoryId; ///< 64 hex; empty = never seen at this place
    QVector<Snapshot> snapshots; ///< newest first
    QDateTime askedAt;
};

/**
 * The snapshots of every repository seen, in one SQLite file keyed by restic's own repository id; `place` is
 * where a repository was last found (Repository::displayName). It is a cache: a file that is damaged, or of
 * another revision, is replaced by an empty one. Each call opens the file by itself, so any thread may call.
 */
class CatalogCache final
{
public:
    explicit CatalogCache(QString file);

    CachedCatalog load(const QString &place) const;
    Result<Done> store(const QString &place, const CachedCatalog &catalog) const;
    static int revision();

private:
    QString m_file;
};

} // namespace snapgpu
