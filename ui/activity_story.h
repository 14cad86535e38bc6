// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ledger/ledger.h"
#include "services/metrics/memory_query.h"

namespace snapgpu {

/** One line of what happened. */
struct ActivityEntry
{
    enum class Kind { Race, Machine, Restore };

    qint64 atMs = 0; ///< wall clock
    Kind kind = Kind::Machine;
    QString tone; ///< "ok", "bad", "warn" or empty; the words say it too
    QString what; ///< a sentence
    QString where; ///< "RTX 4090, Quebec, CA (31540)"; empty for a race
    std::optional<Money> cost;
    QString id; ///< stable while the entry stays the same thing

    bool operator==(const ActivityEntry &) const = default;
};

/**
 * The story of this home, newest first: how races ended, what became of each machine, what was restored, and
 * what the ledger still holds. Pure; in the language of the window.
 */
QVector<ActivityEntry> activityOf(const MemoryStory &story, const QVector<LedgerRow> &ledger);

} // namespace snapgpu
