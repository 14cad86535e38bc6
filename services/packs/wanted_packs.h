// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/path_patterns.h"
#include "services/packs/pack_index.h"
#include "services/restic/tree_object.h"

#include <functional>

namespace snapgpu {

/** Bytes of a pack. */
struct PackRange
{
    quint32 from = 0, length = 0;
};

/** What of one pack is needed; ranges in order, none of them touching the next. */
struct PackPart
{
    QByteArray pack; ///< id, hexadecimal
    QVector<PackRange> ranges;
};

/** What a machine may fetch before its restic asks for it. */
struct PacksAhead
{
    QByteArray repository; ///< id
    QVector<PackPart> packs; ///< in the order of need
};

using TreeReader = std::function<std::optional<QVector<TreeObjectNode>>(const QByteArray &treeId)>;

/**
 * Which parts of which packs hold the content of the files that match, in the order in which restic comes to
 * them: depth first, names as they stand. All of it or nothing: a pack that lacks something when restic asks
 * makes restic ask for each of its blobs alone, which is far slower than no pack. So it is nothing when a
 * tree cannot be read, or a blob is in no pack. Of a blob with several places all are named, because restic's
 * choice is not known. Pure but for the reader.
 */
QVector<PackPart> wantedPacks(
    const PackIndex &index, const TreeReader &tree, const QByteArray &rootTree, const PathPatterns &patterns);

/** The tree of a folder ("/a/b") of the snapshot; nothing when it is not there. */
std::optional<QByteArray> treeOfFolder(
    const TreeReader &tree, const QByteArray &rootTree, const QString &folder);

} // namespace snapgpu
