// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QPointF>
#include <QString>
#include <QVariant>
#include <QVector>

namespace snapgpu {

/** What a number of a chart is, and so how it is written and where an axis puts its ticks. */
enum class ChartUnit {
    Text, ///< not a number
    Count,
    Seconds,
    Share, ///< 0 to 1, written as percent
    Date, ///< milliseconds since the epoch, UTC
    BytesPerSecond,
    Dollars,
};

struct ChartAxis
{
    QString title; ///< for readers and the export; the unit stands at the ticks
    ChartUnit unit = ChartUnit::Count;
    double from = 0;
    double to = 1;
    bool logarithmic = false; ///< `from` must be above 0 then
};

/** How the points of a series are drawn. */
enum class ChartMark {
    Steps, ///< a right-continuous step function: each value holds until the next point
    Columns, ///< as Steps, filled down to zero; the last point closes the last column
    Disc, ///< separate marks; the shape tells series apart where colour cannot
    Ring,
    Cross,
};

/** One line, set of columns or set of marks; what draws it thins it to the pixels that are seen. */
struct ChartSeries
{
    QString name; ///< "RTX 5090"
    QString detail; ///< behind the name in the legend: "median 19 s · 214 boots"
    ChartMark mark = ChartMark::Steps;
    int colour = 0; ///< which of the palette; the dash pattern goes with it
    QVector<QPointF> points; ///< sorted by x
    QVector<QPointF> low, high; ///< band around Steps, both with the same x; empty = none
    QVector<QPointF> ticks; ///< small upright strokes on the line: censored attempts
};

/** One line of a chart of bars lying down. */
struct ChartRow
{
    QString name; ///< "31540"
    QString note; ///< paler, behind the name: "Quebec, CA"
    QVector<double> values; ///< one per series, one behind the other from zero
    std::optional<double> mark; ///< a stroke across the bar, e.g. the median
    QString strong; ///< figures at the end: "14 s" ...
    QString text; ///< ... " · p95 19 s"
    QString tone; ///< "bad" or "warn": `text` says in words what is wrong
};

struct ChartColumn
{
    QString title;
    ChartUnit unit = ChartUnit::Text;
};

/** The very numbers of a chart, for readers, for the "Table" view and for the CSV file. */
struct ChartTable
{
    QVector<ChartColumn> columns;
    /** Numbers as double, Date as QDateTime, words as QString; an invalid QVariant is "no value". */
    QVector<QVector<QVariant>> rows;
};

/** Everything a chart shows; a value, replaced as a whole. Rows or series, not both with points. */
struct Chart
{
    enum class Kind { Plane, Rows };

    Kind kind = Kind::Plane;
    QString id; ///< file name of exports: "ready-within"
    QString title;
    QString note; ///< paler, on the right: "Kaplan–Meier · cancelled racers censored"
    QString summary; ///< one or two sentences that tell a listener what the picture shows
    ChartAxis x;
    ChartAxis y; ///< not used by rows
    QVector<ChartSeries> series; ///< of rows: names and colours of their parts
    QVector<ChartRow> rows;
    bool stages = false; ///< rows are coloured as the stages of a race
    ChartTable table;
    QString emptyTitle; ///< shown instead when there is nothing to draw
    QString emptySentence;

    bool isEmpty() const { return kind == Kind::Rows ? rows.isEmpty() : series.isEmpty(); }
};

} // namespace snapgpu
