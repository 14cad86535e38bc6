// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/candidates.h"

#include <algorithm>
#include <limits>

namespace snapgpu::race {

namespace {

/** What each point of crowding adds to a score: a shared owner 40 %, an address 30 %, a place 10 %. */
constexpr double kCrowdingShare = 0.1;

/** The physical machine; an offer that does not name one stands for itself. */
qint64 machineKey(const Offer &offer) { return offer.machineId != 0 ? offer.machineId : -offer.id; }

/** A shared owner weighs most: one bad daemon or one bad line takes all of them. */
int crowding(const Offer &offer, const QVector<Offer> &used)
{
    int weight = 0;
    for (const Offer &other : used) {
        weight += offer.hostId != 0 && other.hostId == offer.hostId ? 4 : 0;
        weight += !offer.publicIp.isEmpty() && other.publicIp == offer.publicIp ? 3 : 0;
        weight += !offer.geolocation.isEmpty() && other.geolocation == offer.geolocation ? 1 : 0;
    }
    return weight;
}

} // namespace

Candidates::Candidates(QVector<Offer> offers, int window, CandidateHints hints)
    : m_hints(std::move(hints))
    , m_window(std::max(1, window))
{
    QSet<qint64> machines, asks;
    for (Offer &offer : offers) {
        if (machines.contains(machineKey(offer)) || asks.contains(offer.id)) {
            continue;
        }
        machines.insert(machineKey(offer));
        asks.insert(offer.id);
        m_slots.append(Slot{std::move(offer), false});
    }
    m_left = static_cast<int>(m_slots.size());
}

Candidates::Slot *Candidates::leastCrowded(const Fits &fits, const QVector<Offer> &used)
{
    Slot *best = nullptr;
    int bestWeight = 0;
    int looked = 0;
    for (Slot &slot : m_slots) {
        if (slot.taken || !fits(slot.offer)) {
            continue;
        }
        const int weight = crowding(slot.offer, used);
        if (!best || weight < bestWeight) {
            best = &slot;
            bestWeight = weight;
        }
        if (bestWeight == 0 || ++looked >= m_window) {
            break;
        }
    }
    return best;
}

Candidates::Slot *Candidates::bestScore(const Fits &fits, const QVector<Offer> &used, bool explore)
{
    static const CandidateHint unknown{std::numeric_limits<double>::max(), 0, 0, 0, false, false};
    Slot *best = nullptr;
    double lowest = 0;
    for (Slot &slot : m_slots) {
        const CandidateHint hint = m_hints.value(slot.offer.id, unknown);
        if (slot.taken || (explore && !hint.explorable) || !fits(slot.offer)) {
            continue;
        }
        if (hint.pinned && !explore) {
            return &slot;
        }
        const double worse = 1 + kCrowdingShare * crowding(slot.offer, used);
        const double score = (explore ? hint.exploreScore : hint.score) * worse;
        if (!best || score < lowest) {
            best = &slot;
            lowest = score;
        }
    }
    return best;
}

std::optional<Offer> Candidates::take(const Fits &fits, const QVector<Offer> &used, bool explore)
{
    Slot *best = nullptr;
    if (!hasHints()) {
        best = leastCrowded(fits, used);
    } else {
        best = explore ? bestScore(fits, used, true) : nullptr;
        best = best ? best : bestScore(fits, used, false);
    }
    if (!best) {
        return std::nullopt;
    }
    best->taken = true;
    --m_left;
    return best->offer;
}

} // namespace snapgpu::race
