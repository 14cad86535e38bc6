// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/metadata_seed.h"

#include <algorithm>
#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>

namespace snapgpu {

namespace {

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
        QDirIterator it(
            cache.filePath(repository + QStringLiteral("/index")), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            append(found, repository, "index", QFileInfo(it.next()));
        }
        break;
    }
    std::stable_sort(
        found.begin(), found.end(), [](const SeedFile &a, const SeedFile &b) { return a.bytes < b.bytes; });
    qint64 total = 0;
    const auto end = std::find_if(found.cbegin(), found.cend(), [&](const SeedFile &file) {
        total += file.bytes;
        return total > budgetBytes;
    });
    found.resize(std::distance(found.cbegin(), end));
    return found;
}

} // namespace snapgpu
