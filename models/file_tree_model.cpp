// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/file_tree_model.h"

#include "models/file_text.h"
#include "models/format.h"
#include "models/table_roles.h"

#include <algorithm>
#include <QDateTime>

namespace snapgpu {

namespace {

/** One entry with what it is ordered by, read once; its name stands in a common block of bytes. */
struct Keyed
{
    SnapshotTree::Node node = 0;
    bool folder = false;
    qint64 number = 0;
    qsizetype nameAt = 0;
    qsizetype nameLength = 0;
};

/** Appends the name as it is compared: case folded, in UTF-8. Nearly every name is plain ASCII and needs no
 * text made of it. */
void appendFolded(QByteArray &names, QByteArrayView raw)
{
    const bool plain = std::all_of(raw.begin(), raw.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
    if (!plain) {
        names += filetext::name(raw).toCaseFolded().toUtf8();
        return;
    }
    const qsizetype at = names.size();
    names += raw;
    std::transform(names.cbegin() + at, names.cend(), names.begin() + at,
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
}

bool isFolder(const SnapshotTree &tree, SnapshotTree::Node node)
{
    return tree.type(node) == NodeType::Folder;
}

QDateTime modifiedOf(const SnapshotTree &tree, SnapshotTree::Node node)
{
    const qint64 ms = tree.mtimeMs(node);
    return ms == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms);
}

} // namespace

FileTreeModel::FileTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
{
}

void FileTreeModel::setTree(std::shared_ptr<const SnapshotTree> tree)
{
    beginResetModel();
    m_tree = std::move(tree);
    m_orders.clear();
    m_only.clear();
    m_flat = false;
    if (m_tree != nullptr && m_tree->childCount(SnapshotTree::kRoot) > 0) {
        m_orders.insert(SnapshotTree::kRoot, ordered(SnapshotTree::kRoot)); // every view wants it at once
    }
    endResetModel();
}

void FileTreeModel::showOnly(const QVector<Node> &nodes)
{
    beginResetModel();
    m_flat = m_tree != nullptr;
    m_only = m_flat ? nodes : QVector<Node>();
    orderNodes(m_only);
    endResetModel();
}

void FileTreeModel::showAll()
{
    if (m_flat) {
        beginResetModel();
        m_flat = false;
        m_only.clear();
        endResetModel();
    }
}

qint64 FileTreeModel::sortNumber(Node node) const
{
    switch (m_sortColumn) {
    case Size:
        return m_tree->size(node);
    case Modified:
        return m_tree->mtimeMs(node);
    case Mode:
        return m_tree->mode(node);
    default:
        return 0;
    }
}

/** Folders first; ties by name, always ascending. */
void FileTreeModel::orderNodes(QVector<Node> &nodes) const
{
    std::vector<Keyed> keyed;
    keyed.reserve(static_cast<std::size_t>(nodes.size()));
    QByteArray names;
    names.reserve(nodes.size() * 24);
    for (const Node node : std::as_const(nodes)) {
        const qsizetype at = names.size();
        if (m_flat) {
            appendFolded(names, m_tree->path(node));
        } else {
            appendFolded(names, m_tree->name(node));
        }
        keyed.push_back({node, isFolder(*m_tree, node), sortNumber(node), at, names.size() - at});
    }
    const bool up = m_sortOrder == Qt::AscendingOrder;
    const bool byName = m_sortColumn == Name;
    const auto before = [up, byName, &names](const Keyed &a, const Keyed &b) {
        if (a.folder != b.folder) {
            return a.folder;
        }
        if (a.number != b.number) {
            return up ? a.number < b.number : b.number < a.number;
        }
        const int order = QByteArrayView(names.constData() + a.nameAt, a.nameLength)
                              .compare(QByteArrayView(names.constData() + b.nameAt, b.nameLength));
        if (order != 0) {
            return byName && !up ? order > 0 : order < 0;
        }
        return a.node < b.node;
    };
    // A tree has its names in the order of their bytes, which is often the order wanted already.
    if (!std::is_sorted(keyed.cbegin(), keyed.cend(), before)) {
        std::sort(keyed.begin(), keyed.end(), before);
    }
    std::transform(keyed.cbegin(), keyed.cend(), nodes.begin(), [](const Keyed &key) { return key.node; });
}

FileTreeModel::Order FileTreeModel::ordered(Node folder) const
{
    Order order;
    const auto count = static_cast<int>(m_tree->childCount(folder));
    order.nodes.resize(count);
    for (int i = 0; i < count; ++i) {
        order.nodes[i] = m_tree->child(folder, static_cast<quint32>(i));
    }
    orderNodes(order.nodes);
    order.rowOfChild.resize(count);
    for (int row = 0; row < count; ++row) {
        order.rowOfChild[static_cast<int>(m_tree->row(order.nodes.at(row)))] = row;
    }
    return order;
}

void FileTreeModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || (column == m_sortColumn && order == m_sortOrder)) {
        return;
    }
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    m_sortColumn = column;
    m_sortOrder = order;
    if (m_tree != nullptr) {
        for (auto it = m_orders.begin(); it != m_orders.end(); ++it) {
            *it = ordered(it.key());
        }
        orderNodes(m_only);
    }
    QHash<Node, int> rowOfOnly;
    for (int row = 0; row < m_only.size(); ++row) {
        rowOfOnly.insert(m_only.at(row), row);
    }
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &index : before) {
        after.append(m_flat ? createIndex(rowOfOnly.value(node(index)), index.column(), index.internalId())
                            : placeOf(node(index), index.column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

FileTreeModel::Node FileTreeModel::node(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node>(index.internalId()) : SnapshotTree::kRoot;
}

QModelIndex FileTreeModel::placeOf(Node node, int column) const
{
    if (node == SnapshotTree::kRoot) {
        return {};
    }
    const auto folder = m_orders.constFind(m_tree->parent(node));
    return createIndex(
        folder->rowOfChild.at(static_cast<int>(m_tree->row(node))), column, static_cast<quintptr>(node));
}

QModelIndex FileTreeModel::indexOf(Node wanted)
{
    if (m_flat || m_tree == nullptr || wanted >= m_tree->nodeCount() || wanted == SnapshotTree::kRoot) {
        return {};
    }
    QVector<Node> way; // from the innermost folder to the root
    for (Node at = m_tree->parent(wanted);; at = m_tree->parent(at)) {
        way.append(at);
        if (at == SnapshotTree::kRoot) {
            break;
        }
    }
    for (auto it = way.crbegin(); it != way.crend(); ++it) {
        fetchMore(placeOf(*it));
    }
    return placeOf(wanted);
}

QModelIndex FileTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= ColumnCount || row >= rowCount(parent)) {
        return {};
    }
    const Node child = m_flat ? m_only.at(row) : m_orders.constFind(node(parent))->nodes.at(row);
    return createIndex(row, column, static_cast<quintptr>(child));
}

QModelIndex FileTreeModel::parent(const QModelIndex &index) const
{
    return !index.isValid() || m_flat ? QModelIndex() : placeOf(m_tree->parent(node(index)));
}

int FileTreeModel::rowCount(const QModelIndex &parent) const
{
    if (m_tree == nullptr || parent.column() > 0) {
        return 0;
    }
    if (m_flat) {
        return parent.isValid() ? 0 : static_cast<int>(m_only.size());
    }
    const auto folder = m_orders.constFind(node(parent));
    return folder == m_orders.constEnd() ? 0 : static_cast<int>(folder->nodes.size());
}

int FileTreeModel::columnCount(const QModelIndex & /*parent*/) const { return ColumnCount; }

bool FileTreeModel::hasChildren(const QModelIndex &parent) const
{
    if (m_tree == nullptr || parent.column() > 0) {
        return false;
    }
    if (m_flat) {
        return !parent.isValid() && !m_only.isEmpty();
    }
    return m_tree->childCount(node(parent)) > 0;
}

bool FileTreeModel::canFetchMore(const QModelIndex &parent) const
{
    return m_tree != nullptr && !m_flat && parent.column() <= 0 && m_tree->childCount(node(parent)) > 0
        && !m_orders.contains(node(parent));
}

void FileTreeModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    Order order = ordered(node(parent));
    beginInsertRows(parent, 0, static_cast<int>(order.nodes.size()) - 1);
    m_orders.insert(node(parent), std::move(order));
    endInsertRows();
}

QString FileTreeModel::textAt(Node node, int column) const
{
    switch (column) {
    case Name:
        return m_flat ? filetext::name(m_tree->path(node)) : filetext::name(m_tree->name(node));
    case Size:
        return m_tree->type(node) == NodeType::Folder || m_tree->type(node) == NodeType::File
            ? format::bytes(m_tree->size(node))
            : format::missing();
    case Modified:
        return format::dateTime(modifiedOf(*m_tree, node));
    case Mode:
        return filetext::permissions(m_tree->mode(node), m_tree->type(node));
    default:
        return {};
    }
}

QVariant FileTreeModel::rawAt(Node node, int column) const
{
    switch (column) {
    case Name:
        return m_tree->path(node);
    case Size:
        return m_tree->size(node);
    case Modified:
        return modifiedOf(*m_tree, node);
    case Mode:
        return m_tree->mode(node);
    default:
        return {};
    }
}

QVariant FileTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node at = node(index);
    switch (role) {
    case Qt::DisplayRole:
        return textAt(at, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? filetext::name(m_tree->path(at)) : textAt(at, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() == Size ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return index.column() == Name ? QVariant(
                   tr("%1, %2, %3").arg(textAt(at, Name), filetext::kind(m_tree->type(at)), textAt(at, Size)))
                                      : QVariant();
    case RawRole:
        return rawAt(at, index.column());
    case IdRole:
        return m_tree->path(at);
    case KindRole:
        return static_cast<int>(m_tree->type(at));
    default:
        return {};
    }
}

QVariant FileTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section == Size ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole && section == Size) {
        return tr("Of a folder: everything below it");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return m_flat ? tr("Path") : tr("Name");
    case Size:
        return tr("Size");
    case Modified:
        return tr("Modified");
    default:
        return tr("Mode");
    }
}

} // namespace snapgpu
