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

Candidates::Candidates(QVector<Offer> offers, int window, CandidateHints hints, int mostOfAnOffer)
    : m_hints(std::move(hints))
    , m_window(std::max(1, window))
    , m_most(std::max(1, mostOfAnOffer))
{
    QSet<qint64> machines, asks;
    for (Offer &offer : offers) {
        if (machines.contains(machineKey(offer)) || asks.contains(offer.id)) {
            continue;
        }
        machines.insert(machineKey(offer));
        asks.insert(offer.id);
        m_slots.append(Slot{std::move(offer), 0});
    }
    m_left = static_cast<int>(m_slots.size()) * m_most;
}

void Candidates::close(qint64 offerId)
{
    for (Slot &slot : m_slots) {
        if (slot.offer.id == offerId) {
            m_left -= m_most - slot.taken;
            slot.taken = m_most;
        }
    }
}

Candidates::Slot *Candidates::leastCrowded(const Fits &fits, const QVector<Offer> &used, int taken)
{
    Slot *best = nullptr;
    int bestWeight = 0;
    int looked = 0;
    for (Slot &slot : m_slots) {
        if (slot.taken != taken || !fits(slot.offer)) {
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

Candidates::Slot *Candidates::bestScore(const Fits &fits, const QVector<Offer> &used, bool explore, int taken)
{
    static const CandidateHint unknown{std::numeric_limits<double>::max(), 0, 0, 0, false, false};
    Slot *best = nullptr;
    double lowest = 0;
    for (Slot &slot : m_slots) {
        const CandidateHint hint = m_hints.value(slot.offer.id, unknown);
        if (slot.taken != taken || (explore && !hint.explorable) || !fits(slot.offer)) {
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

Candidates::Slot *Candidates::choose(const Fits &fits, const QVector<Offer> &used, bool explore, int taken)
{
    if (!hasHints()) {
        return leastCrowded(fits, used, taken);
    }
    Slot *best = explore ? bestScore(fits, used, true, taken) : nullptr;
    return best ? best : bestScore(fits, used, false, taken);
}

std::optional<Offer> Candidates::take(const Fits &fits, const QVector<Offer> &used, bool explore)
{
    Slot *best = nullptr;
    for (int taken = 0; taken < m_most && !best; ++taken) {
        best = choose(fits, used, explore, taken);
    }
    if (!best) {
        return std::nullopt;
    }
    ++best->taken;
    --m_left;
    return best->offer;
}

} // namespace snapgpu::race
