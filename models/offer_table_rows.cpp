// SPDX-License-Identifier: GPL-3.0-or-later
// The part of OfferTableModel that keeps its rows while offers come, change and go.
#include "models/offer_filter.h"
#include "models/offer_table_model.h"

#include <algorithm>
#include <utility>

namespace snapgpu {

namespace {

// Above this many separate holes one layout change is cheaper than telling every view about each of them.
constexpr int kMaxRemovedRanges = 16;

/** What is rented, whatever its ask is called: an ask is of single use, and its machine comes back under
 * another one when it is free again. */
std::pair<qint64, int> sliceOf(const Offer &offer) { return {offer.machineId, offer.numGpus}; }

} // namespace

void OfferTableModel::setOffers(const QVector<Offer> &offers, qint64 seenAtMs)
{
    QSet<qint64> ids;
    ids.reserve(offers.size());
    for (const Offer &offer : offers) {
        ids.insert(offer.id);
    }
    std::vector<bool> gone;
    gone.reserve(static_cast<std::size_t>(m_offers.size()));
    for (const Offer &offer : std::as_const(m_offers)) {
        gone.push_back(!ids.contains(offer.id));
    }
    removeRowsWhere(gone);
    upsert(offers, seenAtMs);
}

void OfferTableModel::mergeOffers(const QVector<Offer> &offers, qint64 seenAtMs) { upsert(offers, seenAtMs); }

void OfferTableModel::restoreOffers(const QVector<Offer> &offers, const QVector<qint64> &seenAtMs)
{
    if (!m_offers.isEmpty()) {
        return;
    }
    upsert(offers, 0);
    for (qsizetype i = 0; i < offers.size(); ++i) {
        if (const int row = rowOf(offers.at(i).id); row >= 0) {
            m_seenAtMs[row] = seenAtMs.value(i, 0);
        }
    }
    tellColumn(columnOf(OfferField::Age));
}

void OfferTableModel::applyAnswer(
    const QVector<Offer> &offers, const Query &asked, bool complete, qint64 nowMs, qint64 keepMs)
{
    QSet<qint64> ids;
    QSet<std::pair<qint64, int>> slices;
    ids.reserve(offers.size());
    slices.reserve(offers.size());
    for (const Offer &offer : offers) {
        ids.insert(offer.id);
        slices.insert(sliceOf(offer));
    }
    const OfferFilter filter(asked);
    OfferFilter::Pass pass(filter);
    std::vector<bool> gone;
    gone.reserve(static_cast<std::size_t>(m_offers.size()));
    for (qsizetype row = 0; row < m_offers.size(); ++row) {
        const Offer &offer = m_offers.at(row);
        const bool tooOld = nowMs - m_seenAtMs.at(row) > keepMs;
        const bool otherPrice =
            !offers.isEmpty() && offer.isBid.value_or(false) != offers.first().isBid.value_or(false);
        const bool renamed = offer.machineId != 0 && slices.contains(sliceOf(offer));
        gone.push_back(!ids.contains(offer.id)
            && (tooOld || otherPrice || renamed || (complete && pass.accepts(offer))));
    }
    removeRowsWhere(gone);
    upsert(offers, nowMs);
    setNow(nowMs);
}

void OfferTableModel::upsert(const QVector<Offer> &offers, qint64 seenAtMs)
{
    const auto known = static_cast<int>(m_offers.size());
    std::vector<int> changed;
    std::vector<qsizetype> added; // where in `offers`
    for (qsizetype i = 0; i < offers.size(); ++i) {
        const Offer &offer = offers.at(i);
        const auto row = m_rowById.constFind(offer.id);
        if (row == m_rowById.constEnd()) {
            m_rowById.insert(offer.id, known + static_cast<int>(added.size()));
            added.push_back(i);
            continue;
        }
        if (*row >= known) {
            continue; // twice in one answer
        }
        m_seenAtMs[*row] = seenAtMs;
        if (!(m_offers.at(*row) == offer)) {
            m_offers[*row] = offer;
            if (!m_expectations.empty()) {
                m_expectations[static_cast<std::size_t>(*row)] = expectationOf(offer);
            }
            changed.push_back(*row);
        }
    }
    if (!changed.empty()) {
        std::sort(changed.begin(), changed.end());
        Q_EMIT offersChanged(changed);
        Q_EMIT dataChanged(index(changed.front(), 0), index(changed.back(), ColumnCount - 1));
    }
    if (!added.empty()) {
        beginInsertRows({}, known, known + static_cast<int>(added.size()) - 1);
        if (known == 0 && static_cast<qsizetype>(added.size()) == offers.size()) {
            m_offers = offers; // shared with whoever asked, not copied
        } else {
            for (const qsizetype i : added) {
                m_offers.append(offers.at(i));
            }
        }
        m_seenAtMs.resize(m_offers.size(), seenAtMs);
        if (m_expect) {
            for (const qsizetype i : added) {
                m_expectations.push_back(expectationOf(offers.at(i)));
            }
        }
        endInsertRows();
    }
}

void OfferTableModel::removeRowsWhere(const std::vector<bool> &gone)
{
    QVector<std::pair<int, int>> ranges; // first and last row, from the bottom up
    std::vector<int> kept;
    for (auto row = static_cast<int>(gone.size()) - 1; row >= 0; --row) {
        if (!gone[static_cast<std::size_t>(row)]) {
            kept.push_back(row);
        } else if (!ranges.isEmpty() && ranges.last().first == row + 1) {
            ranges.last().first = row;
        } else {
            ranges.append({row, row});
        }
    }
    if (ranges.isEmpty()) {
        return;
    }
    const qsizetype chosenBefore = m_chosen.size();
    if (ranges.size() > kMaxRemovedRanges) {
        std::reverse(kept.begin(), kept.end());
        keepRows(kept);
    } else {
        for (const auto &[first, last] : std::as_const(ranges)) {
            beginRemoveRows({}, first, last);
            const int count = last - first + 1;
            m_offers.remove(first, count);
            m_seenAtMs.remove(first, count);
            if (!m_expectations.empty()) {
                m_expectations.erase(m_expectations.begin() + first, m_expectations.begin() + last + 1);
            }
            reindex();
            endRemoveRows();
        }
    }
    m_chosen.removeIf([this](qint64 id) { return !m_rowById.contains(id); });
    if (m_chosen.size() != chosenBefore) {
        Q_EMIT chosenChanged();
    }
}

/** Keeps these rows (ascending) and drops the others, with every selection on its row. */
void OfferTableModel::keepRows(const std::vector<int> &rows)
{
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    QVector<Offer> offers;
    QVector<qint64> seen;
    std::vector<OfferExpectation> expectations;
    offers.reserve(static_cast<qsizetype>(rows.size()));
    seen.reserve(static_cast<qsizetype>(rows.size()));
    std::vector<int> newRow(static_cast<std::size_t>(m_offers.size()), -1);
    const bool own = m_offers.isDetached(); // else the whole list would be copied to be moved from
    for (const int row : rows) {
        newRow[static_cast<std::size_t>(row)] = static_cast<int>(offers.size());
        offers.append(own ? std::move(m_offers[row]) : m_offers.at(row));
        seen.append(m_seenAtMs.at(row));
        if (!m_expectations.empty()) {
            expectations.push_back(m_expectations[static_cast<std::size_t>(row)]);
        }
    }
    m_offers = std::move(offers);
    m_seenAtMs = std::move(seen);
    m_expectations = std::move(expectations);
    reindex();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex &old : before) {
        const int row = newRow[static_cast<std::size_t>(old.row())];
        after.append(row < 0 ? QModelIndex() : index(row, old.column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void OfferTableModel::reindex()
{
    m_rowById.clear();
    m_rowById.reserve(m_offers.size());
    for (int row = 0; row < m_offers.size(); ++row) {
        m_rowById.insert(m_offers.at(row).id, row);
    }
}

} // namespace snapgpu
