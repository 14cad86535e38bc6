// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sweep_schedule.h"

#include "services/core/log.h"

namespace snapgpu {

namespace {

constexpr int kLookMs = 5'000;
constexpr qint64 kSweepEveryMs = 3 * 60'000;
/** Longer than any hiccup of a busy computer, shorter than a sleep worth the name. */
constexpr qint64 kSleptMs = 20'000;

} // namespace

SweepSchedule::SweepSchedule(Sweeper *sweeper, const Clock *clock, QObject *parent)
    : QObject(parent)
    , m_sweeper(sweeper)
    , m_clock(clock)
{
    m_timer.setInterval(kLookMs);
    connect(&m_timer, &QTimer::timeout, this, &SweepSchedule::look);
}

void SweepSchedule::start()
{
    m_wallMs = m_clock->wallMs();
    m_monotonicMs = m_clock->monotonicMs();
    m_lastSweepMs = m_monotonicMs;
    m_sweeper->sweep();
    m_timer.start();
}

bool SweepSchedule::slept(qint64 wallPassedMs, qint64 monotonicPassedMs, qint64 expectedMs)
{
    return wallPassedMs - monotonicPassedMs > kSleptMs || monotonicPassedMs > expectedMs + kSleptMs;
}

void SweepSchedule::look()
{
    const qint64 wall = m_clock->wallMs();
    const qint64 monotonic = m_clock->monotonicMs();
    const bool woke = slept(wall - m_wallMs, monotonic - m_monotonicMs, kLookMs);
    m_wallMs = wall;
    m_monotonicMs = monotonic;
    if (woke || monotonic - m_lastSweepMs >= kSweepEveryMs) {
        if (woke) {
            qCInfo(lcApp) << "the computer slept: sweeping";
        }
        m_lastSweepMs = monotonic;
        m_sweeper->sweep();
    }
}

} // namespace snapgpu
