// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/packs/wanted_packs.h"

#include <algorithm>
#include <map>
#include <set>

namespace snapgpu {

namespace {

constexpr int kMostNodes = 5'000'000; ///< a snapshot may name the same tree again and again

class Walk final
{
public:
    Walk(const PackIndex &index, const TreeReader &tree, const PathPatterns &patterns)
        : m_index(index)
        , m_tree(tree)
        , m_patterns(patterns)
    {
    }

    /** False: something is not known. */
    bool folder(const QByteArray &treeId, const QStringList &path)
    {
        const auto nodes = m_tree(treeId);
        if (!nodes || (m_nodes += nodes->size()) > kMostNodes) {
            return false;
        }
        for (const TreeObjectNode &node : *nodes) {
            const QStringList names = path + QStringList{QString::fromUtf8(node.name)};
            if (node.type == "dir" && m_patterns.mayMatchBelow(names)) {
                if (!folder(node.subtree, names)) {
                    return false;
                }
            } else if (node.type == "file" && m_patterns.match(names) && !file(node)) {
                return false;
            }
        }
        return true;
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
    bool file(const TreeObjectNode &node)
    {
        for (const QByteArray &hex : node.content) {
            const auto blob = objectIdOf(hex);
            const auto places = blob ? m_index.places(*blob) : std::span<const BlobPlace>();
            if (places.empty()) {
                return false;
            }
            if (!m_seen.insert(*blob).second) {
                continue;
            }
            for (const BlobPlace &place : places) {
                const auto [pack, isNew] = m_ranges.try_emplace(place.pack);
                if (isNew) {
                    m_order.push_back(place.pack);
                }
                pack->second.emplace(place.offset, place.length);
            }
        }
        return true;
    }

    const PackIndex &m_index;
    const TreeReader &m_tree;
    const PathPatterns &m_patterns;
    qsizetype m_nodes = 0;
    std::set<ObjectId> m_seen;
    std::vector<quint32> m_order; ///< packs as they were met
    std::map<quint32, std::map<quint32, quint32>> m_ranges; ///< offset and length, by pack
};

} // namespace

QVector<PackPart> wantedPacks(
    const PackIndex &index, const TreeReader &tree, const QByteArray &rootTree, const PathPatterns &patterns)
{
    Walk walk(index, tree, patterns);
    return walk.folder(rootTree, {}) ? walk.parts() : QVector<PackPart>();
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
