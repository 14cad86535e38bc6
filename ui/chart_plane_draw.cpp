// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing half of PlaneScene.
#include "ui/chart_palette.h"
#include "ui/chart_plane_scene.h"
#include "ui/chart_thin.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <QPainter>

namespace snapgpu {

namespace {
constexpr double kLabelGap = 8; // between ticks' texts and the plane
constexpr double kNameWidth = 96; // of direct labels
constexpr double kCensorHeight = 7;
constexpr double kCensorGap = 3; // closer ones would only blacken the curve
} // namespace

void PlaneScene::drawAxes(QPainter &painter, const Tokens &tokens) const
{
    painter.setFont(sizedFont(11.5));
    const QFontMetricsF metrics(painter.font());
    for (const ChartTick &tick : yTicks()) {
        const double y = toPixels({m_from, place(m_chart.y, tick.value)}).y();
        drawHair(painter, {m_plane.left(), y}, {m_plane.right(), y}, tokens.line);
        painter.setPen(tokens.dim);
        painter.drawText(QRectF(0, y - 10, m_plane.left() - kLabelGap, 20),
            Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, tick.text);
    }
    double free = -HUGE_VAL; // where the last text ended
    for (const ChartTick &tick : xTicks()) {
        const double x = toPixels({place(m_chart.x, tick.value), 0}).x();
        drawHair(painter, {x, m_plane.bottom()}, {x, m_plane.bottom() + 4}, tokens.line);
        const double width = metrics.horizontalAdvance(tick.text);
        const double start = std::min(x - width / 2, m_size.width() - width - 1);
        if (start > free + 6) {
            painter.setPen(tokens.dim);
            painter.drawText(QRectF(start, m_plane.bottom() + 5, width, 18),
                Qt::AlignCenter | Qt::TextDontClip, tick.text);
            free = start + width;
        }
    }
    drawHair(painter, m_plane.bottomLeft(), m_plane.bottomRight(), tokens.dim);
}

void PlaneScene::drawFront(QPainter &painter, const Tokens &tokens) const
{
    drawCensored(painter, tokens);
    if (showsNames()) {
        drawNames(painter, tokens);
    }
    if (m_cursor) {
        const double x = toPixels(*m_cursor).x();
        drawHair(painter, {x, m_plane.top()}, {x, m_plane.bottom()}, tokens.dim);
        drawCursorDots(painter, tokens);
        const QPointF beside(x, m_plane.top() + m_plane.height() * 0.45);
        drawReadout(painter, m_readout, beside, QRectF({}, m_size), tokens);
    }
}

void PlaneScene::drawCensored(QPainter &painter, const Tokens &tokens) const
{
    painter.save();
    painter.setClipRect(m_plane.adjusted(0, -kCensorHeight, 0, kCensorHeight));
    const QPointF half(0, kCensorHeight / 2);
    for (qsizetype i = 0; i < m_chart.series.size(); ++i) {
        if (!m_shown.at(i)) {
            continue;
        }
        const ChartSeries &series = m_chart.series.at(i);
        double last = -HUGE_VAL;
        for (const QPointF &tick : series.ticks) {
            const QPointF at = toPixels(toPlace(tick));
            if (at.x() >= last + kCensorGap) {
                drawHair(painter, at - half, at + half, chartColour(series.colour, tokens));
                last = at.x();
            }
        }
    }
    painter.restore();
}

/** Names behind the ends of the curves, pushed apart so that none covers another. */
void PlaneScene::drawNames(QPainter &painter, const Tokens &tokens) const
{
    const QFont font = sizedFont(11.5);
    const QFontMetricsF metrics(font);
    const double height = std::ceil(metrics.height());
    struct Name
    {
        double y;
        const ChartSeries *series;
    };
    QVector<Name> names;
    for (qsizetype i = 0; i < m_chart.series.size(); ++i) {
        const ChartSeries &series = m_chart.series.at(i);
        if (m_shown.at(i) && !series.points.isEmpty()) {
            const double end = stepValue(series.points, value(m_chart.x, m_to), 0);
            names.append({toPixels({m_to, place(m_chart.y, end)}).y(), &series});
        }
    }
    std::stable_sort(names.begin(), names.end(), [](const Name &a, const Name &b) { return a.y < b.y; });
    double next = m_plane.top() - height / 2;
    for (Name &name : names) {
        name.y = std::max(name.y - height / 2, next);
        next = name.y + height;
    }
    const double over = next - (m_plane.bottom() + height / 2);
    painter.setFont(font);
    for (const Name &name : std::as_const(names)) {
        painter.setPen(chartColour(name.series->colour, tokens));
        painter.drawText(QRectF(m_plane.right() + 6, name.y - std::max(0.0, over), kNameWidth, height),
            Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(name.series->name, Qt::ElideMiddle, kNameWidth));
    }
}

void PlaneScene::drawCursorDots(QPainter &painter, const Tokens &tokens) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = value(m_chart.x, m_cursor->x());
    for (qsizetype i = 0; i < m_chart.series.size(); ++i) {
        const ChartSeries &series = m_chart.series.at(i);
        if (!m_shown.at(i) || series.mark != ChartMark::Steps || series.points.isEmpty()
            || x > series.points.last().x()) {
            continue;
        }
        painter.setPen(QPen(tokens.panel, 1.5));
        painter.setBrush(chartColour(series.colour, tokens));
        const double y = place(m_chart.y, stepValue(series.points, x, 0));
        painter.drawEllipse(toPixels({m_cursor->x(), y}), 4, 4);
    }
    if (hasCloud()) {
        painter.setPen(QPen(tokens.text, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(toPixels(*m_cursor), 6, 6);
    }
    painter.restore();
}

} // namespace snapgpu
