// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_canvas.h"

#include "ui/chart_palette.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <QPainter>

namespace snapgpu {

namespace {
constexpr double kBoxPadding = 8;
constexpr double kKeyWidth = 14;
constexpr double kBoxGap = 14; // between the cursor and its box
} // namespace

void drawReadout(QPainter &painter, const QVector<ReadoutLine> &lines, QPointF place, const QRectF &bounds,
    const Tokens &tokens)
{
    const QFont plain = sizedFont(12);
    const QFont strong = sizedFont(12, QFont::DemiBold);
    const QFontMetricsF metrics(strong);
    const bool keyed =
        std::any_of(lines.cbegin(), lines.cend(), [](const ReadoutLine &line) { return line.colour >= 0; });
    double width = 0;
    for (const ReadoutLine &line : lines) {
        width = std::max(width, metrics.horizontalAdvance(line.text));
    }
    const double height = std::ceil(metrics.height());
    const QSizeF size(std::ceil(width + 2 * kBoxPadding + (keyed ? kKeyWidth : 0)),
        height * static_cast<double>(lines.size()) + 2 * kBoxPadding);
    QPointF corner = place + QPointF(kBoxGap, -size.height() - kBoxGap / 2);
    if (corner.x() + size.width() > bounds.right()) {
        corner.setX(place.x() - kBoxGap - size.width());
    }
    corner.setX(std::max(bounds.left(), corner.x()));
    corner.setY(
        std::clamp(corner.y(), bounds.top(), std::max(bounds.top(), bounds.bottom() - size.height())));
    const QRectF box(QPointF(std::round(corner.x()), std::round(corner.y())), size);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(tokens.line, 1));
    painter.setBrush(tokens.panel);
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    double y = box.top() + kBoxPadding;
    for (const ReadoutLine &line : lines) {
        const QRectF row(box.left() + kBoxPadding, y, box.width() - 2 * kBoxPadding, height);
        if (line.colour >= 0) {
            painter.setPen(chartPen(line.colour, tokens, 2.2));
            painter.drawLine(
                QPointF(row.left(), row.center().y()), QPointF(row.left() + 10, row.center().y()));
        }
        painter.setFont(&line == &lines.first() ? strong : plain);
        painter.setPen(tokens.text);
        painter.drawText(row.adjusted(keyed && line.colour >= 0 ? kKeyWidth : 0, 0, 4, 0),
            Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, line.text);
        y += height;
    }
    painter.restore();
}

void drawHair(QPainter &painter, QPointF from, QPointF to, const QColor &colour)
{
    const auto snapped = [](QPointF point) {
        return QPointF(std::floor(point.x()) + 0.5, std::floor(point.y()) + 0.5);
    };
    painter.setPen(QPen(colour, 1));
    painter.drawLine(snapped(from), snapped(to));
}

void drawFocusFrame(QPainter &painter, const QRect &rect, const Tokens &tokens)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(tokens.accent, 1));
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    painter.restore();
}

QString readoutText(const QVector<ReadoutLine> &lines)
{
    QStringList texts;
    for (const ReadoutLine &line : lines) {
        texts.append(line.text);
    }
    return texts.join(QLatin1Char('\n'));
}

} // namespace snapgpu
