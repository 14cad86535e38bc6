// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/packs/cached_repository.h"

#include "services/packs/zstd_frame.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>

namespace snapgpu {

namespace {

constexpr qsizetype kMostPlainBytes = qsizetype(1) << 28;
constexpr char kCompressed = 2; ///< first byte of a compressed index file

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QString cacheFolderOf(const QString &cacheDir, const QString &snapshotId)
{
    if (cacheDir.isEmpty() || !objectIdOf(snapshotId.toLatin1())) {
        return {};
    }
    const QDir cache(cacheDir);
    for (const QString &repository : cache.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString snapshot =
            QStringLiteral("%1/snapshots/%2/%3").arg(repository, snapshotId.left(2), snapshotId);
        if (objectIdOf(repository.toLatin1()) && cache.exists(snapshot)) {
            return cache.filePath(repository);
        }
    }
    return {};
}

CachedRepository::CachedRepository(QString folder, MasterKey key, std::function<bool()> stopped)
    : m_folder(std::move(folder))
    , m_key(key)
    , m_stopped(stopped ? std::move(stopped) : [] { return false; })
{
}

bool CachedRepository::loadIndex(qint64 mostBytes)
{
    int files = 0;
    QDirIterator it(m_folder + QStringLiteral("/index"), QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext() && !m_stopped()) {
        it.next();
        mostBytes -= it.fileInfo().size();
        if (mostBytes < 0) {
            return false;
        }
        std::optional<QByteArray> text = m_key.open(contentOf(it.filePath()));
        if (text && text->startsWith(kCompressed)) {
            text = unzstd(QByteArrayView(*text).sliced(1), kMostPlainBytes);
        }
        if (!text || !m_index.add(*text)) {
            return false;
        }
        ++files;
    }
    m_index.seal();
    return files > 0 && !m_stopped();
}

std::optional<QVector<TreeObjectNode>> CachedRepository::tree(const QByteArray &id) const
{
    const auto object = objectIdOf(id);
    if (!object || m_stopped()) {
        return std::nullopt;
    }
    for (const BlobPlace &place : m_index.places(*object)) {
        const QString pack = QString::fromLatin1(m_index.packName(place.pack));
        QFile file(QStringLiteral("%1/data/%2/%3").arg(m_folder, pack.left(2), pack));
        if (!file.open(QIODevice::ReadOnly) || !file.seek(place.offset)) {
            continue;
        }
        const auto text = blob(place, file.read(place.length));
        const auto nodes = text ? parseTreeObject(*text) : Result<QVector<TreeObjectNode>>();
        if (text && nodes) {
            return *nodes;
        }
    }
    return std::nullopt;
}

std::optional<QByteArray> CachedRepository::blob(const BlobPlace &place, QByteArrayView sealed) const
{
    std::optional<QByteArray> text = sealed.size() == place.length ? m_key.open(sealed) : std::nullopt;
    if (text && place.plainLength > 0) {
        text = unzstd(*text, place.plainLength);
    }
    if (!text || QCryptographicHash::hash(*text, QCryptographicHash::Sha256) != QByteArrayView(place.blob)) {
        return std::nullopt;
    }
    return text;
}

} // namespace snapgpu
