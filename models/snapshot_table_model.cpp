// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/snapshot_table_model.h"

#include "models/file_text.h"
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

/** Names come from whoever made the backup: shown on one line whatever they hold. */
QString listOrDash(const QStringList &values)
{
    return values.isEmpty() ? format::missing() : filetext::line(values.join(QStringLiteral(", ")));
}

} // namespace

SnapshotTableModel::SnapshotTableModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void SnapshotTableModel::setSnapshots(const QVector<Snapshot> &snapshots)
{
    const QVector<SnapshotGroup> groups = groupByTree(snapshots);
    const bool sameRows = std::equal(groups.cbegin(), groups.cend(), m_groups.cbegin(), m_groups.cend(),
        [](const SnapshotGroup &a, const SnapshotGroup &b) {
            return keyOf(a) == keyOf(b) && a.ids == b.ids;
        });
    if (sameRows) {
        m_snapshots = snapshots;
        m_groups = groups;
        regroup();
        if (!m_groups.isEmpty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_snapshots = snapshots;
    m_groups = groups;
    regroup();
    endResetModel();
}

void SnapshotTableModel::regroup()
{
    QHash<QString, int> placeOfId;
    for (int i = 0; i < m_snapshots.size(); ++i) {
        placeOfId.insert(m_snapshots.at(i).id, i);
    }
    m_rowByTree.clear();
    m_members.clear();
    m_members.reserve(m_groups.size());
    for (const SnapshotGroup &group : std::as_const(m_groups)) {
        m_rowByTree.insert(keyOf(group), static_cast<int>(m_members.size()));
        QVector<int> places;
        places.reserve(group.ids.size());
        for (const QString &id : group.ids) {
            places.append(placeOfId.value(id));
        }
        m_members.append(places);
    }
}

int SnapshotTableModel::rowOfTree(const QString &tree) const { return m_rowByTree.value(tree, -1); }

QModelIndex SnapshotTableModel::indexOfId(const QString &id) const
{
    for (int row = 0; row < m_groups.size(); ++row) {
        if (m_groups.at(row).ids.contains(id)) {
            return index(row, 0);
        }
    }
    return {};
}

const SnapshotGroup &SnapshotTableModel::groupOf(const QModelIndex &index) const
{
    return m_groups.at(isGroup(index) ? index.row() : static_cast<int>(index.internalId()) - 1);
}

const Snapshot &SnapshotTableModel::snapshotAt(const QModelIndex &index) const
{
    if (isGroup(index)) {
        return m_groups.at(index.row()).newest;
    }
    return m_snapshots.at(m_members.at(static_cast<int>(index.internalId()) - 1).at(index.row()));
}

QVector<Snapshot> SnapshotTableModel::snapshotsOf(int groupRow) const
{
    QVector<Snapshot> rows;
    for (const int place : m_members.at(groupRow)) {
        rows.append(m_snapshots.at(place));
    }
    return rows;
}

// The id of an index is 0 for a group, else one more than the row of the group it stands below.
QModelIndex SnapshotTableModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr(0));
}

QModelIndex SnapshotTableModel::parent(const QModelIndex &index) const
{
    return !index.isValid() || isGroup(index)
        ? QModelIndex()
        : createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr(0));
}

int SnapshotTableModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid()) {
        return static_cast<int>(m_groups.size());
    }
    if (!isGroup(parent) || parent.column() > 0) {
        return 0;
    }
    const int count = m_groups.at(parent.row()).count();
    return count > 1 ? count : 0;
}

int SnapshotTableModel::columnCount(const QModelIndex & /*parent*/) const { return ColumnCount; }

QString SnapshotTableModel::textAt(const SnapshotGroup &group, Column column) const
{
    switch (column) {
    case Count:
        return format::count(group.count());
    case Hosts:
        return listOrDash(group.hosts);
    case Tags:
        return listOrDash(group.tags);
    case Paths:
        return listOrDash(group.paths);
    default:
        return textAt(group.newest, column);
    }
}

QString SnapshotTableModel::textAt(const Snapshot &snapshot, Column column) const
{
    switch (column) {
    case Time:
        return format::dateTime(snapshot.time);
    case Count:
        return {};
    case Hosts:
        return snapshot.hostname.isEmpty() ? format::missing() : filetext::line(snapshot.hostname);
    case Tags:
        return listOrDash(snapshot.tags);
    case Paths:
        return listOrDash(snapshot.paths);
    case Size:
        return format::bytes(snapshot.totalBytes.value_or(-1));
    case Id:
        return snapshot.shortId();
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE();
}

QVariant SnapshotTableModel::rawAt(const QModelIndex &index) const
{
    const Snapshot &snapshot = snapshotAt(index);
    switch (index.column()) {
    case Time:
        return snapshot.time;
    case Count:
        return isGroup(index) ? groupOf(index).count() : 1;
    case Size:
        return snapshot.totalBytes ? QVariant(*snapshot.totalBytes) : QVariant();
    default:
        return data(index, Qt::DisplayRole);
    }
}

QVariant SnapshotTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const auto column = static_cast<Column>(index.column());
    const auto text = [&](Column which) {
        return isGroup(index) ? textAt(groupOf(index), which) : textAt(snapshotAt(index), which);
    };
    switch (role) {
    case Qt::DisplayRole:
        return text(column);
    case Qt::ToolTipRole:
        return column == Id ? snapshotAt(index).id : text(column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    case RawRole:
        return rawAt(index);
    case IdRole:
        return isGroup(index) ? keyOf(groupOf(index)) : snapshotAt(index).id;
    case Qt::AccessibleTextRole:
        return column == Time
            ? QVariant(tr("%1, %n snapshot(s), %2, %3", nullptr, isGroup(index) ? groupOf(index).count() : 1)
                           .arg(text(Time), text(Hosts), text(Paths)))
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
    SnapshotFilter filter = m_filter;
    filter.text = text;
    setFilter(filter);
}

void SnapshotFilterModel::setFilter(const SnapshotFilter &filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    invalidateFilter();
}

bool SnapshotFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (parent.isValid() || m_filter.isEmpty()) {
        return true;
    }
    const QVector<Snapshot> members = m_source->snapshotsOf(row);
    return std::any_of(members.cbegin(), members.cend(),
        [this](const Snapshot &snapshot) { return m_filter.matches(snapshot); });
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
