// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart_values.h"

/** Numbers of charts as words, and where axes put their ticks. Pure but for the default QLocale. */
namespace snapgpu {

struct ChartTick
{
    double value = 0;
    QString text; ///< unique among the ticks of one axis
};

/** Between two and `most` ticks at round values inside the axis; fewer when it is too narrow for two. */
QVector<ChartTick> chartTicks(const ChartAxis &axis, int most);

/** A value as people read it: "18.7 s", "54 %", "2026-11-23 22:00"; an en dash when it is missing. */
QString chartText(const QVariant &value, ChartUnit unit);

/** The table as RFC 4180: header line, CRLF, numbers with a point, times in ISO 8601 UTC. A word that a
 * spreadsheet would run as a formula is put behind an apostrophe. */
QByteArray chartCsv(const ChartTable &table);

} // namespace snapgpu
