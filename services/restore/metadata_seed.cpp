// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/metadata_seed.h"

#include "services/packs/cached_repository.h"
#include "services/restore/restic_opening.h"

#include <algorithm>
#include <numeric>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>

namespace snapgpu {

namespace {

constexpr qint64 kUnmeasuredBytes = 1'048'576; ///< on their way before anything is known about the uplink
constexpr qint64 kTellingBytes = 65'536; ///< less tells the round trip, not the uplink

void append(QVector<SeedFile> &files, const QString &repository, const char *kind, const QFileInfo &file)
{
    if (objectIdOf(file.fileName().toLatin1())) {
        files.append({repository.toLatin1(), kind, file.fileName().toLatin1(), file.filePath(), file.size()});
    }
}

QFileInfoList filesBelow(const QString &folder)
{
    QFileInfoList files;
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        it.next();
        files.append(it.fileInfo());
    }
    return files;
}

} // namespace

QVector<SeedFile> seedFiles(const QString &cacheDir, const QString &snapshotId, qint64 budgetBytes)
{
    const QString folder = cacheFolderOf(cacheDir, snapshotId);
    if (folder.isEmpty()) {
        return {};
    }
    QVector<SeedFile> found;
    const QDir cache(folder);
    const QString repository = cache.dirName();
    append(found, repository, "snapshots",
        QFileInfo(cache.filePath(QStringLiteral("snapshots/%1/%2").arg(snapshotId.left(2), snapshotId))));
    QFileInfoList index = filesBelow(cache.filePath(QStringLiteral("index")));
    std::sort(index.begin(), index.end(),
        [](const QFileInfo &a, const QFileInfo &b) { return a.size() < b.size(); });
    QFileInfoList trees = filesBelow(cache.filePath(QStringLiteral("data")));
    std::sort(trees.begin(), trees.end(),
        [](const QFileInfo &a, const QFileInfo &b) { return a.lastModified() > b.lastModified(); });
    for (const QFileInfo &file : index) {
        append(found, repository, "index", file);
    }
    for (const QFileInfo &file : trees) {
        append(found, repository, "data", file);
    }
    qint64 total = 0;
    const auto end = std::find_if(found.cbegin(), found.cend(), [&](const SeedFile &file) {
        total += file.bytes;
        return total > budgetBytes;
    });
    found.resize(std::distance(found.cbegin(), end));
    return found;
}

bool SeedPace::mayBeSent(qint64 bytes, qint64 nowMs) const
{
    const qint64 before = std::accumulate(m_onTheWay.cbegin(), m_onTheWay.cend(), qint64(0));
    const qint64 left = m_startMs + kResticOpensMs - nowMs;
    if (left <= 0) {
        return false;
    }
    if (m_arrived < kTellingBytes) {
        return m_arrived + before + bytes <= kUnmeasuredBytes;
    }
    const qint64 took = std::max<qint64>(1, m_arrivedAtMs - m_startMs);
    return (before + bytes) * took <= left * m_arrived;
}

void SeedPace::sent(qint64 bytes) { m_onTheWay.push_back(bytes); }

void SeedPace::arrived(qint64 nowMs)
{
    if (!m_onTheWay.empty()) {
        m_arrived += m_onTheWay.front();
        m_arrivedAtMs = nowMs;
        m_onTheWay.pop_front();
    }
}

} // namespace snapgpu
