// SPDX-License-Identifier: GPL-3.0-or-later
// bench_memory [learn|rank|charts|store]...: does host memory make races faster, and are its answers fast
// enough? Prints tables; everything is seeded.
#include "services/metrics/attempt_table.h"
#include "services/metrics/host_memory.h"
#include "services/metrics/offer_outlook.h"
#include "services/race/adaptive_wave.h"
#include "services/race/candidates.h"
#include "services/race/race_forecast.h"
#include "tests/metrics/memory_samples.h"
#include "tests/support/await.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <numeric>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>
#include <random>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

constexpr double kGiveUp = 600;
constexpr int kWaveSize = 5;
constexpr int kWaves = 3;
constexpr double kWaveDelay = 10;
constexpr double kWithin = 0.35; ///< spread of log boot time within one machine

/** One machine as it really is; nobody but the oracle knows. */
struct Truth
{
    Offer offer;
    double median = 0;
    double dud = 0;
};

std::vector<Truth> market(std::mt19937 &random, int machines)
{
    const QStringList gpus{
        QStringLiteral("RTX 4090"), QStringLiteral("RTX 3090"), QStringLiteral("A100 SXM4")};
    std::normal_distribution<double> normal;
    std::vector<Truth> all(static_cast<std::size_t>(machines));
    double ownerFactor = 1;
    for (int i = 0; i < machines; ++i) {
        if (i % 4 == 0) {
            ownerFactor =
                std::exp(0.35 * normal(random)); // one owner's machines share line and registry cache
        }
        Truth &one = all[static_cast<std::size_t>(i)];
        one.median = std::max(8.0, 50 * ownerFactor * std::exp(0.5 * normal(random)));
        one.dud = random() % 10 == 0 ? 0.6 : 0.05;
        one.offer.provider = QStringLiteral("vast");
        one.offer.id = 1000 + i;
        one.offer.machineId = 100 + i;
        one.offer.hostId = 10 + i / 4;
        one.offer.gpuName = gpus.at(i % gpus.size());
        one.offer.geolocation = QStringLiteral("place %1").arg(i % 23);
        one.offer.dphBase = 0.3;
    }
    return all;
}

struct Outcome
{
    double seconds = kGiveUp;
    int launched = 0;
    QVector<BootAttempt> attempts;
};

/** One race by the plan of the seed, 5 / 10 s / 3 (or adaptive), over 200 of the machines, as offers come and
 * go. */
Outcome runRace(const std::vector<Truth> &all,
    const std::function<RankedOffers(const QVector<Offer> &)> &rank, std::mt19937 &random, qint64 nowMs,
    bool adaptive, double sigma)
{
    std::vector<int> index(all.size());
    std::iota(index.begin(), index.end(), 0);
    std::shuffle(index.begin(), index.end(), random);
    index.resize(std::min<std::size_t>(200, index.size()));
    QVector<Offer> offers;
    QHash<qint64, const Truth *> truth;
    for (const int i : index) {
        offers.append(all[static_cast<std::size_t>(i)].offer);
        truth.insert(offers.last().id, &all[static_cast<std::size_t>(i)]);
    }
    const RankedOffers ranked = rank(offers);
    race::Candidates candidates(ranked.offers, 4 * kWaveSize, ranked.hints);
    std::normal_distribution<double> normal;
    struct Lane
    {
        Offer offer;
        double start = 0, boot = 0, fail = 1e9;
        bool dud = false;
    };
    std::vector<Lane> lanes;
    QVector<Offer> used;
    Outcome outcome;
    double waveAt = 0, best = kGiveUp;
    for (int wave = 0; wave < kWaves && waveAt < best; ++wave) {
        QVector<double> p50s;
        for (int i = 0; i < kWaveSize; ++i) {
            const auto offer = candidates.take([](const Offer &) { return true; }, used, i == kWaveSize - 1);
            if (!offer) {
                break;
            }
            used.append(*offer);
            const Truth &real = *truth.value(offer->id);
            Lane lane{*offer, waveAt, std::max(6.0, real.median * std::exp(kWithin * normal(random))), 1e9,
                double(random() % 10'000) < real.dud * 10'000};
            if (lane.dud && random() % 10 < 6) {
                lane.fail = 10 + double(random() % 20);
            }
            best = lane.dud ? best : std::min(best, waveAt + lane.boot);
            lanes.push_back(lane);
        }
        for (const Lane &lane : lanes) {
            p50s.append(ranked.hints.value(lane.offer.id).p50Seconds);
        }
        waveAt += adaptive ? double(race::adaptiveDelayMs(p50s, sigma, qint64(kWaveDelay * 1000))) / 1000
                           : kWaveDelay;
    }
    outcome.seconds = best;
    outcome.launched = static_cast<int>(lanes.size());
    static qint64 serial = 0;
    for (const Lane &lane : lanes) {
        const double end = best - lane.start;
        BootAttempt one;
        one.label = QStringLiteral("bench/%1").arg(++serial);
        one.provider = lane.offer.provider;
        one.machineId = lane.offer.machineId;
        one.hostId = lane.offer.hostId;
        one.gpuName = lane.offer.gpuName;
        one.startedAtMs = nowMs;
        const bool failed = lane.dud && lane.fail < end;
        one.outcome = failed                              ? AttemptOutcome::Failed
            : !lane.dud && lane.start + lane.boot <= best ? AttemptOutcome::Ready
                                                          : AttemptOutcome::Cancelled;
        one.failure = failed ? FailureClass::Container : FailureClass::None;
        one.observedMs = static_cast<qint64>(1000 * (failed ? lane.fail : end));
        outcome.attempts.append(one);
    }
    return outcome;
}

double percentile(std::vector<double> values, double p)
{
    std::sort(values.begin(), values.end());
    return values.at(static_cast<std::size_t>(p * double(values.size() - 1)));
}

struct Score
{
    std::vector<double> seconds;
    double launched = 0;
    void add(const Outcome &one)
    {
        seconds.push_back(one.seconds);
        launched += one.launched;
    }
    double mean() const
    {
        return std::accumulate(seconds.begin(), seconds.end(), 0.0) / double(seconds.size());
    }
};

void printScore(const char *name, const Score &score, double oracle)
{
    std::printf("| %-26s | %5.1f | %5.1f | %5.1f | %5.1f | %4.1f |\n", name, percentile(score.seconds, 0.5),
        percentile(score.seconds, 0.95), score.mean(), score.mean() - oracle,
        score.launched / double(score.seconds.size()));
    std::fflush(stdout);
}

void learn()
{
    constexpr int kSeeds = 6, kJudged = 250;
    constexpr int kAfter[] = {0, 20, 100, 500};
    constexpr qint64 kRaceEvery = 86'400'000 / 6; // six races a day
    Score oracle, none, adaptive;
    std::vector<Score> after(std::size(kAfter));
    for (int seed = 1; seed <= kSeeds; ++seed) {
        std::mt19937 random(static_cast<unsigned>(seed));
        const std::vector<Truth> all = market(random, 600);
        QHash<qint64, const Truth *> truth;
        for (const Truth &one : all) {
            truth.insert(one.offer.id, &one);
        }
        const auto byTruth = [&](const QVector<Offer> &offers) {
            RankedOffers ranked{offers, {}, 0, 0};
            for (const Offer &offer : offers) {
                const Truth &real = *truth.value(offer.id);
                ranked.hints.insert(
                    offer.id, {real.median + 60 * real.dud / (1 - real.dud), real.median, real.dud});
            }
            return ranked;
        };
        const auto asListed = [](const QVector<Offer> &offers) { return RankedOffers{offers, {}, 0, 0}; };
        HostBeliefs beliefs;
        qint64 now = kNow;
        const auto byMemory = [&](const QVector<Offer> &offers) {
            return rankOffers(offers, beliefs, {}, RankBy::Ready, now);
        };
        const auto judge = [&](Score &score, const auto &rank, bool adapts = false) {
            std::mt19937 same(static_cast<unsigned>(seed * 1000 + 7)); // the same markets for everybody
            for (int i = 0; i < kJudged; ++i) {
                score.add(runRace(all, rank, same, now, adapts, beliefs.sigma()));
            }
        };
        judge(oracle, byTruth);
        judge(none, asListed);
        int done = 0;
        for (std::size_t k = 0; k < std::size(kAfter); ++k) {
            for (; done < kAfter[k]; ++done, now += kRaceEvery) {
                for (const BootAttempt &one :
                    runRace(all, byMemory, random, now, false, beliefs.sigma()).attempts) {
                    beliefs.add(one);
                }
            }
            judge(after[k], byMemory);
        }
        judge(adaptive, byMemory, true);
    }
    std::printf(
        "600 machines, 200 on offer, %d markets x %d judged races, 5 / 10 s / 3\n\n", kSeeds, kJudged);
    std::printf("| ordered by | p50 s | p95 s | mean s | regret s | launched |\n|---|---|---|---|---|---|\n");
    printScore("the listing (no memory)", none, oracle.mean());
    for (std::size_t k = 0; k < std::size(kAfter); ++k) {
        printScore(
            qPrintable(QStringLiteral("memory after %1 races").arg(kAfter[k])), after[k], oracle.mean());
    }
    printScore("500 races, adaptive waves", adaptive, oracle.mean());
    printScore("the truth (oracle)", oracle, oracle.mean());
}

void rank()
{
    std::mt19937 random(3);
    const std::vector<Truth> all = market(random, 600);
    HostBeliefs beliefs;
    for (const BootAttempt &one : sampleMemory(100'000, 600).attempts) {
        beliefs.add(one);
    }
    QVector<Offer> offers;
    for (const Truth &one : all) {
        offers.append(one.offer);
    }
    std::vector<double> ms;
    std::vector<double> forecastMs;
    for (int round = 0; round < 50; ++round) {
        QElapsedTimer timer;
        timer.start();
        const RankedOffers ranked =
            rankOffers(offers, beliefs, {7'000'000'000, 7'000'000'000, 40}, RankBy::Work, kNow);
        ms.push_back(double(timer.nsecsElapsed()) / 1e6);
        timer.restart();
        race::ForecastPlan plan;
        race::forecastRace(race::lanesOf(ranked.offers, ranked.hints, plan, 40), plan);
        forecastMs.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("rank 600 offers: median %.2f ms, worst %.2f ms; forecast: median %.2f ms\n",
        percentile(ms, 0.5), percentile(ms, 1), percentile(forecastMs, 0.5));
}

/** Milliseconds on the wall and of the processor: they differ when the computer is busy. */
void measure(const char *name, const std::function<void()> &ask)
{
    std::vector<double> wall, used;
    for (int round = 0; round < 5; ++round) {
        QElapsedTimer timer;
        timer.start();
        const std::clock_t before = std::clock();
        ask();
        used.push_back(1000.0 * double(std::clock() - before) / CLOCKS_PER_SEC);
        wall.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::printf("| %-32s | %6.1f | %6.1f |\n", name, percentile(wall, 0.5), percentile(used, 0.5));
    std::fflush(stdout);
}

/** The answers themselves, from the columns in memory. */
void charts(int attempts)
{
    AttemptTable table;
    HostBeliefs beliefs;
    {
        const SampleMemory sample = sampleMemory(attempts, 5'000);
        table.reserve(attempts);
        for (const BootAttempt &one : sample.attempts) {
            table.add(one);
            beliefs.add(one);
        }
        for (const RaceRecord &race : sample.races) {
            table.add(race);
        }
        table.settle();
    }
    MemoryFilter quarter;
    quarter.fromMs = kNow - qint64{90} * 86'400'000;
    std::printf("\n| question, %d attempts | wall ms | processor ms |\n|---|---|---|\n", attempts);
    measure("curves, all", [&] { table.curves({}, GroupBy::All, 8); });
    measure("curves by GPU (8) and log-rank", [&] { table.curves({}, GroupBy::Gpu, 8); });
    measure("curves by machine (8 of 5 000)", [&] { table.curves({}, GroupBy::Machine, 8); });
    measure("curves by place, last 90 days", [&] { table.curves(quarter, GroupBy::Place, 8); });
    measure("host table (5 000 rows)", [&] { table.hosts({}, beliefs, kNow); });
    measure("stages by GPU", [&] { table.stages({}, GroupBy::Gpu, 12); });
    measure("timeline", [&] { table.timeline({}, 4'000); });
    measure("histogram", [&] { table.histogram({}, 40); });
    measure("savings", [&] { table.savings({}); });
    measure("facets", [&] { table.facets(); });
}

/** The same through the file and both threads: what a program waits for. */
void store(int attempts)
{
    QTemporaryDir dir;
    SystemClock clock;
    MemorySettings settings;
    settings.file = dir.filePath(QStringLiteral("memory.sqlite"));
    settings.retentionDays = 0;
    QElapsedTimer timer;
    const SampleMemory sample = sampleMemory(attempts, 5'000);
    {
        HostMemory memory(settings, &clock);
        await(memory.health());
        // As a race does it, one event after the other; what else the thread would do is looked at between
        // them.
        constexpr int kPortion = 20;
        std::vector<double> held;
        QElapsedTimer beat, all;
        double stall = 0;
        QTimer heart;
        QObject::connect(&heart, &QTimer::timeout, [&] {
            stall = std::max(stall, double(beat.nsecsElapsed()) / 1e6);
            beat.start();
        });
        all.start();
        beat.start();
        heart.start(1);
        for (qsizetype first = 0; first < sample.attempts.size(); first += kPortion) {
            const QVector<BootAttempt> some = sample.attempts.mid(first, kPortion);
            timer.start();
            memory.record(some);
            held.push_back(double(timer.nsecsElapsed()) / 1e6);
            QCoreApplication::processEvents();
        }
        await(memory.health(), 600'000);
        std::printf("%d attempts in portions of %d: record() held the caller %.3f ms (median), %.1f ms "
                    "(worst); longest time "
                    "without an event %.1f ms; all written and read after %.1f s\n",
            attempts, kPortion, percentile(held, 0.5), percentile(held, 1), stall,
            double(all.elapsed()) / 1000);
        std::fflush(stdout);
    }
    for (const char *how :
        {"first start, from the records", "next start, from the columns kept beside them"}) {
        std::printf("%s: ", how);
        std::fflush(stdout);
        if (qstrcmp(how, "next start, from the columns kept beside them") != 0) {
            QFile::remove(settings.file + QStringLiteral(".columns"));
        }
        const std::clock_t before = std::clock();
        timer.start();
        HostMemory again(settings, &clock);
        std::printf("made in %.1f ms, ", double(timer.nsecsElapsed()) / 1e6);
        await(again.facets(), 600'000);
        std::printf("first answer after %.2f s (%.2f s of processor)\n", double(timer.elapsed()) / 1000,
            double(std::clock() - before) / CLOCKS_PER_SEC);
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList wanted = app.arguments().mid(1);
    const auto asked = [&](const char *name) {
        return wanted.isEmpty() || wanted.contains(QLatin1String(name));
    };
    if (asked("learn")) {
        learn();
    }
    if (asked("rank")) {
        rank();
    }
    if (asked("charts")) {
        charts(1'000'000);
    }
    if (asked("store")) {
        store(qEnvironmentVariableIntValue("SNAPGPU_ATTEMPTS") > 0
                ? qEnvironmentVariableIntValue("SNAPGPU_ATTEMPTS")
                : 100'000);
    }
    return 0;
}
