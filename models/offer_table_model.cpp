// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_table_model.h"

#include "models/format.h"
#include "models/offer_text.h"
#include "models/table_roles.h"

namespace snapgpu {

namespace {

Qt::Alignment alignmentOf(int column)
{
    return Qt::AlignVCenter | (OfferTableModel::isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft);
}

} // namespace

OfferTableModel::OfferTableModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

const OfferFieldInfo *OfferTableModel::fieldOf(int column)
{
    return column >= 1 && column < ColumnCount ? &offerField(static_cast<OfferField>(column - 1)) : nullptr;
}

bool OfferTableModel::isNumeric(int column)
{
    const OfferFieldInfo *info = fieldOf(column);
    return info != nullptr && info->isNumeric();
}

bool OfferTableModel::isShownFirst(int column)
{
    const OfferFieldInfo *info = fieldOf(column);
    return info == nullptr || info->shown;
}

void OfferTableModel::tellColumn(int column)
{
    if (!m_offers.isEmpty()) {
        const int last = static_cast<int>(m_offers.size()) - 1;
        Q_EMIT dataChanged(index(0, column), index(last, column), {Qt::DisplayRole, RawRole});
    }
}

void OfferTableModel::setDiskGb(double diskGb)
{
    if (qFuzzyCompare(diskGb, m_diskGb)) {
        return;
    }
    m_diskGb = diskGb;
    tellColumn(Hourly);
    Q_EMIT headerDataChanged(Qt::Horizontal, Hourly, Hourly);
}

void OfferTableModel::setSnapshotBytes(qint64 bytes)
{
    if (bytes != m_snapshotBytes) {
        m_snapshotBytes = bytes;
        tellColumn(columnOf(OfferField::TrafficDollars));
    }
}

void OfferTableModel::setExpectation(std::function<OfferExpectation(const Offer &)> expect)
{
    m_expect = std::move(expect);
    m_expectations.clear();
    if (m_expect) {
        m_expectations.reserve(static_cast<std::size_t>(m_offers.size()));
        for (const Offer &offer : std::as_const(m_offers)) {
            m_expectations.push_back(m_expect(offer));
        }
    }
    for (const OfferField field :
        {OfferField::BootSeconds, OfferField::WorkSeconds, OfferField::WorkDollars}) {
        tellColumn(columnOf(field));
    }
}

OfferExpectation OfferTableModel::expectationOf(const Offer &offer) const
{
    return m_expect ? m_expect(offer) : OfferExpectation();
}

void OfferTableModel::setNow(qint64 wallMs)
{
    if (wallMs != m_nowMs) {
        m_nowMs = wallMs;
        tellColumn(columnOf(OfferField::Age));
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

Real OfferTableModel::numberAt(int row, int column) const
{
    const Offer &offer = m_offers.at(row);
    const OfferFieldInfo *info = fieldOf(column);
    if (info == nullptr) {
        return m_chosen.contains(offer.id) ? 1.0 : 0.0;
    }
    const OfferExpectation expectation =
        m_expectations.empty() ? OfferExpectation() : m_expectations[static_cast<std::size_t>(row)];
    switch (info->field) {
    case OfferField::Price:
        return offer.dphBase || offer.dphTotal || (offer.isBid && offer.minBid)
            ? Real(offer.hourlyWithDisk(m_diskGb).dollars())
            : Real();
    case OfferField::BootSeconds:
        return expectation.bootSeconds;
    case OfferField::WorkSeconds:
        return expectation.workSeconds;
    case OfferField::WorkDollars:
        return expectation.workDollars;
    case OfferField::TrafficDollars:
        return m_snapshotBytes >= 0 ? offer.trafficDollars(m_snapshotBytes) : Real();
    case OfferField::Age: {
        const qint64 seen = m_seenAtMs.at(row);
        return seen > 0 && m_nowMs >= seen ? Real(static_cast<double>(m_nowMs - seen) / 1000.0) : Real();
    }
    default:
        return shownNumber(*info, offer);
    }
}

QString OfferTableModel::textAt(int row, int column) const
{
    const OfferFieldInfo *info = fieldOf(column);
    if (info == nullptr) {
        return {};
    }
    const Offer &offer = m_offers.at(row);
    const bool isPool = offer.machineId < 0; // no machine is known before it runs
    if (isPool
        && (info->field == OfferField::MachineId
            || (info->field == OfferField::HostKind && !offer.datacenter))) {
        return format::missing();
    }
    if (info->field == OfferField::HostKind) {
        return hostKindText(hostKind(offer));
    }
    return info->isComputed() ? numberText(*info, numberAt(row, column)) : fieldText(*info, offer);
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
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return textAt(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(alignmentOf(column));
    case Qt::CheckStateRole:
        return column == Chosen
            ? QVariant(m_chosen.contains(m_offers.at(row).id) ? Qt::Checked : Qt::Unchecked)
            : QVariant();
    case Qt::AccessibleTextRole:
        return column == Chosen ? QVariant(accessibleText(row)) : QVariant();
    case IdRole:
        return m_offers.at(row).id;
    case RawRole:
        if (const Real value = numberAt(row, column)) {
            return *value;
        }
        return isNumeric(column) ? QVariant() : QVariant(textAt(row, column));
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

QString OfferTableModel::headerHint(int section) const
{
    switch (section) {
    case Chosen:
        return tr("Ticked offers race alone; with none ticked all that match may race");
    case Gpu:
        return tr("Model of the GPU");
    case Count:
        return tr("Number of GPUs");
    case Vram:
        return tr("Memory of each GPU in gigabytes");
    case Place:
        return tr("Where the machine stands");
    case Hourly:
        return tr("US dollars per hour with %1 GB of disk").arg(m_diskGb);
    case Reliability:
        return tr("How often the host has been there, in percent");
    case Download:
        return tr("Download speed in megabits per second");
    case DiskSpeed:
        return tr("Speed of the disk in megabytes per second");
    case Cuda:
        return tr("Newest CUDA version its driver runs");
    case HostKind:
        return tr("Who runs the machine");
    case MachineId:
        return tr("Number of the physical machine; several offers may share one");
    default: {
        const OfferFieldInfo *info = fieldOf(section);
        return info->isComputed() ? info->headerText()
                                  : tr("%1, in filters: %2").arg(info->headerText(), info->keyText());
    }
    }
}

QVariant OfferTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    const OfferFieldInfo *info = fieldOf(section);
    switch (role) {
    case Qt::DisplayRole:
        return info != nullptr ? info->headerText() : QString();
    case Qt::ToolTipRole:
        return headerHint(section);
    case Qt::AccessibleTextRole:
        return info != nullptr ? info->headerText() : tr("Chosen");
    case Qt::TextAlignmentRole:
        return QVariant(alignmentOf(section));
    default:
        return {};
    }
}

} // namespace snapgpu
