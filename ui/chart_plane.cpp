// SPDX-License-Identifier: GPL-3.0-or-later
// The only file that knows Qt Charts (deprecated upstream since 6.10). It draws lines, bands, columns and
// marks with it; axes, labels and the cursor are PlaneScene's, because the library's own cannot be placed on
// whole pixels nor written in people's units. Series are thinned to what is seen; nothing is animated.
#include "ui/chart_palette.h"
#include "ui/chart_plane_scene.h"
#include "ui/chart_plot.h"
#include "ui/theme.h"

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

constexpr int kBandAlpha = 28;
constexpr int kColumnAlpha = 205;
constexpr double kMarkSize = 7;
constexpr double kWheelZoom = 1.25;
constexpr double kWheelNotch = 120; // QWheelEvent: eighths of a degree

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
        m_scene.setChart(chart);
        rebuild();
    }

    void setSeriesShown(int series, bool shown) override
    {
        if (m_scene.setShown(series, shown)) {
            rebuild();
        }
    }

    bool canZoom() const override { return true; }
    void zoom(double factor) override
    {
        m_scene.zoom(factor);
        applyRange();
    }
    void zoomAt(double factor, double pixelX)
    {
        m_scene.zoomAround(factor, m_scene.placeAt(pixelX));
        applyRange();
    }
    void pan(double share) override
    {
        m_scene.pan(share);
        applyRange();
    }
    void panPixels(double pixels) { pan(pixels / std::max(1.0, m_scene.plane().width())); }
    void resetZoom() override
    {
        m_scene.resetZoom();
        applyRange();
    }

    void step(int direction) override
    {
        if (m_scene.step(direction)) {
            showCursor();
        }
    }
    void clearCursor() override
    {
        m_scene.clearCursor();
        showCursor();
    }
    void hover(QPointF pixels)
    {
        m_scene.hover(pixels);
        showCursor();
    }

    void layOut()
    {
        m_scene.layOut(m_canvas->viewport()->size());
        m_chart->setPlotArea(m_scene.plane());
    }
    void resized()
    {
        layOut();
        applyRange();
    }

    void drawBehind(QPainter &painter) const { m_scene.drawAxes(painter, m_theme->tokens()); }
    void drawBefore(QPainter &painter) const
    {
        m_scene.drawFront(painter, m_theme->tokens());
        if (hasFocus()) {
            drawFocusFrame(painter, m_canvas->viewport()->rect(), m_theme->tokens());
        }
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
    void attach(QAbstractSeries *series)
    {
        m_chart->addSeries(series);
        series->attachAxis(m_x);
        series->attachAxis(m_y);
    }

    void addArea(
        const QVector<QPointF> &upper, const QVector<QPointF> &lower, ChartMark mark, const QColor &fill)
    {
        auto *area = new QAreaSeries; // does not own its lines
        auto *top = new QLineSeries(area);
        auto *bottom = new QLineSeries(area);
        top->replace(m_scene.toPlaces(m_scene.visiblePart(upper, mark), true));
        bottom->replace(m_scene.toPlaces(m_scene.visiblePart(lower, mark), true));
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
            colour.setAlpha(kColumnAlpha);
            addArea(series.points, base, series.mark, colour);
            return;
        }
        auto *line = new QLineSeries;
        line->replace(m_scene.toPlaces(
            m_scene.visiblePart(series.points, series.mark), series.mark == ChartMark::Steps));
        if (isCloud(series.mark)) { // one picture per mark; QScatterSeries would make an item for each
            line->setPen(Qt::NoPen);
            line->setLightMarker(markImage(series.mark, colour));
            line->setMarkerSize(kMarkSize);
        } else {
            if (!series.low.isEmpty()) {
                colour.setAlpha(kBandAlpha);
                addArea(series.high, series.low, series.mark, colour);
            }
            line->setPen(chartPen(series.colour, m_theme->tokens()));
        }
        attach(line);
    }

    void rebuild()
    {
        layOut();
        fill();
        applyRange();
    }

    void fill()
    {
        m_chart->removeAllSeries();
        m_y->setRange(m_scene.bottom(), m_scene.top());
        m_filled = {m_scene.from(), m_scene.to(), m_scene.plane().size()};
        for (qsizetype i = 0; i < m_scene.chart().series.size(); ++i) {
            if (m_scene.isDrawn(i)) {
                addSeries(m_scene.chart().series.at(i));
            }
        }
    }

    void applyRange()
    {
        if (m_filled != Filled{m_scene.from(), m_scene.to(), m_scene.plane().size()}) {
            fill(); // another part of the series is seen, or in other detail
        }
        m_x->setRange(m_scene.from(), m_scene.to());
        m_canvas->resetCachedContent();
        m_canvas->viewport()->update();
    }

    void showCursor()
    {
        m_canvas->viewport()->update();
        Q_EMIT hovered(m_scene.readout());
    }

    /** For which view the series in the chart were thinned. */
    struct Filled
    {
        double from = 0, to = 0;
        QSizeF plane;
        bool operator==(const Filled &) const = default;
    };

    const Theme *m_theme;
    PlaneScene m_scene;
    Filled m_filled;
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
    viewport()->setFocusPolicy(Qt::NoFocus);
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
    m_plot->drawBehind(*painter);
    painter->setRenderHint(QPainter::Antialiasing, true);
}

void PlaneCanvas::drawForeground(QPainter *painter, const QRectF & /*rect*/)
{
    painter->setRenderHint(QPainter::Antialiasing, false);
    m_plot->drawBefore(*painter);
}

void PlaneCanvas::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    m_plot->resized();
}

void PlaneCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragFrom) {
        m_plot->panPixels(*m_dragFrom - event->position().x());
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
    const double notches = event->angleDelta().y() / kWheelNotch;
    m_plot->zoomAt(std::pow(kWheelZoom, notches), event->position().x());
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
