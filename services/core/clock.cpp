// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/clock.h"

#include <QDateTime>
#include <QDeadlineTimer>

namespace snapgpu {

qint64 SystemClock::monotonicMs() const { return QDeadlineTimer::current(Qt::PreciseTimer).deadline(); }

qint64 SystemClock::wallMs() const { return QDateTime::currentMSecsSinceEpoch(); }

} // namespace snapgpu
