// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/plan_estimate.h"

#include "services/race/candidates.h"
#include "services/session/bids.h"
#include "services/session/spend_caps.h"

#include <algorithm>
#include <QHash>
#include <QMap>
#include <QSet>

namespace snapgpu {

namespace {

/** One candidate per physical machine, in the order given: a race rents each only once, and pools again after
 * all of them. */
QVector<PricedCandidate> onePerMachine(const QVector<PricedCandidate> &candidates)
{
    QSet<qint64> machines;
    QVector<PricedCandidate> out;
    for (const PricedCandidate &candidate : candidates) {
        if (candidate.machineId != 0 && machines.contains(candidate.machineId)) {
            continue; // an unknown machine counts by itself
        }
        machines.insert(candidate.machineId);
        out.append(candidate);
    }
    const QVector<PricedCandidate> once = out;
    for (int again = 1; again < race::kMostOfAPool; ++again) {
        std::copy_if(once.cbegin(), once.cend(), std::back_inserter(out),
            [](const PricedCandidate &candidate) { return candidate.machineId < 0; });
    }
    return out;
}

/** Dearest first; of several offers of a machine the dearest. */
QVector<Money> dearestRates(const QVector<PricedCandidate> &candidates)
{
    QHash<qint64, Money> byMachine;
    QVector<Money> rates;
    for (const PricedCandidate &candidate : candidates) {
        if (candidate.machineId == 0) {
            rates.append(candidate.hourly);
            continue;
        }
        Money &known = byMachine[candidate.machineId];
        known = std::max(known, candidate.hourly);
    }
    for (auto it = byMachine.cbegin(); it != byMachine.cend(); ++it) {
        rates.insert(rates.end(), it.key() < 0 ? race::kMostOfAPool : 1, it.value());
    }
    std::sort(rates.begin(), rates.end(), std::greater<>());
    return rates;
}

QVector<Money> ratesOf(const QVector<PricedCandidate> &machines)
{
    QVector<Money> rates;
    rates.reserve(machines.size());
    for (const PricedCandidate &machine : machines) {
        rates.append(machine.hourly);
    }
    return rates;
}

/** What machines at these rates cost when they start wave after wave and all end at `endMs`. */
struct Field
{
    int machines = 0;
    Money peakHourly, cost;
    bool cappedByHourly = false;
    bool cappedByCost = false;
};

Field runField(const QVector<Money> &rates, const LaunchPlan &plan, qint64 endMs)
{
    Field field;
    int most = std::min(static_cast<int>(rates.size()), plan.waveSize * plan.maxWaves);
    if (plan.maxMachines) {
        most = std::min(most, *plan.maxMachines);
    }
    for (int i = 0; i < most; ++i) {
        const Money next = field.peakHourly + rates.at(i);
        if (plan.maxHourly && next > *plan.maxHourly) {
            field.cappedByHourly = true;
            continue;
        }
        const qint64 waveStart = plan.waveDelayMs * (field.machines / plan.waveSize);
        if (waveStart >= endMs) {
            break; // decided before this wave begins
        }
        field.peakHourly = next;
        field.cost += rates.at(i).forMilliseconds(endMs - waveStart);
        ++field.machines;
    }
    if (plan.maxCost && field.cost > *plan.maxCost) {
        field.cost = *plan.maxCost;
        field.cappedByCost = true;
    }
    return field;
}

void addTraffic(PlanEstimate &estimate, const QVector<PricedCandidate> &machines, qint64 bytes)
{
    Money sum;
    Money dearest;
    qint64 count = 0;
    for (const PricedCandidate &machine : machines) {
        if (machine.trafficPerGb) {
            const Money perGb = Money::fromDollars(*machine.trafficPerGb);
            sum += perGb;
            dearest = std::max(dearest, perGb);
            ++count;
        }
    }
    if (count > 0) {
        estimate.expectedTraffic = trafficCost(Money::fromMicros(sum.micros() / count), bytes);
        estimate.worstTraffic = trafficCost(dearest, bytes);
    }
}

} // namespace

std::optional<PricedCandidate> pricedCandidate(const Offer &offer, const LaunchPlan &plan)
{
    if (!isInterruptible(plan)) {
        return PricedCandidate{offer.machineId, offer.hourlyWithDisk(plan.diskGb), offer.inetDownCost};
    }
    const std::optional<Money> bid = bidFor(offer, plan);
    return bid ? std::optional(
               PricedCandidate{offer.machineId, *bid + offer.storageHourly(plan.diskGb), offer.inetDownCost})
               : std::nullopt;
}

PlanEstimate estimatePlan(
    const QVector<PricedCandidate> &candidates, const LaunchPlan &plan, const Expectation &expectation)
{
    const QVector<Money> dearest = dearestRates(candidates);
    const QVector<PricedCandidate> machines = onePerMachine(candidates);
    const Field worst = runField(dearest, plan, plan.giveUpMs);
    PlanEstimate estimate;
    estimate.candidates = static_cast<int>(dearest.size());
    estimate.machines = worst.machines;
    estimate.peakHourly = worst.peakHourly;
    estimate.worstCost = worst.cost;
    estimate.cappedByHourly = worst.cappedByHourly;
    estimate.cappedByCost = worst.cappedByCost;
    estimate.expectedReadyMs = std::min(expectation.readyMs, plan.giveUpMs);
    estimate.expectedCost =
        std::min(worst.cost, runField(ratesOf(machines), plan, estimate.expectedReadyMs).cost);
    estimate.trafficUnknown = plan.restore && expectation.restoreBytes <= 0;
    if (plan.restore) {
        addTraffic(estimate, machines, expectation.restoreBytes);
    }
    return estimate;
}

std::optional<qint64> usualReadyMs(const QVector<LedgerRow> &rows)
{
    struct Race
    {
        qint64 start = 0;
        std::optional<qint64> firstRunning;
    };
    QMap<QString, Race> races;
    for (const LedgerRow &row : rows) {
        const bool isNew = !races.contains(row.raceId);
        Race &race = races[row.raceId];
        race.start = isNew ? row.createdAtMs : std::min(race.start, row.createdAtMs);
        if (row.runningSinceMs) {
            race.firstRunning =
                std::min(race.firstRunning.value_or(*row.runningSinceMs), *row.runningSinceMs);
        }
    }
    QVector<qint64> times;
    for (const Race &race : std::as_const(races)) {
        if (race.firstRunning && *race.firstRunning >= race.start) {
            times.append(*race.firstRunning - race.start);
        }
    }
    if (times.isEmpty()) {
        return std::nullopt;
    }
    const auto middle = times.begin() + times.size() / 2;
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

} // namespace snapgpu
