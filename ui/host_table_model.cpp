// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/host_table_model.h"

#include "models/format.h"
#include "models/machine_number.h"
#include "models/table_roles.h"
#include "ui/chart_text.h"
#include "ui/hosts_charts.h"

#include <algorithm>
#include <QDateTime>

namespace snapgpu {

namespace {

bool isNumeric(int column)
{
    return column >= HostTableModel::Attempts && column <= HostTableModel::RestoreRate;
}

QString idOf(const HostKey &key) { return QStringLiteral("%1/%2").arg(key.provider).arg(key.machineId); }

QString quantileText(const survival::Quantile &quantile, const QString &missing)
{
    return quantile.value ? chartText(*quantile.value, ChartUnit::Seconds) : missing;
}

/** "12.0 s to 19.0 s"; an open end of the band is said. */
QString bandText(const survival::Quantile &quantile)
{
    const auto end = [](const std::optional<double> &value) {
        return value ? chartText(*value, ChartUnit::Seconds) : HostTableModel::tr("not reached");
    };
    return HostTableModel::tr("95 % band: %1 to %2").arg(end(quantile.low), end(quantile.high));
}

QVariant orNothing(const std::optional<double> &value) { return value ? QVariant(*value) : QVariant(); }

} // namespace

void HostTableModel::setHosts(const QVector<HostRow> &hosts, qint64 nowMs)
{
    const bool sameRows = std::equal(hosts.cbegin(), hosts.cend(), m_hosts.cbegin(), m_hosts.cend(),
        [](const HostRow &a, const HostRow &b) { return a.key == b.key; });
    m_nowMs = nowMs;
    if (sameRows) {
        m_hosts = hosts;
        if (!m_hosts.isEmpty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_hosts = hosts;
    m_rows.clear();
    for (int row = 0; row < m_hosts.size(); ++row) {
        m_rows.insert(m_hosts.at(row).key, row);
    }
    endResetModel();
}

int HostTableModel::rowOf(const HostKey &key) const { return m_rows.value(key, -1); }

int HostTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_hosts.size());
}

int HostTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString HostTableModel::textAt(const HostRow &host, Column column) const
{
    switch (column) {
    case Machine:
        return machineNumber(host.key.machineId);
    case Place:
        return host.place.isEmpty() ? format::missing() : host.place;
    case Gpu:
        return host.gpuName.isEmpty() ? format::missing() : host.gpuName;
    case Attempts:
        return host.ready == host.attempts
            ? format::count(host.ready)
            : tr("%1 of %2").arg(format::count(host.ready), format::count(host.attempts));
    case Median:
        return quantileText(host.p50, tr("not reached"));
    case P95:
        return quantileText(host.p95, tr("not reached"));
    case Expected:
        return host.expectedSeconds > 0 ? chartText(host.expectedSeconds, ChartUnit::Seconds)
                                        : format::missing();
    case Duds:
        return format::count(host.failed);
    case LastSeen:
        return format::age(
            QDateTime::fromMSecsSinceEpoch(host.lastSeenMs), QDateTime::fromMSecsSinceEpoch(m_nowMs));
    case RestoreRate:
        return host.restoreMBps ? format::bytesPerSecond(*host.restoreMBps * 1e6) : format::missing();
    case State: {
        const QString state = hostStateText(host, m_nowMs, false); // duds have their own column
        return state.isEmpty() ? format::missing() : state;
    }
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE();
}

QString HostTableModel::tipAt(const HostRow &host, Column column) const
{
    switch (column) {
    case Attempts:
        return tr("%1 ready, %2 cancelled while booting, %3 failed")
            .arg(format::count(host.ready), format::count(host.cancelled), format::count(host.failed));
    case Median:
        return bandText(host.p50);
    case P95:
        return bandText(host.p95);
    case Expected:
        return tr("What a race expects of this machine now, from its own boots, its GPU model and everything "
                  "else, newer ones weighing more. Risk that it fails: %1 %")
            .arg(format::percent(host.dudRisk, 0));
    case LastSeen:
        return format::dateTime(QDateTime::fromMSecsSinceEpoch(host.lastSeenMs));
    case Gpu:
        return host.gpuChanges > 0
            ? tr("%1; came back with another GPU %n time(s)", nullptr, host.gpuChanges).arg(host.gpuName)
            : textAt(host, column);
    case State:
        return host.cooldownUntilMs > m_nowMs
            ? tr("Not raced before %1; last failure: %2")
                  .arg(format::dateTime(QDateTime::fromMSecsSinceEpoch(host.cooldownUntilMs)),
                      toText(host.lastFailure))
            : textAt(host, column);
    default:
        return textAt(host, column);
    }
}

QVariant HostTableModel::rawAt(const HostRow &host, Column column) const
{
    switch (column) {
    case Machine:
        return host.key.machineId;
    case Attempts:
        return host.ready;
    case Median:
        return orNothing(host.p50.value);
    case P95:
        return orNothing(host.p95.value);
    case Expected:
        return host.expectedSeconds > 0 ? QVariant(host.expectedSeconds) : QVariant();
    case Duds:
        return host.failed;
    case LastSeen:
        return host.lastSeenMs;
    case RestoreRate:
        return orNothing(host.restoreMBps);
    default:
        return textAt(host, column);
    }
}

QVariant HostTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const HostRow &row = host(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
        return textAt(row, column);
    case Qt::ToolTipRole:
        return tipAt(row, column);
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (isNumeric(column) ? Qt::AlignRight : Qt::AlignLeft));
    case RawRole:
        return rawAt(row, column);
    case IdRole:
        return idOf(row.key);
    case Qt::AccessibleTextRole:
        return column == Machine ? QVariant(tr("Machine %1, %2, median %3, %4")
                                                .arg(textAt(row, Machine), textAt(row, Place),
                                                    textAt(row, Median), textAt(row, State)))
                                 : QVariant();
    default:
        return {};
    }
}

QVariant HostTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft));
    }
    struct Head
    {
        QString title, tip;
    };
    const auto head = [section]() -> Head {
        switch (static_cast<Column>(section)) {
        case Machine:
            return {tr("Machine"), tr("Number of the physical machine at its provider")};
        case Place:
            return {tr("Place"), {}};
        case Gpu:
            return {tr("GPU"), tr("As last seen")};
        case Attempts:
            return {tr("Boots"), tr("How often it became ready, of all times it was rented")};
        case Median:
            return {tr("Median"), tr("Half of its boots are ready within this time (Kaplan–Meier)")};
        case P95:
            return {tr("p95"), tr("95 % of its boots are ready within this time (Kaplan–Meier)")};
        case Expected:
            return {tr("Expected"), tr("What a race expects of it now")};
        case Duds:
            return {tr("Duds"), tr("How often it fell out by its own fault")};
        case LastSeen:
            return {tr("Last seen"), tr("When it was last rented")};
        case RestoreRate:
            return {tr("Restore"), tr("Measured while restoring on it")};
        case State:
            return {tr("State"), tr("Your decision, and how long it is left alone after a failure")};
        case ColumnCount:
            break;
        }
        return {};
    }();
    if (role == Qt::ToolTipRole && !head.tip.isEmpty()) {
        return head.tip;
    }
    return role == Qt::DisplayRole ? QVariant(head.title) : QVariant();
}

HostFilterModel::HostFilterModel(HostTableModel *source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_source(source)
{
    setSortRole(RawRole);
    setSourceModel(source);
}

void HostFilterModel::setText(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words != m_words) {
        m_words = words;
        invalidateFilter();
    }
}

bool HostFilterModel::filterAcceptsRow(int row, const QModelIndex & /*parent*/) const
{
    const auto text = [this, row](HostTableModel::Column column) {
        return m_source->index(row, column).data().toString();
    };
    return std::all_of(m_words.cbegin(), m_words.cend(), [&](const QString &word) {
        return text(HostTableModel::Machine).contains(word)
            || text(HostTableModel::Place).contains(word, Qt::CaseInsensitive)
            || text(HostTableModel::Gpu).contains(word, Qt::CaseInsensitive)
            || text(HostTableModel::State).contains(word, Qt::CaseInsensitive);
    });
}

bool HostFilterModel::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(RawRole);
    const QVariant b = right.data(RawRole);
    if (a.isValid() != b.isValid()) {
        return (sortOrder() == Qt::AscendingOrder) == a.isValid();
    }
    const QPartialOrdering order = QVariant::compare(a, b);
    if (a.isValid() && order != QPartialOrdering::Equivalent) {
        return order == QPartialOrdering::Less;
    }
    return left.row() < right.row();
}

} // namespace snapgpu
