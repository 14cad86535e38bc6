// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <QByteArray>
#include <QByteArrayView>
#include <QMetaType>
#include <QString>

namespace snapgpu {

enum class NodeType : quint8 { Folder, File, Symlink, Fifo, Socket, Device, CharDevice, Other };

/** One entry as the builder takes it and a reader gets it. */
struct TreeEntry
{
    QByteArray name; ///< raw bytes as on disk; empty for the root
    NodeType type = NodeType::Folder;
    quint32 mode = 0; ///< Unix permission bits with setuid, setgid and sticky (07777)
    qint64 size = 0; ///< bytes; of a folder: the sum of the files below it
    qint64 mtimeMs = 0; ///< since 1970 UTC; 0 = not known
    quint32 files = 0; ///< of a folder: files and links below it
    quint64 inode = 0; ///< 0 = not known (restic before 0.16.1)
    quint32 uid = 0, gid = 0; ///< on the computer of the backup; `ls` tells no names
    qint64 ctimeMs = 0; ///< when content or attributes changed last; 0 = not known
    quint32 mtimeRestNs = 0; ///< what mtimeMs leaves out: 0 to 999'999
};

/**
 * All files of one snapshot, read-only, in one block of memory that may be a mapped file: a million entries
 * cost no allocation each, and every question a view asks (children, parent, row, size of a folder) is O(1).
 * Children of a folder are sorted by the bytes of their names. A hard link counts in every folder that names
 * it, because that is what a restore of that folder writes or links.
 */
class SnapshotTree final
{
public:
    using Node = quint32;
    static constexpr Node kRoot = 0;

    /** Checks all offsets, so that a damaged cache file cannot lead outside of it; null when it is damaged.
     * `owner` keeps the bytes alive. */
    static std::shared_ptr<const SnapshotTree> fromBytes(
        QByteArrayView bytes, std::shared_ptr<const void> owner);

    quint32 nodeCount() const { return m_count; } ///< with the root
    quint32 childCount(Node folder) const;
    Node child(Node folder, quint32 row) const;
    Node parent(Node node) const; ///< the root is its own parent
    quint32 row(Node node) const; ///< place among its parent's children

    QByteArrayView name(Node node) const;
    NodeType type(Node node) const;
    quint32 mode(Node node) const;
    qint64 size(Node node) const;
    qint64 mtimeMs(Node node) const;
    quint32 files(Node node) const;
    quint64 inode(Node node) const;
    quint32 uid(Node node) const;
    quint32 gid(Node node) const;
    qint64 ctimeMs(Node node) const;
    quint32 mtimeRestNs(Node node) const;
    TreeEntry entry(Node node) const;
    QByteArray path(Node node) const; ///< "/a/b", "/" for the root
    /** The child of that name, by binary search. */
    std::optional<Node> childNamed(Node folder, QByteArrayView name) const;
    std::optional<Node> find(const QByteArray &path) const; ///< "/a/b"; a slash at the end is allowed
    /** Nodes whose name contains the text, case ignored for Latin letters; at most `limit`. */
    QVector<Node> search(const QString &text, int limit) const;

private:
    struct Header;
    struct Record;
    friend class SnapshotTreeBuilder;
    SnapshotTree() = default;
    const Record &record(Node node) const;

    std::shared_ptr<const void> m_owner;
    const Record *m_records = nullptr;
    const char *m_names = nullptr;
    quint32 m_count = 0;
};

/**
 * Takes the entries of `restic ls` in any order that names a folder before what is in it, and makes the block
 * that SnapshotTree reads. Folders that are never named themselves are made up.
 */
class SnapshotTreeBuilder final
{
public:
    SnapshotTreeBuilder();
    ~SnapshotTreeBuilder();
    Q_DISABLE_COPY_MOVE(SnapshotTreeBuilder)

    /** `path` is absolute within the snapshot, its last part is the name (`entry.name` is not read). */
    void add(const QByteArray &path, const TreeEntry &entry);
    quint32 count() const; ///< entries so far
    /** Sorts, sums up folders, and empties the builder. Empty when the tree is larger than the format holds
     * (2^32 - 1 entries or 4 GB of names). */
    QByteArray finish();

private:
    class Private;
    std::unique_ptr<Private> d;
};

/** For people: bytes that are no UTF-8 and control characters show as \xE9 and \n. Never use it as a path. */
QString nameText(QByteArrayView raw);

} // namespace snapgpu

Q_DECLARE_METATYPE(std::shared_ptr<const snapgpu::SnapshotTree>)
