// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_thin.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace snapgpu {

namespace {

/** Which of `parts` equal parts of [from, from + span] holds `value`. */
int partOf(double value, double from, double span, int parts)
{
    return span > 0 ? std::clamp(static_cast<int>((value - from) / span * parts), 0, parts - 1) : 0;
}

struct ColumnRange
{
    qsizetype lowest = -1;
    qsizetype highest = -1;
};

} // namespace

QVector<QPointF> stepCorners(const QVector<QPointF> &points)
{
    QVector<QPointF> corners;
    corners.reserve(points.size() * 2);
    for (const QPointF &point : points) {
        if (!corners.isEmpty() && corners.last().y() != point.y()) {
            corners.append({point.x(), corners.last().y()});
        }
        corners.append(point);
    }
    return corners;
}

QVector<QPointF> thinSteps(const QVector<QPointF> &points, int columns)
{
    const qsizetype count = points.size();
    if (columns < 1 || count <= 4 * static_cast<qsizetype>(columns)) {
        return points;
    }
    const double from = points.first().x();
    const double span = points.last().x() - from;
    QVector<QPointF> kept;
    kept.reserve(4 * static_cast<qsizetype>(columns));
    for (qsizetype begin = 0; begin < count;) {
        const int column = partOf(points.at(begin).x(), from, span, columns);
        qsizetype end = begin;
        std::array<qsizetype, 4> chosen{begin, begin, begin, begin}; // first, lowest, highest, last
        for (; end < count && partOf(points.at(end).x(), from, span, columns) == column; ++end) {
            chosen[1] = points.at(end).y() < points.at(chosen[1]).y() ? end : chosen[1];
            chosen[2] = points.at(end).y() > points.at(chosen[2]).y() ? end : chosen[2];
        }
        chosen[3] = end - 1;
        std::sort(chosen.begin(), chosen.end());
        const auto last = std::unique(chosen.begin(), chosen.end());
        std::for_each(chosen.begin(), last, [&](qsizetype i) { kept.append(points.at(i)); });
        begin = end;
    }
    return kept;
}

QVector<QPointF> thinCloud(const QVector<QPointF> &points, int columns, int rows, bool logarithmic)
{
    if (points.size() <= columns || columns < 1 || rows < 1) {
        return points;
    }
    const auto height = [logarithmic](const QPointF &point) {
        return logarithmic ? std::log(std::max(point.y(), 1e-9)) : point.y();
    };
    const auto byHeight = [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); };
    const auto [lowest, highest] = std::minmax_element(points.cbegin(), points.cend(), byHeight);
    const double low = height(*lowest);
    const double rise = height(*highest) - low;
    const double from = points.first().x();
    const double span = points.last().x() - from;

    QVector<ColumnRange> ranges(columns);
    QVector<qsizetype> cells(static_cast<qsizetype>(columns) * rows, -1);
    for (qsizetype i = 0; i < points.size(); ++i) {
        const QPointF &point = points.at(i);
        const int column = partOf(point.x(), from, span, columns);
        ColumnRange &range = ranges[column];
        range.lowest = range.lowest < 0 || point.y() < points.at(range.lowest).y() ? i : range.lowest;
        range.highest = range.highest < 0 || point.y() > points.at(range.highest).y() ? i : range.highest;
        qsizetype &cell =
            cells[static_cast<qsizetype>(column) * rows + partOf(height(point), low, rise, rows)];
        cell = cell < 0 ? i : cell;
    }
    QVector<qsizetype> chosen;
    std::copy_if(
        cells.cbegin(), cells.cend(), std::back_inserter(chosen), [](qsizetype i) { return i >= 0; });
    for (const ColumnRange &range : std::as_const(ranges)) {
        if (range.lowest >= 0) {
            chosen << range.lowest << range.highest;
        }
    }
    chosen << 0 << points.size() - 1;
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    QVector<QPointF> kept;
    kept.reserve(chosen.size());
    std::transform(chosen.cbegin(), chosen.cend(), std::back_inserter(kept),
        [&points](qsizetype i) { return points.at(i); });
    return kept;
}

double stepValue(const QVector<QPointF> &points, double x, double before)
{
    const auto behind = std::upper_bound(points.cbegin(), points.cend(), x,
        [](double place, const QPointF &point) { return place < point.x(); });
    return behind == points.cbegin() ? before : std::prev(behind)->y();
}

} // namespace snapgpu
