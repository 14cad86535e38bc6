// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_filter_model.h"

#include <QHeaderView>
#include <QVector>

namespace snapgpu {

class Theme;

/**
 * What a click on a column makes of the order: alone it orders by that column, or turns the direction; with
 * `add` (Shift) the column joins behind the others, turns, and at the third click leaves again. Pure.
 */
QVector<OfferSortKey> afterClick(QVector<OfferSortKey> order, int column, bool add);

/** A header that shows several columns of order: an arrow each, and from two on their rank. */
class OfferHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit OfferHeader(const Theme *theme, QWidget *parent = nullptr);

    void setOrder(const QVector<OfferSortKey> &order);

Q_SIGNALS:
    void clicked(int column, bool add);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    const Theme *m_theme;
    QVector<OfferSortKey> m_order;
    bool m_shift = false;
};

} // namespace snapgpu
