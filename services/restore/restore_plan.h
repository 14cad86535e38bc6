// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/restore_engine.h"

#include <compare>
#include <optional>
#include <QByteArrayList>

namespace snapgpu {

/** A version as `restic version` tells it; text behind the numbers is ignored. */
struct ResticVersion
{
    int major = 0, minor = 0, patch = 0;

    auto operator<=>(const ResticVersion &) const = default;
    static std::optional<ResticVersion> parse(const QString &text);
};

inline constexpr ResticVersion kOldestRestic{0, 14, 0};
inline constexpr ResticVersion kFirstWithJson{0, 16, 0}; ///< progress and errors of a restore as JSON
inline constexpr ResticVersion kFirstWithOverwrite{0, 17, 0}; ///< resumes, --overwrite

/** The restic calls of one restore; each list is arguments without the program. Pure data. */
struct RestorePlan
{
    QString target;
    int connections = 0;
    bool watch = false; ///< restic tells no progress: the agent counts
    bool hasCritical = false;
    QByteArrayList critical;
    QByteArrayList rest; ///< after a clean critical phase on a machine without an unfinished restore
    QByteArrayList restAfterFailure; ///< trusts nothing that is there
    QByteArrayList stats; ///< empty unless the total must be asked for
    QByteArrayList watchPaths; ///< folders whose files are counted
};

/** "/" when every path of the snapshot lies under /workspace or /root, else "/workspace". */
QString defaultTarget(const QStringList &paths);

/** How many connections fit the machine's memory: each may hold a pack of 16 MiB twice. */
int connectionsFor(int wanted, qint64 memoryBytes);

RestorePlan planRestore(const RestoreRequest &request, ResticVersion version, qint64 memoryBytes);

/**
 * The plan as the agent evaluates it. Holds the secrets: it travels over standard input and is never logged.
 * InvalidInput when a name of the environment is none, or something holds a NUL byte.
 */
Result<QByteArray> planScript(
    const RestorePlan &plan, const RestoreRequest &request, const QString &resticPath);

} // namespace snapgpu
