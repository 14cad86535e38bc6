// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/ledger/ledger.h"

#include <QSqlDatabase>
#include <QString>

namespace snapgpu {

/** The newest revision this program writes; stored as PRAGMA user_version. */
int ledgerSchemaVersion();

/** Opens `file` on its own connection, checks it, and brings it to ledgerSchemaVersion(). */
Result<QSqlDatabase> openLedgerDatabase(const QString &file, const QString &connectionName);

/** The installation id of a damaged file, when that much can still be read; empty otherwise. */
QString salvagedInstallationId(const QString &file);

/** Copies the file and its journal to `file` + `suffix`; an existing copy is never overwritten. */
Result<QString> copyLedgerAside(const QString &file, const QString &suffix);

/** One sentence for a failed statement, with the driver's words as detail. */
Error ledgerError(const QString &file, const QString &what, const QString &driverText);

} // namespace snapgpu
