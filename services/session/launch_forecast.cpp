// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/launch_forecast.h"

#include "services/session/bids.h"

#include <algorithm>
#include <cmath>

namespace snapgpu {

race::ForecastPlan forecastPlanOf(const LaunchPlan &plan, const HostBeliefs &beliefs)
{
    race::ForecastPlan made;
    made.waveSize = std::max(1, plan.waveSize);
    made.waveDelayMs = plan.waveDelayMs;
    made.maxWaves = std::max(1, plan.maxWaves);
    made.giveUpMs = plan.giveUpMs;
    made.adaptive = plan.adaptive && beliefs.attempts() > 0; // as the race itself decides
    made.sigma = beliefs.sigma();
    return made;
}

double fieldMedianSeconds(const HostBeliefs &beliefs, qint64 nowMs)
{
    const double sigma = beliefs.sigma();
    return beliefs.about(HostKey{}, 0, {}, nowMs).expectedSeconds * std::exp(-sigma * sigma / 2);
}

WorkLoad workLoadOf(const LaunchPlan &plan, qint64 snapshotBytes)
{
    WorkLoad load;
    load.diskGb = plan.diskGb;
    if (plan.restore) {
        load.restoreBytes = std::max<qint64>(0, snapshotBytes);
        load.trafficBytes = load.restoreBytes;
    }
    return load;
}

race::RaceForecast forecastLaunch(const QVector<Offer> &offers, const LaunchPlan &plan,
    const HostBeliefs &beliefs, qint64 snapshotBytes, qint64 nowMs)
{
    QVector<Offer> chosen;
    for (const Offer &offer : offers) {
        if (plan.onlyOffers.isEmpty() || plan.onlyOffers.contains(offer.id)) {
            chosen.append(offer);
        }
    }
    const RankedOffers ranked = rankOffers(
        chosen, beliefs, workLoadOf(plan, snapshotBytes), plan.rankBy, nowMs, !plan.onlyOffers.isEmpty());
    const race::ForecastPlan forecast = forecastPlanOf(plan, beliefs);
    return race::forecastRace(race::lanesOf(ranked.offers, ranked.hints, forecast, plan.diskGb,
                                  fieldMedianSeconds(beliefs, nowMs), beliefs.settings().dudRisk),
        forecast);
}

void LaunchCandidates::add(const Offer &offer, const LaunchPlan &plan)
{
    const std::optional<PricedCandidate> candidate = pricedCandidate(offer, plan);
    if (!candidate) {
        return;
    }
    all.append(*candidate);
    if (first.size() < kMostForecast) {
        first.append(pricedForPlan({offer}, plan));
    }
}

LaunchOutlook launchOutlook(const LaunchCandidates &candidates, const LaunchPlan &plan,
    const HostBeliefs *beliefs, std::optional<qint64> usualMs, qint64 snapshotBytes, qint64 nowMs)
{
    LaunchOutlook outlook;
    Expectation expectation;
    expectation.restoreBytes = plan.restore ? std::max<qint64>(0, snapshotBytes) : 0;
    expectation.readyMs = usualMs.value_or(Expectation::kUsualReadyMs);
    if (beliefs != nullptr && beliefs->attempts() > 0 && !candidates.first.isEmpty()) {
        outlook.forecast = forecastLaunch(candidates.first, plan, *beliefs, snapshotBytes, nowMs);
        if (outlook.forecast->p50Seconds) {
            expectation.readyMs = qRound64(*outlook.forecast->p50Seconds * 1000);
        }
    }
    outlook.estimate = estimatePlan(candidates.all, plan, expectation);
    return outlook;
}

} // namespace snapgpu
