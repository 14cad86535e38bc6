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

/** When something was changed last; 0 = not known. */
struct NodeTime
{
    qint64 ms = 0; ///< since 1970 UTC
    quint32 restNs = 0; ///< what ms leaves out
};

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

    /** Paths are "/a/b" as in a SnapshotTree; folders above are made. `mode` as in TreeEntry; modes and
     * times of folders are set at the end. */
    void addFolder(const QByteArray &path, quint32 mode, NodeTime time);
    void addLink(const QByteArray &path, const QByteArray &target, NodeTime time);
    /** Data for it follows by write() until something else is added. */
    void addFile(const QByteArray &path, quint32 mode, NodeTime time);
    /** Another name of a file added before; a copy where the disk knows no hard links. */
    void addHardLink(const QByteArray &path, const QByteArray &first, quint32 mode, NodeTime time);
    /** False: the disk takes none, which is no fault. */
    bool addFifo(const QByteArray &path, quint32 mode, NodeTime time);
    bool has(const QByteArray &path) const { return m_made.contains(path); }
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
        NodeTime time;
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
    NodeTime m_fileTime;
    qint64 m_bytes = 0;
    std::optional<Error> m_fault;
};

} // namespace snapgpu
