// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/backup/sync_schedule.h"

#include <algorithm>

namespace snapgpu {

namespace {

constexpr int kPeace = 15; ///< seconds between the end of a turn and the next one
constexpr int kBusyPause = 5;
constexpr qint64 kFirstPause = 60; ///< after a failure
constexpr qint64 kLongestPause = 3600;

qint64 pauseAfter(int failures, int everySeconds)
{
    const qint64 most = std::max<qint64>(kLongestPause, everySeconds);
    qint64 pause = kFirstPause;
    for (int i = 1; i < failures && pause < most; ++i) {
        pause *= 2;
    }
    return std::min(pause, most);
}

} // namespace

bool syncStep(SyncTimes &times, SyncEvent event, qint64 now)
{
    using Phase = SyncTimes::Phase;
    if (event == SyncEvent::Stop) {
        times.phase = Phase::Stopped;
        return false;
    }
    if (event == SyncEvent::Tick) {
        if (times.phase != Phase::Idle || now < times.nextAt) {
            return false;
        }
        times.phase = Phase::Running;
        times.beganAt = now;
        return true;
    }
    if (times.phase != Phase::Running) {
        return false;
    }
    times.phase = Phase::Idle;
    if (event == SyncEvent::Busy) {
        times.nextAt = now + kBusyPause;
    } else if (event == SyncEvent::Ok) {
        times.failures = 0;
        times.nextAt =
            std::max(times.beganAt + times.everySeconds, now + std::min(times.everySeconds, kPeace));
    } else {
        ++times.failures;
        times.nextAt = now + pauseAfter(times.failures, times.everySeconds);
    }
    return false;
}

} // namespace snapgpu
