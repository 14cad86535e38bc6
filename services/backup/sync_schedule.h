// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace snapgpu {

inline constexpr int kShortestSync = 5; ///< seconds between two turns, at the least
inline constexpr int kLongestSync = 7 * 86'400;

/** What happens to a sync. */
enum class SyncEvent {
    Tick, ///< time passes
    Busy, ///< the turn could not begin: a restore or another backup runs on the machine
    Ok, ///< the turn ended well; files that could not be read count as well
    Failed,
    Stop,
};

/** Where a sync stands; seconds of a clock that never jumps. */
struct SyncTimes
{
    enum class Phase { Idle, Running, Stopped };
    Phase phase = Phase::Idle;
    int everySeconds = 300;
    int failures = 0; ///< in a row
    qint64 nextAt = 0; ///< of the turn to come
    qint64 beganAt = 0; ///< of the last turn

    bool operator==(const SyncTimes &) const = default;
};

/**
 * The rules of a sync, one event at a time. True: a turn is to begin now; then Ok, Failed or Busy tells how
 * it ended. What really runs is sync_step() of the agent (resources/agent/parts/75-sync.sh), in the shell of
 * the machine, which goes on when this computer is gone; tests compare the two event by event.
 *
 *  - A turn begins at the first tick at or after its time, never while another one runs, never after Stop.
 *  - After a good turn the next one comes `every` after the beginning of this one, but leaves the machine in
 *    peace for 15 s (or `every`) first, however long a backup takes.
 *  - After a failure it is tried again after a minute, then after two, four … up to an hour (or `every`, when
 *    that is longer): a storage that is down is not asked for ever, and a moment of it costs no whole
 * interval.
 *  - When something else runs on the machine, it is looked again after 5 s; that is no failure.
 */
bool syncStep(SyncTimes &times, SyncEvent event, qint64 now);

} // namespace snapgpu
