// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/survival.h"

#include <algorithm>
#include <cmath>

namespace snapgpu::survival {

namespace {

/** A quantile is reached when S falls to 1 - p; products of doubles miss exact fractions by some ulps. */
constexpr double kReached = 1e-12;

/** Event and censoring times of one group, both ascending; T is double or whole ms. */
template <typename T> struct Sorted
{
    const std::vector<T> &events;
    const std::vector<T> &censored;

    qint64 size() const { return static_cast<qint64>(events.size() + censored.size()); }
};

struct Limits
{
    double low = 0, high = 1;
};

Limits bandAt(double survival, double greenwoodSum, double z, Band band, double previousHigh)
{
    if (survival <= 0) {
        return {0, band == Band::Plain ? 0 : previousHigh}; // undefined there: keep the cautious side
    }
    const double error = z * std::sqrt(greenwoodSum);
    if (band == Band::Plain) {
        return {std::max(0.0, survival * (1 - error)), std::min(1.0, survival * (1 + error))};
    }
    const double power = std::exp(-error / std::log(survival)); // log S < 0: > 1
    return {std::pow(survival, power), std::pow(survival, 1 / power)};
}

/** Ends at or after `time`, by both lists. */
template <typename T> qint64 countFrom(const Sorted<T> &group, double time)
{
    const auto from = [time](const std::vector<T> &times) {
        return static_cast<qint64>(times.cend()
            - std::lower_bound(times.cbegin(), times.cend(), time,
                [](T one, double limit) { return static_cast<double>(one) < limit; }));
    };
    return from(group.events) + from(group.censored);
}

template <typename T> void sampleRisk(Curve &curve, const Sorted<T> &group, double scale)
{
    const qint64 samples = std::min<qint64>(kRiskSamples, std::max<qint64>(2, group.size() * 2));
    for (qint64 i = 0; i < samples; ++i) {
        const double time = curve.lastTime * double(i) / double(samples - 1);
        curve.riskTimes.append(time);
        // The last sample is the last observation itself, whatever the division did to its last digit.
        curve.riskCounts.append(countFrom(group, std::min(time, curve.lastTime) / scale * (1 - 1e-15)));
    }
}

/** Says which steps of a curve are kept: all, or the last one within each slice of the time. */
class Keeper final
{
public:
    Keeper(double lastTime, int steps)
        : m_slice(steps > 0 ? lastTime / steps : 0)
    {
    }
    bool keeps(double time, double next, double before, double after) const
    {
        if (m_slice <= 0 || std::floor(next / m_slice) > std::floor(time / m_slice)) {
            return true;
        }
        constexpr double kLevels[] = {0.75, 0.5, 0.4, 0.25, 0.1, 0.05}; // quantiles people ask for stay exact
        return std::any_of(std::begin(kLevels), std::end(kLevels),
            [=](double level) { return before > level + kReached && after <= level + kReached; });
    }

private:
    double m_slice;
};

template <typename T> double lastOf(const Sorted<T> &group)
{
    return std::max(group.events.empty() ? 0.0 : static_cast<double>(group.events.back()),
        group.censored.empty() ? 0.0 : static_cast<double>(group.censored.back()));
}

template <typename T>
void climbDown(Curve &curve, const Sorted<T> &group, double scale, int steps, double z, Band band)
{
    const Keeper keeper(curve.lastTime, steps);
    double survival = 1, sum = 0, high = 1;
    std::size_t gone = 0; // censored before the time that is looked at
    for (std::size_t i = 0; i < group.events.size();) {
        const T time = group.events[i];
        std::size_t end = i;
        while (end < group.events.size() && group.events[end] == time) {
            ++end;
        }
        while (gone < group.censored.size() && group.censored[gone] < time) {
            ++gone;
        }
        const auto atRisk = static_cast<qint64>(group.events.size() - i + group.censored.size() - gone);
        const auto events = static_cast<qint64>(end - i);
        const double before = survival;
        survival = events == atRisk ? 0 : survival * double(atRisk - events) / double(atRisk);
        sum += events == atRisk ? 0 : double(events) / (double(atRisk) * double(atRisk - events));
        i = end;
        const double seconds = static_cast<double>(time) * scale;
        const bool last = i == group.events.size();
        if (last || keeper.keeps(seconds, static_cast<double>(group.events[i]) * scale, before, survival)) {
            const Limits limits = bandAt(survival, sum, z, band, high);
            high = limits.high;
            curve.steps.append(
                {seconds, atRisk, events, survival, survival * survival * sum, limits.low, limits.high});
        }
    }
}

template <typename T> Curve estimate(const Sorted<T> &group, double scale, int steps, double z, Band band)
{
    Curve curve;
    curve.observations = group.size();
    curve.events = static_cast<qint64>(group.events.size());
    if (curve.observations == 0) {
        return curve;
    }
    curve.lastTime = lastOf(group) * scale;
    climbDown(curve, group, scale, steps, z, band);
    curve.censored.reserve(static_cast<qsizetype>(group.censored.size()));
    for (const T time : group.censored) {
        curve.censored.append(static_cast<double>(time) * scale);
    }
    sampleRisk(curve, group, scale);
    return curve;
}

/** Solves the symmetric system in place (Gauss with pivots); a row without pivot counts as dependent. */
double quadraticForm(std::vector<std::vector<double>> matrix, std::vector<double> values, int *rank)
{
    const std::vector<double> right = values;
    const std::size_t size = values.size();
    std::vector<std::size_t> pivots(size, size);
    std::vector<bool> used(size, false);
    double largest = 0;
    for (std::size_t i = 0; i < size; ++i) {
        largest = std::max(largest, std::abs(matrix[i][i]));
    }
    *rank = 0;
    for (std::size_t column = 0; column < size; ++column) {
        std::size_t best = size;
        for (std::size_t row = 0; row < size; ++row) {
            if (!used[row]
                && (best == size || std::abs(matrix[row][column]) > std::abs(matrix[best][column]))) {
                best = row;
            }
        }
        if (best == size || std::abs(matrix[best][column]) <= largest * 1e-12) {
            continue;
        }
        used[best] = true;
        pivots[column] = best;
        ++*rank;
        for (std::size_t row = 0; row < size; ++row) {
            const double factor = row == best ? 0 : matrix[row][column] / matrix[best][column];
            if (factor != 0) {
                for (std::size_t k = 0; k < size; ++k) {
                    matrix[row][k] -= factor * matrix[best][k];
                }
                values[row] -= factor * values[best];
            }
        }
    }
    double form = 0;
    for (std::size_t column = 0; column < size; ++column) {
        if (pivots[column] != size) {
            form += right[column] * values[pivots[column]] / matrix[pivots[column]][column];
        }
    }
    return form;
}

/** Sums of observed, expected and covariance over all event times of all groups. */
template <typename T> class RankSums final
{
public:
    explicit RankSums(const std::vector<Sorted<T>> &groups)
        : m_groups(groups)
        , m_event(groups.size(), 0)
        , m_gone(groups.size(), 0)
        , observed(groups.size(), 0)
        , expected(groups.size(), 0)
        , covariance(groups.size(), std::vector<double>(groups.size(), 0))
    {
        std::vector<double> risk(groups.size());
        while (const T *time = nextTime()) {
            take(*time, risk);
        }
    }

private:
    const T *nextTime() const
    {
        const T *next = nullptr;
        for (std::size_t g = 0; g < m_groups.size(); ++g) {
            if (m_event[g] < m_groups[g].events.size()) {
                const T &own = m_groups[g].events[m_event[g]];
                next = !next || own < *next ? &own : next;
            }
        }
        return next;
    }

    void take(const T time, std::vector<double> &risk)
    {
        double all = 0, deaths = 0;
        for (std::size_t g = 0; g < m_groups.size(); ++g) {
            const Sorted<T> &group = m_groups[g];
            while (m_gone[g] < group.censored.size() && group.censored[m_gone[g]] < time) {
                ++m_gone[g];
            }
            risk[g] = double(group.events.size() - m_event[g] + group.censored.size() - m_gone[g]);
            all += risk[g];
            while (m_event[g] < group.events.size() && group.events[m_event[g]] == time) {
                ++m_event[g];
                ++observed[g];
                ++deaths;
            }
        }
        const double spread = all > 1 ? deaths * (all - deaths) / (all - 1) : 0;
        for (std::size_t g = 0; g < risk.size(); ++g) {
            const double share = risk[g] / all;
            expected[g] += deaths * share;
            for (std::size_t h = 0; h <= g; ++h) {
                covariance[g][h] += spread * share * ((g == h ? 1 : 0) - risk[h] / all);
            }
        }
    }

    const std::vector<Sorted<T>> &m_groups;
    std::vector<std::size_t> m_event, m_gone;

public:
    std::vector<double> observed, expected;
    std::vector<std::vector<double>> covariance; ///< lower triangle
};

template <typename T> LogRank rank(const std::vector<Sorted<T>> &groups)
{
    const RankSums<T> sums(groups);
    LogRank result;
    result.observed = QVector<double>(sums.observed.cbegin(), sums.observed.cend());
    result.expected = QVector<double>(sums.expected.cbegin(), sums.expected.cend());
    if (groups.size() < 2) {
        return result;
    }
    const std::size_t size = groups.size() - 1; // the last one follows from the others
    std::vector<double> excess(size);
    std::vector<std::vector<double>> matrix(size, std::vector<double>(size));
    for (std::size_t g = 0; g < size; ++g) {
        excess[g] = sums.observed[g] - sums.expected[g];
        for (std::size_t h = 0; h < size; ++h) {
            matrix[g][h] = sums.covariance[std::max(g, h)][std::min(g, h)];
        }
    }
    result.chiSquare = std::max(0.0, quadraticForm(matrix, excess, &result.degrees));
    result.pValue = chiSquareTail(result.chiSquare, result.degrees);
    return result;
}

} // namespace

double Curve::at(double time) const
{
    const auto after = std::upper_bound(
        steps.cbegin(), steps.cend(), time, [](double limit, const Step &step) { return limit < step.time; });
    return after == steps.cbegin() ? 1 : (after - 1)->survival;
}

qint64 Curve::atRisk(double time) const
{
    const auto found = std::lower_bound(riskTimes.cbegin(), riskTimes.cend(), time);
    return found == riskTimes.cend() ? 0 : riskCounts.at(found - riskTimes.cbegin());
}

Curve kaplanMeier(std::vector<Observation> observations, double z, Band band)
{
    std::vector<double> events, censored;
    for (const Observation &one : observations) {
        (one.event ? events : censored).push_back(one.time);
    }
    std::sort(events.begin(), events.end());
    std::sort(censored.begin(), censored.end());
    return estimate(Sorted<double>{events, censored}, 1, 0, z, band);
}

void stepsMs(const SortedMs &group, Curve &curve, double z, Band band)
{
    const Sorted<std::uint32_t> sorted{group.events, group.censored};
    curve.observations = sorted.size();
    curve.events = static_cast<qint64>(group.events.size());
    curve.lastTime = lastOf(sorted) * 0.001;
    curve.steps.clear(); // keeps its room
    climbDown(curve, sorted, 0.001, 0, z, band);
}

Curve kaplanMeierMs(const SortedMs &group, int steps, double z, Band band)
{
    return estimate(Sorted<std::uint32_t>{group.events, group.censored}, 1e-3, steps, z, band);
}

void thinMarks(Curve &curve, int marks)
{
    if (marks <= 0 || curve.censored.size() <= marks) {
        return;
    }
    const double slice = curve.lastTime / marks;
    QVector<double> kept;
    double next = -1;
    for (const double time : std::as_const(curve.censored)) {
        if (time >= next) {
            kept.append(time);
            next = (std::floor(time / slice) + 1) * slice;
        }
    }
    curve.censored = kept;
}

Quantile quantile(const Curve &curve, double p)
{
    Quantile found;
    const double level = 1 - p + kReached;
    for (const Step &step : curve.steps) {
        const auto reach = [&](std::optional<double> &time, double height) {
            if (!time && height <= level) {
                time = step.time;
            }
        };
        reach(found.low, step.low);
        reach(found.value, step.survival);
        reach(found.high, step.high);
    }
    return found;
}

double restrictedMean(const Curve &curve, double from, double to)
{
    double sum = 0, last = from, height = curve.at(from);
    const auto first = std::upper_bound(curve.steps.cbegin(), curve.steps.cend(), from,
        [](double limit, const Step &step) { return limit < step.time; });
    for (auto step = first; step != curve.steps.cend() && step->time < to; ++step) {
        sum += height * (step->time - last);
        last = step->time;
        height = step->survival;
    }
    return sum + height * std::max(0.0, to - last);
}

LogRank logRank(const QVector<std::vector<Observation>> &groups)
{
    std::vector<std::vector<double>> events(static_cast<std::size_t>(groups.size())), censored(events.size());
    std::vector<Sorted<double>> sorted;
    for (std::size_t g = 0; g < events.size(); ++g) {
        for (const Observation &one : groups.at(static_cast<qsizetype>(g))) {
            (one.event ? events : censored)[g].push_back(one.time);
        }
        std::sort(events[g].begin(), events[g].end());
        std::sort(censored[g].begin(), censored[g].end());
        sorted.push_back({events[g], censored[g]});
    }
    return rank(sorted);
}

LogRank logRankMs(const std::vector<SortedMs> &groups)
{
    std::vector<Sorted<std::uint32_t>> sorted;
    for (const SortedMs &group : groups) {
        sorted.push_back({group.events, group.censored});
    }
    return rank(sorted);
}

double chiSquareTail(double x, int degrees)
{
    if (degrees <= 0 || !(x > 0)) {
        return 1;
    }
    // The regularised upper incomplete gamma function Q(a, y): series below a + 1, continued fraction above.
    const double a = degrees / 2.0;
    const double y = x / 2;
    const double front = std::exp(-y + a * std::log(y) - std::lgamma(a));
    if (y < a + 1) {
        double term = 1 / a, sum = term;
        for (int n = 1; n < 10'000 && std::abs(term) > std::abs(sum) * 1e-17; ++n) {
            term *= y / (a + n);
            sum += term;
        }
        return std::clamp(1 - front * sum, 0.0, 1.0);
    }
    constexpr double kTiny = 1e-300;
    double b = y + 1 - a, c = 1 / kTiny, d = 1 / b, fraction = d;
    for (int n = 1; n < 10'000; ++n) {
        const double numerator = -n * (n - a);
        b += 2;
        d = numerator * d + b;
        d = 1 / (std::abs(d) < kTiny ? kTiny : d);
        c = b + numerator / c;
        c = std::abs(c) < kTiny ? kTiny : c;
        fraction *= d * c;
        if (std::abs(d * c - 1) < 1e-16) {
            break;
        }
    }
    return std::clamp(front * fraction, 0.0, 1.0);
}

} // namespace snapgpu::survival
