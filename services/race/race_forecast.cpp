// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/race_forecast.h"

#include "services/race/adaptive_wave.h"
#include "services/race/candidates.h"

#include <algorithm>
#include <cmath>

namespace snapgpu::race {

namespace {

constexpr double kStep = 0.5; ///< seconds
constexpr double kRunningBeforeReady =
    5; ///< a container runs about that long before it is ready: SSH and check

QVector<qint64> waveStarts(const QVector<ForecastLane> &lanes, const ForecastPlan &plan)
{
    QVector<qint64> starts;
    QVector<double> racing;
    qint64 at = 0;
    for (int wave = 0; wave < plan.maxWaves && wave * plan.waveSize < lanes.size() && at < plan.giveUpMs;
         ++wave) {
        starts.append(at);
        for (int i = wave * plan.waveSize; i < std::min<qsizetype>(lanes.size(), (wave + 1) * plan.waveSize);
             ++i) {
            racing.append(lanes.at(i).p50Seconds);
        }
        at += plan.adaptive ? adaptiveDelayMs(racing, plan.sigma, plan.waveDelayMs) : plan.waveDelayMs;
    }
    return starts;
}

} // namespace

RaceForecast forecastRace(const QVector<ForecastLane> &lanes, const ForecastPlan &plan)
{
    RaceForecast forecast;
    forecast.waveStartsMs = waveStarts(lanes, plan);
    const double end = double(plan.giveUpMs) / 1000;
    const auto startOf = [&](qsizetype lane) {
        return double(forecast.waveStartsMs.at(lane / std::max(1, plan.waveSize))) / 1000;
    };
    const qsizetype racing =
        std::min(lanes.size(), forecast.waveStartsMs.size() * qsizetype{std::max(1, plan.waveSize)});
    double dollars = 0;
    double none = 1; // nobody is ready by now
    QVector<bool> launched(racing, false);
    for (double now = 0; now < end; now += kStep) {
        double next = 1, hourly = 0;
        for (qsizetype i = 0; i < racing; ++i) {
            const ForecastLane &lane = lanes.at(i);
            const double start = startOf(i);
            if (now < start) {
                continue;
            }
            if (!launched.at(i)) {
                launched[i] = true;
                forecast.launches += none;
            }
            const double age = now - start;
            next *= 1 - (1 - lane.dudRisk) * bootedBy(age + kStep, lane.p50Seconds, plan.sigma);
            const double runs =
                (1 - lane.dudRisk) * bootedBy(age + kRunningBeforeReady, lane.p50Seconds, plan.sigma);
            hourly += lane.storageHourly.dollars() + runs * lane.gpuHourly.dollars();
        }
        dollars += none * hourly * kStep / 3600;
        forecast.meanSeconds += none * kStep;
        none = std::min(none, next);
        const auto reach = [&](std::optional<double> &time, double level) {
            if (!time && none <= level) {
                time = now + kStep;
            }
        };
        reach(forecast.p50Seconds, 0.5);
        reach(forecast.p95Seconds, 0.05);
        if (none < 1e-9) {
            break;
        }
    }
    forecast.nobody = none;
    forecast.cost = Money::fromDollars(dollars);
    return forecast;
}

QVector<ForecastLane> lanesOf(const QVector<Offer> &candidates, const CandidateHints &hints,
    const ForecastPlan &plan, double diskGb, double fallbackP50Seconds, double fallbackDudRisk)
{
    Candidates choice(candidates, 4 * std::max(1, plan.waveSize), hints);
    QVector<Offer> used;
    QVector<ForecastLane> lanes;
    const int most = plan.waveSize * plan.maxWaves;
    while (lanes.size() < most) {
        const bool explore =
            plan.waveSize >= kExploringWave && lanes.size() % plan.waveSize == plan.waveSize - 1;
        const auto offer = choice.take([](const Offer &) { return true; }, used, explore);
        if (!offer) {
            break;
        }
        used.append(*offer);
        const CandidateHint hint = hints.value(offer->id);
        ForecastLane lane;
        lane.p50Seconds = hint.p50Seconds > 0 ? hint.p50Seconds : fallbackP50Seconds;
        lane.dudRisk = hint.p50Seconds > 0 ? hint.dudRisk : fallbackDudRisk;
        lane.storageHourly = offer->storageHourly(diskGb);
        lane.gpuHourly = offer->hourlyWithDisk(diskGb) - lane.storageHourly;
        lanes.append(lane);
    }
    return lanes;
}

} // namespace snapgpu::race
