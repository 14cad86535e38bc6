// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_schema.h"
#include "services/metrics/team_memory.h"

namespace snapgpu::metrics {

/** Connects (at most some seconds) and brings the tables to memorySchemaVersion(). */
Result<OpenedMemory> openMemoryServer(const TeamMemory &team, const QString &connectionName);

/** One sentence for what a PostgreSQL server or the way to it said: host, database, user, password or rights.
 */
Error serverError(const QSqlDatabase &db, const QString &what, const QString &driverText);

} // namespace snapgpu::metrics
