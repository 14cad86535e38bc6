// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"
#include "services/core/error.h"

#include <cstdio>
#include <filesystem>
#include <optional>
#include <QByteArrayView>
#include <QCoreApplication>
#include <QHash>
#include <QVector>

namespace snapgpu {

/**
 * Writes files, folders and links below a folder that nobody else uses, as somebody from outside names them.
 * Nothing leaves that folder: a name with "..", an absolute one, one that leads through a link or stands
 * there already is refused, and with it everything. Links are made as they are and never followed. Modes come
 * without setuid and setgid: they meant another computer's owner.
 */
class TreeUnpacker final
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::TreeUnpacker)

public:
    explicit TreeUnpacker(std::filesystem::path root);
    ~TreeUnpacker();
    Q_DISABLE_COPY_MOVE(TreeUnpacker)

    /** Paths are "/a/b" as in a SnapshotTree; folders above are made. `mode` and `mtimeMs` as in TreeEntry;
     * those of folders are set at the end. */
    void addFolder(const QByteArray &path, quint32 mode, qint64 mtimeMs);
    void addLink(const QByteArray &path, const QByteArray &target, qint64 mtimeMs);
    /** Data for it follows by write() until something else is added. */
    void addFile(const QByteArray &path, quint32 mode, qint64 mtimeMs);
    void skip() { closeFile(); } ///< what write() brings next belongs to nothing
    void write(QByteArrayView bytes);
    /** What nobody asked for: everything ends with a fault that names it. */
    void refuse(const QByteArray &path);
    void finish(); ///< closes the last file, then modes and times of folders

    const std::optional<Error> &fault() const { return m_fault; } ///< the first one; later calls do nothing
    qint64 bytes() const { return m_bytes; }

private:
    struct Folder
    {
        QByteArray path;
        quint32 mode;
        qint64 mtimeMs;
    };

    bool begin(const QByteArray &path); ///< closes the file before; whether the new entry may be made
    bool ensureFolder(const QByteArray &path);
    void closeFile();
    void fail(const QByteArray &path, int errorNumber);
    std::filesystem::path placeOf(const QByteArray &path) const;

    std::filesystem::path m_root;
    QHash<QByteArray, bool> m_made; ///< whether it is a folder; "" is the root
    QVector<Folder> m_folders;
    std::FILE *m_file = nullptr;
    QByteArray m_filePath;
    quint32 m_fileMode = 0;
    qint64 m_fileTimeMs = 0;
    qint64 m_bytes = 0;
    std::optional<Error> m_fault;
};

} // namespace snapgpu
