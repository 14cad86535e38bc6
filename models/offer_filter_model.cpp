// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_filter_model.h"

#include "models/offer_sort.h"
#include "models/offer_text.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace snapgpu {

namespace {

constexpr qsizetype kMostSortKeys = 4;

auto at(int row) { return static_cast<std::size_t>(row); }

} // namespace

OfferFilterModel::OfferFilterModel(OfferTableModel *source, QObject *parent)
    : QAbstractProxyModel(parent)
    , m_source(source)
{
    setSourceModel(source);
    connectSource();
    rebuild();
}

void OfferFilterModel::connectSource()
{
    connect(m_source, &OfferTableModel::offersChanged, this, &OfferFilterModel::refresh);
    connect(m_source, &QAbstractItemModel::dataChanged, this, &OfferFilterModel::onDataChanged);
    connect(m_source, &QAbstractItemModel::headerDataChanged, this, &QAbstractItemModel::headerDataChanged);
    connect(m_source, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex & /*parent*/, int first, int last) { onInserted(first, last); });
    connect(m_source, &QAbstractItemModel::rowsAboutToBeRemoved, this, &OfferFilterModel::beginSourceChange);
    connect(m_source, &QAbstractItemModel::rowsRemoved, this, &OfferFilterModel::endSourceChange);
    connect(
        m_source, &QAbstractItemModel::layoutAboutToBeChanged, this, &OfferFilterModel::beginSourceChange);
    connect(m_source, &QAbstractItemModel::layoutChanged, this, &OfferFilterModel::endSourceChange);
}

// --- what the person asks for

void OfferFilterModel::setQuery(const Query &query)
{
    if (query == m_query) {
        return;
    }
    m_query = query;
    m_filter = OfferFilter(query);
    filterAll();
    relayout();
}

void OfferFilterModel::sortBy(const QVector<OfferSortKey> &keys)
{
    if (keys == m_sortKeys) {
        return;
    }
    m_sortKeys = keys;
    computeKeys();
    sortAll();
    relayout();
}

void OfferFilterModel::sort(int column, Qt::SortOrder order)
{
    QVector<OfferSortKey> keys;
    if (column >= 0 && column < OfferTableModel::ColumnCount) {
        keys = m_sortKeys;
        keys.removeIf([column](const OfferSortKey &key) { return key.column == column; });
        keys.prepend({column, order});
        keys.resize(std::min(keys.size(), kMostSortKeys));
    }
    sortBy(keys);
}

/** Shows what is accepted now, in its order; views are told only when that differs. */
void OfferFilterModel::relayout()
{
    std::vector<int> rows = acceptedRows();
    if (rows != m_rows) {
        beginRelayout();
        setRows(std::move(rows));
        endRelayout();
    }
}

// --- what the source tells

/** Exactly these source rows have other values now: they are judged and placed anew. */
void OfferFilterModel::refresh(const std::vector<int> &rows)
{
    filterRows(rows);
    computeKeys();
    mergeRows(rows);
    relayout();
    int first = std::numeric_limits<int>::max();
    int last = -1;
    for (const int row : rows) {
        if (const int here = m_proxyRows[at(row)]; here >= 0) {
            first = std::min(first, here);
            last = std::max(last, here);
        }
    }
    if (last >= 0) {
        Q_EMIT dataChanged(index(first, 0), index(last, OfferTableModel::ColumnCount - 1));
    }
}

void OfferFilterModel::onDataChanged(
    const QModelIndex &topLeft, const QModelIndex &bottomRight, const QList<int> &roles)
{
    const bool wholeRows = topLeft.column() == 0 && bottomRight.column() == OfferTableModel::ColumnCount - 1;
    if (wholeRows) {
        return; // refresh() has told it already
    }
    bool sorted = false;
    for (int column = topLeft.column(); column <= bottomRight.column(); ++column) {
        sorted = sorted || isSortedBy(column);
    }
    if (sorted) {
        computeKeys();
        sortAll();
        relayout();
    }
    int first = std::numeric_limits<int>::max();
    int last = -1;
    for (int row = topLeft.row(); row <= bottomRight.row(); ++row) {
        if (const int here = m_proxyRows[at(row)]; here >= 0) {
            first = std::min(first, here);
            last = std::max(last, here);
        }
    }
    if (last >= 0) {
        Q_EMIT dataChanged(index(first, topLeft.column()), index(last, bottomRight.column()), roles);
    }
}

void OfferFilterModel::onInserted(int first, int last)
{
    std::vector<int> added(at(last - first + 1));
    std::iota(added.begin(), added.end(), first);
    m_ids.resize(at(m_source->rowCount()));
    m_accepted.resize(m_ids.size());
    m_proxyRows.resize(m_ids.size(), -1);
    for (const int row : added) {
        m_ids[at(row)] = m_source->offer(row).id;
    }
    filterRows(added);
    computeKeys();
    mergeRows(added);
    relayout();
}

void OfferFilterModel::beginSourceChange()
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    m_savedIndexes = persistentIndexList();
    for (const QModelIndex &saved : std::as_const(m_savedIndexes)) {
        m_savedSource.append(mapToSource(saved));
    }
}

void OfferFilterModel::endSourceChange()
{
    rebuild();
    QModelIndexList now;
    now.reserve(m_savedIndexes.size());
    for (const QPersistentModelIndex &source : std::as_const(m_savedSource)) {
        now.append(mapFromSource(source));
    }
    changePersistentIndexList(m_savedIndexes, now);
    m_savedIndexes.clear();
    m_savedSource.clear();
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

// --- the order

bool OfferFilterModel::isBefore(int a, int b) const
{
    for (const std::vector<double> &keys : m_keys) {
        if (keys[at(a)] != keys[at(b)]) {
            return keys[at(a)] < keys[at(b)];
        }
    }
    return m_keys.empty() ? a < b : m_ids[at(a)] < m_ids[at(b)];
}

bool OfferFilterModel::isSortedBy(int column) const
{
    return std::any_of(m_sortKeys.begin(), m_sortKeys.end(),
        [column](const OfferSortKey &key) { return key.column == column; });
}

std::vector<double> OfferFilterModel::keysOf(const OfferSortKey &key) const
{
    const OfferFieldInfo *info = OfferTableModel::fieldOf(key.column);
    std::vector<double> keys;
    if (info != nullptr && !info->isComputed()) {
        keys = fieldKeys(*info, m_source->offers());
    } else {
        keys.reserve(m_ids.size());
        for (int row = 0; row < m_source->rowCount(); ++row) {
            const bool isKind = info != nullptr && info->field == OfferField::HostKind;
            keys.push_back(isKind
                    ? static_cast<double>(hostKind(m_source->offer(row)))
                    : m_source->numberAt(row, key.column).value_or(std::numeric_limits<double>::infinity()));
        }
    }
    if (key.order == Qt::DescendingOrder) {
        descend(keys);
    }
    return keys;
}

void OfferFilterModel::computeKeys()
{
    m_keys.clear();
    for (const OfferSortKey &key : std::as_const(m_sortKeys)) {
        m_keys.push_back(keysOf(key));
    }
}

void OfferFilterModel::sortAll()
{
    if (m_keys.size() == 1) {
        // The usual case: key, id and row side by side are sorted much faster than through two tables.
        struct Entry
        {
            double key;
            qint64 id;
            int row;
        };
        std::vector<Entry> entries;
        entries.reserve(m_order.size());
        for (const int row : m_order) {
            entries.push_back({m_keys.front()[at(row)], m_ids[at(row)], row});
        }
        std::sort(entries.begin(), entries.end(),
            [](const Entry &a, const Entry &b) { return a.key != b.key ? a.key < b.key : a.id < b.id; });
        std::transform(entries.begin(), entries.end(), m_order.begin(), [](const Entry &e) { return e.row; });
        return;
    }
    std::sort(m_order.begin(), m_order.end(), [this](int a, int b) { return isBefore(a, b); });
}

/** Puts changed or new rows where they belong; the others are in order already. */
void OfferFilterModel::mergeRows(std::vector<int> rows)
{
    std::vector<bool> moving(m_ids.size());
    for (const int row : rows) {
        moving[at(row)] = true;
    }
    const auto before = [this](int a, int b) { return isBefore(a, b); };
    std::sort(rows.begin(), rows.end(), before);
    std::vector<int> order;
    order.reserve(m_ids.size());
    auto next = rows.cbegin();
    for (const int row : m_order) {
        if (moving[at(row)]) {
            continue;
        }
        while (next != rows.cend() && before(*next, row)) {
            order.push_back(*next++);
        }
        order.push_back(row);
    }
    order.insert(order.end(), next, rows.cend());
    m_order = std::move(order);
}

// --- the filter

void OfferFilterModel::filterAll()
{
    OfferFilter::Pass pass(m_filter);
    for (int row = 0; row < m_source->rowCount(); ++row) {
        m_accepted[at(row)] = pass.accepts(m_source->offer(row));
    }
}

void OfferFilterModel::filterRows(const std::vector<int> &rows)
{
    OfferFilter::Pass pass(m_filter);
    for (const int row : rows) {
        m_accepted[at(row)] = pass.accepts(m_source->offer(row));
    }
}

std::vector<int> OfferFilterModel::acceptedRows() const
{
    std::vector<int> rows;
    rows.reserve(m_order.size());
    std::copy_if(m_order.begin(), m_order.end(), std::back_inserter(rows),
        [this](int row) { return m_accepted[at(row)]; });
    return rows;
}

void OfferFilterModel::setRows(std::vector<int> rows)
{
    m_rows = std::move(rows);
    m_proxyRows.assign(m_ids.size(), -1);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_proxyRows[at(m_rows[i])] = static_cast<int>(i);
    }
}

void OfferFilterModel::rebuild()
{
    const auto count = at(m_source->rowCount());
    m_ids.resize(count);
    for (std::size_t row = 0; row < count; ++row) {
        m_ids[row] = m_source->offer(static_cast<int>(row)).id;
    }
    m_accepted.assign(count, true);
    m_order.resize(count);
    std::iota(m_order.begin(), m_order.end(), 0);
    filterAll();
    computeKeys();
    sortAll();
    setRows(acceptedRows());
}

// --- how views are told

void OfferFilterModel::beginRelayout()
{
    // The hint says that whole rows move, which lets selections follow row by row instead of cell by cell.
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    m_savedIndexes = persistentIndexList();
    m_savedRows.clear();
    for (const QModelIndex &saved : std::as_const(m_savedIndexes)) {
        m_savedRows.push_back(sourceRow(saved.row()));
    }
}

void OfferFilterModel::endRelayout()
{
    QModelIndexList now;
    now.reserve(m_savedIndexes.size());
    for (qsizetype i = 0; i < m_savedIndexes.size(); ++i) {
        const int row = m_proxyRows[at(m_savedRows[static_cast<std::size_t>(i)])];
        now.append(row < 0 ? QModelIndex() : createIndex(row, m_savedIndexes.at(i).column()));
    }
    changePersistentIndexList(m_savedIndexes, now);
    m_savedIndexes.clear();
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

// --- the model

int OfferFilterModel::rowOf(qint64 id) const
{
    const int source = m_source->rowOf(id);
    return source < 0 ? -1 : m_proxyRows[at(source)];
}

QModelIndex OfferFilterModel::mapToSource(const QModelIndex &index) const
{
    return index.isValid() ? m_source->index(sourceRow(index.row()), index.column()) : QModelIndex();
}

QModelIndex OfferFilterModel::mapFromSource(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return {};
    }
    const int row = m_proxyRows[at(index.row())];
    return row < 0 ? QModelIndex() : createIndex(row, index.column());
}

QModelIndex OfferFilterModel::index(int row, int column, const QModelIndex &parent) const
{
    return hasIndex(row, column, parent) ? createIndex(row, column) : QModelIndex();
}

QModelIndex OfferFilterModel::parent(const QModelIndex & /*child*/) const { return {}; }

QModelIndex OfferFilterModel::sibling(int row, int column, const QModelIndex & /*index*/) const
{
    return index(row, column);
}

int OfferFilterModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OfferFilterModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : OfferTableModel::ColumnCount;
}

bool OfferFilterModel::hasChildren(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_rows.empty();
}

QVariant OfferFilterModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return m_source->headerData(section, orientation, role);
}

} // namespace snapgpu
