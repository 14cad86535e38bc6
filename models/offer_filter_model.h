// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_filter.h"
#include "models/offer_table_model.h"

#include <QAbstractProxyModel>
#include <vector>

namespace snapgpu {

/** One key of the order of a table. */
struct OfferSortKey
{
    int column = OfferTableModel::Hourly;
    Qt::SortOrder order = Qt::AscendingOrder;

    bool operator==(const OfferSortKey &) const = default;
};

/**
 * What the filter lets through, in order: an index of its own over the offers instead of a
 * QSortFilterProxyModel. All rows are kept sorted by ready-made keys, so that a new filter is one pass over
 * them and a refresh merges the changed rows in. Missing values are last in both directions, ties go to the
 * earlier keys, then to the ask id. Selections stay on their offers; a row that the filter hides loses its.
 */
class OfferFilterModel final : public QAbstractProxyModel
{
    Q_OBJECT
public:
    explicit OfferFilterModel(OfferTableModel *source, QObject *parent = nullptr);

    void setQuery(const Query &query); ///< nothing happens when it is the same
    const Query &query() const { return m_query; }

    /** First key first; none = the order of the source. */
    void sortBy(const QVector<OfferSortKey> &keys);
    const QVector<OfferSortKey> &sortKeys() const { return m_sortKeys; }

    int sourceRow(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    int rowOf(qint64 id) const; ///< row of an ask here, -1 when the filter hides it
    const Offer &offer(int row) const { return m_source->offer(sourceRow(row)); }

    QModelIndex mapToSource(const QModelIndex &index) const override;
    QModelIndex mapFromSource(const QModelIndex &index) const override;
    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    QModelIndex sibling(int row, int column, const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    /** A click on a header: this column first, the earlier keys behind it. Column -1 ends sorting. */
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    void connectSource();
    void refresh(const std::vector<int> &rows);
    void onDataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles);
    void onInserted(int first, int last);
    bool isBefore(int a, int b) const;
    bool isSortedBy(int column) const;
    std::vector<double> keysOf(const OfferSortKey &key) const;
    void computeKeys();
    void sortAll();
    void relayout();
    void mergeRows(std::vector<int> rows);
    void filterAll();
    void filterRows(const std::vector<int> &rows);
    std::vector<int> acceptedRows() const;
    void setRows(std::vector<int> rows);
    void rebuild();

    void beginRelayout();
    void endRelayout();
    void beginSourceChange();
    void endSourceChange();

    OfferTableModel *const m_source;
    Query m_query;
    OfferFilter m_filter;
    QVector<OfferSortKey> m_sortKeys;
    std::vector<std::vector<double>> m_keys; ///< one per sort key, one number per source row
    std::vector<qint64> m_ids; ///< by source row: nearer together than in the offers
    std::vector<bool> m_accepted; ///< by source row
    std::vector<int> m_order; ///< all source rows, sorted
    std::vector<int> m_rows; ///< source row of each row
    std::vector<int> m_proxyRows; ///< row of each source row, -1 = hidden

    QModelIndexList m_savedIndexes; ///< persistent indexes while the layout changes
    std::vector<int> m_savedRows; ///< their source rows
    QList<QPersistentModelIndex> m_savedSource; ///< likewise, when the source changes too
};

} // namespace snapgpu
