// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/restore_engine.h"

#include <QDateTime>

namespace snapgpu {

/**
 * restic asks for its first file only when it has derived its key and read its index, and then takes a pack
 * over one connection. Meanwhile the machine can fetch what restic is going to ask for, over all connections,
 * into restic's cache. These functions say what, and how it is asked for. Pure.
 */

/** What of one pack is fetched, in pieces for the connections: each range, with small gaps between two, cut
 * evenly. A piece begins at a multiple of kAheadBlock, so that the machine can write it in its place. */
QVector<PackRange> aheadPieces(const QVector<PackRange> &ranges);
inline constexpr quint32 kAheadBlock = 65'536;

/** Bytes that a link brings while restic opens; 0 Mbit/s = not known. */
qint64 aheadBudget(double linkMbps);
/** They lie on the machine's disk twice for a moment. */
inline constexpr qint64 kMostAheadBytes = qint64(512) << 20;

/**
 * The list as the agent's command "ahead" takes it, without keys but with addresses that open packs for ten
 * minutes: a secret. As many packs as link, connections and list carry, in the order of need. Empty when
 * there is nothing to fetch ahead, or no S3 to fetch it from.
 */
QByteArray aheadList(const RestoreRequest &request, int connections, const QDateTime &now);

} // namespace snapgpu
