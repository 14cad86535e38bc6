// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/offer_outlook.h"
#include "services/race/race_forecast.h"
#include "services/session/launch_session.h"
#include "services/session/plan_estimate.h"

namespace snapgpu {

/** What a race needs of the plan, before any offer is known. */
race::ForecastPlan forecastPlanOf(const LaunchPlan &plan, const HostBeliefs &beliefs);

/** Median boot of a machine of which nothing at all is known, from the whole population; seconds. */
double fieldMedianSeconds(const HostBeliefs &beliefs, qint64 nowMs);

/** What must be restored; `snapshotBytes` < 0 = not known (counts as nothing). */
WorkLoad workLoadOf(const LaunchPlan &plan, qint64 snapshotBytes);

/**
 * Expected launches, time and cost of this plan over these offers, as the race itself would choose among
 * them; caps are not considered (estimatePlan() knows them). Pure; about a millisecond.
 */
race::RaceForecast forecastLaunch(const QVector<Offer> &offers, const LaunchPlan &plan,
    const HostBeliefs &beliefs, qint64 snapshotBytes, qint64 nowMs);

/** The offers that may race: all of them as an estimate needs them, and the first ones whole. */
struct LaunchCandidates
{
    /** The race chooses among all; the first thousands tell what it will be like, while somebody types. */
    static constexpr qsizetype kMostForecast = 2'000;

    QVector<PricedCandidate> all;
    QVector<Offer> first; ///< as the plan rents them, at most kMostForecast

    /** An offer as the cloud tells it; nothing happens when the plan cannot rent it. */
    void add(const Offer &offer, const LaunchPlan &plan);
};

/** What is to be expected of a launch. */
struct LaunchOutlook
{
    std::optional<race::RaceForecast> forecast; ///< nothing while nothing is remembered
    PlanEstimate estimate;
};

/**
 * Forecast and estimate together, for the page and for the launch itself: somebody is ready when the forecast
 * says, else when it was usual (`usualMs`), else when it is anywhere. `beliefs` null = no memory;
 * `snapshotBytes` not above 0 = not known. Pure; milliseconds for 50 000 candidates.
 */
LaunchOutlook launchOutlook(const LaunchCandidates &candidates, const LaunchPlan &plan,
    const HostBeliefs *beliefs, std::optional<qint64> usualMs, qint64 snapshotBytes, qint64 nowMs);

} // namespace snapgpu
