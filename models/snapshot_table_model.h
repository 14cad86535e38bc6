// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_filter.h"

#include <QAbstractItemModel>
#include <QHash>
#include <QSortFilterProxyModel>
#include <QVector>

namespace snapgpu {

/**
 * Snapshots with one tree are one row (they hold the same files), newest first as given; below a row stand
 * all its snapshots. A row with a single snapshot has nothing below it.
 */
class SnapshotTableModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Time, Count, Hosts, Tags, Paths, Size, Id, ColumnCount };

    explicit SnapshotTableModel(QObject *parent = nullptr);

    void setSnapshots(const QVector<Snapshot> &snapshots);
    const QVector<Snapshot> &snapshots() const { return m_snapshots; } ///< all, not grouped
    const SnapshotGroup &group(int row) const { return m_groups.at(row); }
    /** Of a valid index: the group the row is or belongs to. */
    const SnapshotGroup &groupOf(const QModelIndex &index) const;
    /** The snapshot of the row; of a group its newest. */
    const Snapshot &snapshotAt(const QModelIndex &index) const;
    QVector<Snapshot> snapshotsOf(int groupRow) const; ///< newest first
    bool isGroup(const QModelIndex &index) const { return index.internalId() == 0; }
    int rowOfTree(const QString &tree) const; ///< -1 = not here
    QModelIndex indexOfId(const QString &id) const; ///< group row of a snapshot; invalid when not here

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void regroup();
    QString textAt(const SnapshotGroup &group, Column column) const;
    QString textAt(const Snapshot &snapshot, Column column) const;
    QVariant rawAt(const QModelIndex &index) const;

    QVector<Snapshot> m_snapshots;
    QVector<SnapshotGroup> m_groups;
    QVector<QVector<int>> m_members; ///< positions in m_snapshots, per group, newest first
    QHash<QString, int> m_rowByTree;
};

/** Groups that a filter lets through, with everything below them; sizes that are missing sort last. */
class SnapshotFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit SnapshotFilterModel(SnapshotTableModel *source, QObject *parent = nullptr);

    void setText(const QString &text); ///< leaves the rest of the filter
    void setFilter(const SnapshotFilter &filter);
    const SnapshotFilter &filter() const { return m_filter; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    SnapshotTableModel *m_source;
    SnapshotFilter m_filter;
};

} // namespace snapgpu
