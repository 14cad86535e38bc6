// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_plane_scene.h"

#include "ui/chart_palette.h"
#include "ui/chart_thin.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <QPainter>

namespace snapgpu {

namespace {

constexpr double kTopMargin = 10;
constexpr double kBottomMargin = 26;
constexpr double kRightMargin = 14;
constexpr double kLabelGap = 8; // between ticks' texts and the plane
constexpr double kNameWidth = 104; // direct labels behind the curves
constexpr double kNamesFrom = 460; // narrower pictures leave them to the legend
constexpr double kTickWidth = 92;
constexpr double kTickHeight = 46;
constexpr double kReach = 18; // how near a mark must be to be read
constexpr double kClosest = 200; // how far one can zoom in
constexpr int kCursorSteps = 60;
constexpr double kPitch = 3; // marks nearer to each other than this are one to the eye

} // namespace

bool isCloud(ChartMark mark)
{
    return mark == ChartMark::Disc || mark == ChartMark::Ring || mark == ChartMark::Cross;
}

void PlaneScene::setChart(const Chart &chart)
{
    const bool samePlane = chart.id == m_chart.id && chart.x.from == m_chart.x.from
        && chart.x.to == m_chart.x.to; // a refresh does not throw a person out of a zoom
    m_chart = chart;
    m_shown = QVector<bool>(chart.series.size(), true);
    clearCursor();
    if (!samePlane) {
        resetZoom();
    }
}

bool PlaneScene::setShown(int series, bool shown)
{
    if (series >= m_shown.size() || m_shown.at(series) == shown) {
        return false;
    }
    m_shown[series] = shown;
    clearCursor();
    return true;
}

bool PlaneScene::isDrawn(qsizetype series) const
{
    return m_shown.at(series) && !m_chart.series.at(series).points.isEmpty();
}

void PlaneScene::layOut(QSizeF size)
{
    m_size = size;
    const QFontMetricsF metrics(sizedFont(11.5));
    double left = 0;
    for (const ChartTick &tick : yTicks()) {
        left = std::max(left, metrics.horizontalAdvance(tick.text));
    }
    m_plane = QRectF({}, size).adjusted(std::ceil(left) + kLabelGap + 2, kTopMargin,
        showsNames() ? -kNameWidth : -kRightMargin, -kBottomMargin);
}

void PlaneScene::zoom(double factor) { zoomAround(factor, m_cursor ? m_cursor->x() : (m_from + m_to) / 2); }

void PlaneScene::zoomAround(double factor, double centre)
{
    const double whole = place(m_chart.x, m_chart.x.to) - place(m_chart.x, m_chart.x.from);
    const double span = std::clamp((m_to - m_from) / factor, whole / kClosest, whole);
    const double share = m_to > m_from ? (centre - m_from) / (m_to - m_from) : 0.5;
    showRange(centre - span * share, span);
}

void PlaneScene::pan(double share) { showRange(m_from + share * (m_to - m_from), m_to - m_from); }

void PlaneScene::resetZoom()
{
    m_from = place(m_chart.x, m_chart.x.from);
    m_to = place(m_chart.x, m_chart.x.to);
}

void PlaneScene::showRange(double from, double span)
{
    const double least = place(m_chart.x, m_chart.x.from);
    const double most = place(m_chart.x, m_chart.x.to);
    m_from = std::clamp(from, least, std::max(least, most - span));
    m_to = m_from + span;
}

double PlaneScene::place(const ChartAxis &axis, double value)
{
    return axis.logarithmic ? std::log10(std::max(value, axis.from)) : value;
}

double PlaneScene::value(const ChartAxis &axis, double place)
{
    return axis.logarithmic ? std::pow(10.0, place) : place;
}

QPointF PlaneScene::toPlace(const QPointF &point) const
{
    return {place(m_chart.x, point.x()), place(m_chart.y, point.y())};
}

QPointF PlaneScene::toPixels(const QPointF &places) const
{
    const double rise = std::max(1e-12, top() - bottom());
    const double span = std::max(1e-12, m_to - m_from);
    return {m_plane.left() + (places.x() - m_from) / span * m_plane.width(),
        m_plane.bottom() - (places.y() - bottom()) / rise * m_plane.height()};
}

double PlaneScene::placeAt(double pixelX) const
{
    return m_from + (pixelX - m_plane.left()) / std::max(1.0, m_plane.width()) * (m_to - m_from);
}

QVector<QPointF> PlaneScene::visiblePart(const QVector<QPointF> &points, ChartMark mark) const
{
    const auto before = [](const QPointF &point, double x) { return point.x() < x; };
    const auto behind = [](double x, const QPointF &point) { return x < point.x(); };
    auto first = std::lower_bound(points.cbegin(), points.cend(), value(m_chart.x, m_from), before);
    auto last = std::upper_bound(first, points.cend(), value(m_chart.x, m_to), behind);
    first -= first == points.cbegin() ? 0 : 1; // a line comes from outside and leads outside
    last += last == points.cend() ? 0 : 1;
    const QVector<QPointF> seen(first, last);
    const int columns = std::max(100, static_cast<int>(m_plane.width() / kPitch));
    if (isCloud(mark)) {
        const int rows = std::max(50, static_cast<int>(m_plane.height() / kPitch));
        return thinCloud(seen, columns, rows, m_chart.y.logarithmic);
    }
    return mark == ChartMark::Steps ? thinSteps(seen, columns) : seen;
}

QVector<QPointF> PlaneScene::toPlaces(const QVector<QPointF> &points, bool steps) const
{
    QVector<QPointF> placed = steps ? stepCorners(points) : points;
    std::transform(placed.cbegin(), placed.cend(), placed.begin(),
        [this](const QPointF &point) { return toPlace(point); });
    return placed;
}

QVector<ChartTick> PlaneScene::yTicks() const
{
    return chartTicks(m_chart.y, std::clamp(int(m_size.height() / kTickHeight), 2, 8));
}

QVector<ChartTick> PlaneScene::xTicks() const
{
    ChartAxis axis = m_chart.x;
    axis.from = value(axis, m_from);
    axis.to = value(axis, m_to);
    return chartTicks(axis, std::clamp(int(m_plane.width() / kTickWidth), 2, 12));
}

bool PlaneScene::hasCloud() const
{
    return std::any_of(m_chart.series.cbegin(), m_chart.series.cend(),
        [](const ChartSeries &series) { return isCloud(series.mark); });
}

bool PlaneScene::showsNames() const
{
    return m_chart.series.size() > 1 && m_size.width() >= kNamesFrom
        && m_chart.series.first().mark == ChartMark::Steps;
}

void PlaneScene::setCursor(const QPointF &places)
{
    m_cursor = places;
    m_readout = readoutAt(places);
}

void PlaneScene::clearCursor()
{
    m_cursor.reset();
    m_readout.clear();
}

bool PlaneScene::hover(QPointF pixels)
{
    const std::optional<QPointF> mark = nearestMark(pixels);
    if (!m_plane.adjusted(-4, -4, 4, 4).contains(pixels) || (hasCloud() && !mark)) {
        clearCursor();
        return false;
    }
    setCursor(mark ? *mark : QPointF(placeAt(pixels.x()), 0));
    return true;
}

bool PlaneScene::step(int direction)
{
    const QVector<QPointF> stops = cursorStops();
    if (stops.isEmpty()) {
        return false;
    }
    const double now = m_cursor ? m_cursor->x() : (direction > 0 ? -HUGE_VAL : HUGE_VAL);
    auto next = std::upper_bound(stops.cbegin(), stops.cend(), now,
        [](double x, const QPointF &stop) { return x < stop.x() - 1e-12; });
    if (direction < 0) {
        next = std::lower_bound(stops.cbegin(), stops.cend(), now,
            [](const QPointF &stop, double x) { return stop.x() < x - 1e-12; });
        next = next == stops.cbegin() ? next : std::prev(next);
    } else if (next == stops.cend()) {
        next = std::prev(next);
    }
    setCursor(*next);
    return true;
}

std::optional<QPointF> PlaneScene::nearestMark(QPointF pixels) const
{
    std::optional<QPointF> best;
    double nearest = kReach * kReach;
    for (qsizetype i = 0; i < m_chart.series.size(); ++i) {
        const ChartSeries &series = m_chart.series.at(i);
        if (!m_shown.at(i) || !isCloud(series.mark)) {
            continue;
        }
        for (const QPointF &point : series.points) {
            const QPointF way = toPixels(toPlace(point)) - pixels;
            const double distance = QPointF::dotProduct(way, way);
            if (distance < nearest) {
                nearest = distance;
                best = toPlace(point);
            }
        }
    }
    return best;
}

/** Places that the arrow keys walk through, from left to right. */
QVector<QPointF> PlaneScene::cursorStops() const
{
    QVector<QPointF> stops;
    for (qsizetype i = 0; i < m_chart.series.size(); ++i) {
        const ChartSeries &series = m_chart.series.at(i);
        if (m_shown.at(i) && series.mark == ChartMark::Columns && stops.isEmpty()) {
            for (qsizetype k = 0; k + 1 < series.points.size(); ++k) {
                stops.append({(series.points.at(k).x() + series.points.at(k + 1).x()) / 2, 0});
            }
        } else if (m_shown.at(i) && isCloud(series.mark)) {
            for (const QPointF &point : series.points) {
                stops.append(toPlace(point));
            }
        }
    }
    if (stops.isEmpty() && !m_chart.series.isEmpty()) {
        for (int i = 0; i <= kCursorSteps; ++i) {
            stops.append({m_from + (m_to - m_from) * i / kCursorSteps, 0});
        }
    }
    stops.removeIf([this](const QPointF &stop) { return stop.x() < m_from || stop.x() > m_to; });
    std::stable_sort(
        stops.begin(), stops.end(), [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); });
    return stops;
}

QVector<ReadoutLine> PlaneScene::readoutAt(const QPointF &at) const
{
    const double x = value(m_chart.x, at.x());
    QVector<ReadoutLine> lines{{chartText(x, m_chart.x.unit), -1}};
    for (qsizetype i = 0; i < m_chart.series.size(); ++i) {
        const ChartSeries &series = m_chart.series.at(i);
        if (!m_shown.at(i) || series.points.isEmpty()) {
            continue;
        }
        if (isCloud(series.mark)) {
            if (std::any_of(series.points.cbegin(), series.points.cend(),
                    [&](const QPointF &point) { return toPlace(point) == at; })) {
                lines.append({series.name, series.colour});
                lines.append({chartText(value(m_chart.y, at.y()), m_chart.y.unit), -1});
                break;
            }
            continue;
        }
        if (x > series.points.last().x()) {
            continue; // nothing is known beyond the last observation
        }
        const double base = series.mark == ChartMark::Columns ? stepValue(series.low, x, 0) : 0;
        const double y = stepValue(series.points, x, 0) - base;
        const QString figure = chartText(y, m_chart.y.unit);
        lines.append({QStringLiteral("%1  %2").arg(figure, series.name), series.colour});
    }
    return lines;
}

} // namespace snapgpu
