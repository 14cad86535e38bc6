// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_table_model.h"

#include "models/table_roles.h"
#include "ui/chart_text.h"

namespace snapgpu {

namespace {

QVariant alignment(const ChartColumn &column)
{
    return QVariant(Qt::AlignVCenter | (column.unit == ChartUnit::Text ? Qt::AlignLeft : Qt::AlignRight));
}

} // namespace

void ChartTableModel::setTable(const ChartTable &table)
{
    beginResetModel();
    m_table = table;
    endResetModel();
}

int ChartTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int ChartTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant ChartTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ChartColumn &column = m_table.columns.at(index.column());
    const QVariant value = m_table.rows.at(index.row()).value(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return chartText(value, column.unit);
    case Qt::TextAlignmentRole:
        return alignment(column);
    case RawRole:
        return value;
    default:
        return {};
    }
}

QVariant ChartTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    const ChartColumn &column = m_table.columns.at(section);
    if (role == Qt::TextAlignmentRole) {
        return alignment(column);
    }
    return role == Qt::DisplayRole ? QVariant(column.title) : QVariant();
}

} // namespace snapgpu
