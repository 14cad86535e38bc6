// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <QVector>
#include <vector>

/**
 * Survival statistics as pure functions. "Event" = the machine became ready; everything else that ended an
 * observation (another machine won, the person stopped, the machine fell out) is right-censored.
 */
namespace snapgpu::survival {

struct Observation
{
    double time = 0; ///< >= 0, any unit
    bool event = false; ///< false = right-censored
};

/** One group as the column store hands it over: whole ms, both ascending. */
struct SortedMs
{
    std::vector<std::uint32_t> events, censored;
};

/** One time at which the curve drops. */
struct Step
{
    double time = 0;
    qint64 atRisk = 0; ///< just before `time`; censored at the same time still counts (the usual convention)
    qint64 events = 0;
    double survival = 1; ///< Kaplan–Meier estimate from `time` on
    double variance = 0; ///< Greenwood: S² Σ d / (n (n - d))
    double low = 0, high = 1; ///< pointwise band
};

/** Where the lower and upper limit of a band come from. */
enum class Band {
    Plain, ///< S ± z·se, cut at 0 and 1
    LogLog, ///< on the scale of log(-log S): never leaves 0..1 and is better for few observations (default)
};

struct Curve
{
    qint64 observations = 0;
    qint64 events = 0;
    double lastTime = 0; ///< end of the longest observation; nothing is known beyond
    QVector<Step> steps; ///< by time; S is 1 before the first
    QVector<double> censored; ///< times of censored observations, ascending; for tick marks
    QVector<double> riskTimes; ///< evenly spread from 0 to lastTime …
    QVector<qint64> riskCounts; ///< … and how many observations end there or later

    /** S(t); 1 before the first step. */
    double at(double time) const;
    /** Observations that end at or after `time`, to the resolution of riskTimes (kRiskSamples). */
    qint64 atRisk(double time) const;
};
constexpr int kRiskSamples = 500;

/** 1.959963984540054: the 97.5 % point of the normal distribution, for 95 % bands. */
constexpr double kZ95 = 1.959963984540054;

Curve kaplanMeier(std::vector<Observation> observations, double z = kZ95, Band band = Band::LogLog);

/**
 * The same from times in whole ms that are sorted already: O(n). Times come out in seconds. With `steps` > 0
 * only about so many are kept, evenly over the time; S is exact at each, and so are the usual quantiles.
 */
Curve kaplanMeierMs(const SortedMs &group, int steps = 0, double z = kZ95, Band band = Band::LogLog);

/** Only what quantile() reads, into a curve that is used again and again: for thousands of small groups. */
void stepsMs(const SortedMs &group, Curve &curve, double z = kZ95, Band band = Band::LogLog);

/** At most about `marks` censored marks, spread evenly over the time. For drawing. */
void thinMarks(Curve &curve, int marks);

/** A quantile of the time to the event, with the limits of the band; nothing = not reached. */
struct Quantile
{
    std::optional<double> value, low, high;
};

/** Smallest t with S(t) <= 1 - p. Not reached when too few events were seen: never a made-up number. */
Quantile quantile(const Curve &curve, double p);

/** ∫ S over [from, to]: the mean time within a window. S is kept level beyond the last observation. */
double restrictedMean(const Curve &curve, double from, double to);

struct LogRank
{
    double chiSquare = 0;
    int degrees = 0; ///< groups with something at risk, less one
    double pValue = 1;
    QVector<double> observed, expected; ///< per group
};

/** Do the groups differ? Two or more groups; those without observations are left out of the count. */
LogRank logRank(const QVector<std::vector<Observation>> &groups);

LogRank logRankMs(const std::vector<SortedMs> &groups);

/** P(X > x) of the chi-square distribution. */
double chiSquareTail(double x, int degrees);

} // namespace snapgpu::survival
