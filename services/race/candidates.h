// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/candidate_hint.h"
#include "models/offer.h"

#include <functional>
#include <optional>
#include <QSet>
#include <QVector>

namespace snapgpu::race {

/** Waves of at least this size spend one place on a machine of which little is known. */
constexpr int kExploringWave = 3;
/** Racers that one offer of a provider that lets nobody choose a host gives in one race: enough for a race in
 * one place, not a race of one place against itself. */
constexpr int kMostOfAPool = 3;

/** Chooses whom to try next: best first, one offer per machine, spread over hosts, addresses and places. */
class Candidates final
{
public:
    /** `offers` best first. Without hints, of the next `window` possible ones the least crowded is taken, so
     * that spreading never reaches far down the ranking. With hints, sharing a host, an address or a place
     * makes a score worse by a share, so that a much faster machine is taken all the same. An offer that
     * stands for a pool of machines may be taken `mostOfAnOffer` times, but no second time while another
     * that fits was not taken once. */
    Candidates(QVector<Offer> offers, int window, CandidateHints hints = {}, int mostOfAnOffer = 1);

    /** Takes the next offer that `fits`; `used` are the offers already in the race. With `explore` the most
     * promising of the little known ones, if there is any. */
    std::optional<Offer> take(
        const std::function<bool(const Offer &)> &fits, const QVector<Offer> &used, bool explore = false);
    /** The provider has nothing (more) behind this offer: it is not taken again. */
    void close(qint64 offerId);
    /** No offer is left, whether it fits or not. */
    bool isEmpty() const { return m_left == 0; }
    bool hasHints() const { return !m_hints.isEmpty(); }

private:
    struct Slot
    {
        Offer offer;
        int taken = 0; ///< times
    };
    using Fits = std::function<bool(const Offer &)>;

    Slot *choose(const Fits &fits, const QVector<Offer> &used, bool explore, int taken);
    Slot *leastCrowded(const Fits &fits, const QVector<Offer> &used, int taken);
    Slot *bestScore(const Fits &fits, const QVector<Offer> &used, bool explore, int taken);

    QVector<Slot> m_slots;
    CandidateHints m_hints;
    int m_window;
    int m_most;
    int m_left = 0;
};

} // namespace snapgpu::race
