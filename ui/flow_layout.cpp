// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/flow_layout.h"

#include <QStyle>
#include <QWidget>

namespace snapgpu {

FlowLayout::FlowLayout(int gap, QWidget *parent)
    : QLayout(parent)
    , m_gap(gap)
{
    setContentsMargins(0, 0, 0, 0);
}

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

void FlowLayout::addItem(QLayoutItem *item) { m_items.append(item); }

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items) {
        size = size.expandedTo(item->minimumSize());
    }
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    place(rect, true);
}

int FlowLayout::place(const QRect &rect, bool apply) const
{
    QVector<QPair<QLayoutItem *, QRect>> line;
    int x = rect.x();
    int y = rect.y();
    int lineHeight = 0;
    const auto finishLine = [&] {
        for (const auto &[item, place] : std::as_const(line)) {
            if (apply) { // lower ones stand in the middle of their line
                const int shift = (lineHeight - place.height()) / 2;
                const int aside = m_lastAside && item == m_items.last() ? rect.right() - place.right() : 0;
                item->setGeometry(QStyle::visualRect(
                    parentWidget()->layoutDirection(), rect, place.translated(aside, shift)));
            }
        }
        line.clear();
    };
    for (QLayoutItem *item : m_items) {
        if (item->isEmpty()) {
            continue;
        }
        const QSize size = item->sizeHint();
        if (x + size.width() > rect.right() + 1 && !line.isEmpty()) {
            finishLine();
            x = rect.x();
            y += lineHeight + m_gap;
            lineHeight = 0;
        }
        line.append({item, QRect(QPoint(x, y), size)});
        x += size.width() + m_gap;
        lineHeight = qMax(lineHeight, size.height());
    }
    finishLine();
    return y + lineHeight - rect.y();
}

} // namespace snapgpu
