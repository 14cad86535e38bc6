// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QVector>

namespace snapgpu {

class Theme;

/** One column that orders the rows. */
struct SortColumn
{
    int column = 0;
    Qt::SortOrder order = Qt::AscendingOrder;

    bool operator==(const SortColumn &) const = default;
};

/**
 * What a click on a column makes of the order: alone it orders by that column, or turns the direction; with
 * `add` (Shift) the column joins behind the others, turns, and at the third click leaves again. Pure.
 */
QVector<SortColumn> afterClick(QVector<SortColumn> order, int column, bool add);

/** A header that shows several columns of order: an arrow each, and from two on their rank. */
class OfferHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit OfferHeader(const Theme *theme, QWidget *parent = nullptr);

    void setOrder(const QVector<SortColumn> &order);

Q_SIGNALS:
    void clicked(int column, bool add);

protected:
    void paintSection(QPainter *painter, const QRect &rect, int column) const override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    const Theme *m_theme;
    QVector<SortColumn> m_order;
    bool m_shift = false;
};

} // namespace snapgpu
