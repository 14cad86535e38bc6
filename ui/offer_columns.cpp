// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/offer_columns.h"

#include <QHash>
#include <QHeaderView>

namespace snapgpu {

namespace {

constexpr int kNarrowest = 24;
constexpr int kWidest = 1000;

} // namespace

QStringList readColumns(const QHeaderView *header, const ColumnKey &keyOf)
{
    QStringList columns;
    QString last; // fills the rest of the width: its size says nothing
    for (int place = 0; place < header->count(); ++place) {
        const int column = header->logicalIndex(place);
        const QString key = keyOf(column);
        if (!key.isEmpty() && !header->isSectionHidden(column)) {
            columns.append(QStringLiteral("%1=%2").arg(key).arg(header->sectionSize(column)));
            last = header->stretchLastSection() ? key : QString();
        }
    }
    if (!last.isEmpty()) {
        columns.last() = last;
    }
    return columns;
}

void applyColumns(QHeaderView *header, const QStringList &columns, const ColumnKey &keyOf)
{
    QHash<QString, int> byKey;
    int place = 0; // columns without a key come first
    for (int column = 0; column < header->count(); ++column) {
        const QString key = keyOf(column);
        if (key.isEmpty()) {
            ++place;
        } else {
            byKey.insert(key, column);
        }
    }
    QHash<int, int> widths;
    QVector<int> order;
    for (const QString &entry : columns) {
        const QString key = entry.section(QLatin1Char('='), 0, 0);
        const int column = byKey.value(key, -1);
        if (column < 0 || widths.contains(column)) {
            continue;
        }
        bool ok = false;
        const int width = entry.section(QLatin1Char('='), 1).toInt(&ok);
        widths.insert(column, ok ? qBound(kNarrowest, width, kWidest) : header->sectionSize(column));
        order.append(column);
    }
    if (order.isEmpty()) {
        return;
    }
    for (const int column : std::as_const(byKey)) {
        header->setSectionHidden(column, !widths.contains(column));
    }
    for (const int column : std::as_const(order)) {
        header->moveSection(header->visualIndex(column), place++);
        header->resizeSection(column, widths.value(column));
    }
}

} // namespace snapgpu
