// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/begun_restore.h"
#include "models/restore_filter.h"
#include "models/restore_view.h"
#include "models/snapshot.h"
#include "services/packs/wanted_packs.h"
#include "services/remote/channel.h"
#include "services/restic/repository.h"

#include <memory>

namespace snapgpu {

/** What to restore and how. */
struct RestoreRequest
{
    Repository repository; ///< as the *machine* reaches it
    Snapshot snapshot;
    QString
        subfolder; ///< as in restic's "ID:/folder": only what is in it, straight into the target; restic 0.16
    RestoreFilter only; ///< of that, what matches
    QStringList critical; ///< of that again, what comes first: restic include patterns; empty = all at once
    QString target; ///< empty: "/" for snapshots under /workspace or /root, else "/workspace"
    int connections = 0; ///< 0 = by link, cores and memory, 32 at the least
    double linkMbps = 0; ///< the machine's download speed as the offer tells it; 0 = not known
    QString startCommand; ///< run at critical_ready; may be empty
    bool sparse = true; ///< holes stay holes
    /** The snapshot is known to hold no hard links: the second phase then leaves out what the first brought.
     * Not known, it passes over everything once more, because a link may lead from one part to the other. */
    bool noHardLinks = false;
    bool verify = false; ///< reads everything again afterwards and mends what differs
    std::shared_ptr<const PacksAhead> ahead; ///< of the critical files, for the machine; may be null
    QString cacheDir; ///< restic's cache on this computer, to seed the machine's; may be empty
};

/** All of the snapshot is asked for. */
inline bool wantsEverything(const RestoreRequest &request)
{
    return request.subfolder.isEmpty() && request.only.isEmpty();
}

/** One restore on one machine; plan in, progress out. Finished with the last progress or an error. */
class RestoreJob : public Job<RestoreProgress>
{
    Q_OBJECT
public:
    using Job<RestoreProgress>::Job;
    virtual const RestoreProgress &progress() const = 0;

Q_SIGNALS:
    void progressed(); ///< progress() changed, a few times a second
    void criticalReady();
};

/** restic on the machine, over the channel that won the race. Other readers of the format may stand beside
 * it. */
class RestoreEngine : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual RestoreJob *start(std::shared_ptr<AgentChannel> channel, const RestoreRequest &request) = 0;
    /**
     * Follows a restore that was begun earlier and begins nothing, so it needs no secret. Its phase is Idle
     * until the machine says that it knows of it, and stays so when it fails before: then there is nothing to
     * tell (NotFound: another restore was begun there since). Moments that nobody saw are 0.
     */
    virtual RestoreJob *follow(std::shared_ptr<AgentChannel> channel, const BegunRestore &begun) = 0;
};

} // namespace snapgpu
