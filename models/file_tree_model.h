// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"

#include <memory>
#include <QAbstractItemModel>
#include <QHash>
#include <QVector>

namespace snapgpu {

/**
 * Files of one snapshot. The tree is in memory already; what costs is to order it for people, so a folder has
 * rows only once a view fetched it; the root has them from the start. Folders stand before files; sort()
 * orders within each folder. showOnly() turns the tree into a flat list of some of its entries, with their
 * paths.
 */
class FileTreeModel final : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { Name, Size, Modified, Mode, ColumnCount };
    enum Role { KindRole = Qt::UserRole + 16 }; ///< int of NodeType
    using Node = SnapshotTree::Node;

    explicit FileTreeModel(QObject *parent = nullptr);

    void setTree(std::shared_ptr<const SnapshotTree> tree); ///< null = nothing
    const SnapshotTree *tree() const { return m_tree.get(); }
    void showOnly(const QVector<Node> &nodes);
    void showAll(); ///< the tree again
    bool isFlat() const { return m_flat; }

    Node node(const QModelIndex &index) const; ///< of a valid index; the root's for an invalid one
    /** Fetches the folders on the way. Invalid when it is not there or the model is flat. */
    QModelIndex indexOf(Node node);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    /** Rows of one folder: which child stands where, and where each child stands. */
    struct Order
    {
        QVector<Node> nodes;
        QVector<int> rowOfChild; ///< by the child's place in the tree
    };

    Order ordered(Node folder) const;
    void orderNodes(QVector<Node> &nodes) const;
    qint64 sortNumber(Node node) const; ///< what the column orders by; 0 = the name
    QModelIndex placeOf(Node node, int column = 0) const; ///< of a node whose folder was fetched
    QString textAt(Node node, int column) const;
    QVariant rawAt(Node node, int column) const;

    std::shared_ptr<const SnapshotTree> m_tree;
    QHash<Node, Order> m_orders; ///< of the folders that were fetched
    QVector<Node> m_only; ///< rows of the flat list
    bool m_flat = false;
    int m_sortColumn = Name;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace snapgpu
