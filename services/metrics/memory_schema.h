// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QSqlDatabase>
#include <QString>

namespace snapgpu::metrics {

/** The newest revision this program writes: PRAGMA user_version, or a row of memory_meta in PostgreSQL. */
int memorySchemaVersion();

/** An open database and what had to be said while opening it. */
struct OpenedMemory
{
    QSqlDatabase db;
    QString warning; ///< one sentence; empty = nothing
};

/** A full check reads the whole file once; the second connection to a file that was just checked trusts it.
 */
enum class FileCheck { Full, Trust };

/**
 * Opens the SQLite file on its own connection, checks it and brings it to memorySchemaVersion(). A damaged
 * file is moved aside (said in the warning) and a fresh one begun; a file of a newer version is left alone
 * and refused, a locked one too. `upTo` < memorySchemaVersion() makes files as older versions did, for tests.
 */
Result<OpenedMemory> openMemoryFile(
    const QString &file, const QString &connectionName, int upTo = 0, FileCheck check = FileCheck::Full);

/**
 * How a file is to be opened at start. Reading a large one through would hold everything up for seconds: it
 * is trusted, checked later by checkLater(), and where that found damage, checked in full (and moved aside)
 * by the next start.
 */
FileCheck checkAtStart(const QString &file);
void checkLater(const QString &file); ///< returns at once

/** Applies the revisions that are missing in an open database, all or none; a newer one is refused. */
Result<Done> bringUp(QSqlDatabase &db, int to);

bool isPostgres(const QSqlDatabase &db);

/** One sentence for a failed statement; locked, full and damaged files are told apart. */
Error memoryError(const QSqlDatabase &db, const QString &what, const QString &driverText);

} // namespace snapgpu::metrics
