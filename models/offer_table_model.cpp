// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_table_model.h"

#include "models/format.h"
#include "models/table_roles.h"

#include <algorithm>

namespace snapgpu {

namespace {

// Above this many separate holes one reset is cheaper than telling every view about each of them.
constexpr int kMaxRemovedRanges = 32;
constexpr double kMbPerGb = 1024.0;

QString hostKind(const Offer &offer)
{
    if (offer.datacenter) {
        return OfferTableModel::tr("datacenter", "kind of host");
    }
    return offer.verified ? OfferTableModel::tr("verified", "kind of host")
                          : OfferTableModel::tr("unverified", "kind of host");
}

int decimalsOf(OfferTableModel::Column column)
{
    switch (column) {
    case OfferTableModel::Hourly:
        return 3;
    case OfferTableModel::Reliability:
    case OfferTableModel::Cuda:
        return 1;
    default:
        return 0;
    }
}

} // namespace

OfferTableModel::OfferTableModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void OfferTableModel::setOffers(const QVector<Offer> &offers)
{
    QSet<qint64> ids;
    ids.reserve(offers.size());
    for (const Offer &offer : offers) {
        ids.insert(offer.id);
    }
    const qsizetype chosenBefore = m_chosen.size();
    m_chosen.intersect(ids);
    removeStale(ids);

    const auto known = static_cast<int>(m_offers.size());
    QVector<Offer> added;
    for (const Offer &offer : offers) {
        const auto row = m_rowById.constFind(offer.id);
        if (row != m_rowById.constEnd() && *row < known) {
            m_offers[*row] = offer;
        } else if (row == m_rowById.constEnd()) {
            m_rowById.insert(offer.id, static_cast<int>(known + added.size()));
            added.append(offer);
        }
    }
    if (known > 0) {
        Q_EMIT dataChanged(index(0, 0), index(known - 1, ColumnCount - 1));
    }
    if (!added.isEmpty()) {
        beginInsertRows({}, known, static_cast<int>(known + added.size() - 1));
        m_offers.append(added);
        endInsertRows();
    }
    if (m_chosen.size() != chosenBefore) {
        Q_EMIT chosenChanged();
    }
}

void OfferTableModel::removeStale(const QSet<qint64> &keep)
{
    QVector<std::pair<int, int>> ranges; // first and last row, from the bottom up
    for (auto row = static_cast<int>(m_offers.size()) - 1; row >= 0; --row) {
        if (keep.contains(m_offers.at(row).id)) {
            continue;
        }
        if (!ranges.isEmpty() && ranges.last().first == row + 1) {
            ranges.last().first = row;
        } else {
            ranges.append({row, row});
        }
    }
    if (ranges.isEmpty()) {
        return;
    }
    if (ranges.size() > kMaxRemovedRanges) {
        beginResetModel();
        erase_if(m_offers, [&keep](const Offer &offer) { return !keep.contains(offer.id); });
        reindex(0);
        endResetModel();
        return;
    }
    for (const auto &[first, last] : std::as_const(ranges)) {
        beginRemoveRows({}, first, last);
        m_offers.remove(first, last - first + 1);
        reindex(first);
        endRemoveRows();
    }
}

void OfferTableModel::reindex(int fromRow)
{
    if (fromRow == 0) {
        m_rowById.clear();
    } else {
        m_rowById.removeIf([fromRow](auto entry) { return entry.value() >= fromRow; });
    }
    for (int row = fromRow; row < m_offers.size(); ++row) {
        m_rowById.insert(m_offers.at(row).id, row);
    }
}

void OfferTableModel::setDiskGb(double diskGb)
{
    if (qFuzzyCompare(diskGb, m_diskGb)) {
        return;
    }
    m_diskGb = diskGb;
    if (!m_offers.isEmpty()) {
        const int last = static_cast<int>(m_offers.size()) - 1;
        Q_EMIT dataChanged(index(0, Hourly), index(last, Hourly), {Qt::DisplayRole, RawRole});
    }
}

QVector<qint64> OfferTableModel::chosenIds() const
{
    QVector<qint64> ids;
    for (const Offer &offer : m_offers) {
        if (m_chosen.contains(offer.id)) {
            ids.append(offer.id);
        }
    }
    return ids;
}

void OfferTableModel::clearChosen()
{
    if (m_chosen.isEmpty()) {
        return;
    }
    m_chosen.clear();
    Q_EMIT dataChanged(index(0, Chosen), index(static_cast<int>(m_offers.size()) - 1, Chosen));
    Q_EMIT chosenChanged();
}

bool OfferTableModel::isNumeric(Column column)
{
    return column != Chosen && column != Gpu && column != Place && column != HostKind;
}

std::optional<double> OfferTableModel::numberAt(int row, Column column) const
{
    const Offer &offer = m_offers.at(row);
    switch (column) {
    case Chosen:
        return m_chosen.contains(offer.id) ? 1.0 : 0.0;
    case Count:
        return offer.numGpus;
    case Vram:
        return offer.gpuRamMb ? std::optional(*offer.gpuRamMb / kMbPerGb) : std::nullopt;
    case Hourly:
        return offer.dphBase || offer.dphTotal ? std::optional(offer.hourlyWithDisk(m_diskGb).dollars())
                                               : std::nullopt;
    case Reliability:
        return offer.reliability ? std::optional(*offer.reliability * 100.0) : std::nullopt;
    case Download:
        return offer.inetDownMbps;
    case DiskSpeed:
        return offer.diskBwMBps;
    case Cuda:
        return offer.cudaMaxGood;
    case MachineId:
        return static_cast<double>(offer.machineId);
    case Gpu:
    case Place:
    case HostKind:
    case ColumnCount:
        return std::nullopt;
    }
    Q_UNREACHABLE();
}

QString OfferTableModel::textAt(int row, Column column) const
{
    const Offer &offer = m_offers.at(row);
    switch (column) {
    case Chosen:
        return {};
    case Gpu:
        return offer.gpuName;
    case Place:
        return offer.geolocation.isEmpty() ? format::missing() : offer.geolocation;
    case HostKind:
        return hostKind(offer);
    case MachineId:
        return QString::number(offer.machineId);
    default:
        return format::number(numberAt(row, column), decimalsOf(column));
    }
}

QString OfferTableModel::accessibleText(int row) const
{
    const Offer &offer = m_offers.at(row);
    const QString text =
        tr("%1 × %2, %3, %4")
            .arg(offer.numGpus)
            .arg(offer.gpuName, textAt(row, Place), format::dollarsPerHour(offer.hourlyWithDisk(m_diskGb)));
    return m_chosen.contains(offer.id) ? tr("%1, chosen for the race").arg(text) : text;
}

int OfferTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_offers.size());
}

int OfferTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OfferTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const int row = index.row();
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textAt(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::CheckStateRole:
        return column == Chosen
            ? QVariant(m_chosen.contains(m_offers.at(row).id) ? Qt::Checked : Qt::Unchecked)
            : QVariant();
    case Qt::AccessibleTextRole:
        return column == Chosen ? QVariant(accessibleText(row)) : QVariant();
    case IdRole:
        return m_offers.at(row).id;
    case RawRole: {
        if (const auto value = numberAt(row, column)) {
            return *value;
        }
        return isNumeric(column) ? QVariant() : QVariant(textAt(row, column));
    }
    default:
        return {};
    }
}

bool OfferTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.column() != Chosen
        || role != Qt::CheckStateRole) {
        return false;
    }
    const qint64 id = m_offers.at(index.row()).id;
    const bool on = value.toInt() == Qt::Checked;
    if (on == m_chosen.contains(id)) {
        return true;
    }
    if (on) {
        m_chosen.insert(id);
    } else {
        m_chosen.remove(id);
    }
    Q_EMIT dataChanged(index, index, {Qt::CheckStateRole, Qt::AccessibleTextRole});
    Q_EMIT chosenChanged();
    return true;
}

Qt::ItemFlags OfferTableModel::flags(const QModelIndex &index) const
{
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    flags.setFlag(Qt::ItemIsUserCheckable, index.column() == Chosen);
    return flags;
}

QVariant OfferTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    struct Header
    {
        QString text;
        QString hint;
    };
    const auto header = [this, section]() -> Header {
        switch (static_cast<Column>(section)) {
        case Chosen:
            return {{}, tr("Ticked offers race alone; with none ticked all that match may race")};
        case Gpu:
            return {tr("GPU"), tr("Model of the GPU")};
        case Count:
            return {tr("N", "number of GPUs"), tr("Number of GPUs")};
        case Vram:
            return {tr("VRAM GB"), tr("Memory of each GPU in gigabytes")};
        case Place:
            return {tr("Place"), tr("Where the machine stands")};
        case Hourly:
            return {tr("$/h"), tr("US dollars per hour with %1 GB of disk").arg(m_diskGb)};
        case Reliability:
            return {tr("Rel. %"), tr("How often the host has been there, in percent")};
        case Download:
            return {tr("↓ Mb/s"), tr("Download speed in megabits per second")};
        case DiskSpeed:
            return {tr("Disk MB/s"), tr("Speed of the disk in megabytes per second")};
        case Cuda:
            return {tr("CUDA"), tr("Newest CUDA version its driver runs")};
        case HostKind:
            return {tr("Host"), tr("Who runs the machine")};
        case MachineId:
            return {tr("Machine"), tr("Number of the physical machine; several offers may share one")};
        case ColumnCount:
            break;
        }
        Q_UNREACHABLE();
    }();
    switch (role) {
    case Qt::DisplayRole:
        return header.text;
    case Qt::ToolTipRole:
        return header.hint;
    case Qt::AccessibleTextRole:
        return header.text.isEmpty() ? tr("Chosen") : header.text;
    case Qt::TextAlignmentRole:
        return QVariant(
            Qt::AlignVCenter | (isNumeric(static_cast<Column>(section)) ? Qt::AlignRight : Qt::AlignLeft));
    default:
        return {};
    }
}

OfferFilterModel::OfferFilterModel(OfferTableModel *source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_source(source)
{
    setSortRole(RawRole);
    setSourceModel(source);
}

void OfferFilterModel::setQuery(const Query &query)
{
    if (query == m_query) {
        return;
    }
    m_query = query;
    invalidateRowsFilter();
}

bool OfferFilterModel::filterAcceptsRow(int row, const QModelIndex & /*parent*/) const
{
    return matches(m_query, m_source->offer(row));
}

bool OfferFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto column = static_cast<OfferTableModel::Column>(left.column());
    const Offer &a = m_source->offer(left.row());
    const Offer &b = m_source->offer(right.row());
    int order = 0;
    if (OfferTableModel::isNumeric(column) || column == OfferTableModel::Chosen) {
        const auto x = m_source->numberAt(left.row(), column);
        const auto y = m_source->numberAt(right.row(), column);
        if (x.has_value() != y.has_value()) {
            // The base class swaps the sides when descending; undo that, so that missing stays last.
            return (sortOrder() == Qt::AscendingOrder) == x.has_value();
        }
        order = x && *x != *y ? (*x < *y ? -1 : 1) : 0;
    } else if (column == OfferTableModel::HostKind) {
        const auto rank = [](const Offer &offer) { return offer.datacenter ? 0 : offer.verified ? 1 : 2; };
        order = rank(a) - rank(b);
    } else {
        const bool gpu = column == OfferTableModel::Gpu;
        const QString &x = gpu ? a.gpuName : a.geolocation;
        const QString &y = gpu ? b.gpuName : b.geolocation;
        if (x.isEmpty() != y.isEmpty()) {
            return (sortOrder() == Qt::AscendingOrder) == y.isEmpty();
        }
        order = x.compare(y, Qt::CaseInsensitive);
    }
    return order != 0 ? order < 0 : a.id < b.id;
}

} // namespace snapgpu
