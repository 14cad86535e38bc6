// SPDX-License-Identifier: GPL-3.0-or-later
// Bars lying down: name on the left, bar on a pale track, figures on the right.
#include "ui/chart_canvas.h"
#include "ui/chart_palette.h"
#include "ui/chart_plot.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

namespace snapgpu {

namespace {

constexpr double kRowHeight = 30;
constexpr double kLeastRowHeight = 20;
constexpr double kBarHeight = 12;
constexpr double kMarkHeight = 16;
constexpr double kGap = 12;
constexpr double kAxisHeight = 22;
constexpr double kMostNames = 0.30; // of the width
constexpr double kMostFigures = 0.42;
constexpr double kTickWidth = 52;

class RowsPlot final : public ChartPlot
{
public:
    RowsPlot(const Theme *theme, QWidget *parent)
        : ChartPlot(parent)
        , m_theme(theme)
    {
        setMouseTracking(true);
        connect(theme, &Theme::changed, this, [this] { update(); });
    }

    void setChart(const Chart &chart) override
    {
        m_value = chart;
        m_shown = QVector<bool>(chart.series.size(), true);
        m_row = -1;
        update();
    }

    void setSeriesShown(int series, bool shown) override
    {
        if (series < m_shown.size()) {
            m_shown[series] = shown;
            update();
        }
    }

    void step(int direction) override
    {
        const int rows = visibleRows();
        if (rows > 0) {
            setRow(m_row < 0 ? (direction > 0 ? 0 : rows - 1) : std::clamp(m_row + direction, 0, rows - 1));
        }
    }

    void clearCursor() override { setRow(-1); }

protected:
    void paintEvent(QPaintEvent * /*event*/) override
    {
        QPainter painter(this);
        const Layout place = layOut();
        for (int row = 0; row < visibleRows(); ++row) {
            drawRow(painter, place, row);
        }
        drawAxis(painter, place);
        if (m_row >= 0) {
            const QRectF bar = barRect(place, m_row);
            drawReadout(painter, readout(m_row), {bar.left() + bar.width() / 3, bar.top()}, rect(),
                m_theme->tokens());
        }
        if (hasFocus()) {
            drawFocusFrame(painter, rect(), m_theme->tokens());
        }
    }

    void mouseMoveEvent(QMouseEvent *event) override
    {
        const int row = static_cast<int>(event->position().y() / rowHeight());
        setRow(row >= 0 && row < visibleRows() ? row : -1);
    }
    void leaveEvent(QEvent *event) override
    {
        ChartPlot::leaveEvent(event);
        clearCursor();
    }

private:
    struct Layout
    {
        double nameWidth = 0;
        double figureWidth = 0;
        QRectF bars; ///< of all rows
    };

    double rowHeight() const
    {
        const double room = (height() - kAxisHeight) / std::max(1.0, double(m_value.rows.size()));
        return std::clamp(room, kLeastRowHeight, kRowHeight);
    }
    int visibleRows() const
    {
        const int fit = static_cast<int>((height() - kAxisHeight) / rowHeight() + 1e-6);
        return std::min(static_cast<int>(m_value.rows.size()), std::max(0, fit));
    }

    Layout layOut() const
    {
        const QFontMetricsF plain(sizedFont(12.5));
        const QFontMetricsF strong(sizedFont(12.5, QFont::DemiBold));
        Layout place;
        for (const ChartRow &row : m_value.rows) {
            const QString gap = row.note.isEmpty() ? QString() : QStringLiteral(" ");
            place.nameWidth =
                std::max(place.nameWidth, plain.horizontalAdvance(QString(row.name + gap + row.note)));
            place.figureWidth = std::max(
                place.figureWidth, strong.horizontalAdvance(row.strong) + plain.horizontalAdvance(row.text));
        }
        place.nameWidth = std::min(std::ceil(place.nameWidth) + 2, width() * kMostNames);
        place.figureWidth = std::min(std::ceil(place.figureWidth) + 2, width() * kMostFigures);
        place.bars = QRectF(place.nameWidth + kGap, 0,
            std::max(40.0, width() - place.nameWidth - place.figureWidth - 2 * kGap),
            rowHeight() * visibleRows());
        return place;
    }

    QRectF barRect(const Layout &place, int row) const
    {
        const double middle = rowHeight() * (row + 0.5);
        return {place.bars.left(), std::round(middle - kBarHeight / 2), place.bars.width(), kBarHeight};
    }

    double toPixels(const Layout &place, double value) const
    {
        const double share = std::clamp(value / std::max(1e-12, m_value.x.to), 0.0, 1.0);
        return place.bars.left() + share * place.bars.width();
    }

    QColor partColour(int part) const
    {
        const Tokens &tokens = m_theme->tokens();
        const ChartSeries &series = m_value.series.at(part);
        if (m_value.stages) {
            return tokens.stages.at(static_cast<std::size_t>(series.colour) % tokens.stages.size());
        }
        QColor colour = chartColour(series.colour, tokens); // paler than a line: a bar has much more of it
        colour.setAlphaF(0.55F);
        return colour;
    }

    void drawRow(QPainter &painter, const Layout &place, int row) const
    {
        const Tokens &tokens = m_theme->tokens();
        const ChartRow &value = m_value.rows.at(row);
        const QRectF bar = barRect(place, row);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath track;
        track.addRoundedRect(bar, 2.5, 2.5);
        painter.fillPath(track, tokens.ground);
        painter.save();
        painter.setClipPath(track);
        double at = 0;
        for (qsizetype part = 0; part < value.values.size() && part < m_value.series.size(); ++part) {
            if (!m_shown.value(part, true)) {
                continue;
            }
            const double from = toPixels(place, at);
            at += value.values.at(part);
            const double to = toPixels(place, at);
            if (m_value.series.at(part).colour >= 0 && to > from) { // a negative colour only pushes the rest
                const double gap = m_value.stages && to - from > 3 ? 1 : 0; // the track parts the stages
                painter.fillRect(
                    QRectF(from, bar.top(), to - from - gap, bar.height()), partColour(int(part)));
            }
        }
        painter.restore();
        if (value.mark) {
            const double x = std::round(toPixels(place, *value.mark));
            painter.fillRect(QRectF(x - 1, bar.center().y() - kMarkHeight / 2, 3, kMarkHeight), tokens.ok);
        }
        drawTexts(painter, place, row);
    }

    void drawTexts(QPainter &painter, const Layout &place, int row) const
    {
        const Tokens &tokens = m_theme->tokens();
        const ChartRow &value = m_value.rows.at(row);
        const QFont plain = sizedFont(12.5);
        const QFont strong = sizedFont(12.5, QFont::DemiBold);
        const double top = rowHeight() * row;
        const auto write = [&](double x, double room, const QFont &font, const QColor &colour,
                               const QString &text) {
            const QFontMetricsF metrics(font);
            painter.setFont(font);
            painter.setPen(colour);
            painter.drawText(QRectF(x, top, room, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(text, Qt::ElideRight, room));
            return std::min(room, metrics.horizontalAdvance(text));
        };
        const double used = write(0, place.nameWidth, plain, tokens.text, value.name);
        const double space = QFontMetricsF(plain).horizontalAdvance(QLatin1Char(' '));
        if (place.nameWidth - used > 20) {
            write(used + space, place.nameWidth - used - space, plain, tokens.dim, value.note);
        }
        const double right = place.bars.right() + kGap;
        const double strongWidth =
            value.strong.isEmpty() ? 0 : write(right, place.figureWidth, strong, tokens.text, value.strong);
        const QColor colour = value.tone == QLatin1String("bad") ? tokens.bad
            : value.tone == QLatin1String("warn")                ? tokens.warn
                                                                 : tokens.dim;
        write(right + strongWidth, place.figureWidth - strongWidth, plain, colour, value.text);
    }

    void drawAxis(QPainter &painter, const Layout &place) const
    {
        const Tokens &tokens = m_theme->tokens();
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setFont(sizedFont(11.5));
        const QFontMetricsF metrics(painter.font());
        const double top = place.bars.bottom();
        for (const ChartTick &tick :
            chartTicks(m_value.x, std::clamp(int(place.bars.width() / kTickWidth), 2, 10))) {
            const double x = toPixels(place, tick.value);
            drawHair(painter, {x, top}, {x, top + 4}, tokens.line);
            const double half = metrics.horizontalAdvance(tick.text) / 2;
            painter.setPen(tokens.dim);
            painter.drawText(QRectF(x - half, top + 4, 2 * half, kAxisHeight - 4),
                Qt::AlignCenter | Qt::TextDontClip, tick.text);
        }
    }

    QVector<ReadoutLine> readout(int row) const
    {
        const ChartRow &value = m_value.rows.at(row);
        QVector<ReadoutLine> lines{{QString(value.name + QLatin1Char(' ') + value.note).trimmed()}};
        for (qsizetype part = 0; m_value.stages && part < value.values.size(); ++part) {
            lines.append({QStringLiteral("%1  %2").arg(
                chartText(value.values.at(part), m_value.x.unit), m_value.series.at(part).name)});
        }
        const QString figures = value.strong + value.text;
        if (!figures.isEmpty()) {
            lines.append({figures});
        }
        return lines;
    }

    void setRow(int row)
    {
        if (row != m_row) {
            m_row = row;
            update();
            Q_EMIT hovered(row < 0 ? QString() : readoutText(readout(row)));
        }
    }

    const Theme *m_theme;
    Chart m_value;
    QVector<bool> m_shown;
    int m_row = -1; ///< under the cursor
};

} // namespace

ChartPlot *makeRowsPlot(const Theme *theme, QWidget *parent) { return new RowsPlot(theme, parent); }

} // namespace snapgpu
