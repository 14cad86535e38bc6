// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/machine_table_model.h"

#include "models/format.h"

#include <algorithm>
#include <QSet>

namespace snapgpu {

namespace {

constexpr qint64 kMsPerSecond = 1000;
constexpr qint64 kSecondsPerDay = 86'400;
constexpr qint64 kSecondsInHours = 2 * kSecondsPerDay; ///< older machines count in days

QString roleText(const MachineRow &row)
{
    switch (row.role) {
    case MachineRole::LeftOver:
        return MachineTableModel::tr("left over, to be destroyed");
    case MachineRole::Destroying:
        return MachineTableModel::tr("being destroyed");
    case MachineRole::Asked:
        return MachineTableModel::tr("being rented");
    case MachineRole::Racing:
        return row.running ? MachineTableModel::tr("racing") : MachineTableModel::tr("racing, booting");
    case MachineRole::Kept:
        return MachineTableModel::tr("kept");
    case MachineRole::Foreign:
        return MachineTableModel::tr("foreign, never touched");
    }
    Q_UNREACHABLE();
}

QString ageText(qint64 seconds)
{
    return seconds < kSecondsInHours
        ? format::duration(seconds)
        : MachineTableModel::tr("%n day(s)", nullptr, static_cast<int>(seconds / kSecondsPerDay));
}

} // namespace

QString machineStateText(const MachineRow &row)
{
    if (!row.stopped) {
        return roleText(row);
    }
    return row.interruptible
        ? MachineTableModel::tr("%1; outbid or stopped, only disk bills").arg(roleText(row))
        : MachineTableModel::tr("%1; stopped, only disk bills").arg(roleText(row));
}

MachineTableModel::MachineTableModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void MachineTableModel::setMachines(const QVector<MachineRow> &machines, qint64 nowMs)
{
    m_nowMs = nowMs;
    removeStale(machines);
    const auto known = static_cast<int>(m_rows.size());
    QVector<MachineRow> added;
    for (const MachineRow &machine : machines) {
        const int row = rowOf(machine.key);
        if (row >= 0 && row < known) {
            m_rows[row] = machine;
        } else if (row < 0) {
            m_rowByKey.insert(machine.key, static_cast<int>(known + added.size()));
            added.append(machine);
        }
    }
    if (known > 0) {
        Q_EMIT dataChanged(index(0, 0), index(known - 1, ColumnCount - 1));
    }
    if (!added.isEmpty()) {
        beginInsertRows({}, known, static_cast<int>(known + added.size()) - 1);
        m_rows.append(added);
        endInsertRows();
    }
}

void MachineTableModel::removeStale(const QVector<MachineRow> &machines)
{
    QSet<QString> keep;
    for (const MachineRow &machine : machines) {
        keep.insert(machine.key);
    }
    // One by one: an account has dozens of machines, not thousands.
    for (auto row = static_cast<int>(m_rows.size()) - 1; row >= 0; --row) {
        if (!keep.contains(m_rows.at(row).key)) {
            beginRemoveRows({}, row, row);
            m_rows.removeAt(row);
            reindex();
            endRemoveRows();
        }
    }
}

void MachineTableModel::reindex()
{
    m_rowByKey.clear();
    for (int row = 0; row < m_rows.size(); ++row) {
        m_rowByKey.insert(m_rows.at(row).key, row);
    }
}

bool MachineTableModel::isNumeric(int column)
{
    return column == Hourly || column == Since || column == Cost || column == Lease;
}

QString MachineTableModel::textAt(const MachineRow &row, Column column) const
{
    switch (column) {
    case State:
        return machineStateText(row);
    case Gpu:
        return row.numGpus > 1 ? tr("%1 × %2").arg(row.numGpus).arg(row.gpuName) : row.gpuName;
    case Place:
        return row.place.isEmpty() ? format::missing() : row.place;
    case Hourly:
        return format::number(row.hourly.dollars(), 3);
    case Since:
        return row.sinceMs > 0 ? ageText(std::max<qint64>(0, m_nowMs - row.sinceMs) / kMsPerSecond)
                               : format::missing();
    case Cost:
        return format::number(row.cost ? std::optional(row.cost->dollars()) : std::nullopt, 4);
    case Lease:
        if (!row.leaseEndsAtMs) {
            return format::missing();
        }
        return *row.leaseEndsAtMs > m_nowMs ? format::clock(*row.leaseEndsAtMs - m_nowMs) : tr("over");
    case Instance:
        return row.instanceId.isEmpty() ? format::missing() : row.instanceId;
    case Ssh:
        return row.endpoints.isEmpty()
            ? format::missing()
            : QStringLiteral("%1:%2").arg(row.endpoints.first().host).arg(row.endpoints.first().port);
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE();
}

QVariant MachineTableModel::rawAt(const MachineRow &row, Column column) const
{
    switch (column) {
    case State:
        return static_cast<int>(row.role);
    case Hourly:
        return row.hourly.dollars();
    case Since:
        return row.sinceMs > 0 ? QVariant(m_nowMs - row.sinceMs) : QVariant();
    case Cost:
        return row.cost ? QVariant(row.cost->dollars()) : QVariant();
    case Lease:
        return row.leaseEndsAtMs ? QVariant(*row.leaseEndsAtMs - m_nowMs) : QVariant();
    default: {
        const QString text = textAt(row, column);
        return text == format::missing() ? QVariant() : QVariant(text);
    }
    }
}

QString MachineTableModel::hintAt(const MachineRow &row, Column column) const
{
    switch (column) {
    case State:
        return row.reason;
    case Since:
        return row.sinceMs > 0 ? format::dateTime(QDateTime::fromMSecsSinceEpoch(row.sinceMs)) : QString();
    case Instance:
        return row.label;
    case Place:
    case Ssh:
        return textAt(row, column);
    default:
        return {};
    }
}

int MachineTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MachineTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MachineTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const MachineRow &row = m_rows.at(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textAt(row, column);
    case Qt::ToolTipRole:
        return hintAt(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::AccessibleTextRole:
        return column == State ? QVariant(
                   tr("%1, %2, %3").arg(row.name(), textAt(row, State), format::dollarsPerHour(row.hourly)))
                               : QVariant();
    case StoppedRole:
        return row.stopped;
    case RawRole:
        return rawAt(row, column);
    case IdRole:
        return row.key;
    default:
        return {};
    }
}

QVariant MachineTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) {
        return {};
    }
    const bool hint = role == Qt::ToolTipRole;
    switch (static_cast<Column>(section)) {
    case State:
        return hint ? tr("What this machine is to SnapGPU") : tr("State");
    case Gpu:
        return hint ? tr("Model of the GPU") : tr("GPU");
    case Place:
        return hint ? tr("Where the machine stands") : tr("Place");
    case Hourly:
        return hint ? tr("US dollars per hour it costs now; a stopped machine still pays for its disk")
                    : tr("$/h");
    case Since:
        return hint ? tr("How long it has been rented") : tr("Age");
    case Cost:
        return hint ? tr("US dollars so far, reckoned from its rates; the provider's bill counts")
                    : tr("$ so far");
    case Lease:
        return hint ? tr("Until then it destroys itself unless somebody claims it") : tr("Lease");
    case Instance:
        return hint ? tr("Number of the instance at the provider") : tr("Instance");
    case Ssh:
        return hint ? tr("Where its SSH server answers") : tr("SSH");
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE();
}

MachineSortModel::MachineSortModel(MachineTableModel *source, QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(RawRole);
    setSourceModel(source);
}

bool MachineSortModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(RawRole);
    const QVariant b = right.data(RawRole);
    if (a.isValid() != b.isValid()) {
        // The base class swaps the sides when descending; undo that, so that missing stays last.
        return (sortOrder() == Qt::AscendingOrder) == a.isValid();
    }
    const QPartialOrdering order = QVariant::compare(a, b);
    if (a.isValid() && order != QPartialOrdering::Equivalent) {
        return order == QPartialOrdering::Less;
    }
    return left.data(IdRole).toString() < right.data(IdRole).toString();
}

} // namespace snapgpu
