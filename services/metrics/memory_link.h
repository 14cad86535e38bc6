// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_database.h"

namespace snapgpu::metrics {

struct LinkStep
{
    qint64 added = 0; ///< records that were new at the other end
    bool more = false; ///< another step is needed
};

/**
 * Copies one portion of records from one memory into another and notes in `keeper` under `key` how far it
 * came; what is there already stays as it is, so a step may be repeated. The first step takes marks along
 * where the other has none. `again`: see ReadLimits.
 */
Result<LinkStep> copyStep(
    const MemoryDatabase &from, MemoryDatabase &to, MemoryDatabase &keeper, const QString &key, qint64 again);

/** How many attempts of `from` a link with this key has not copied yet. */
qint64 notCopied(const MemoryDatabase &from, const MemoryDatabase &keeper, const QString &key);

/** The copy of a team's memory on this computer: beside the person's own file, one for each address. */
QString replicaFile(const QString &ownFile, const QString &url);

} // namespace snapgpu::metrics
