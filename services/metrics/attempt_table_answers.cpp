// SPDX-License-Identifier: GPL-3.0-or-later
// The questions to the columns: each is one or two passes over all attempts.
#include "services/metrics/attempt_selector.h"
#include "services/metrics/attempt_table.h"
#include "services/metrics/radix_sort.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace snapgpu {

namespace {

constexpr std::uint32_t kNoGroup = 0xffffffffU;
constexpr double kHorizonSeconds = 600; ///< a machine alone is waited for as long as a race would be
constexpr qint64 kDayMs = 86'400'000;

/** Upper edge of the histogram: what 99 of 100 stay under. */
double usualLongest(std::vector<std::uint32_t> times)
{
    if (times.empty()) {
        return 60;
    }
    const auto at = times.begin() + static_cast<std::ptrdiff_t>((times.size() - 1) * 99 / 100);
    std::nth_element(times.begin(), at, times.end());
    return std::max(1.0, double(*at) / 1000);
}

/** 1, 2, 5, 10, … seconds. */
double niceBin(double seconds)
{
    const double power = std::pow(10.0, std::floor(std::log10(seconds)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (seconds <= step * power * (1 + 1e-9)) {
            return step * power;
        }
    }
    return 10 * power;
}

/**
 * Expected time still to go for a machine that is not ready after `seconds`, by prefix sums over the curve.
 * Beyond the longest observation nothing is known, so nothing is counted: the result is a lower bound.
 */
class Remaining final
{
public:
    explicit Remaining(const survival::Curve &curve)
        : m_horizon(std::min(kHorizonSeconds, curve.lastTime))
    {
        double last = 0, height = 1, area = 0;
        m_points.push_back({0, 1, 0});
        for (const survival::Step &step : curve.steps) {
            if (step.time >= m_horizon) {
                break;
            }
            area += height * (step.time - last);
            last = step.time;
            height = step.survival;
            m_points.push_back({last, height, area});
        }
        m_total = area + height * (m_horizon - last);
    }

    double after(double seconds) const
    {
        const double from = std::clamp(seconds, 0.0, m_horizon);
        const auto next = std::upper_bound(m_points.cbegin(), m_points.cend(), from,
            [](double limit, const Point &point) { return limit < point.time; });
        const Point &point = *(next - 1);
        const double until = point.area + point.height * (from - point.time);
        return point.height > 0 ? (m_total - until) / point.height : 0;
    }

private:
    struct Point
    {
        double time, height, area;
    };
    double m_horizon;
    std::vector<Point> m_points;
    double m_total = 0;
};

} // namespace

std::vector<std::uint32_t> AttemptTable::biggest(const std::vector<qint64> &counts, int most) const
{
    std::vector<std::uint32_t> ids;
    for (std::uint32_t id = 0; id < counts.size(); ++id) {
        if (counts[id] > 0) {
            ids.push_back(id);
        }
    }
    std::stable_sort(
        ids.begin(), ids.end(), [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
    if (most >= 0 && ids.size() > static_cast<std::size_t>(most)) {
        ids.resize(static_cast<std::size_t>(most));
    }
    return ids;
}

CurvesAnswer AttemptTable::curves(const MemoryFilter &filter, GroupBy groupBy, int maxGroups) const
{
    const AttemptSelector selector(*this, filter);
    const Column by = column(groupBy);
    const auto groupOf = [&by](std::size_t i) { return by.ids ? (*by.ids)[i] : 0U; };
    std::vector<qint64> counts(by.groups, 0);
    std::vector<std::uint32_t> passing;
    passing.reserve(m_started.size());
    for (std::size_t i = 0; i < m_started.size(); ++i) {
        if (selector.passes(i)) {
            passing.push_back(static_cast<std::uint32_t>(i));
            ++counts[groupOf(i)];
        }
    }
    const std::vector<std::uint32_t> ids = biggest(counts, maxGroups);
    std::vector<std::uint32_t> place(by.groups, kNoGroup);
    CurvesAnswer answer;
    std::vector<survival::SortedMs> times(ids.size());
    for (std::size_t g = 0; g < ids.size(); ++g) {
        place[ids[g]] = static_cast<std::uint32_t>(g);
        answer.groups.append(MemoryGroup{});
        nameGroup(groupBy, ids[g], &answer.groups.last().name, &answer.groups.last().id);
    }
    for (const std::uint32_t i : passing) {
        const std::uint32_t g = place[groupOf(i)];
        if (g == kNoGroup) {
            ++answer.attemptsLeftOut;
            continue;
        }
        MemoryGroup &group = answer.groups[static_cast<qsizetype>(g)];
        const bool ready = m_outcome[i] == AttemptOutcome::Ready;
        ++(ready ? group.ready : m_outcome[i] == AttemptOutcome::Failed ? group.failed : group.cancelled);
        (ready ? times[g].events : times[g].censored).push_back(m_observed[i]);
    }
    for (std::size_t g = 0; g < ids.size(); ++g) {
        MemoryGroup &group = answer.groups[static_cast<qsizetype>(g)];
        sortNumbers(times[g].events);
        sortNumbers(times[g].censored);
        group.attempts = counts[ids[g]];
        group.curve = survival::kaplanMeierMs(times[g], kCurveSteps);
        survival::thinMarks(group.curve, kCurveMarks);
        group.p50 = survival::quantile(group.curve, 0.5);
        group.p95 = survival::quantile(group.curve, 0.95);
    }
    answer.groupsLeftOut = static_cast<int>(std::count_if(counts.cbegin(), counts.cend(), [](qint64 n) {
        return n > 0;
    }) - qsizetype(ids.size()));
    if (ids.size() > 1) {
        answer.test = survival::logRankMs(times);
    }
    return answer;
}

QVector<HostRow> AttemptTable::hosts(
    const MemoryFilter &filter, const HostBeliefs &beliefs, qint64 nowMs) const
{
    const AttemptSelector selector(*this, filter);
    QVector<HostRow> rows;
    survival::SortedMs times;
    survival::Curve curve;
    for (std::size_t machine = 0; machine < m_facts.size(); ++machine) {
        const MachineFacts &facts = m_facts[machine];
        if (facts.key.machineId == 0 || !selector.passesMachine(static_cast<std::uint32_t>(machine))) {
            continue; // 0: many machines that the provider does not tell apart
        }
        HostRow row;
        times.events.clear();
        times.censored.clear();
        const auto take = [&](const MachineAttempt &one) {
            if (selector.passesTime(one.startedMs)
                && (selector.isTimeAlone() || selector.passes(one.index))) {
                const bool ready = one.outcome == AttemptOutcome::Ready;
                ++(ready ? row.ready : one.outcome == AttemptOutcome::Failed ? row.failed : row.cancelled);
                (ready ? times.events : times.censored).push_back(one.observedMs);
            }
        };
        const MachineAttempts &attempts = m_attemptsOf[machine];
        std::for_each(attempts.all.cbegin(), attempts.all.cend(), take);
        row.attempts = row.ready + row.failed + row.cancelled;
        if (row.attempts == 0) {
            continue;
        }
        if (attempts.sorted != attempts.all.size()) {
            std::sort(times.events.begin(), times.events.end());
            std::sort(times.censored.begin(), times.censored.end());
        }
        survival::stepsMs(times, curve);
        row.p50 = survival::quantile(curve, 0.5);
        row.p95 = survival::quantile(curve, 0.95);
        describe(facts, beliefs, nowMs, &row);
        rows.append(row);
    }
    std::stable_sort(
        rows.begin(), rows.end(), [](const HostRow &a, const HostRow &b) { return a.attempts > b.attempts; });
    return rows;
}

void AttemptTable::describe(
    const MachineFacts &facts, const HostBeliefs &beliefs, qint64 nowMs, HostRow *row) const
{
    row->key = facts.key;
    row->ownerId = facts.ownerId;
    row->gpuName = m_gpus.at(facts.gpu);
    row->place = m_places.at(facts.place);
    row->gpuChanges = facts.gpuChanges;
    row->lastSeenMs = facts.lastSeenMs;
    const Belief belief = beliefs.about(facts.key, facts.ownerId, row->gpuName, nowMs);
    row->expectedSeconds = belief.expectedSeconds;
    row->dudRisk = belief.dudRisk;
    row->lastFailure = belief.lastFailure;
    row->cooldownUntilMs = belief.cooldownUntilMs;
    row->mark = belief.mark;
    if (facts.restoreSeconds > 0) {
        row->restoreMBps = facts.restoreBytes / facts.restoreSeconds / 1e6;
    }
}

StagesAnswer AttemptTable::stages(const MemoryFilter &filter, GroupBy groupBy, int maxGroups) const
{
    const AttemptSelector selector(*this, filter);
    const Column by = column(groupBy);
    struct Sums
    {
        std::array<double, kStages> ms{};
    };
    std::vector<qint64> counts(by.groups, 0);
    std::vector<Sums> sums(by.groups);
    for (std::size_t i = 0; i < m_started.size(); ++i) {
        if (m_outcome[i] != AttemptOutcome::Ready || !selector.passes(i)) {
            continue;
        }
        const std::uint32_t group = by.ids ? (*by.ids)[i] : 0U;
        ++counts[group];
        for (std::size_t stage = 0; stage < kStages; ++stage) {
            sums[group].ms[stage] += std::max(0, m_stage[stage][i]);
        }
    }
    StagesAnswer answer;
    for (const std::uint32_t id : biggest(counts, maxGroups)) {
        StageGroup group;
        nameGroup(groupBy, id, &group.name, &group.id);
        group.attempts = counts[id];
        const auto mean = [&](std::size_t stage) { return sums[id].ms[stage] / double(counts[id]) / 1000; };
        group.createSeconds = mean(0);
        group.hostSeconds = mean(1);
        group.imageSeconds = mean(2);
        group.sshSeconds = mean(3);
        group.checkSeconds = mean(4);
        answer.groups.append(group);
    }
    answer.groupsLeftOut = static_cast<int>(
        std::count_if(counts.cbegin(), counts.cend(), [](qint64 n) { return n > 0; }) - answer.groups.size());
    return answer;
}

TimelineAnswer AttemptTable::timeline(const MemoryFilter &filter, int maxPoints) const
{
    const AttemptSelector selector(*this, filter);
    std::vector<std::uint32_t> passing;
    for (std::size_t i = 0; i < m_started.size(); ++i) {
        if (selector.passes(i)) {
            passing.push_back(static_cast<std::uint32_t>(i));
        }
    }
    TimelineAnswer answer;
    answer.attempts = static_cast<qint64>(passing.size());
    const auto most = static_cast<std::size_t>(std::max(1, maxPoints));
    const std::size_t stride = (passing.size() + most - 1) / most;
    answer.thinned = stride > 1;
    for (std::size_t k = 0; k < passing.size(); k += std::max<std::size_t>(1, stride)) {
        const std::uint32_t i = passing[k];
        answer.points.append({m_started[i], double(m_observed[i]) / 1000, m_outcome[i], m_failure[i],
            m_machines.at(m_machine[i]).machineId, m_gpus.at(m_gpu[i])});
    }
    std::stable_sort(answer.points.begin(), answer.points.end(),
        [](const TimelinePoint &a, const TimelinePoint &b) { return a.startedAtMs < b.startedAtMs; });
    return answer;
}

HistogramAnswer AttemptTable::histogram(const MemoryFilter &filter, int bins) const
{
    const AttemptSelector selector(*this, filter);
    std::vector<std::uint32_t> passing, times;
    for (std::size_t i = 0; i < m_started.size(); ++i) {
        if (selector.passes(i)) {
            passing.push_back(static_cast<std::uint32_t>(i));
            times.push_back(m_observed[i]);
        }
    }
    HistogramAnswer answer;
    answer.attempts = static_cast<qint64>(passing.size());
    const double longest = usualLongest(std::move(times));
    answer.binSeconds = niceBin(longest / std::max(1, bins - 1));
    const auto size = static_cast<qsizetype>(std::ceil(longest / answer.binSeconds)) + 1;
    answer.ready.fill(0, size);
    answer.cancelled.fill(0, size);
    answer.failed.fill(0, size);
    const auto binMs = static_cast<qint64>(std::llround(answer.binSeconds * 1000));
    for (const std::uint32_t i : passing) {
        const auto bin = std::min<qsizetype>(size - 1, qint64(m_observed[i]) / std::max<qint64>(1, binMs));
        QVector<qint64> &row = m_outcome[i] == AttemptOutcome::Ready ? answer.ready
            : m_outcome[i] == AttemptOutcome::Failed                 ? answer.failed
                                                                     : answer.cancelled;
        ++row[bin];
    }
    return answer;
}

SavingsAnswer AttemptTable::savings(const MemoryFilter &filter) const
{
    MemoryFilter everything;
    everything.providers = filter.providers;
    const CurvesAnswer population = curves(everything, GroupBy::All, 1);
    SavingsAnswer answer;
    if (population.groups.isEmpty()) {
        return answer;
    }
    const Remaining remaining(population.groups.first().curve);
    survival::SortedMs ends;
    std::map<qint64, SavingsAnswer::Day> days;
    for (const RaceFacts &race : m_races) {
        const qint64 at = race.record.startedAtMs;
        if (!race.recorded || (filter.fromMs && at < *filter.fromMs) || (filter.toMs && at >= *filter.toMs)
            || (!filter.providers.isEmpty() && !filter.providers.contains(race.record.provider))) {
            continue;
        }
        const bool won = race.record.end == RaceRecord::End::Won;
        const qint64 took =
            std::clamp<qint64>(race.record.elapsedMs, 0, std::numeric_limits<std::int32_t>::max());
        (won ? ends.events : ends.censored).push_back(static_cast<std::uint32_t>(took));
        if (!won) {
            answer.racesLost += race.record.end == RaceRecord::End::Failed ? 1 : 0;
            continue;
        }
        if (race.firstNumber == 0) {
            continue; // its attempts are gone: nothing to compare with
        }
        const double boot = race.firstSeconds - race.firstCreateSeconds;
        double alone = race.firstSeconds;
        if (race.firstOutcome == AttemptOutcome::Cancelled) {
            alone += remaining.after(boot); // it was still booting when another won
        } else if (race.firstOutcome == AttemptOutcome::Failed) {
            alone += race.firstCreateSeconds + remaining.after(0); // the next machine starts from nothing
        }
        const double raced = double(race.record.elapsedMs) / 1000;
        const double extra = std::max(0.0, (race.record.cost - race.winnerCost).dollars());
        ++answer.races;
        answer.racedSeconds += raced;
        answer.aloneSeconds += alone;
        answer.extraDollars += extra;
        SavingsAnswer::Day &day = days[at / kDayMs];
        day.dayMs = at / kDayMs * kDayMs;
        day.savedSeconds += alone - raced;
        day.extraDollars += extra;
        ++day.races;
    }
    for (const auto &[number, day] : days) {
        answer.days.append(day);
    }
    sortNumbers(ends.events);
    sortNumbers(ends.censored);
    survival::Curve curve;
    survival::stepsMs(ends, curve);
    answer.readyP50 = survival::quantile(curve, 0.5);
    answer.readyP95 = survival::quantile(curve, 0.95);
    return answer;
}

} // namespace snapgpu
