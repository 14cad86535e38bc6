// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/chart_text.h"

#include <QRectF>

class QPainter;

namespace snapgpu {

struct Tokens;

/** Pieces that every chart draws alike. Coordinates are device-independent pixels. */

/** A box of lines beside `place`, kept inside `bounds`; each line is led by its colour when it has one. */
struct ReadoutLine
{
    QString text;
    int colour = -1; ///< of the palette; below 0 = none
};
void drawReadout(QPainter &painter, const QVector<ReadoutLine> &lines, QPointF place, const QRectF &bounds,
    const Tokens &tokens);

/** A hair line that falls on whole pixels, so that it stays one pixel wide. */
void drawHair(QPainter &painter, QPointF from, QPointF to, const QColor &colour);

/** The frame that says "the keyboard is here". */
void drawFocusFrame(QPainter &painter, const QRect &rect, const Tokens &tokens);

QString readoutText(const QVector<ReadoutLine> &lines); ///< for readers: one sentence per line

} // namespace snapgpu
