// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart_values.h"
#include "services/metrics/memory_query.h"

/** Answers of host memory as charts: pure, in the language of the window. */
namespace snapgpu {

/** "machine 31540", "RTX 4090", "not known": a group of an answer in words. */
QString groupName(const QString &name, qint64 id, GroupBy groupBy);

/** Kaplan–Meier curves of "ready within", with bands and a tick for each censored attempt. */
Chart curvesChart(const CurvesAnswer &answer, GroupBy groupBy);

/** Fastest machines by median first; those that only failed or cool down come last, in words. */
Chart fastHostsChart(const QVector<HostRow> &hosts, qint64 nowMs, int most = 10);

Chart stagesChart(const StagesAnswer &answer, GroupBy groupBy);

/** Every attempt by date and time taken; cancelled ones were still booting, so theirs is a lower limit. */
Chart timelineChart(const TimelineAnswer &answer);

Chart histogramChart(const HistogramAnswer &answer);

/** Why a machine is not raced now, or what the person decided; empty = nothing to say. */
QString hostStateText(const HostRow &host, qint64 nowMs, bool withDuds = true);

} // namespace snapgpu
