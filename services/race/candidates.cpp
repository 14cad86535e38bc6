// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/candidates.h"

#include <algorithm>

namespace snapgpu::race {

namespace {

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

Candidates::Candidates(QVector<Offer> offers, int window)
    : m_window(std::max(1, window))
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

std::optional<Offer> Candidates::take(
    const std::function<bool(const Offer &)> &fits, const QVector<Offer> &used)
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
    if (!best) {
        return std::nullopt;
    }
    best->taken = true;
    --m_left;
    return best->offer;
}

} // namespace snapgpu::race
