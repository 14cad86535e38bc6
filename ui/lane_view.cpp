// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lane_view.h"

#include "models/format.h"
#include "ui/icons.h"
#include "ui/theme.h"
#include "ui/widgets.h"

#include <array>
#include <QPainter>

namespace snapgpu {

namespace {

constexpr int kRowHeight = 30;
constexpr int kBarHeight = 20;
constexpr int kMargin = 14;
constexpr int kIcon = 16;
constexpr int kStagePixelsMin = 3;
constexpr int kAxisHeight = 42;
constexpr int kTickHeight = 26; // above the wave marks

struct OutcomeLook
{
    QString icon;
    QColor colour;
};

OutcomeLook lookOf(LaneEnd end, const Tokens &tokens)
{
    switch (end) {
    case LaneEnd::Running:
        return {QStringLiteral("running"), tokens.accent};
    case LaneEnd::Winner:
        return {QStringLiteral("star"), tokens.ok};
    case LaneEnd::Refused:
        return {QStringLiteral("again"), tokens.warn};
    case LaneEnd::Failed:
        return {QStringLiteral("cross"), tokens.bad};
    case LaneEnd::Destroying:
        return {QStringLiteral("running"), tokens.dim};
    case LaneEnd::Destroyed:
        return {QStringLiteral("check"), tokens.dim};
    case LaneEnd::Unknown:
        return {QStringLiteral("question"), tokens.warn};
    }
    Q_UNREACHABLE();
}

QFont weighted(const QFont &font, QFont::Weight weight)
{
    QFont result = font;
    result.setWeight(weight);
    return result;
}

} // namespace

LaneGeometry LaneGeometry::fitting(int width, const QFontMetrics &metrics)
{
    LaneGeometry g;
    g.nameWidth = qMin(metrics.averageCharWidth() * 36, width * 26 / 100);
    const int outcome = qMin(metrics.averageCharWidth() * 62, width * 33 / 100);
    g.barLeft = kMargin + g.nameWidth + kMargin;
    g.outcomeLeft = width - outcome - kMargin;
    g.barWidth = g.outcomeLeft - g.barLeft - 2 * kMargin;
    return g;
}

LaneDelegate::LaneDelegate(const Theme *theme, const RaceMoment *moment, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
    , m_moment(moment)
{
}

QSize LaneDelegate::sizeHint(const QStyleOptionViewItem & /*option*/, const QModelIndex & /*index*/) const
{
    return {0, kRowHeight};
}

void LaneDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const RaceLaneModel *>(index.model());
    const RacerView &racer = model->racer(index.row());
    const LaneGeometry g = LaneGeometry::fitting(option.widget->width(), option.fontMetrics);
    const Tokens &tokens = m_theme->tokens();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    if (racer.state == RacerState::Winner) {
        painter->fillRect(option.rect, tokens.selection);
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(tokens.accent, 1));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(3.5, 1.5, -3.5, -1.5), 5, 5);
    }
    paintName(painter, option.rect, g, racer);
    paintStages(painter, option.rect, g, racer);
    paintOutcome(painter, option.rect, g, racer);
    painter->restore();
}

void LaneDelegate::paintName(
    QPainter *painter, const QRect &row, const LaneGeometry &g, const RacerView &racer) const
{
    const QFont plain = painter->font();
    QRect place(row.left() + kMargin, row.top(), g.nameWidth, row.height());
    painter->setFont(weighted(plain, QFont::DemiBold));
    painter->setPen(m_theme->tokens().text);
    const QString gpu = racer.offer.numGpus > 1
        ? QStringLiteral("%1 × %2").arg(racer.offer.numGpus).arg(racer.offer.gpuName)
        : racer.offer.gpuName;
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, gpu);
    place.setLeft(place.left() + painter->fontMetrics().horizontalAdvance(gpu) + 6);
    painter->setFont(plain);
    painter->setPen(m_theme->tokens().dim);
    QStringList parts;
    if (!racer.offer.geolocation.isEmpty()) {
        parts.append(racer.offer.geolocation);
    }
    if (racer.offer.machineId > 0) {
        parts.append(QString::number(racer.offer.machineId));
    }
    const QString rest = parts.join(QStringLiteral(" · "));
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(rest, Qt::ElideRight, place.width()));
}

void LaneDelegate::paintStages(
    QPainter *painter, const QRect &row, const LaneGeometry &g, const RacerView &racer) const
{
    const bool over =
        racer.state == RacerState::Gone || racer.state == RacerState::Destroying || racer.failed;
    painter->setPen(Qt::NoPen);
    painter->setOpacity(over && racer.state != RacerState::Winner ? 0.62 : 1.0);
    const int top = row.center().y() - kBarHeight / 2 + 1;
    for (const StageSpan &span : racer.stages) {
        const qint64 end = span.endMs < 0 ? m_moment->nowMs : span.endMs;
        const int left = g.x(m_moment->axis, span.startMs);
        const int width = qMax(kStagePixelsMin, g.x(m_moment->axis, end) - left - 1);
        painter->setBrush(m_theme->tokens().stage(span.stage));
        painter->drawRoundedRect(QRect(left, top, width, kBarHeight), 3, 3);
    }
    painter->setOpacity(1.0);
}

void LaneDelegate::paintOutcome(
    QPainter *painter, const QRect &row, const LaneGeometry &g, const RacerView &racer) const
{
    const LaneOutcome outcome = laneOutcome(racer);
    const OutcomeLook look = lookOf(outcome.end, m_theme->tokens());
    const double ratio = painter->device()->devicePixelRatioF();
    painter->drawPixmap(QPoint(row.left() + g.outcomeLeft, row.center().y() - kIcon / 2 + 1),
        tintedPixmap(look.icon, kIcon, look.colour, ratio));
    const QFont plain = painter->font();
    QRect place(row.left() + g.outcomeLeft + kIcon + 7, row.top(), 0, row.height());
    place.setRight(row.right() - kMargin);
    painter->setFont(weighted(plain, QFont::DemiBold));
    painter->setPen(look.colour);
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft, outcome.word);
    place.setLeft(place.left() + painter->fontMetrics().horizontalAdvance(outcome.word) + 7);
    painter->setFont(plain);
    painter->setPen(m_theme->tokens().dim);
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft,
        painter->fontMetrics().elidedText(outcome.detail, Qt::ElideRight, place.width()));
}

LaneAxis::LaneAxis(const Theme *theme, const RaceMoment *moment, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_moment(moment)
{
    setFixedHeight(kAxisHeight);
    setAccessibleName(tr("Time since the start of the race"));
    connect(theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize LaneAxis::sizeHint() const { return {400, kAxisHeight}; }

void LaneAxis::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(sizedFont(12));
    const LaneGeometry g = LaneGeometry::fitting(width(), fontMetrics());
    painter.setPen(m_theme->tokens().dim);
    const QRect names(kMargin, 0, g.nameWidth, height());
    painter.drawText(names, Qt::AlignVCenter | Qt::AlignLeft, tr("Racer"));
    paintTicks(painter, g);
    paintLegend(painter, g);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme->tokens().line);
}

void LaneAxis::paintTicks(QPainter &painter, const LaneGeometry &g)
{
    for (qint64 ms = 0; ms < m_moment->axis.endMs; ms += m_moment->axis.stepMs) {
        const int x = g.x(m_moment->axis, ms);
        painter.drawText(
            QRect(x, 0, 80, kTickHeight), Qt::AlignVCenter | Qt::AlignLeft, format::duration(ms / 1000));
    }
    painter.save();
    painter.setFont(sizedFont(10, QFont::DemiBold));
    painter.setPen(m_theme->tokens().accent);
    for (qsizetype i = 0; i < m_moment->waveStartsMs.size(); ++i) {
        const int x = g.x(m_moment->axis, m_moment->waveStartsMs.at(i));
        painter.fillRect(QRect(x, height() - 6, 2, 6), m_theme->tokens().accent);
        const QString text = tr("wave %1").arg(i + 1);
        painter.drawText(QRect(x + 5, height() - 13, 80, 12), Qt::AlignVCenter | Qt::AlignLeft, text);
    }
    painter.restore();
}

void LaneAxis::paintLegend(QPainter &painter, const LaneGeometry &g)
{
    static constexpr std::array kStages{
        RaceStage::Create, RaceStage::Host, RaceStage::Image, RaceStage::Ssh, RaceStage::Check};
    int x = g.outcomeLeft;
    for (const RaceStage stage : kStages) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme->tokens().stage(stage));
        painter.drawRoundedRect(QRect(x, height() / 2 - 4, 9, 9), 2, 2);
        painter.setPen(m_theme->tokens().dim);
        const QString name = stageName(stage);
        painter.drawText(QRect(x + 13, 0, 120, height()), Qt::AlignVCenter | Qt::AlignLeft, name);
        x += 13 + painter.fontMetrics().horizontalAdvance(name) + 11;
    }
}

LaneView::LaneView(const Theme *theme, const RaceMoment *moment, QWidget *parent)
    : QListView(parent)
    , m_theme(theme)
    , m_moment(moment)
{
    setRole(this, "lanes");
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::NoSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Racers"));
    setItemDelegate(new LaneDelegate(theme, moment, this));
    connect(theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

void LaneView::paintEvent(QPaintEvent *event)
{
    {
        QPainter painter(viewport());
        const LaneGeometry g = LaneGeometry::fitting(width(), fontMetrics());
        for (qint64 ms = 0; ms < m_moment->axis.endMs; ms += m_moment->axis.stepMs) {
            painter.fillRect(
                QRect(g.x(m_moment->axis, ms), 0, 1, viewport()->height()), m_theme->tokens().line);
        }
        QColor mark = m_theme->tokens().accent;
        mark.setAlphaF(0.45F);
        for (const qint64 ms : m_moment->waveStartsMs) {
            painter.fillRect(QRect(g.x(m_moment->axis, ms), 0, 2, viewport()->height()), mark);
        }
    }
    QListView::paintEvent(event);
}

} // namespace snapgpu
