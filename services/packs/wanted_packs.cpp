// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/packs/wanted_packs.h"

#include <algorithm>
#include <map>
#include <set>

namespace snapgpu {

namespace {

class Walk final
{
public:
    Walk(const PackIndex &index, const TreeReader &tree, const PathPatterns &patterns, qint64 mostBytes)
        : m_index(index)
        , m_tree(tree)
        , m_patterns(patterns)
        , m_left(mostBytes)
    {
    }

    void folder(const QByteArray &treeId, const QStringList &path)
    {
        const auto nodes = m_left > 0 ? m_tree(treeId) : std::nullopt;
        for (const TreeObjectNode &node : nodes.value_or(QVector<TreeObjectNode>())) {
            const QStringList names = path + QStringList{QString::fromUtf8(node.name)};
            if (node.type == "dir" && m_patterns.mayMatchBelow(names)) {
                folder(node.subtree, names);
            } else if (node.type == "file" && m_patterns.match(names)) {
                file(node);
            }
            if (m_left <= 0) {
                return;
            }
        }
    }

    QVector<PackPart> parts() const
    {
        QVector<PackPart> all;
        for (const quint32 pack : m_order) {
            PackPart part{m_index.packName(pack), {}};
            for (const auto &[from, length] : m_ranges.at(pack)) {
                if (!part.ranges.isEmpty() && part.ranges.last().from + part.ranges.last().length == from) {
                    part.ranges.last().length += length;
                } else {
                    part.ranges.append({from, length});
                }
            }
            all.append(part);
        }
        return all;
    }

private:
    void file(const TreeObjectNode &node)
    {
        for (const QByteArray &hex : node.content) {
            const auto blob = objectIdOf(hex);
            if (!blob || !m_seen.insert(*blob).second) {
                continue;
            }
            for (const BlobPlace &place : m_index.places(*blob)) {
                const auto [pack, isNew] = m_ranges.try_emplace(place.pack);
                if (isNew) {
                    m_order.push_back(place.pack);
                }
                pack->second.emplace(place.offset, place.length);
                m_left -= place.length;
            }
        }
    }

    const PackIndex &m_index;
    const TreeReader &m_tree;
    const PathPatterns &m_patterns;
    qint64 m_left;
    std::set<ObjectId> m_seen;
    std::vector<quint32> m_order; ///< packs as they were met
    std::map<quint32, std::map<quint32, quint32>> m_ranges; ///< offset and length, by pack
};

} // namespace

QVector<PackPart> wantedPacks(const PackIndex &index, const TreeReader &tree, const QByteArray &rootTree,
    const PathPatterns &patterns, qint64 mostBytes)
{
    Walk walk(index, tree, patterns, mostBytes);
    walk.folder(rootTree, {});
    return walk.parts();
}

std::optional<QByteArray> treeOfFolder(
    const TreeReader &tree, const QByteArray &rootTree, const QString &folder)
{
    QByteArray at = rootTree;
    for (const QString &name : folder.split(QLatin1Char('/'), Qt::SkipEmptyParts)) {
        const QVector<TreeObjectNode> nodes = tree(at).value_or(QVector<TreeObjectNode>());
        const auto found = std::find_if(nodes.cbegin(), nodes.cend(), [&](const TreeObjectNode &node) {
            return node.type == "dir" && QString::fromUtf8(node.name) == name;
        });
        if (found == nodes.cend()) {
            return std::nullopt;
        }
        at = found->subtree;
    }
    return at;
}

} // namespace snapgpu
