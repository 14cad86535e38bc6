// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/range_bars.h"

#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <QMouseEvent>
#include <QPainter>

namespace snapgpu {

namespace {

constexpr int kBins = 36;
constexpr double kHandle = 4.5; // radius
constexpr double kWideSpread = 30; // a longer span of values reads better on a logarithmic axis

} // namespace

RangeBars::RangeBars(const Theme *theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bins(kBins, 0)
{
    setMinimumHeight(sizeHint().height());
    setAccessibleName(tr("How the offers spread"));
    setCursor(Qt::SizeHorCursor);
}

void RangeBars::setValues(const QVector<double> &values)
{
    m_bins.fill(0);
    m_low = m_high = 0;
    if (!values.isEmpty()) {
        const auto [low, high] = std::minmax_element(values.cbegin(), values.cend());
        m_low = *low;
        m_high = *high;
    }
    m_logarithmic = m_low > 0 && m_high / m_low > kWideSpread;
    for (const double value : values) {
        ++m_bins[std::clamp(static_cast<int>(shareOf(value) * kBins), 0, kBins - 1)];
    }
    update();
}

void RangeBars::setRange(const Range &range)
{
    m_range = range;
    update();
}

double RangeBars::shareOf(double value) const
{
    if (!isUseful()) {
        return 0;
    }
    const double share = m_logarithmic ? std::log(std::max(value, m_low) / m_low) / std::log(m_high / m_low)
                                       : (value - m_low) / (m_high - m_low);
    return std::clamp(share, 0.0, 1.0);
}

double RangeBars::valueAt(double x) const
{
    const double share = std::clamp((x - kHandle) / (width() - 2 * kHandle), 0.0, 1.0);
    return m_logarithmic ? m_low * std::pow(m_high / m_low, share) : m_low + (m_high - m_low) * share;
}

void RangeBars::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens &tokens = m_theme->tokens();
    const double span = width() - 2 * kHandle;
    const double base = height() - kHandle - 1;
    const int most = std::max(1, *std::max_element(m_bins.cbegin(), m_bins.cend()));
    const double from = m_range.from ? shareOf(*m_range.from) : 0;
    const double to = m_range.to ? shareOf(*m_range.to) : 1;
    QColor inside = tokens.accent;
    inside.setAlpha(120);
    painter.setPen(Qt::NoPen);
    for (int i = 0; i < kBins; ++i) {
        const double middle = (i + 0.5) / kBins;
        // The square root keeps a lonely offer visible beside a peak of hundreds.
        const double tall = (base - 2) * std::sqrt(double(m_bins.at(i)) / most);
        painter.setBrush(middle >= from && middle <= to ? inside : tokens.line);
        painter.drawRoundedRect(
            QRectF(kHandle + span * i / kBins + 0.5, base - tall, span / kBins - 1, tall), 1, 1);
    }
    painter.setPen(QPen(tokens.line, 2));
    painter.drawLine(QPointF(kHandle, base), QPointF(width() - kHandle, base));
    painter.setPen(QPen(tokens.accent, 2));
    painter.drawLine(QPointF(kHandle + span * from, base), QPointF(kHandle + span * to, base));
    painter.setBrush(tokens.panel);
    for (const double share : {from, to}) {
        painter.drawEllipse(QPointF(kHandle + span * share, base), kHandle - 1, kHandle - 1);
    }
}

void RangeBars::mousePressEvent(QMouseEvent *event)
{
    const double x = event->position().x();
    const double span = width() - 2 * kHandle;
    const double from = kHandle + span * (m_range.from ? shareOf(*m_range.from) : 0);
    const double to = kHandle + span * (m_range.to ? shareOf(*m_range.to) : 1);
    m_draggingFrom = std::abs(x - from) < std::abs(x - to);
    dragTo(x);
}

void RangeBars::mouseMoveEvent(QMouseEvent *event)
{
    if ((event->buttons() & Qt::LeftButton) != 0) {
        dragTo(event->position().x());
    }
}

void RangeBars::dragTo(double x)
{
    if (!isUseful()) {
        return;
    }
    Range range = m_range;
    const double value = valueAt(x);
    if (m_draggingFrom) {
        range.from = x <= kHandle ? std::nullopt : std::optional(std::min(value, range.to.value_or(m_high)));
    } else {
        range.to = x >= width() - kHandle ? std::nullopt
                                          : std::optional(std::max(value, range.from.value_or(m_low)));
    }
    Q_EMIT dragged(range);
}

} // namespace snapgpu
