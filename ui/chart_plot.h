// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/chart_values.h"

#include <QWidget>

namespace snapgpu {

class Theme;

/**
 * Draws one chart and lets a person walk over it. Everything around the picture (title, legend, table,
 * export) is ChartView's; what draws lines on a plane stands behind makePlanePlot(), so that the chart
 * library can be replaced in that one file.
 */
class ChartPlot : public QWidget
{
    Q_OBJECT
public:
    explicit ChartPlot(QWidget *parent)
        : QWidget(parent)
    {
        setFocusPolicy(Qt::StrongFocus);
    }

    virtual void setChart(const Chart &chart) = 0;
    virtual void setSeriesShown(int series, bool shown) = 0;
    virtual bool canZoom() const { return false; }
    virtual void zoom(double /*factor*/) { } ///< above 1 = closer, around the cursor, else the middle
    virtual void pan(double /*share*/) { } ///< of the visible width; positive = to the right
    virtual void resetZoom() { }
    /** Moves the reading cursor to the next or previous place worth reading. */
    virtual void step(int direction) = 0;
    virtual void clearCursor() = 0;

Q_SIGNALS:
    /** What stands under the cursor, line by line; empty = the cursor left. */
    void hovered(const QString &text);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/** Curves, columns and marks over two axes. `theme` must outlive it. */
ChartPlot *makePlanePlot(const Theme *theme, QWidget *parent);

/** Bars lying down, one row each. */
ChartPlot *makeRowsPlot(const Theme *theme, QWidget *parent);

} // namespace snapgpu
