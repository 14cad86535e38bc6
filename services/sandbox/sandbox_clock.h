// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/clock.h"

#include <algorithm>

namespace snapgpu::sandbox {

/**
 * Sandbox time: wall milliseconds that run `speed` times as fast as real ones and go on while the process is
 * dead. Between two anchors it follows the monotonic clock, so a jump of the wall clock changes nothing.
 */
class SandboxClock final
{
public:
    /** First day: sandbox time starts at the real wall time. */
    SandboxClock(const Clock *clock, double speed)
        : SandboxClock(clock, speed, clock->wallMs())
    {
    }
    /** Restart: `thenMs` was sandbox time at the real wall time `thenWallMs`, running at `thenSpeed`. */
    static SandboxClock resumed(
        const Clock *clock, double speed, qint64 thenMs, qint64 thenWallMs, double thenSpeed)
    {
        const qint64 away = std::max<qint64>(0, clock->wallMs() - thenWallMs);
        return SandboxClock(
            clock, speed, thenMs + static_cast<qint64>(static_cast<double>(away) * thenSpeed));
    }

    qint64 nowMs() const
    {
        const auto passed = static_cast<double>(m_clock->monotonicMs() - m_anchorMonotonic);
        return m_anchorMs + static_cast<qint64>(passed * m_speed);
    }
    /** Real milliseconds until `sandboxMs`, rounded up, never negative. */
    qint64 realMsUntil(qint64 sandboxMs) const
    {
        return static_cast<qint64>(static_cast<double>(std::max<qint64>(0, sandboxMs - nowMs())) / m_speed)
            + 1;
    }
    double speed() const { return m_speed; }
    const Clock &real() const { return *m_clock; }

private:
    SandboxClock(const Clock *clock, double speed, qint64 startMs)
        : m_clock(clock)
        , m_speed(speed)
        , m_anchorMs(startMs)
        , m_anchorMonotonic(clock->monotonicMs())
    {
    }

    const Clock *m_clock;
    double m_speed;
    qint64 m_anchorMs;
    qint64 m_anchorMonotonic;
};

} // namespace snapgpu::sandbox
