// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/boot_attempt.h"
#include "services/metrics/survival.h"

#include <optional>
#include <QSet>
#include <QString>
#include <QStringList>
#include <QVector>

namespace snapgpu {

/** Identity of one physical machine: numbers are unique within a provider only. */
struct HostKey
{
    QString provider;
    qint64 machineId = 0;

    bool operator==(const HostKey &) const = default;
};
inline size_t qHash(const HostKey &key, size_t seed = 0)
{
    return qHashMulti(seed, key.provider, key.machineId);
}

/** What to look at; an empty field or list lets everything pass. */
struct MemoryFilter
{
    std::optional<qint64> fromMs, toMs; ///< start of the attempt, wall clock UTC; from <= t < to
    QStringList providers, gpus, places, images;
    QVector<qint64> machines; ///< physical machines
    QVector<qint64> owners; ///< host accounts

    bool operator==(const MemoryFilter &) const = default;
};

enum class GroupBy { All, Gpu, Machine, Owner, Place, Image, Provider };

/** Times in seconds from here on; nothing = not reached, or not known. */
struct MemoryGroup
{
    QString name; ///< "RTX 4090", "machine 31540": data, not translated; empty = not known
    qint64 id = 0; ///< machine or owner when grouped by these
    qint64 attempts = 0, ready = 0, cancelled = 0, failed = 0;
    survival::Curve curve; ///< thinned for drawing (kCurveSteps)
    survival::Quantile p50, p95; ///< from the whole curve
};

/** Kaplan–Meier curves and p50/p95 bars. */
struct CurvesAnswer
{
    QVector<MemoryGroup> groups; ///< most attempts first
    int groupsLeftOut = 0; ///< there were more than asked for
    qint64 attemptsLeftOut = 0; ///< in those
    survival::LogRank test; ///< between the groups shown; degrees 0 = nothing to compare
};

/** One machine: the row of the Hosts table and of `hosts`. */
struct HostRow
{
    HostKey key;
    qint64 ownerId = 0;
    QString gpuName; ///< last seen
    QString place;
    int gpuChanges = 0; ///< how often it came back with another GPU
    qint64 attempts = 0, ready = 0, cancelled = 0, failed = 0;
    survival::Quantile p50, p95; ///< Kaplan–Meier over its attempts
    double expectedSeconds = 0; ///< what the ranking believes now (prior and decay included)
    double dudRisk = 0; ///< 0..1, likewise
    std::optional<double> restoreMBps; ///< measured on it; 10^6 bytes
    qint64 lastSeenMs = 0; ///< start of the last attempt, wall clock
    FailureClass lastFailure = FailureClass::None; ///< None when the last attempt did not fail
    qint64 cooldownUntilMs = 0; ///< not raced before this wall-clock time; 0 = free
    HostMark mark = HostMark::None;
};

struct StageGroup
{
    QString name;
    qint64 id = 0;
    qint64 attempts = 0; ///< ready ones: only these passed every stage
    double createSeconds = 0, hostSeconds = 0, imageSeconds = 0, sshSeconds = 0, checkSeconds = 0; ///< means
    double totalSeconds() const
    {
        return createSeconds + hostSeconds + imageSeconds + sshSeconds + checkSeconds;
    }
};

struct StagesAnswer
{
    QVector<StageGroup> groups; ///< most attempts first
    int groupsLeftOut = 0;
};

struct TimelinePoint
{
    qint64 startedAtMs = 0;
    double seconds = 0; ///< observed
    AttemptOutcome outcome = AttemptOutcome::Cancelled;
    FailureClass failure = FailureClass::None;
    qint64 machineId = 0;
    QString gpuName;
};

struct TimelineAnswer
{
    QVector<TimelinePoint> points; ///< by start
    qint64 attempts = 0; ///< before thinning
    bool thinned = false; ///< points are an even, repeatable choice of the attempts
};

struct HistogramAnswer
{
    double binSeconds = 1;
    QVector<qint64> ready, cancelled, failed; ///< per bin from 0; the last bin holds everything longer
    qint64 attempts = 0;
};

/** "What racing saved you", against renting only the first machine of each race and waiting for it. */
struct SavingsAnswer
{
    struct Day
    {
        qint64 dayMs = 0; ///< UTC midnight
        double savedSeconds = 0; ///< that day
        double extraDollars = 0;
        int races = 0;
    };
    int races = 0; ///< won ones
    survival::Quantile readyP50,
        readyP95; ///< click to ready over all races; those without a winner are censored
    int racesLost = 0; ///< nobody became ready
    double racedSeconds = 0; ///< click to ready, all of them
    double aloneSeconds = 0; ///< what the first machine alone would have taken: seen, else expected by
                             ///< Kaplan–Meier up to the longest observation, so rather too little
    double savedSeconds() const { return aloneSeconds - racedSeconds; }
    double extraDollars = 0; ///< what the losers cost
    QVector<Day> days; ///< by day
};

/** What the filters can offer, most attempts first. */
struct MemoryFacets
{
    struct Facet
    {
        QString name;
        qint64 id = 0; ///< machines and owners
        qint64 attempts = 0;
    };
    QVector<Facet> providers, gpus, places, images, machines, owners;
    qint64 attempts = 0;
    qint64 firstMs = 0, lastMs = 0; ///< starts; 0 = none
};

/** The newest records as they were written, for telling what happened. */
struct MemoryStory
{
    QVector<BootAttempt> attempts;
    QVector<RaceRecord> races;
    QVector<RestoreRecord> restores;
};

/** What was left out, and why: said, not hidden. */
struct MemoryHealth
{
    qint64 attempts = 0, races = 0, restores = 0; ///< in use
    qint64 negative = 0; ///< skipped: a duration below zero
    qint64 future = 0; ///< skipped: started later than now; the clock jumped
    qint64 unreadable = 0; ///< skipped: words or numbers this version does not know
    qint64 gpuChanged = 0; ///< kept: a machine that came back with another GPU
    qint64 unwritten = 0; ///< records that could not be stored (yet)
    QString warning; ///< one sentence; empty = all is well
    bool usable = true; ///< false: nothing is stored (corrupt, locked, newer); races go on without
    bool hasTeam = false;
    bool teamOnline = false; ///< the last exchange with the team's server succeeded
    qint64 unsent = 0; ///< attempts that the team does not know yet; they are in the own file
    QString teamProblem; ///< one sentence; empty = none
};

constexpr int kCurveSteps = 3'000; ///< some per pixel, so that a closer view shows more
constexpr int kCurveMarks = 2'000;

} // namespace snapgpu
