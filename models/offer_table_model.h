// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_fields.h"
#include "models/query.h"

#include <functional>
#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QVector>
#include <vector>

namespace snapgpu {

/** What host memory expects of an offer; every value may be missing. */
struct OfferExpectation
{
    Real bootSeconds; ///< until SSH answers
    Real workSeconds; ///< until the snapshot is there too
    Real workDollars; ///< rent and traffic until then, with the risk of a dud
};

/**
 * Offers as rows, looked up by ask id in constant time; column 0 is the tick, then one column for every field
 * of the field table. An answer is merged: rows that stay keep their place, their tick and the selection of
 * every view, and only rows that really differ are told as changed. Money is shown for the disk of the plan.
 */
class OfferTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    static constexpr int columnOf(OfferField field) { return 1 + static_cast<int>(field); }
    /** Columns by the names that views use; every other field has columnOf(field). */
    enum Column {
        Chosen, ///< tick: race only the ticked ones
        Gpu = 1 + static_cast<int>(OfferField::GpuName),
        Count = 1 + static_cast<int>(OfferField::NumGpus),
        Vram = 1 + static_cast<int>(OfferField::GpuRam),
        Place = 1 + static_cast<int>(OfferField::Geolocation),
        Hourly = 1 + static_cast<int>(OfferField::Price),
        Reliability = 1 + static_cast<int>(OfferField::Reliability),
        Download = 1 + static_cast<int>(OfferField::InetDown),
        DiskSpeed = 1 + static_cast<int>(OfferField::DiskBw),
        Cuda = 1 + static_cast<int>(OfferField::CudaMaxGood),
        HostKind = 1 + static_cast<int>(OfferField::HostKind),
        MachineId = 1 + static_cast<int>(OfferField::MachineId),
        ColumnCount = 1 + kOfferFieldCount
    };
    /** nullptr for the tick. */
    static const OfferFieldInfo *fieldOf(int column);
    static bool isNumeric(int column);
    /** Whether a column is there before anybody chose columns. */
    static bool isShownFirst(int column);

    explicit OfferTableModel(QObject *parent = nullptr);

    /** A whole answer: rows that are not in it go. `seenAtMs` is wall time, 0 = unknown. */
    void setOffers(const QVector<Offer> &offers, qint64 seenAtMs = 0);
    /** A page of a search that still runs, or rows from the cache: nothing goes. */
    void mergeOffers(const QVector<Offer> &offers, qint64 seenAtMs = 0);
    /** Rows from the cache into an empty table, each with its own time; nothing happens when it has rows. */
    void restoreOffers(const QVector<Offer> &offers, const QVector<qint64> &seenAtMs);
    /**
     * The end of a search for `asked`. Rows that should have been in a complete answer and are not go at
     * once; others stay with their age until they are older than `keepMs`. An answer that was cut off at its
     * limit is not complete. Rows whose machine is in the answer under another ask go. Rows priced in another
     * way than the answer (bid for or not) go: their prices would be compared with its prices.
     */
    void applyAnswer(
        const QVector<Offer> &offers, const Query &asked, bool complete, qint64 nowMs, qint64 keepMs);

    void setDiskGb(double diskGb);
    double diskGb() const { return m_diskGb; }
    void setSnapshotBytes(qint64 bytes); ///< for the traffic column; negative = unknown
    /** Called for every row now and for each row that comes; null = no memory. */
    void setExpectation(std::function<OfferExpectation(const Offer &)> expect);
    void setNow(qint64 wallMs); ///< what ages are counted to

    const QVector<Offer> &offers() const { return m_offers; }
    const Offer &offer(int row) const { return m_offers.at(row); }
    int rowOf(qint64 id) const { return m_rowById.value(id, -1); } ///< -1 = not here
    qint64 seenAtMs(int row) const { return m_seenAtMs.at(row); } ///< 0 = unknown
    const QVector<qint64> &seenAtMs() const { return m_seenAtMs; }
    bool isChosen(int row) const { return m_chosen.contains(m_offers.at(row).id); }

    QVector<qint64> chosenIds() const; ///< ticked asks, in row order
    bool hasChosen() const { return !m_chosen.isEmpty(); }
    void clearChosen();

    /** Raw number of a numeric column as it is shown; missing when there is none or the column is text. */
    Real numberAt(int row, int column) const;
    QString textAt(int row, int column) const; ///< for people

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void chosenChanged();
    /** Before dataChanged: exactly these rows differ (ascending); dataChanged may cover more. */
    void offersChanged(const std::vector<int> &rows);

private:
    void upsert(const QVector<Offer> &offers, qint64 seenAtMs);
    void removeRowsWhere(const std::vector<bool> &gone);
    void keepRows(const std::vector<int> &rows);
    void reindex();
    void tellColumn(int column);
    OfferExpectation expectationOf(const Offer &offer) const;
    QString accessibleText(int row) const;
    QString headerHint(int section) const;

    QVector<Offer> m_offers;
    QVector<qint64> m_seenAtMs;
    std::vector<OfferExpectation> m_expectations; ///< empty without host memory
    QHash<qint64, int> m_rowById;
    QSet<qint64> m_chosen;
    std::function<OfferExpectation(const Offer &)> m_expect;
    double m_diskGb = 40;
    qint64 m_snapshotBytes = -1;
    qint64 m_nowMs = 0;
};

} // namespace snapgpu
