// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/restic_version.h"
#include "services/restore/restore_engine.h"

#include <QByteArrayList>

namespace snapgpu {

/** The machine as far as a plan needs it; 0 = not known. */
struct RestoreHost
{
    ResticVersion restic;
    qint64 memoryBytes = 0; ///< free for use, the container's limit included
    int cores = 0; ///< the container's quota included
};

/** When the second restic of a restore with critical files opens the repository, so that the first one does
 * not wait for it, nor it for the first. */
enum class SecondStart {
    AfterTheFirst, ///< too little memory, or a restic that cannot believe what is there
    ByEstimate, ///< the two may have files in common: when the first one is through soon
    AtFirstWord, ///< the two are disjoint: when the first one has opened it and restores
};

/** The restic calls of one restore; each list is arguments without the program. Pure data. */
struct RestorePlan
{
    QString target;
    int connections = 0;
    bool watch = false; ///< restic tells no progress: the agent counts
    bool hasCritical = false;
    bool filtered = false; ///< nothing restored means that nothing matched
    /** Critical patterns and filter ask for something that no patterns can say: all comes at once. */
    bool criticalUnsaid = false;
    bool criticalOutside = false; ///< no critical pattern can match in the part that is restored
    SecondStart second = SecondStart::AfterTheFirst;
    bool disjoint = false; ///< the two have no file in common
    bool termBySigint = false; ///< this restic is only tidy after SIGINT
    bool relinks =
        false; ///< this restic stumbles over links that are there: they are removed and it runs again
    QByteArrayList critical;
    QByteArrayList criticalAfterFailure;
    QByteArrayList rest; ///< believes size and time of what is there
    QByteArrayList restAfterFailure; ///< trusts nothing that is there
    QByteArrayList verify; ///< empty unless asked for; reads all that is there and mends it
    QByteArrayList stats; ///< empty unless the total must be asked for
    bool canSubfolder = true; ///< this restic can take the folder asked for, or none is
    QByteArrayList watchPaths; ///< folders whose files are counted
    QByteArrayList folders; ///< lists the snapshot; empty unless this restic would write through links
};

/** "/" when every path of the snapshot lies under /workspace or /root, else "/workspace". */
QString defaultTarget(const QStringList &paths);

/** Where a restore puts the files: as asked, else where they came from; a folder alone goes back to its own
 * place. */
QString targetOf(const RestoreRequest &request);

/** 20 MB/s, what one connection to R2 was seen to bring. */
inline constexpr double kMbpsPerConnection = 160;

/**
 * How many connections to use. `wanted` 0 = by the link: one connection to an object store brings about
 * 20 MB/s, so 32 at the least and more when the link is faster than 32 of them. Never more than fit the
 * memory (each may hold a pack of 16 MiB twice) or than the cores can decode.
 */
int connectionsFor(int wanted, double linkMbps, const RestoreHost &host);

/** `request.only` must be free of mistakes. */
RestorePlan planRestore(const RestoreRequest &request, const RestoreHost &host);

/**
 * The plan as the agent evaluates it. Holds the secrets: it travels over standard input and is never logged.
 * InvalidInput when a name of the environment is none, a pattern or the folder cannot be, or something holds
 * a NUL byte; MissingTool when this restic knows no subfolders.
 */
Result<QByteArray> planScript(
    const RestorePlan &plan, const RestoreRequest &request, const QString &resticPath);

/** Tells whether two requests mean the same restore on one machine; hexadecimal, no secret in it. */
QByteArray restoreKey(const RestoreRequest &request);

} // namespace snapgpu
