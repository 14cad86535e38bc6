// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>
#include <QStringList>

Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcCloud)
Q_DECLARE_LOGGING_CATEGORY(lcRace)
Q_DECLARE_LOGGING_CATEGORY(lcLedger)
Q_DECLARE_LOGGING_CATEGORY(lcMemory)
Q_DECLARE_LOGGING_CATEGORY(lcRemote)
Q_DECLARE_LOGGING_CATEGORY(lcRestic)
Q_DECLARE_LOGGING_CATEGORY(lcSandbox)
Q_DECLARE_LOGGING_CATEGORY(lcApp)

namespace snapgpu {

/** Exact secret texts known to this process are replaced everywhere in the log; short ones (< 4) are ignored.
 */
void registerSecret(const QString &secret);

/** Replaces registered secrets and everything that looks like one (bearer tokens, api_key=…, key fields of
 * JSON). */
QString redacted(const QString &text);

/**
 * Installs the message handler: JSON lines {"t":…,"level":…,"category":…,"message":…}, redacted, into `file`
 * (rotated at 5 MB, two old ones kept), and warnings to stderr when `alsoStderr`. The last call counts.
 */
void installLog(const QString &file, bool alsoStderr);

/** The last lines of the log (already redacted), for "Copy diagnostics". */
QStringList recentLogLines();

} // namespace snapgpu
