// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshot_table_model.h"

#include "models/format.h"
#include "models/table_roles.h"

#include <algorithm>

namespace snapgpu {

namespace {

bool isNumeric(int column)
{
    return column == SnapshotTableModel::Count || column == SnapshotTableModel::Size;
}

/** A row is the same for a view when its tree is; snapshots without a tree stand for themselves. */
QString keyOf(const SnapshotGroup &group) { return group.tree.isEmpty() ? group.newest.id : group.tree; }

QString listOrDash(const QStringList &values)
{
    return values.isEmpty() ? format::missing() : values.join(QStringLiteral(", "));
}

} // namespace

SnapshotTableModel::SnapshotTableModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void SnapshotTableModel::setSnapshots(const QVector<Snapshot> &snapshots)
{
    QVector<SnapshotGroup> groups = groupByTree(snapshots);
    const bool sameRows = std::equal(groups.cbegin(), groups.cend(), m_groups.cbegin(), m_groups.cend(),
        [](const SnapshotGroup &a, const SnapshotGroup &b) { return keyOf(a) == keyOf(b); });
    m_snapshots = snapshots;
    if (sameRows) {
        m_groups = std::move(groups);
        if (!m_groups.isEmpty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_groups = std::move(groups);
    endResetModel();
}

int SnapshotTableModel::rowOfTree(const QString &tree) const
{
    const auto found = std::find_if(m_groups.cbegin(), m_groups.cend(),
        [&tree](const SnapshotGroup &group) { return keyOf(group) == tree; });
    return found == m_groups.cend() ? -1 : static_cast<int>(found - m_groups.cbegin());
}

int SnapshotTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_groups.size());
}

int SnapshotTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SnapshotTableModel::textAt(const SnapshotGroup &group, Column column) const
{
    switch (column) {
    case Time:
        return format::dateTime(group.newest.time);
    case Count:
        return format::count(group.count());
    case Hosts:
        return listOrDash(group.hosts);
    case Tags:
        return listOrDash(group.tags);
    case Paths:
        return listOrDash(group.paths);
    case Size:
        return format::bytes(group.newest.totalBytes.value_or(-1));
    case Id:
        return group.newest.shortId();
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE();
}

QVariant SnapshotTableModel::rawAt(const SnapshotGroup &group, Column column) const
{
    switch (column) {
    case Time:
        return group.newest.time;
    case Count:
        return group.count();
    case Size:
        return group.newest.totalBytes ? QVariant(*group.newest.totalBytes) : QVariant();
    default:
        return textAt(group, column);
    }
}

QVariant SnapshotTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const SnapshotGroup &row = group(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textAt(row, column);
    case Qt::ToolTipRole:
        return column == Id ? row.newest.id : textAt(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    case RawRole:
        return rawAt(row, column);
    case IdRole:
        return keyOf(row);
    case Qt::AccessibleTextRole:
        return column == Time ? QVariant(tr("%1, %n snapshot(s), %2, %3", nullptr, row.count())
                                             .arg(textAt(row, Time), textAt(row, Hosts), textAt(row, Paths)))
                              : QVariant();
    default:
        return {};
    }
}

QVariant SnapshotTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole && section == Count) {
        return tr("How many snapshots hold exactly these files");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Time:
        return tr("Newest");
    case Count:
        return tr("Snapshots");
    case Hosts:
        return tr("Hosts");
    case Tags:
        return tr("Tags");
    case Paths:
        return tr("Paths");
    case Size:
        return tr("Size");
    case Id:
        return tr("Id");
    case ColumnCount:
        break;
    }
    return {};
}

SnapshotFilterModel::SnapshotFilterModel(SnapshotTableModel *source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_source(source)
{
    setSortRole(RawRole);
    setSourceModel(source);
}

void SnapshotFilterModel::setText(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_words) {
        return;
    }
    m_words = words;
    invalidateFilter();
}

bool SnapshotFilterModel::filterAcceptsRow(int row, const QModelIndex & /*parent*/) const
{
    const SnapshotGroup &group = m_source->group(row);
    const auto holds = [](const QStringList &list, const QString &word) {
        return std::any_of(list.cbegin(), list.cend(),
            [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); });
    };
    return std::all_of(m_words.cbegin(), m_words.cend(), [&](const QString &word) {
        return holds(group.hosts, word) || holds(group.tags, word) || holds(group.paths, word)
            || holds(group.ids, word);
    });
}

bool SnapshotFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(RawRole);
    const QVariant b = right.data(RawRole);
    if (a.isValid() != b.isValid()) {
        return (sortOrder() == Qt::AscendingOrder) == a.isValid();
    }
    const QPartialOrdering order = QVariant::compare(a, b);
    if (a.isValid() && order != QPartialOrdering::Equivalent) {
        return order == QPartialOrdering::Less;
    }
    return left.row() < right.row();
}

} // namespace snapgpu
