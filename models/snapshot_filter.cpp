// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshot_filter.h"

#include <algorithm>
#include <QSet>

namespace snapgpu {

namespace {

bool under(const QString &path, const QString &folder)
{
    return path == folder || folder == QLatin1String("/")
        || (path.startsWith(folder) && path.size() > folder.size()
            && path.at(folder.size()) == QLatin1Char('/'));
}

QString withoutEndSlash(QString path)
{
    while (path.size() > 1 && path.endsWith(QLatin1Char('/'))) {
        path.chop(1);
    }
    return path;
}

bool holds(const QStringList &list, const QString &word)
{
    return std::any_of(list.cbegin(), list.cend(),
        [&](const QString &one) { return one.contains(word, Qt::CaseInsensitive); });
}

bool holdsWord(const Snapshot &snapshot, const QString &word)
{
    return snapshot.id.startsWith(word, Qt::CaseInsensitive) || holds(snapshot.tags, word)
        || holds(snapshot.paths, word) || snapshot.hostname.contains(word, Qt::CaseInsensitive)
        || snapshot.username.contains(word, Qt::CaseInsensitive);
}

QStringList sorted(const QSet<QString> &set)
{
    QStringList list(set.cbegin(), set.cend());
    list.sort();
    return list;
}

} // namespace

bool SnapshotFilter::isEmpty() const { return *this == SnapshotFilter(); }

bool SnapshotFilter::matches(const Snapshot &snapshot) const
{
    if (!hosts.isEmpty() && !hosts.contains(snapshot.hostname)) {
        return false;
    }
    for (const QString &tag : tags) {
        if (!snapshot.tags.contains(tag)) {
            return false;
        }
    }
    if (!path.isEmpty()) {
        const QString wanted = withoutEndSlash(path);
        const bool near = std::any_of(snapshot.paths.cbegin(), snapshot.paths.cend(),
            [&](const QString &one) { return under(one, wanted) || under(wanted, one); });
        if (!near) {
            return false;
        }
    }
    if ((from.isValid() && snapshot.time < from) || (to.isValid() && snapshot.time >= to)) {
        return false;
    }
    const QStringList words = text.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(
        words.cbegin(), words.cend(), [&](const QString &w) { return holdsWord(snapshot, w); });
}

QVector<Snapshot> filtered(const QVector<Snapshot> &snapshots, const SnapshotFilter &filter)
{
    QVector<Snapshot> left;
    std::copy_if(snapshots.cbegin(), snapshots.cend(), std::back_inserter(left),
        [&](const Snapshot &snapshot) { return filter.matches(snapshot); });
    return left;
}

SnapshotFacets facetsOf(const QVector<Snapshot> &snapshots)
{
    QSet<QString> hosts;
    QSet<QString> tags;
    QSet<QString> paths;
    SnapshotFacets facets;
    for (const Snapshot &snapshot : snapshots) {
        hosts.insert(snapshot.hostname);
        tags.unite(QSet<QString>(snapshot.tags.cbegin(), snapshot.tags.cend()));
        paths.unite(QSet<QString>(snapshot.paths.cbegin(), snapshot.paths.cend()));
        if (!facets.oldest.isValid() || snapshot.time < facets.oldest) {
            facets.oldest = snapshot.time;
        }
        if (!facets.newest.isValid() || snapshot.time > facets.newest) {
            facets.newest = snapshot.time;
        }
    }
    hosts.remove(QString());
    facets.hosts = sorted(hosts);
    facets.tags = sorted(tags);
    facets.paths = sorted(paths);
    return facets;
}

} // namespace snapgpu
