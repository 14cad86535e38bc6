// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine_row.h"
#include "models/table_roles.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSortFilterProxyModel>
#include <QVector>

namespace snapgpu {

/** "kept", "racing", "foreign, never touched" …: the word of the state column. */
QString machineStateText(const MachineRow &row);

/** Everything alive on the account. Rows keep their identity over refreshes, so a selection stays. */
class MachineTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    /** Beside those of every table: whether the machine is stopped. */
    static constexpr int StoppedRole = IdRole + 1;
    enum Column { State, Gpu, Place, Hourly, Since, Cost, Lease, Instance, Ssh, ColumnCount };

    explicit MachineTableModel(QObject *parent = nullptr);

    /** Brings the rows up to date; `nowMs` (wall clock) is what ages and countdowns refer to. */
    void setMachines(const QVector<MachineRow> &machines, qint64 nowMs);
    const MachineRow &machine(int row) const { return m_rows.at(row); }
    int rowOf(const QString &key) const { return m_rowByKey.value(key, -1); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    static bool isNumeric(int column);

private:
    QString textAt(const MachineRow &row, Column column) const;
    QVariant rawAt(const MachineRow &row, Column column) const;
    QString hintAt(const MachineRow &row, Column column) const;
    void removeStale(const QVector<MachineRow> &machines);
    void reindex();

    QVector<MachineRow> m_rows;
    QHash<QString, int> m_rowByKey;
    qint64 m_nowMs = 0;
};

/** Sorts by the raw values; what is missing comes last in both directions. */
class MachineSortModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit MachineSortModel(MachineTableModel *source, QObject *parent = nullptr);

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
};

} // namespace snapgpu
