// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"
#include "models/offer.h"
#include "services/ledger/ledger.h"
#include "services/session/launch_session.h"

#include <optional>
#include <QVector>

namespace snapgpu {

/** What is believed of a launch before it begins. */
struct Expectation
{
    static constexpr qint64 kUsualReadyMs = 60'000; ///< a machine that has the image takes 15 to 40 s to run
    qint64 readyMs = kUsualReadyMs; ///< from the start of the race until somebody wins
    qint64 restoreBytes = 0; ///< what the winner will fetch; 0 = nothing or unknown
};

/**
 * What an estimate needs of one offer, priced as the plan rents it. Small, so that a whole market is looked
 * at while somebody types, without a copy of any offer.
 */
struct PricedCandidate
{
    qint64 machineId = 0; ///< 0 = not told: counts by itself; negative = a pool
    Money hourly; ///< with the disk of the plan
    Real trafficPerGb; ///< $/GB
};

/** An offer as the cloud tells it; absent when the plan bids and the machine takes no such bid. Pure. */
std::optional<PricedCandidate> pricedCandidate(const Offer &offer, const LaunchPlan &plan);

/** What a plan can cost before anybody wins, and the traffic of the winner's restore. */
struct PlanEstimate
{
    int machines = 0; ///< at most this many are created
    int candidates = 0; ///< different physical machines that may race
    Money peakHourly; ///< all of them at once
    Money expectedCost; ///< somebody is ready when expected
    Money expectedTraffic; ///< of the restore, at the mean price of the candidates
    Money worstCost; ///< nobody ever becomes ready
    Money worstTraffic; ///< of the restore, at the dearest price
    qint64 expectedReadyMs = 0;
    bool trafficUnknown = false; ///< something is restored and nobody knows how much (restic before 0.17)
    bool cappedByCost = false;
    bool cappedByHourly = false;
};

/**
 * Worst: the dearest machines of the candidates race, each is billed at its full rate (GPU and disk) from the
 * start of its wave until the race gives up. Expected: the first of the candidates race, each at its full
 * rate from the start of its wave until somebody is ready. Caps cut both: no create is sent beyond them; they
 * do not bound traffic. Pure.
 */
PlanEstimate estimatePlan(
    const QVector<PricedCandidate> &candidates, const LaunchPlan &plan, const Expectation &expectation = {});

/** The median time to the first running machine over the races in `rows`; nothing when none is known. */
std::optional<qint64> usualReadyMs(const QVector<LedgerRow> &rows);

} // namespace snapgpu
