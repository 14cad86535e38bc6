// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_database.h"

#include <QByteArray>

namespace snapgpu::metrics {

/**
 * Host memory as JSON lines, for export and import: a header {"type":"host_memory","version":1}, then one
 * record per line, "type" attempt, race, restore or mark; field names are snake_case, money in micro-dollars,
 * times in ms.
 */
constexpr int kLinesVersion = 1;
QByteArray headerLine();
QByteArray lineOf(const BootAttempt &attempt);
QByteArray lineOf(const RaceRecord &race);
QByteArray lineOf(const RestoreRecord &restore);
QByteArray lineOf(const MarkRecord &mark);

/** Adds the record of one line to the batch; false when the line is not understood (and nothing is added). A
 * header of a newer version fails. */
Result<bool> readLine(const QByteArray &line, MemoryBatch *batch);

} // namespace snapgpu::metrics
