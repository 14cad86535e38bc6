// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/candidate_hint.h"
#include "models/money.h"
#include "models/offer.h"

#include <optional>
#include <QVector>

namespace snapgpu::race {

/** One machine a race may rent, in the order in which it would. */
struct ForecastLane
{
    double p50Seconds = 0; ///< median time to ready, from the accepted create; must be > 0
    double dudRisk = 0; ///< 0..1
    Money gpuHourly, storageHourly;
};

struct ForecastPlan
{
    int waveSize = 5;
    qint64 waveDelayMs = 10'000;
    int maxWaves = 3;
    qint64 giveUpMs = 600'000;
    bool adaptive = false;
    double sigma = 0.7; ///< spread of log boot time within one machine
};

/** What a race is expected to do, before it starts. */
struct RaceForecast
{
    double launches = 0; ///< machines rented, on average
    double meanSeconds = 0; ///< until ready; a race that gives up counts with its whole time
    std::optional<double> p50Seconds, p95Seconds; ///< nothing = not within the time it is waited for
    double nobody = 0; ///< probability that no machine becomes ready
    Money cost; ///< of all machines until the win, on average
    QVector<qint64> waveStartsMs; ///< of the waves that may come, by the plan or learned
};

/**
 * Numerically, on a grid of half a second: boot times are independent and log-normal, duds never boot, the
 * disk is billed from the create and the GPU from about when a machine runs. Pure; about a millisecond.
 */
RaceForecast forecastRace(const QVector<ForecastLane> &lanes, const ForecastPlan &plan);

/** The lanes a race over these candidates would rent: best first and spread, as the race itself chooses.
 * Without a hint `fallbackP50Seconds` and `fallbackDudRisk` stand in. */
QVector<ForecastLane> lanesOf(const QVector<Offer> &candidates, const CandidateHints &hints,
    const ForecastPlan &plan, double diskGb, double fallbackP50Seconds = 58, double fallbackDudRisk = 0.1);

} // namespace snapgpu::race
