// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/tree_store.h"

#include "services/core/log.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QSaveFile>

namespace snapgpu {

TreeStore::TreeStore(QString folder, qint64 mostBytes)
    : m_folder(std::move(folder))
    , m_mostBytes(mostBytes)
{
}

QString TreeStore::file(const QString &treeId) const
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-f]{8,64}\\z"));
    return m_folder.isEmpty() || !hex.match(treeId).hasMatch()
        ? QString()
        : m_folder + QLatin1Char('/') + treeId + QLatin1String(".tree");
}

bool TreeStore::has(const QString &treeId) const
{
    const QString path = file(treeId);
    return !path.isEmpty() && QFile::exists(path);
}

std::shared_ptr<const SnapshotTree> TreeStore::load(const QString &treeId) const
{
    const QString path = file(treeId);
    auto mapped = std::make_shared<QFile>(path);
    if (path.isEmpty() || !mapped->open(QIODevice::ReadOnly)) {
        return nullptr;
    }
    const uchar *bytes = mapped->map(0, mapped->size());
    const QByteArrayView view(bytes, bytes ? mapped->size() : 0);
    auto tree = SnapshotTree::fromBytes(view, mapped);
    if (!tree) {
        qCWarning(lcRestic).noquote() << "damaged index of tree" << treeId << "is made again";
        mapped.reset();
        QFile::remove(path);
        return nullptr;
    }
    // The time of the last use decides which goes first.
    mapped->setFileTime(QDateTime::currentDateTimeUtc(), QFileDevice::FileModificationTime);
    return tree;
}

std::shared_ptr<const SnapshotTree> TreeStore::save(const QString &treeId, const QByteArray &bytes) const
{
    const QString path = file(treeId);
    if (!path.isEmpty() && QDir().mkpath(m_folder)) {
        QFile::setPermissions(
            m_folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
        QSaveFile out(path);
        if (out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size()
            && out.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && out.commit()) {
            makeRoom();
            if (auto tree = load(treeId)) {
                return tree;
            }
        } else {
            qCWarning(lcRestic).noquote()
                << "the index of tree" << treeId << "was not kept:" << out.errorString();
        }
    }
    auto owner = std::make_shared<QByteArray>(bytes);
    return SnapshotTree::fromBytes(*owner, owner);
}

void TreeStore::makeRoom() const
{
    const QFileInfoList files =
        QDir(m_folder).entryInfoList({QStringLiteral("*.tree")}, QDir::Files, QDir::Time); // newest first
    qint64 sum = 0;
    for (qsizetype i = 0; i < files.size(); ++i) {
        sum += files.at(i).size();
        if (i > 0 && sum > m_mostBytes) {
            QFile::remove(files.at(i).filePath());
        }
    }
}

} // namespace snapgpu
