// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/diff_tree_model.h"

#include "models/file_text.h"
#include "models/format.h"
#include "models/table_roles.h"

#include <algorithm>
#include <optional>
#include <QHash>

namespace snapgpu {

struct DiffTreeModel::Node
{
    QByteArray path; ///< raw; of the root: empty
    Node *parent = nullptr;
    int row = 0;
    bool folder = false;
    std::optional<ChangeKind> change; ///< of the entry itself; empty = only something below it changed
    DiffTotals totals;
    std::vector<std::unique_ptr<Node>> children;

    QByteArrayView name() const { return QByteArrayView(path).sliced(path.lastIndexOf('/') + 1); }
};

namespace {

QVector<ChangeKind> allKinds()
{
    return {ChangeKind::Added, ChangeKind::Removed, ChangeKind::Content, ChangeKind::Type,
        ChangeKind::Metadata, ChangeKind::Damaged};
}

/** Folders first, then by the bytes of the name: what the order in a terminal is, too. */
bool standsBefore(bool aFolder, QByteArrayView a, bool bFolder, QByteArrayView b)
{
    return aFolder != bFolder ? aFolder
                              : std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

/** What one change adds to the sums of every folder above it. */
void count(DiffTotals &totals, const SnapshotChange &change)
{
    if (change.isFolder) {
        return;
    }
    const auto add = [&totals](qint64 &sum, std::optional<qint64> bytes) {
        totals.sizesKnown = totals.sizesKnown && bytes.has_value();
        sum += bytes.value_or(0);
    };
    switch (change.kind) {
    case ChangeKind::Added:
        ++totals.added;
        add(totals.bytesAdded, change.after);
        break;
    case ChangeKind::Removed:
        ++totals.removed;
        add(totals.bytesRemoved, change.before);
        break;
    case ChangeKind::Content:
    case ChangeKind::Type:
    case ChangeKind::Damaged:
        ++totals.changed;
        add(totals.bytesAdded, change.after);
        add(totals.bytesRemoved, change.before);
        break;
    case ChangeKind::Metadata:
        ++totals.changed;
        break;
    }
}

QString signedBytes(QChar sign, qint64 bytes, bool known)
{
    if (bytes == 0) {
        return known ? QString() : format::missing();
    }
    return (known ? QString() : QStringLiteral("≥ ")) + sign + format::bytes(bytes);
}

} // namespace

DiffTreeModel::DiffTreeModel(QObject *parent)
    : QAbstractItemModel(parent)
    , m_shown(allKinds())
    , m_root(std::make_unique<Node>())
{
}

DiffTreeModel::~DiffTreeModel() = default;

void DiffTreeModel::setChanges(QVector<SnapshotChange> changes)
{
    m_changes = std::move(changes);
    m_totals = {};
    for (const SnapshotChange &change : std::as_const(m_changes)) {
        count(m_totals, change);
    }
    rebuild();
}

void DiffTreeModel::setShown(const QVector<ChangeKind> &kinds)
{
    if (kinds != m_shown) {
        m_shown = kinds;
        rebuild();
    }
}

void DiffTreeModel::rebuild()
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    QHash<QByteArray, Node *> byPath{{QByteArray(), m_root.get()}};
    const auto nodeAt = [&byPath](const QByteArray &path) {
        // Every folder on the way that is not there yet, from the outermost to the innermost.
        QVector<QByteArray> missing;
        QByteArray at = path;
        while (!byPath.contains(at)) {
            missing.prepend(at);
            at.truncate(qMax<qsizetype>(0, at.lastIndexOf('/')));
        }
        Node *node = byPath.value(at);
        for (const QByteArray &step : std::as_const(missing)) {
            auto made = std::make_unique<Node>();
            made->path = step;
            made->parent = node;
            Node *raw = made.get();
            node->children.push_back(std::move(made));
            byPath.insert(step, raw);
            node = raw;
        }
        return node;
    };
    for (const SnapshotChange &change : std::as_const(m_changes)) {
        if (!m_shown.contains(change.kind) || change.path.isEmpty()) {
            continue;
        }
        Node *node = nodeAt(change.path);
        node->folder = change.isFolder;
        node->change = change.kind;
        for (Node *up = node; up != nullptr; up = up->parent) {
            count(up->totals, change);
        }
    }
    const auto order = [](Node *node, const auto &self) -> void {
        for (const auto &child : node->children) {
            child->folder = child->folder || !child->children.empty();
        }
        std::sort(node->children.begin(), node->children.end(), [](const auto &a, const auto &b) {
            return standsBefore(a->folder, a->name(), b->folder, b->name());
        });
        int row = 0;
        for (const auto &child : node->children) {
            child->row = row++;
            self(child.get(), self);
        }
    };
    order(m_root.get(), order);
    endResetModel();
}

DiffTreeModel::Node *DiffTreeModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Node *>(index.internalPointer()) : m_root.get();
}

QByteArray DiffTreeModel::pathOf(const QModelIndex &index) const { return nodeOf(index)->path; }

QModelIndex DiffTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    const Node *node = nodeOf(parent);
    if (row < 0 || column < 0 || column >= ColumnCount || parent.column() > 0
        || static_cast<std::size_t>(row) >= node->children.size()) {
        return {};
    }
    return createIndex(row, column, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex DiffTreeModel::parent(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return {};
    }
    Node *up = nodeOf(index)->parent;
    return up == m_root.get() ? QModelIndex() : createIndex(up->row, 0, up);
}

int DiffTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int DiffTreeModel::columnCount(const QModelIndex & /*parent*/) const { return ColumnCount; }

QString DiffTreeModel::textAt(const Node *node, int column) const
{
    const DiffTotals &totals = node->totals;
    switch (column) {
    case Name:
        return filetext::name(node->name());
    case Change:
        return node->change ? filetext::change(*node->change) : QString();
    case Added:
        return signedBytes(QLatin1Char('+'), totals.bytesAdded, totals.sizesKnown);
    case Removed:
        return signedBytes(QChar(u'−'), totals.bytesRemoved, totals.sizesKnown);
    case Files:
        return node->folder ? format::count(totals.files()) : QString();
    default:
        return {};
    }
}

QVariant DiffTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node *node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole:
        return textAt(node, index.column());
    case Qt::ToolTipRole:
        return index.column() == Name ? filetext::name(node->path) : textAt(node, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (index.column() >= Added ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        if (index.column() != Name) {
            return {};
        }
        return node->change
            ? tr("%1, %2").arg(textAt(node, Name), textAt(node, Change))
            : tr("%1, %Ln changed file(s) inside", nullptr, node->totals.files()).arg(textAt(node, Name));
    case IdRole:
        return node->path;
    case KindRole:
        return static_cast<int>(node->folder ? NodeType::Folder : NodeType::File);
    case ChangeRole:
        return node->change ? QVariant(static_cast<int>(*node->change)) : QVariant();
    case RawRole:
        return index.column() == Added  ? QVariant(node->totals.bytesAdded)
            : index.column() == Removed ? QVariant(node->totals.bytesRemoved)
                                        : QVariant(textAt(node, index.column()));
    default:
        return {};
    }
}

QVariant DiffTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section >= Added ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return tr("Name");
    case Change:
        return tr("Change");
    case Added:
        return tr("New bytes");
    case Removed:
        return tr("Old bytes");
    default:
        return tr("Files");
    }
}

} // namespace snapgpu
