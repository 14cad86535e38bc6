// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/activity_model.h"

#include "models/format.h"
#include "models/table_roles.h"
#include "ui/icons.h"
#include "ui/theme.h"

#include <algorithm>
#include <QDateTime>

namespace snapgpu {

ActivityModel::ActivityModel(const Theme *theme, QObject *parent)
    : QAbstractTableModel(parent)
    , m_theme(theme)
{
    connect(theme, &Theme::changed, this, [this] {
        if (!m_entries.isEmpty()) {
            Q_EMIT dataChanged(index(0, Kind), index(rowCount() - 1, Kind), {Qt::DecorationRole});
        }
    });
}

void ActivityModel::setEntries(const QVector<ActivityEntry> &entries)
{
    if (entries == m_entries) {
        return; // the place a person reads stays where it is
    }
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

int ActivityModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ActivityModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString ActivityModel::textAt(const ActivityEntry &entry, Column column) const
{
    switch (column) {
    case When:
        return format::dateTime(QDateTime::fromMSecsSinceEpoch(entry.atMs));
    case Kind:
        return entry.kind == ActivityEntry::Kind::Race   ? tr("Race")
            : entry.kind == ActivityEntry::Kind::Machine ? tr("Machine")
                                                         : tr("Restore");
    case What:
        return entry.what;
    case Where:
        return entry.where.isEmpty() ? format::missing() : entry.where;
    case Cost:
        return entry.cost ? format::smallDollars(*entry.cost) : format::missing();
    case ColumnCount:
        break;
    }
    Q_UNREACHABLE();
}

QVariant ActivityModel::signOf(const ActivityEntry &entry) const
{
    const Tokens &tokens = m_theme->tokens();
    if (entry.tone == QLatin1String("ok")) {
        return tintedIcon(QStringLiteral("check"), tokens.ok);
    }
    if (entry.tone == QLatin1String("bad")) {
        return tintedIcon(QStringLiteral("warning"), tokens.bad);
    }
    return entry.tone == QLatin1String("warn") ? tintedIcon(QStringLiteral("running"), tokens.warn)
                                               : tintedIcon(QStringLiteral("minus"), tokens.dim);
}

QVariant ActivityModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const ActivityEntry &one = entry(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
        return textAt(one, column);
    case Qt::DecorationRole:
        return column == Kind ? signOf(one) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignVCenter | (column == Cost ? Qt::AlignRight : Qt::AlignLeft));
    case RawRole:
        return column == When ? QVariant(one.atMs)
            : column == Cost  ? (one.cost ? QVariant(qint64{one.cost->micros()}) : QVariant())
                              : QVariant(textAt(one, column));
    case IdRole:
        return one.id;
    case Qt::AccessibleTextRole:
        return column == When
            ? QVariant(QStringList{textAt(one, When), textAt(one, Kind), one.what, one.where}.join(
                QStringLiteral(", ")))
            : QVariant();
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (section == Cost ? Qt::AlignRight : Qt::AlignLeft));
    }
    if (role == Qt::ToolTipRole && section == Cost) {
        return tr("Until the machine, or the race, was decided");
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case When:
        return tr("When");
    case Kind:
        return tr("Kind");
    case What:
        return tr("What happened");
    case Where:
        return tr("Machine");
    case Cost:
        return tr("Cost");
    case ColumnCount:
        break;
    }
    return {};
}

ActivityFilter::ActivityFilter(ActivityModel *source, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_source(source)
{
    setSortRole(RawRole);
    setSourceModel(source);
}

void ActivityFilter::setShow(Show show)
{
    if (show != m_show) {
        m_show = show;
        invalidateFilter();
    }
}

void ActivityFilter::setText(const QString &text)
{
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words != m_words) {
        m_words = words;
        invalidateFilter();
    }
}

bool ActivityFilter::filterAcceptsRow(int row, const QModelIndex & /*parent*/) const
{
    const ActivityEntry &entry = m_source->entry(row);
    const bool right = [&] {
        switch (m_show) {
        case Show::All:
            return true;
        case Show::Races:
            return entry.kind == ActivityEntry::Kind::Race;
        case Show::Machines:
            return entry.kind == ActivityEntry::Kind::Machine;
        case Show::Restores:
            return entry.kind == ActivityEntry::Kind::Restore;
        case Show::Problems:
            return entry.tone == QLatin1String("bad") || entry.tone == QLatin1String("warn");
        }
        Q_UNREACHABLE();
    }();
    return right && std::all_of(m_words.cbegin(), m_words.cend(), [&](const QString &word) {
        return entry.what.contains(word, Qt::CaseInsensitive)
            || entry.where.contains(word, Qt::CaseInsensitive);
    });
}

} // namespace snapgpu
