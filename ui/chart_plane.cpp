// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that knows Qt Charts (deprecated upstream since 6.10). It draws lines, bands, columns and
// marks with it; axes, labels and the cursor are drawn here, because the library's own cannot be placed on
// whole pixels nor written in people's units. Series arrive thinned; nothing is animated.
#include "ui/chart_canvas.h"
#include "ui/chart_palette.h"
#include "ui/chart_plot.h"
#include "ui/chart_thin.h"
#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <QAreaSeries>
#include <QChart>
#include <QChartView>
#include <QLineSeries>
#include <QMouseEvent>
#include <QPainter>
#include <QValueAxis>
#include <QVBoxLayout>
#include <QWheelEvent>

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
constexpr double kCensorHeight = 7;
constexpr double kClosest = 200; // how far one can zoom in
constexpr int kCursorSteps = 60;
constexpr int kBandAlpha = 34;
constexpr double kMarkSize = 7;

bool isCloud(ChartMark mark)
{
    return mark == ChartMark::Disc || mark == ChartMark::Ring || mark == ChartMark::Cross;
}

/** One mark as a picture at four times the size, so that it stays sharp on dense screens. */
QImage markImage(ChartMark mark, const QColor &colour)
{
    constexpr int kScale = 4;
    const int size = qRound(kMarkSize * kScale);
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(kScale, kScale);
    const QPointF middle(kMarkSize / 2, kMarkSize / 2);
    QColor soft = colour;
    soft.setAlphaF(0.75F);
    if (mark == ChartMark::Disc) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(soft);
        painter.drawEllipse(middle, 2.6, 2.6);
    } else if (mark == ChartMark::Ring) {
        painter.setPen(QPen(soft, 1.1));
        painter.drawEllipse(middle, 2.3, 2.3);
    } else {
        painter.setPen(QPen(colour, 1.4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle + QPointF(-2.1, -2.1), middle + QPointF(2.1, 2.1));
        painter.drawLine(middle + QPointF(-2.1, 2.1), middle + QPointF(2.1, -2.1));
    }
    return image;
}

class PlanePlot;

/** The library's view, with our own axes behind and our own cursor before its series. */
class PlaneCanvas final : public QChartView
{
public:
    PlaneCanvas(QChart *chart, PlanePlot *plot);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    PlanePlot *m_plot;
    std::optional<double> m_dragFrom; // x in pixels
};

class PlanePlot final : public ChartPlot
{
public:
    PlanePlot(const Theme *theme, QWidget *parent)
        : ChartPlot(parent)
        , m_theme(theme)
        , m_chart(new QChart)
        , m_x(new QValueAxis(m_chart))
        , m_y(new QValueAxis(m_chart))
        , m_canvas(new PlaneCanvas(m_chart, this))
    {
        auto *layout = new QVBoxLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_canvas);
        m_chart->setAnimationOptions(QChart::NoAnimation);
        m_chart->setBackgroundVisible(false);
        m_chart->setMargins({});
        m_chart->legend()->hide();
        m_chart->addAxis(m_x, Qt::AlignBottom);
        m_chart->addAxis(m_y, Qt::AlignLeft);
        m_x->setVisible(false);
        m_y->setVisible(false);
        connect(theme, &Theme::changed, this, [this] { rebuild(); });
    }

    void setChart(const Chart &chart) override
    {
        const bool samePlane = chart.id == m_value.id && chart.x.from == m_value.x.from
            && chart.x.to == m_value.x.to; // a refresh does not throw a person out of a zoom
        m_value = chart;
        m_shown = QVector<bool>(chart.series.size(), true);
        m_cursor.reset();
        if (!samePlane) {
            m_from = place(chart.x, chart.x.from);
            m_to = place(chart.x, chart.x.to);
        }
        rebuild();
    }

    void setSeriesShown(int series, bool shown) override
    {
        if (series < m_shown.size() && m_shown.at(series) != shown) {
            m_shown[series] = shown;
            m_cursor.reset();
            rebuild();
        }
    }

    bool canZoom() const override { return true; }
    void zoom(double factor) override { zoomAround(factor, m_cursor ? m_cursor->x() : (m_from + m_to) / 2); }

    void zoomAround(double factor, double centre)
    {
        const double whole = place(m_value.x, m_value.x.to) - place(m_value.x, m_value.x.from);
        const double span = std::clamp((m_to - m_from) / factor, whole / kClosest, whole);
        const double share = m_to > m_from ? (centre - m_from) / (m_to - m_from) : 0.5;
        showRange(centre - span * share, span);
    }

    void pan(double share) override { showRange(m_from + share * (m_to - m_from), m_to - m_from); }

    void resetZoom() override
    {
        m_from = place(m_value.x, m_value.x.from);
        m_to = place(m_value.x, m_value.x.to);
        applyRange();
    }

    void step(int direction) override
    {
        const QVector<QPointF> stops = cursorStops();
        if (stops.isEmpty()) {
            return;
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
        setCursorAt(*next);
    }

    void clearCursor() override
    {
        m_cursor.reset();
        m_readout.clear();
        m_canvas->viewport()->update();
        Q_EMIT hovered({});
    }

    // --- for the canvas ---

    void placePlane()
    {
        const QFontMetricsF metrics(sizedFont(11.5));
        double left = 0;
        for (const ChartTick &tick : yTicks()) {
            left = std::max(left, metrics.horizontalAdvance(tick.text));
        }
        const bool names = showsNames();
        m_plane = QRectF(m_canvas->viewport()->rect())
                      .adjusted(std::ceil(left) + kLabelGap + 2, kTopMargin,
                          names ? -kNameWidth : -kRightMargin, -kBottomMargin);
        m_chart->setPlotArea(m_plane);
    }

    void drawAxes(QPainter &painter) const
    {
        const Tokens &tokens = m_theme->tokens();
        painter.setFont(sizedFont(11.5));
        const QFontMetricsF metrics(painter.font());
        for (const ChartTick &tick : yTicks()) {
            const double y = toPixels({m_from, place(m_value.y, tick.value)}).y();
            drawHair(painter, {m_plane.left(), y}, {m_plane.right(), y}, tokens.line);
            painter.setPen(tokens.dim);
            painter.drawText(QRectF(0, y - 10, m_plane.left() - kLabelGap, 20),
                Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, tick.text);
        }
        double free = -HUGE_VAL; // where the last text ended
        for (const ChartTick &tick : xTicks()) {
            const double x = toPixels({place(m_value.x, tick.value), 0}).x();
            drawHair(painter, {x, m_plane.bottom()}, {x, m_plane.bottom() + 4}, tokens.line);
            const double width = metrics.horizontalAdvance(tick.text);
            const double start = std::min(x - width / 2, double(m_canvas->viewport()->width()) - width - 1);
            if (start > free + 6) {
                painter.setPen(tokens.dim);
                painter.drawText(QRectF(start, m_plane.bottom() + 5, width, 18),
                    Qt::AlignCenter | Qt::TextDontClip, tick.text);
                free = start + width;
            }
        }
        drawHair(painter, m_plane.bottomLeft(), m_plane.bottomRight(), tokens.dim);
    }

    void drawFront(QPainter &painter) const
    {
        drawCensored(painter);
        if (showsNames()) {
            drawNames(painter);
        }
        if (m_cursor) {
            const QPointF at = toPixels(*m_cursor);
            drawHair(painter, {at.x(), m_plane.top()}, {at.x(), m_plane.bottom()}, m_theme->tokens().dim);
            drawCursorDots(painter);
            drawReadout(painter, m_readout, QPointF(at.x(), m_plane.top() + m_plane.height() * 0.45),
                m_canvas->viewport()->rect(), m_theme->tokens());
        }
        if (hasFocus()) {
            drawFocusFrame(painter, m_canvas->viewport()->rect(), m_theme->tokens());
        }
    }

    /** The mouse stands at these pixels. */
    void hover(QPointF pixels)
    {
        if (!m_plane.adjusted(-4, -4, 4, 4).contains(pixels)) {
            clearCursor();
            return;
        }
        if (const std::optional<QPointF> mark = nearestMark(pixels)) {
            setCursorAt(*mark);
        } else if (hasCloud()) {
            clearCursor();
        } else {
            setCursorAt({toValue(pixels.x()), 0});
        }
    }

    double toValue(double pixelX) const
    {
        return m_from + (pixelX - m_plane.left()) / std::max(1.0, m_plane.width()) * (m_to - m_from);
    }

protected:
    void focusInEvent(QFocusEvent *event) override
    {
        ChartPlot::focusInEvent(event);
        m_canvas->viewport()->update();
    }
    void focusOutEvent(QFocusEvent *event) override
    {
        ChartPlot::focusOutEvent(event);
        m_canvas->viewport()->update();
    }

private:
    static double place(const ChartAxis &axis, double value)
    {
        return axis.logarithmic ? std::log10(std::max(value, axis.from)) : value;
    }
    static double value(const ChartAxis &axis, double place)
    {
        return axis.logarithmic ? std::pow(10.0, place) : place;
    }
    QPointF toPlane(const QPointF &point) const
    {
        return {place(m_value.x, point.x()), place(m_value.y, point.y())};
    }
    /** From places on the axes to pixels. */
    QPointF toPixels(const QPointF &point) const
    {
        const double bottom = place(m_value.y, m_value.y.from);
        const double rise = std::max(1e-12, place(m_value.y, m_value.y.to) - bottom);
        return {m_plane.left() + (point.x() - m_from) / std::max(1e-12, m_to - m_from) * m_plane.width(),
            m_plane.bottom() - (point.y() - bottom) / rise * m_plane.height()};
    }
    QVector<ChartTick> yTicks() const
    {
        return chartTicks(m_value.y, std::clamp(int(m_canvas->height() / kTickHeight), 2, 8));
    }
    QVector<ChartTick> xTicks() const
    {
        ChartAxis axis = m_value.x;
        axis.from = value(axis, m_from);
        axis.to = value(axis, m_to);
        return chartTicks(axis, std::clamp(int(m_plane.width() / kTickWidth), 2, 12));
    }
    bool hasCloud() const
    {
        return std::any_of(m_value.series.cbegin(), m_value.series.cend(),
            [](const ChartSeries &series) { return isCloud(series.mark); });
    }
    bool showsNames() const
    {
        return m_value.series.size() > 1 && m_canvas->width() >= kNamesFrom
            && m_value.series.first().mark == ChartMark::Steps;
    }

    QVector<QPointF> planePoints(const QVector<QPointF> &points, bool steps) const
    {
        QVector<QPointF> placed = steps ? stepCorners(points) : points;
        std::transform(
            placed.cbegin(), placed.cend(), placed.begin(), [this](const QPointF &p) { return toPlane(p); });
        return placed;
    }

    void attach(QAbstractSeries *series)
    {
        m_chart->addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
    }

    void addArea(const QVector<QPointF> &upper, const QVector<QPointF> &lower, const QColor &fill)
    {
        auto *area = new QAreaSeries; // does not own its lines
        auto *top = new QLineSeries(area);
        auto *bottom = new QLineSeries(area);
        top->replace(planePoints(upper, true));
        bottom->replace(planePoints(lower, true));
        area->setUpperSeries(top);
        area->setLowerSeries(bottom);
        area->setPen(Qt::NoPen);
        area->setBrush(fill);
        attach(area);
    }

    void addSeries(const ChartSeries &series)
    {
        QColor colour = chartColour(series.colour, m_theme->tokens());
        if (series.mark == ChartMark::Columns) {
            QVector<QPointF> base = series.low;
            if (base.isEmpty()) {
                base = {{series.points.first().x(), 0}, {series.points.last().x(), 0}};
            }
            colour.setAlpha(205);
            addArea(series.points, base, colour);
            return;
        }
        auto *line = new QLineSeries;
        line->replace(planePoints(series.points, series.mark == ChartMark::Steps));
        if (isCloud(series.mark)) { // one picture per mark; QScatterSeries would make an item for each
            line->setPen(Qt::NoPen);
            line->setLightMarker(markImage(series.mark, colour));
            line->setMarkerSize(kMarkSize);
        } else {
            if (!series.low.isEmpty()) {
                colour.setAlpha(kBandAlpha);
                addArea(series.high, series.low, colour);
            }
            line->setPen(chartPen(series.colour, m_theme->tokens()));
        }
        attach(line);
    }

    void rebuild()
    {
        m_chart->removeAllSeries();
        m_y->setRange(place(m_value.y, m_value.y.from), place(m_value.y, m_value.y.to));
        for (qsizetype i = 0; i < m_value.series.size(); ++i) {
            if (m_shown.at(i) && !m_value.series.at(i).points.isEmpty()) {
                addSeries(m_value.series.at(i));
            }
        }
        placePlane();
        applyRange();
    }

    void showRange(double from, double span)
    {
        const double least = place(m_value.x, m_value.x.from);
        const double most = place(m_value.x, m_value.x.to);
        m_from = std::clamp(from, least, std::max(least, most - span));
        m_to = m_from + span;
        applyRange();
    }

    void applyRange()
    {
        m_x->setRange(m_from, m_to);
        m_canvas->resetCachedContent();
        m_canvas->viewport()->update();
    }

    void drawCensored(QPainter &painter) const
    {
        painter.save();
        painter.setClipRect(m_plane.adjusted(0, -kCensorHeight, 0, kCensorHeight));
        for (qsizetype i = 0; i < m_value.series.size(); ++i) {
            const ChartSeries &series = m_value.series.at(i);
            if (!m_shown.at(i)) {
                continue;
            }
            const QColor colour = chartColour(series.colour, m_theme->tokens());
            for (const QPointF &tick : series.ticks) {
                const QPointF at = toPixels(toPlane(tick));
                const QPointF half(0, kCensorHeight / 2);
                drawHair(painter, at - half, at + half, colour);
            }
        }
        painter.restore();
    }

    /** Names behind the ends of the curves, pushed apart so that none covers another. */
    void drawNames(QPainter &painter) const
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
        for (qsizetype i = 0; i < m_value.series.size(); ++i) {
            const ChartSeries &series = m_value.series.at(i);
            if (m_shown.at(i) && !series.points.isEmpty()) {
                const double end = stepValue(series.points, value(m_value.x, m_to), 0);
                names.append({toPixels({m_to, place(m_value.y, end)}).y(), &series});
            }
        }
        std::stable_sort(
            names.begin(), names.end(), [](const Name &a, const Name &b) { return a.y < b.y; });
        double next = m_plane.top() - height / 2;
        for (Name &name : names) {
            name.y = std::max(name.y - height / 2, next);
            next = name.y + height;
        }
        const double over = next - (m_plane.bottom() + height / 2);
        painter.setFont(font);
        for (const Name &name : std::as_const(names)) {
            painter.setPen(chartColour(name.series->colour, m_theme->tokens()));
            painter.drawText(QRectF(m_plane.right() + 6, name.y - std::max(0.0, over), kNameWidth - 8, height),
                Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(name.series->name, Qt::ElideMiddle, kNameWidth - 8));
        }
    }

    void drawCursorDots(QPainter &painter) const
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        const double x = value(m_value.x, m_cursor->x());
        for (qsizetype i = 0; i < m_value.series.size(); ++i) {
            const ChartSeries &series = m_value.series.at(i);
            if (!m_shown.at(i) || series.mark != ChartMark::Steps || series.points.isEmpty()
                || x > series.points.last().x()) {
                continue;
            }
            painter.setPen(QPen(m_theme->tokens().panel, 1.5));
            painter.setBrush(chartColour(series.colour, m_theme->tokens()));
            const double y = place(m_value.y, stepValue(series.points, x, 0));
            painter.drawEllipse(toPixels({m_cursor->x(), y}), 4, 4);
        }
        if (hasCloud()) {
            painter.setPen(QPen(m_theme->tokens().text, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(toPixels(*m_cursor), 6, 6);
        }
        painter.restore();
    }

    std::optional<QPointF> nearestMark(QPointF pixels) const
    {
        std::optional<QPointF> best;
        double nearest = kReach * kReach;
        for (qsizetype i = 0; i < m_value.series.size(); ++i) {
            const ChartSeries &series = m_value.series.at(i);
            if (!m_shown.at(i) || !isCloud(series.mark)) {
                continue;
            }
            for (const QPointF &point : series.points) {
                const QPointF way = toPixels(toPlane(point)) - pixels;
                const double distance = QPointF::dotProduct(way, way);
                if (distance < nearest) {
                    nearest = distance;
                    best = toPlane(point);
                }
            }
        }
        return best;
    }

    /** Places on the axes that the arrow keys walk through, from left to right. */
    QVector<QPointF> cursorStops() const
    {
        QVector<QPointF> stops;
        for (qsizetype i = 0; i < m_value.series.size(); ++i) {
            const ChartSeries &series = m_value.series.at(i);
            if (m_shown.at(i) && series.mark == ChartMark::Columns && stops.isEmpty()) {
                for (qsizetype k = 0; k + 1 < series.points.size(); ++k) {
                    stops.append({(series.points.at(k).x() + series.points.at(k + 1).x()) / 2, 0});
                }
            } else if (m_shown.at(i) && isCloud(series.mark)) {
                for (const QPointF &point : series.points) {
                    stops.append(toPlane(point));
                }
            }
        }
        if (stops.isEmpty() && !m_value.series.isEmpty()) {
            for (int i = 0; i <= kCursorSteps; ++i) {
                stops.append({m_from + (m_to - m_from) * i / kCursorSteps, 0});
            }
        }
        stops.removeIf([this](const QPointF &stop) { return stop.x() < m_from || stop.x() > m_to; });
        std::stable_sort(
            stops.begin(), stops.end(), [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); });
        return stops;
    }

    void setCursorAt(const QPointF &at)
    {
        m_cursor = at;
        m_readout = readout(at);
        m_canvas->viewport()->update();
        Q_EMIT hovered(readoutText(m_readout));
    }

    QVector<ReadoutLine> readout(const QPointF &at) const
    {
        const double x = value(m_value.x, at.x());
        QVector<ReadoutLine> lines{{chartText(x, m_value.x.unit), -1}};
        for (qsizetype i = 0; i < m_value.series.size(); ++i) {
            const ChartSeries &series = m_value.series.at(i);
            if (!m_shown.at(i) || series.points.isEmpty()) {
                continue;
            }
            if (isCloud(series.mark)) {
                if (std::any_of(series.points.cbegin(), series.points.cend(),
                        [&](const QPointF &point) { return toPlane(point) == at; })) {
                    lines.append({series.name, series.colour});
                    lines.append({chartText(value(m_value.y, at.y()), m_value.y.unit), -1});
                    break;
                }
                continue;
            }
            if (x > series.points.last().x()) {
                continue; // nothing is known beyond the last observation
            }
            const double base = series.mark == ChartMark::Columns ? stepValue(series.low, x, 0) : 0;
            const double y = stepValue(series.points, x, 0) - base;
            const QString figure = chartText(y, m_value.y.unit);
            lines.append({QStringLiteral("%1  %2").arg(figure, series.name), series.colour});
        }
        return lines;
    }

    const Theme *m_theme;
    Chart m_value;
    QVector<bool> m_shown;
    double m_from = 0; // visible range, as places on the axis (logarithms on a logarithmic one)
    double m_to = 1;
    QRectF m_plane;
    std::optional<QPointF> m_cursor; // places on both axes; y counts for marks only
    QVector<ReadoutLine> m_readout;
    QChart *m_chart; // owned by the canvas
    QValueAxis *m_x;
    QValueAxis *m_y;
    PlaneCanvas *m_canvas;
};

PlaneCanvas::PlaneCanvas(QChart *chart, PlanePlot *plot)
    : QChartView(chart, plot)
    , m_plot(plot)
{
    setObjectName(QStringLiteral("qt_chart_canvas"));
    setFocusPolicy(Qt::NoFocus); // the keyboard belongs to the plot around it
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setViewportUpdateMode(FullViewportUpdate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
}

void PlaneCanvas::drawBackground(QPainter *painter, const QRectF & /*rect*/)
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    m_plot->drawAxes(*painter);
    painter->setRenderHint(QPainter::Antialiasing, true);
}

void PlaneCanvas::drawForeground(QPainter *painter, const QRectF & /*rect*/)
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    m_plot->drawFront(*painter);
}

void PlaneCanvas::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    m_plot->placePlane();
}

void PlaneCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragFrom) {
        m_plot->pan(-(m_plot->toValue(event->position().x()) - m_plot->toValue(*m_dragFrom))
            / std::max(1e-12, m_plot->toValue(width()) - m_plot->toValue(0)));
        m_dragFrom = event->position().x();
        return;
    }
    m_plot->hover(event->position());
}

void PlaneCanvas::mousePressEvent(QMouseEvent *event)
{
    m_plot->setFocus(Qt::MouseFocusReason);
    m_dragFrom = event->position().x();
}

void PlaneCanvas::mouseReleaseEvent(QMouseEvent * /*event*/) { m_dragFrom.reset(); }

void PlaneCanvas::mouseDoubleClickEvent(QMouseEvent * /*event*/) { m_plot->resetZoom(); }

void PlaneCanvas::wheelEvent(QWheelEvent *event)
{
    const double steps = event->angleDelta().y() / 120.0;
    m_plot->zoomAround(std::pow(1.25, steps), m_plot->toValue(event->position().x()));
    event->accept();
}

void PlaneCanvas::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    m_plot->clearCursor();
}

} // namespace

ChartPlot *makePlanePlot(const Theme *theme, QWidget *parent) { return new PlanePlot(theme, parent); }

} // namespace snapgpu
