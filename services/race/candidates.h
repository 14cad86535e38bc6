// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer.h"

#include <functional>
#include <optional>
#include <QSet>
#include <QVector>

namespace snapgpu::race {

/** Chooses whom to try next: best first, one offer per machine, spread over hosts, addresses and places. */
class Candidates final
{
public:
    /** `offers` best first. Of the next `window` possible ones the least crowded is taken, so that spreading
     * never reaches far down the ranking. */
    Candidates(QVector<Offer> offers, int window);

    /** Takes the next offer that `fits`; `used` are the offers already in the race. */
    std::optional<Offer> take(const std::function<bool(const Offer &)> &fits, const QVector<Offer> &used);
    /** No offer is left, whether it fits or not. */
    bool isEmpty() const { return m_left == 0; }

private:
    struct Slot
    {
        Offer offer;
        bool taken = false;
    };

    QVector<Slot> m_slots;
    int m_window;
    int m_left = 0;
};

} // namespace snapgpu::race
