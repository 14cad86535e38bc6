// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"
#include "services/restic/tree_object.h"

#include <QHash>
#include <QSet>
#include <vector>

namespace snapgpu {

/** Which of the chosen files are names of one and the same file: hard links of each other. */
struct LinkGroups
{
    QHash<SnapshotTree::Node, quint32> groupOf; ///< only files that share one with another name
    qint64 untold = 0; ///< files that may be hard links, of which restic did not tell enough
};

/**
 * Finds hard links the way `restic restore` does: the same device and inode number, and more than one name at
 * the time of the backup. `restic dump` tells nothing of them and `restic ls` no device, so the facts are
 * taken from `restic find`; 0.14 leaves the inode out there too, and then the tree objects of the folders
 * in question tell it. Pure; see askLinkGroups() for who asks.
 */
class LinkGrouping final
{
public:
    using Node = SnapshotTree::Node;
    /** A folder whose tree object has to be read. */
    struct Folder
    {
        Node node = SnapshotTree::kRoot;
        QByteArray treeId;
    };

    /** `paths` as in DownloadPlan: none inside another. */
    LinkGrouping(std::shared_ptr<const SnapshotTree> tree, const QVector<QByteArray> &paths);

    /** False: no two of the chosen files can be the same, nothing has to be asked. */
    bool isNeeded() const { return m_needed; }
    /** The text of one match of `restic find --json`. */
    void takeMatch(const QByteArray &match);
    /** After the last match: where to begin with tree objects; nothing when all is known, when there are more
     * than `mostFolders` to read, or when the id of the root is not known. */
    QVector<Folder> begin(const QByteArray &rootTreeId, qsizetype mostFolders);
    /** Returns the folders below that one which have to be read as well. */
    QVector<Folder> takeFolder(const Folder &folder, const QVector<TreeObjectNode> &nodes);
    LinkGroups groups() const;

private:
    struct Candidate
    {
        Node node;
        quint64 device, inode; ///< inode 0 = not known
        QByteArray alike; ///< what hard links have in common, beside the inode
    };
    std::vector<std::size_t> doubtful() const;

    std::shared_ptr<const SnapshotTree> m_tree;
    std::vector<Candidate> m_candidates;
    QHash<Node, std::size_t> m_candidateOf; ///< of those whose inode is asked for
    QSet<Node> m_folders; ///< to read, with all above
    qint64 m_lost = 0; ///< matches whose path is not clear
    bool m_needed = false;
};

} // namespace snapgpu
