// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_legend.h"

#include "ui/chart_palette.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <QPainter>
#include <QToolButton>

namespace snapgpu {

namespace {

constexpr int kGap = 6;
constexpr QSize kKeySize(22, 12);

QPixmap keyPicture(const Chart &chart, int series, const Tokens &tokens, bool shown, double ratio)
{
    QPixmap picture(kKeySize * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setOpacity(shown ? 1.0 : 0.35);
    drawSeriesKey(painter, QRectF({}, QSizeF(kKeySize)), chart, series, tokens);
    return picture;
}

} // namespace

void drawSeriesKey(QPainter &painter, const QRectF &box, const Chart &chart, int series, const Tokens &tokens)
{
    const ChartSeries &value = chart.series.at(series);
    const QColor colour = chart.stages
        ? tokens.stages.at(static_cast<std::size_t>(qMax(0, value.colour)) % tokens.stages.size())
        : chartColour(value.colour, tokens);
    const QPointF middle = box.center();
    painter.setRenderHint(QPainter::Antialiasing);
    if (chart.kind == Chart::Kind::Rows || value.mark == ChartMark::Columns) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawRoundedRect(QRectF(middle - QPointF(5, 5), QSizeF(10, 10)), 2, 2);
        return;
    }
    painter.setBrush(Qt::NoBrush);
    switch (value.mark) {
    case ChartMark::Disc:
        painter.setPen(Qt::NoPen);
        painter.setBrush(colour);
        painter.drawEllipse(middle, 3.4, 3.4);
        break;
    case ChartMark::Ring:
        painter.setPen(QPen(colour, 1.5));
        painter.drawEllipse(middle, 3.2, 3.2);
        break;
    case ChartMark::Cross:
        painter.setPen(QPen(colour, 1.8, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(middle + QPointF(-3, -3), middle + QPointF(3, 3));
        painter.drawLine(middle + QPointF(-3, 3), middle + QPointF(3, -3));
        break;
    default:
        painter.setPen(chartPen(value.colour, tokens, 2.0));
        painter.drawLine(QPointF(box.left() + 1, middle.y()), QPointF(box.right() - 1, middle.y()));
    }
}

ChartLegend::ChartLegend(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    connect(theme, &Theme::changed, this, &ChartLegend::refreshKeys);
}

void ChartLegend::setChart(const Chart &chart)
{
    m_chart = chart;
    m_chart.rows.clear();
    m_chart.table = {};
    for (ChartSeries &series : m_chart.series) {
        series.points.clear();
        series.low.clear();
        series.high.clear();
        series.ticks.clear();
    }
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (int i = 0; i < chart.series.size(); ++i) {
        const ChartSeries &series = chart.series.at(i);
        if (series.colour < 0) {
            m_buttons.append(nullptr);
            continue;
        }
        auto *button = new QToolButton(this);
        button->setProperty("role", QStringLiteral("key"));
        button->setCheckable(true);
        button->setChecked(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setIconSize(kKeySize);
        const QString text =
            series.detail.isEmpty() ? series.name : QStringLiteral("%1 · %2").arg(series.name, series.detail);
        QString escaped = text; // an & of a name is no mnemonic
        button->setText(escaped.replace(QLatin1Char('&'), QStringLiteral("&&")));
        button->setAccessibleName(text);
        button->setToolTip(tr("Show or hide %1").arg(series.name));
        connect(button, &QToolButton::toggled, this, [this, i](bool shown) {
            refreshKeys();
            Q_EMIT toggled(i, shown);
        });
        m_buttons.append(button);
        button->show();
    }
    refreshKeys();
    place(width(), true);
    updateGeometry();
}

bool ChartLegend::isUseful() const
{
    const auto keys = m_buttons.size() - m_buttons.count(nullptr);
    return keys > 1 || (keys == 1 && !m_chart.series.last().detail.isEmpty());
}

void ChartLegend::refreshKeys()
{
    for (int i = 0; i < m_buttons.size(); ++i) {
        if (QToolButton *button = m_buttons.at(i)) {
            button->setIcon(
                keyPicture(m_chart, i, m_theme->tokens(), button->isChecked(), devicePixelRatioF()));
        }
    }
}

int ChartLegend::place(int width, bool move) const
{
    int x = 0;
    int y = 0;
    int rowHeight = 0;
    for (QToolButton *button : m_buttons) {
        if (button == nullptr) {
            continue;
        }
        const QSize size = button->sizeHint().boundedTo(QSize(qMax(60, width), 1000));
        if (x > 0 && x + size.width() > width) {
            x = 0;
            y += rowHeight + kGap;
        }
        if (move) {
            button->setGeometry(QRect(QPoint(x, y), size));
        }
        x += size.width() + kGap;
        rowHeight = qMax(rowHeight, size.height());
    }
    return y + rowHeight;
}

QSize ChartLegend::sizeHint() const { return {200, place(qMax(200, width()), false)}; }

QSize ChartLegend::minimumSizeHint() const { return {120, 0}; }

void ChartLegend::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place(width(), true);
}

} // namespace snapgpu
