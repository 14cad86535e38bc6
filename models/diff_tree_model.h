// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_change.h"

#include <memory>
#include <QAbstractItemModel>
#include <QVector>
#include <vector>

namespace snapgpu {

/** What a comparison adds up to; bytes count only files whose sizes are known. */
struct DiffTotals
{
    int added = 0, removed = 0, changed = 0; ///< files, links and special files; folders are not counted
    qint64 bytesAdded = 0; ///< that are only in the second snapshot
    qint64 bytesRemoved = 0; ///< that are only in the first
    bool sizesKnown = true; ///< false: some size is missing, so the bytes are a lower bound

    int files() const { return added + removed + changed; }
    bool operator==(const DiffTotals &) const = default;
};

/** Two snapshots compared, as a tree of folders; each folder adds up what is below it. */
class DiffTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Change, Added, Removed, Files, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole + 16, ///< int of NodeType, Folder or File
        ChangeRole, ///< int of ChangeKind; invalid for a folder that only holds changes
    };

    explicit DiffTreeModel(QObject *parent = nullptr);
    ~DiffTreeModel() override;

    void setChanges(QVector<SnapshotChange> changes);
    /** Shows only these kinds; everything is shown at first. */
    void setShown(const QVector<ChangeKind> &kinds);
    const DiffTotals &totals() const { return m_totals; } ///< of all changes, shown or not
    bool isEmpty() const { return m_changes.isEmpty(); }
    QByteArray pathOf(const QModelIndex &index) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Node;
    Node *nodeOf(const QModelIndex &index) const;
    QString textAt(const Node *node, int column) const;
    void rebuild();

    QVector<SnapshotChange> m_changes;
    QVector<ChangeKind> m_shown;
    DiffTotals m_totals;
    std::unique_ptr<Node> m_root;
};

} // namespace snapgpu
