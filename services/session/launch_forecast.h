// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/offer_outlook.h"
#include "services/race/race_forecast.h"
#include "services/session/launch_session.h"

namespace snapgpu {

/** What a race needs of the plan, before any offer is known. */
race::ForecastPlan forecastPlanOf(const LaunchPlan &plan, const HostBeliefs &beliefs);

/** Median boot of a machine of which nothing at all is known, from the whole population; seconds. */
double fieldMedianSeconds(const HostBeliefs &beliefs, qint64 nowMs);

/** What must be restored; `snapshotBytes` < 0 = not known (counts as nothing). */
WorkLoad workLoadOf(const LaunchPlan &plan, qint64 snapshotBytes);

/**
 * Expected launches, time and cost of this plan over these offers, as the race itself would choose among them;
 * caps are not considered (estimatePlan() knows them). Pure; about a millisecond.
 */
race::RaceForecast forecastLaunch(const QVector<Offer> &offers, const LaunchPlan &plan, const HostBeliefs &beliefs,
    qint64 snapshotBytes, qint64 nowMs);

} // namespace snapgpu
