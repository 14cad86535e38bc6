// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"
#include "models/offer.h"
#include "services/session/launch_session.h"

#include <QVector>

namespace snapgpu {

/** What a plan can cost before anybody wins. */
struct PlanEstimate
{
    int machines = 0; ///< at most this many are created
    int candidates = 0; ///< different physical machines that may race
    Money peakHourly; ///< all of them at once
    Money worstCost; ///< nobody ever becomes ready
    bool cappedByCost = false;
    bool cappedByHourly = false;
};

/**
 * Upper bound: the dearest machines of the candidates race, each is billed at its full rate (GPU and disk)
 * from the start of its wave until the race gives up. Caps cut it: no create is sent beyond them. Pure.
 */
PlanEstimate estimatePlan(const QVector<Offer> &candidates, const LaunchPlan &plan);

} // namespace snapgpu
