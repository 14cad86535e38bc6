// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart_values.h"

namespace snapgpu::demo {

Chart curvesChart(); ///< three curves with bands and censored ticks
Chart barsChart(); ///< p50 and p95 of eight hosts, one with duds only
Chart stagesChart();
Chart cloudChart();
Chart columnsChart();
QVector<Chart> charts(); ///< all of them

} // namespace snapgpu::demo
