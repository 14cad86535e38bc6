// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/plan_estimate.h"

#include <algorithm>
#include <QHash>

namespace snapgpu {

namespace {

/** Rates with the plan's disk, dearest first, one per physical machine: a race rents each only once. */
QVector<Money> dearestRates(const QVector<Offer> &offers, double diskGb)
{
    QHash<qint64, Money> byMachine;
    QVector<Money> rates;
    for (const Offer &offer : offers) {
        const Money rate = offer.hourlyWithDisk(diskGb);
        if (offer.machineId == 0) {
            rates.append(rate); // machine unknown: counts by itself
            continue;
        }
        Money &known = byMachine[offer.machineId];
        known = std::max(known, rate);
    }
    rates.append(QVector<Money>(byMachine.cbegin(), byMachine.cend()));
    std::sort(rates.begin(), rates.end(), std::greater<>());
    return rates;
}

} // namespace

PlanEstimate estimatePlan(const QVector<Offer> &candidates, const LaunchPlan &plan)
{
    const QVector<Money> rates = dearestRates(candidates, plan.diskGb);
    PlanEstimate estimate;
    estimate.candidates = static_cast<int>(rates.size());
    int most = std::min(estimate.candidates, plan.waveSize * plan.maxWaves);
    if (plan.maxMachines) {
        most = std::min(most, *plan.maxMachines);
    }
    for (int i = 0; i < most; ++i) {
        const Money next = estimate.peakHourly + rates.at(i);
        if (plan.maxHourly && next > *plan.maxHourly) {
            estimate.cappedByHourly = true;
            continue;
        }
        const qint64 waveStart = plan.waveDelayMs * (estimate.machines / plan.waveSize);
        estimate.peakHourly = next;
        estimate.worstCost += rates.at(i).forMilliseconds(std::max<qint64>(0, plan.giveUpMs - waveStart));
        ++estimate.machines;
    }
    if (plan.maxCost && estimate.worstCost > *plan.maxCost) {
        estimate.worstCost = *plan.maxCost;
        estimate.cappedByCost = true;
    }
    return estimate;
}

} // namespace snapgpu
