// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart_values.h"
#include "ui/chart_canvas.h"

#include <optional>

namespace snapgpu {

struct Tokens;

bool isCloud(ChartMark mark); ///< separate marks, not a line

/**
 * What a chart on a plane shows at this moment, and what is drawn without a chart library: where values fall,
 * axes, names, censored ticks and the reading cursor. A "place" is a value on its axis, or its logarithm on a
 * logarithmic one; pixels are those of the widget.
 */
class PlaneScene final
{
public:
    /** Keeps the zoom when the plane is the same as before. */
    void setChart(const Chart &chart);
    const Chart &chart() const { return m_chart; }
    bool setShown(int series, bool shown); ///< false: was so already
    bool isDrawn(qsizetype series) const;
    /** Gives the plane its part of a widget of this size. */
    void layOut(QSizeF size);
    const QRectF &plane() const { return m_plane; }

    double from() const { return m_from; }
    double to() const { return m_to; }
    double bottom() const { return place(m_chart.y, m_chart.y.from); }
    double top() const { return place(m_chart.y, m_chart.y.to); }
    void zoomAround(double factor, double centre);
    void zoom(double factor); ///< around the cursor, else the middle
    void pan(double share);
    void resetZoom();

    /** What of a series is seen now, thinned to the pixels it falls on: closer views show more of it. */
    QVector<QPointF> visiblePart(const QVector<QPointF> &points, ChartMark mark) const;
    QVector<QPointF> toPlaces(const QVector<QPointF> &points, bool steps) const;
    double placeAt(double pixelX) const;

    void setCursor(const QPointF &places);
    void clearCursor();
    bool hover(QPointF pixels); ///< puts the cursor under the mouse; false: nothing to read there
    bool step(int direction); ///< to the next place worth reading
    QString readout() const { return readoutText(m_readout); }

    void drawAxes(QPainter &painter, const Tokens &tokens) const;
    void drawFront(QPainter &painter, const Tokens &tokens) const;

private:
    static double place(const ChartAxis &axis, double value);
    static double value(const ChartAxis &axis, double place);
    QPointF toPlace(const QPointF &point) const;
    QPointF toPixels(const QPointF &places) const;
    void showRange(double from, double span);
    QVector<ChartTick> xTicks() const;
    QVector<ChartTick> yTicks() const;
    bool hasCloud() const;
    bool showsNames() const;
    std::optional<QPointF> nearestMark(QPointF pixels) const;
    QVector<QPointF> cursorStops() const;
    QVector<ReadoutLine> readoutAt(const QPointF &places) const;
    void drawCensored(QPainter &painter, const Tokens &tokens) const;
    void drawNames(QPainter &painter, const Tokens &tokens) const;
    void drawCursorDots(QPainter &painter, const Tokens &tokens) const;

    Chart m_chart;
    QVector<bool> m_shown;
    double m_from = 0; ///< visible places of the x axis
    double m_to = 1;
    QSizeF m_size;
    QRectF m_plane;
    std::optional<QPointF> m_cursor; ///< places; y counts for marks only
    QVector<ReadoutLine> m_readout;
};

} // namespace snapgpu
