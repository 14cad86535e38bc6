// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_plot.h"

#include <QKeyEvent>

namespace snapgpu {

namespace {
constexpr double kZoomStep = 1.5;
constexpr double kPanStep = 0.2;
} // namespace

void ChartPlot::keyPressEvent(QKeyEvent *event)
{
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(kZoomStep);
        return;
    case Qt::Key_Minus:
        zoom(1 / kZoomStep);
        return;
    case Qt::Key_0:
        resetZoom();
        return;
    case Qt::Key_Left:
    case Qt::Key_Up:
        shift ? pan(-kPanStep) : step(-1);
        return;
    case Qt::Key_Right:
    case Qt::Key_Down:
        shift ? pan(kPanStep) : step(1);
        return;
    case Qt::Key_Escape:
        clearCursor();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace snapgpu
