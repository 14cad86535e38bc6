// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/memory_query.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSortFilterProxyModel>

namespace snapgpu {

/** What host memory knows about each machine, one row each. */
class HostTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Machine,
        Place,
        Gpu,
        Attempts,
        Median,
        P95,
        Expected,
        Duds,
        LastSeen,
        RestoreRate,
        State,
        ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setHosts(const QVector<HostRow> &hosts, qint64 nowMs);
    const QVector<HostRow> &hosts() const { return m_hosts; }
    const HostRow &host(int row) const { return m_hosts.at(row); }
    int rowOf(const HostKey &key) const; ///< -1 = not here

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textAt(const HostRow &host, Column column) const;
    QString tipAt(const HostRow &host, Column column) const;
    QVariant rawAt(const HostRow &host, Column column) const;

    QVector<HostRow> m_hosts;
    QHash<HostKey, int> m_rows;
    qint64 m_nowMs = 0; ///< ages and cooldowns are told as of then
};

/** Rows in whose machine, place, GPU or state every word of the text stands; missing values sort last. */
class HostFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit HostFilterModel(HostTableModel *source, QObject *parent = nullptr);

    void setText(const QString &text);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    HostTableModel *m_source;
    QStringList m_words;
};

} // namespace snapgpu
