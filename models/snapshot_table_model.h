// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>
#include <QVector>

namespace snapgpu {

/** Snapshots with one tree are one row (they hold the same files); newest first as given. */
class SnapshotTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Count, Hosts, Tags, Paths, Size, Id, ColumnCount };

    explicit SnapshotTableModel(QObject *parent = nullptr);

    void setSnapshots(const QVector<Snapshot> &snapshots);
    const QVector<Snapshot> &snapshots() const { return m_snapshots; } ///< all, not grouped
    const SnapshotGroup &group(int row) const { return m_groups.at(row); }
    int rowOfTree(const QString &tree) const; ///< -1 = not here

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textAt(const SnapshotGroup &group, Column column) const;
    QVariant rawAt(const SnapshotGroup &group, Column column) const;

    QVector<Snapshot> m_snapshots;
    QVector<SnapshotGroup> m_groups;
};

/** Rows whose host, tag, path or any id contains every word of the text; sizes that are missing sort last. */
class SnapshotFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit SnapshotFilterModel(SnapshotTableModel *source, QObject *parent = nullptr);

    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    SnapshotTableModel *m_source;
    QStringList m_words;
};

} // namespace snapgpu
