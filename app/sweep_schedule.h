// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/clock.h"
#include "services/ledger/sweeper.h"

#include <QObject>
#include <QTimer>

namespace snapgpu {

/**
 * Sweeps at start, every few minutes, and at once after the computer slept (the wall clock ran ahead of the
 * clock that stands still in sleep, or the timer came far too late). Both pointers must outlive it.
 */
class SweepSchedule final : public QObject
{
    Q_OBJECT
public:
    SweepSchedule(Sweeper *sweeper, const Clock *clock, QObject *parent = nullptr);

    void start();
    /** Pure: whether the two clocks say that the computer slept between two looks. */
    static bool slept(qint64 wallPassedMs, qint64 monotonicPassedMs, qint64 expectedMs);

private:
    void look();

    Sweeper *m_sweeper;
    const Clock *m_clock;
    QTimer m_timer;
    qint64 m_wallMs = 0;
    qint64 m_monotonicMs = 0;
    qint64 m_lastSweepMs = 0;
};

} // namespace snapgpu
