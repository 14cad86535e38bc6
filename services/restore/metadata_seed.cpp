// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/metadata_seed.h"

#include <algorithm>
#include <numeric>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>

namespace snapgpu {

namespace {

constexpr qint64 kWindowMs = 600; ///< restic derives its key in 0.4 to 0.5 s, and slow processors take longer
constexpr qint64 kUnmeasuredBytes = 1'048'576; ///< on their way before anything is known about the uplink
constexpr qint64 kTellingBytes = 65'536; ///< less tells the round trip, not the uplink

bool isId(const QString &name)
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-f]{64}\\z"));
    return hex.match(name).hasMatch();
}

void append(QVector<SeedFile> &files, const QString &repository, const char *kind, const QFileInfo &file)
{
    if (isId(file.fileName())) {
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
    if (cacheDir.isEmpty() || !isId(snapshotId)) {
        return {};
    }
    QVector<SeedFile> found;
    const QDir cache(cacheDir);
    for (const QString &repository : cache.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QFileInfo snapshot(cache.filePath(
            QStringLiteral("%1/snapshots/%2/%3").arg(repository, snapshotId.left(2), snapshotId)));
        if (!isId(repository) || !snapshot.exists()) {
            continue;
        }
        append(found, repository, "snapshots", snapshot);
        QFileInfoList index = filesBelow(cache.filePath(repository + QStringLiteral("/index")));
        std::sort(index.begin(), index.end(),
            [](const QFileInfo &a, const QFileInfo &b) { return a.size() < b.size(); });
        QFileInfoList trees = filesBelow(cache.filePath(repository + QStringLiteral("/data")));
        std::sort(trees.begin(), trees.end(),
            [](const QFileInfo &a, const QFileInfo &b) { return a.lastModified() > b.lastModified(); });
        for (const QFileInfo &file : index) {
            append(found, repository, "index", file);
        }
        for (const QFileInfo &file : trees) {
            append(found, repository, "data", file);
        }
        break;
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
    const qint64 left = m_startMs + kWindowMs - nowMs;
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
