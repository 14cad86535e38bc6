// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_header.h"

#include "ui/theme.h"

#include <algorithm>
#include <QMouseEvent>
#include <QPainter>

namespace snapgpu {

namespace {

constexpr double kArrowWidth = 7;
constexpr double kArrowHeight = 4;
constexpr qsizetype kMostColumns = 4; // an order by more than that is an accident

} // namespace

QVector<OfferSortKey> afterClick(QVector<OfferSortKey> order, int column, bool add)
{
    const auto known = std::find_if(
        order.begin(), order.end(), [column](const OfferSortKey &key) { return key.column == column; });
    const bool alone = order.size() == 1 && known != order.end();
    if (!add) {
        const bool turn = alone && known->order == Qt::AscendingOrder;
        return {{column, turn ? Qt::DescendingOrder : Qt::AscendingOrder}};
    }
    if (known == order.end()) {
        if (order.size() < kMostColumns) {
            order.append({column, Qt::AscendingOrder});
        }
    } else if (known->order == Qt::AscendingOrder) {
        known->order = Qt::DescendingOrder;
    } else if (!alone) {
        order.erase(known);
    } else {
        known->order = Qt::AscendingOrder;
    }
    return order;
}

OfferHeader::OfferHeader(const Theme *theme, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_theme(theme)
{
    setSectionsClickable(true);
    setSortIndicatorShown(false); // it can show one column only
    connect(
        this, &QHeaderView::sectionClicked, this, [this](int column) { Q_EMIT clicked(column, m_shift); });
}

void OfferHeader::setOrder(const QVector<OfferSortKey> &order)
{
    m_order = order;
    viewport()->update();
}

void OfferHeader::mousePressEvent(QMouseEvent *event)
{
    m_shift = event->modifiers().testFlag(Qt::ShiftModifier);
    QHeaderView::mousePressEvent(event);
}

void OfferHeader::mouseReleaseEvent(QMouseEvent *event)
{
    m_shift = event->modifiers().testFlag(Qt::ShiftModifier);
    QHeaderView::mouseReleaseEvent(event);
}

void OfferHeader::paintSection(QPainter *painter, const QRect &rect, int column) const
{
    painter->save();
    QHeaderView::paintSection(painter, rect, column);
    painter->restore();
    const auto key = std::find_if(m_order.cbegin(), m_order.cend(),
        [column](const OfferSortKey &candidate) { return candidate.column == column; });
    if (key == m_order.cend()) {
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme->tokens().accent);
    const QPointF middle(rect.center().x() + 0.5, rect.top() + 5);
    const double tip = key->order == Qt::AscendingOrder ? -kArrowHeight / 2 : kArrowHeight / 2;
    painter->drawPolygon(QPolygonF({middle + QPointF(-kArrowWidth / 2, -tip),
        middle + QPointF(kArrowWidth / 2, -tip), middle + QPointF(0, tip)}));
    if (m_order.size() > 1) {
        painter->setPen(m_theme->tokens().accent);
        painter->setFont(sizedFont(8.5, QFont::DemiBold));
        painter->drawText(QRectF(middle.x() + kArrowWidth / 2 + 1, rect.top(), 12, 10),
            Qt::AlignLeft | Qt::AlignVCenter, QString::number(key - m_order.cbegin() + 1));
    }
    painter->restore();
}

} // namespace snapgpu
