// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/attempt_table.h"
#include "services/metrics/host_beliefs.h"
#include "services/metrics/memory_database.h"

namespace snapgpu::metrics {

/** Up to where of which database the columns were filled. */
struct ColumnsState
{
    MemoryCursor cursor;
    QString lastLabel; ///< of the attempt at the cursor: another database has another one there
    std::vector<qint64> attempts, restores; ///< sequence numbers that will be read again
    qint64 negative = 0, unreadable = 0;
};

/**
 * Everything the reader made of the database, beside it: a million attempts are there in a fraction of a
 * second instead of some seconds. Only a cache: a file that is missing, damaged, of another version or of
 * another database is not used, and the next one takes its place.
 */
QString columnsFile(const QString &databaseFile);
Result<Done> writeColumns(
    const QString &file, const ColumnsState &state, const AttemptTable &table, const HostBeliefs &beliefs);
/** False and all three untouched unless the whole file can be believed. */
bool readColumns(const QString &file, ColumnsState *state, AttemptTable *table, HostBeliefs *beliefs);

} // namespace snapgpu::metrics
