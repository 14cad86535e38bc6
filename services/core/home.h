// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QString>

namespace snapgpu {

/**
 * The one directory that holds everything SnapGPU writes: settings, ledger, host memory, logs, caches,
 * sandbox.
 * `--home`, else SNAPGPU_HOME, else the platform's data folder. Directories are made private (0700).
 */
class Home final
{
public:
    /** Makes the directory; fails with one sentence when it cannot be written. */
    static Result<Home> open(const QString &explicitPath = {});

    QString path() const { return m_path; }
    QString file(const QString &relative) const; ///< makes missing parent directories, 0700
    QString ledgerFile() const { return file(QStringLiteral("ledger.sqlite")); }
    QString settingsFile() const { return file(QStringLiteral("settings.json")); }
    QString logFile() const { return file(QStringLiteral("logs/snapgpu.log")); }
    QString knownHostsDir() const { return file(QStringLiteral("known_hosts/.")); }
    QString sandboxDir() const { return file(QStringLiteral("sandbox/.")); }

private:
    QString m_path;
};

} // namespace snapgpu
