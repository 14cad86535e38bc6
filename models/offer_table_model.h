// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer.h"
#include "models/query.h"

#include <optional>
#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QSortFilterProxyModel>
#include <QVector>

namespace snapgpu {

/**
 * Offers as rows, looked up by ask id in constant time. A refresh is merged: rows that stay keep their place,
 * their tick and the selection of every view. Money is shown for the disk of the plan.
 */
class OfferTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        Chosen, ///< tick: race only the ticked ones
        Gpu,
        Count,
        Vram,
        Place,
        Hourly,
        Reliability,
        Download,
        DiskSpeed,
        Cuda,
        HostKind,
        MachineId,
        ColumnCount
    };

    explicit OfferTableModel(QObject *parent = nullptr);

    void setOffers(const QVector<Offer> &offers);
    void setDiskGb(double diskGb);
    double diskGb() const { return m_diskGb; }

    const QVector<Offer> &offers() const { return m_offers; }
    const Offer &offer(int row) const { return m_offers.at(row); }
    int rowOf(qint64 id) const { return m_rowById.value(id, -1); } ///< -1 = not here

    QVector<qint64> chosenIds() const; ///< ticked asks, in row order
    void clearChosen();

    /** Raw number of a numeric column; nullopt when missing or the column is text. */
    std::optional<double> numberAt(int row, Column column) const;
    QString textAt(int row, Column column) const; ///< for people
    static bool isNumeric(Column column);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void chosenChanged();

private:
    void removeStale(const QSet<qint64> &keep);
    void reindex(int fromRow);
    QString accessibleText(int row) const;

    QVector<Offer> m_offers;
    QHash<qint64, int> m_rowById;
    QSet<qint64> m_chosen;
    double m_diskGb = 40;
};

/** Sorts by raw values (missing ones last in both directions, ties by ask id) and filters by a Query. */
class OfferFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit OfferFilterModel(OfferTableModel *source, QObject *parent = nullptr);

    void setQuery(const Query &query); ///< nothing happens when it is the same
    const Query &query() const { return m_query; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    OfferTableModel *m_source;
    Query m_query;
};

} // namespace snapgpu
