// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QVector>

/** Makes series of any length small enough to draw. Pure; points are sorted by x. */
namespace snapgpu {

/** Corners of a right-continuous step function: (x0,y0) (x1,y0) (x1,y1) ... */
QVector<QPointF> stepCorners(const QVector<QPointF> &points);

/**
 * At most about four points for each of `columns` equal parts of the x range: the first, the last, the lowest
 * and the highest of each. Drawn as steps in `columns` pixels the result looks the same, and its first, last,
 * lowest and highest points are those of the whole.
 */
QVector<QPointF> thinSteps(const QVector<QPointF> &points, int columns);

/**
 * At most one point for each cell of a grid of columns × rows, and the lowest and highest point of each
 * column. Points are taken as they come, so the result is the same every time. `logarithmic` = rows are equal
 * parts of log y (y must be above 0).
 */
QVector<QPointF> thinCloud(const QVector<QPointF> &points, int columns, int rows, bool logarithmic);

/** Value of the step function at `x`: that of the last point not behind x; `before` when there is none. */
double stepValue(const QVector<QPointF> &points, double x, double before);

} // namespace snapgpu
