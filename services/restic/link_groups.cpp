// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/link_groups.h"

#include "services/core/json.h"
#include "services/restic/browse_parse.h"
#include "services/restic/tree_walk.h"

#include <algorithm>
#include <tuple>

namespace snapgpu {

namespace {

quint64 numberOf(const json::Value &match, const char *key)
{
    return static_cast<quint64>(json::integer(match, key).value_or(0));
}

} // namespace

LinkGrouping::LinkGrouping(std::shared_ptr<const SnapshotTree> tree, const QVector<QByteArray> &paths)
    : m_tree(std::move(tree))
{
    std::vector<quint64> inodes; // 0 stands for each that is not known
    forEachChosen(*m_tree, paths, [&](Node node) {
        if (m_tree->type(node) == NodeType::File) {
            inodes.push_back(m_tree->inode(node));
        }
    });
    std::sort(inodes.begin(), inodes.end());
    m_needed = inodes.size() > 1
        && (inodes.front() == 0 || std::adjacent_find(inodes.begin(), inodes.end()) != inodes.end());
}

void LinkGrouping::takeMatch(const QByteArray &match)
{
    // Most have one name; within a name the quotes around these words would be escaped.
    if (match.contains("\"links\":1,") || match.contains("\"links\":1}")
        || !match.contains("\"type\":\"file\"")) {
        return;
    }
    const Result<json::Value> value = json::parse(match);
    if (!value || numberOf(*value, "links") < 2) {
        return;
    }
    const auto node = findJsonPath(*m_tree, json::string(*value, "path").value_or(QString()).toUtf8());
    if (!node || m_tree->type(*node) != NodeType::File) {
        ++m_lost;
        return;
    }
    const quint64 inode = numberOf(*value, "inode");
    QByteArray alike;
    for (const char *key : {"device_id", "links", "size", "mode", "mtime", "ctime"}) {
        alike += json::string(*value, key).value_or(QString()).toLatin1() + ' ';
    }
    m_candidates.push_back(
        {*node, numberOf(*value, "device_id"), inode != 0 ? inode : m_tree->inode(*node), alike});
}

/** Candidates without an inode that look like another one; in the order of what they look like. */
std::vector<std::size_t> LinkGrouping::doubtful() const
{
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        if (m_candidates[i].inode == 0) {
            unknown.push_back(i);
        }
    }
    const auto looks = [this](std::size_t i) -> const QByteArray & { return m_candidates[i].alike; };
    std::sort(unknown.begin(), unknown.end(),
        [&](std::size_t a, std::size_t b) { return std::pair(looks(a), a) < std::pair(looks(b), b); });
    std::vector<std::size_t> alike;
    for (std::size_t i = 0; i < unknown.size(); ++i) {
        const bool asBefore = i > 0 && looks(unknown[i - 1]) == looks(unknown[i]);
        const bool asAfter = i + 1 < unknown.size() && looks(unknown[i + 1]) == looks(unknown[i]);
        if (asBefore || asAfter) {
            alike.push_back(unknown[i]);
        }
    }
    return alike;
}

QVector<LinkGrouping::Folder> LinkGrouping::begin(const QByteArray &rootTreeId, qsizetype mostFolders)
{
    for (const std::size_t i : doubtful()) {
        m_candidateOf.insert(m_candidates[i].node, i);
        for (Node folder = m_tree->parent(m_candidates[i].node); !m_folders.contains(folder);
             folder = m_tree->parent(folder)) {
            m_folders.insert(folder);
        }
    }
    if (m_folders.isEmpty() || m_folders.size() > mostFolders || rootTreeId.isEmpty()) {
        return {};
    }
    return {Folder{SnapshotTree::kRoot, rootTreeId}};
}

QVector<LinkGrouping::Folder> LinkGrouping::takeFolder(
    const Folder &folder, const QVector<TreeObjectNode> &nodes)
{
    QVector<Folder> below;
    for (const TreeObjectNode &object : nodes) {
        const auto node = m_tree->childNamed(folder.node, object.name);
        if (!node) {
            continue;
        }
        if (m_folders.contains(*node)) {
            below.append({*node, object.subtree});
        } else if (const auto known = m_candidateOf.constFind(*node); known != m_candidateOf.cend()) {
            m_candidates[*known].inode = object.inode;
            m_candidates[*known].device = object.device;
        }
    }
    return below;
}

LinkGroups LinkGrouping::groups() const
{
    std::vector<Candidate> known;
    std::copy_if(m_candidates.begin(), m_candidates.end(), std::back_inserter(known),
        [](const Candidate &candidate) { return candidate.inode != 0; });
    std::sort(known.begin(), known.end(), [](const Candidate &a, const Candidate &b) {
        return std::tie(a.device, a.inode, a.node) < std::tie(b.device, b.inode, b.node);
    });
    LinkGroups groups;
    quint32 number = 0;
    for (std::size_t i = 1; i < known.size(); ++i) {
        const Candidate &before = known[i - 1];
        const bool same = before.device == known[i].device && before.inode == known[i].inode;
        // The size is a guard: a file that changed between two names of a backup is two files in it.
        if (!same || m_tree->size(before.node) != m_tree->size(known[i].node)) {
            ++number;
            continue;
        }
        groups.groupOf.insert(before.node, number);
        groups.groupOf.insert(known[i].node, number);
    }
    groups.untold = m_lost + static_cast<qint64>(doubtful().size());
    return groups;
}

} // namespace snapgpu
