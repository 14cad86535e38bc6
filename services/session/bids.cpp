// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/bids.h"

#include <algorithm>
#include <cmath>

namespace snapgpu {

namespace {

constexpr double kBidSteps = 10'000; // per dollar
constexpr double kLowestBid = 0.001; // the vendor's limits
constexpr double kHighestBid = 128;

} // namespace

bool isInterruptible(const LaunchPlan &plan) { return plan.search.type == QLatin1String("bid"); }

std::optional<Money> bidFor(const Offer &offer, const LaunchPlan &plan)
{
    if (!offer.minBid || *offer.minBid < 0) {
        return std::nullopt;
    }
    const double lowest = std::max(*offer.minBid, kLowestBid);
    if (plan.bid) {
        return plan.bid->dollars() >= lowest ? plan.bid : std::nullopt;
    }
    const double wanted = lowest * (1 + plan.bidMarginPercent / 100);
    // The small step back keeps 0.11 from becoming 0.1101 by the last digit of a double.
    const double bid = std::ceil(wanted * kBidSteps - 1e-6) / kBidSteps;
    return bid <= kHighestBid ? std::optional(Money::fromDollars(bid)) : std::nullopt;
}

QVector<Offer> pricedForPlan(const QVector<Offer> &offers, const LaunchPlan &plan)
{
    if (!isInterruptible(plan)) {
        return offers;
    }
    QVector<Offer> priced;
    for (const Offer &offer : offers) {
        if (const auto bid = bidFor(offer, plan)) {
            Offer ours = offer;
            ours.isBid = true;
            ours.minBid = bid->dollars();
            ours.dphBase = bid->dollars();
            priced.append(ours);
        }
    }
    return priced;
}

} // namespace snapgpu
