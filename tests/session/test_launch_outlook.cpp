// SPDX-License-Identifier: GPL-3.0-or-later
// What the page says of a plan and what the launch says of it are one function; here is what it promises.
#include "services/session/bids.h"
#include "services/session/launch_forecast.h"

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTest>

using namespace snapgpu;

namespace {

constexpr qint64 kNow = 1'790'000'000'000;

Offer offerOf(qint64 machine, double hourly, double lowestBid = 0.1)
{
    Offer offer;
    offer.provider = QStringLiteral("vast");
    offer.id = 5'000 + machine;
    offer.machineId = machine;
    offer.gpuName = QStringLiteral("RTX 4090");
    offer.dphBase = hourly;
    offer.storageCost = 0.72; // 0.001 $/h and GB
    offer.minBid = lowestBid;
    return offer;
}

HostBeliefs beliefsOf(qint64 machine, qint64 readyMs)
{
    HostBeliefs beliefs;
    for (int i = 0; i < 4; ++i) {
        BootAttempt attempt;
        attempt.label = QStringLiteral("snapgpu/test/race/%1").arg(i);
        attempt.provider = QStringLiteral("vast");
        attempt.machineId = machine;
        attempt.gpuName = QStringLiteral("RTX 4090");
        attempt.startedAtMs = kNow - 3'600'000;
        attempt.observedMs = readyMs;
        attempt.outcome = AttemptOutcome::Ready;
        beliefs.add(attempt);
    }
    return beliefs;
}

LaunchCandidates candidatesOf(const QVector<Offer> &offers, const LaunchPlan &plan)
{
    LaunchCandidates candidates;
    for (const Offer &offer : offers) {
        candidates.add(offer, plan);
    }
    return candidates;
}

} // namespace

class TestLaunchOutlook final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** A pool gives three racers and costs as much at worst; a machine gives one. */
    void poolsCountMoreThanOnce()
    {
        LaunchPlan plan;
        plan.waveSize = 5;
        plan.maxWaves = 3;
        const Money dollar = Money::fromDollars(1);
        QCOMPARE(estimatePlan({{7, dollar, {}}, {7, dollar, {}}}, plan).machines, 1);
        const PlanEstimate pools = estimatePlan({{-7, dollar, {}}, {-7, dollar, {}}, {-8, dollar, {}}}, plan);
        QCOMPARE(pools.machines, 6);
        QCOMPARE(pools.peakHourly, Money::fromDollars(6));
    }

    /** The small value costs what the offer of the race costs, on demand and with bids. */
    void candidatesArePricedAsTheRaceRentsThem()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 100'000; ++round) {
            LaunchPlan plan;
            plan.diskGb = random.bounded(500);
            if (random.bounded(2) == 1) {
                plan.search.type = QStringLiteral("bid");
            }
            if (random.bounded(3) == 0) {
                plan.bid = Money::fromDollars(random.generateDouble());
            }
            Offer offer = offerOf(1, random.generateDouble() * 3, random.generateDouble());
            offer.inetDownCost = random.bounded(2) == 1 ? Real(0.01) : Real();
            if (random.bounded(8) == 0) {
                offer.minBid = random.bounded(2) == 1 ? Real() : Real(-1.0);
            }
            const QVector<Offer> raced = pricedForPlan({offer}, plan);
            const std::optional<PricedCandidate> candidate = pricedCandidate(offer, plan);
            QCOMPARE(candidate.has_value(), !raced.isEmpty());
            if (candidate) {
                QCOMPARE(candidate->hourly, raced.first().hourlyWithDisk(plan.diskGb));
                QCOMPARE(candidate->trafficPerGb, raced.first().inetDownCost);
                QCOMPARE(candidate->machineId, offer.machineId);
            }
        }
    }

    void theForecastDecidesWhenSomebodyIsExpected()
    {
        LaunchPlan plan;
        const LaunchCandidates candidates = candidatesOf({offerOf(1, 0.4), offerOf(2, 0.5)}, plan);
        const auto readyMs = [&](const HostBeliefs *beliefs, std::optional<qint64> usualMs) {
            return launchOutlook(candidates, plan, beliefs, usualMs, -1, kNow).estimate.expectedReadyMs;
        };
        QCOMPARE(readyMs(nullptr, std::nullopt), Expectation::kUsualReadyMs);
        QCOMPARE(readyMs(nullptr, 42'000), 42'000);
        const HostBeliefs nothing;
        QVERIFY(!launchOutlook(candidates, plan, &nothing, 42'000, -1, kNow).forecast);
        QCOMPARE(readyMs(&nothing, 42'000), 42'000);
        const HostBeliefs fast = beliefsOf(1, 9'000);
        const LaunchOutlook outlook = launchOutlook(candidates, plan, &fast, 42'000, -1, kNow);
        QVERIFY(outlook.forecast && outlook.forecast->p50Seconds);
        QCOMPARE(outlook.estimate.expectedReadyMs, qRound64(*outlook.forecast->p50Seconds * 1000));
        QVERIFY(outlook.estimate.expectedReadyMs < 42'000);
        QVERIFY(!launchOutlook({}, plan, &fast, 42'000, -1, kNow).forecast); // nobody to race
    }

    void anUnknownSnapshotIsSaidAndCostsNothing()
    {
        LaunchPlan plan;
        Offer offer = offerOf(1, 0.4);
        offer.inetDownCost = 0.02;
        const LaunchCandidates candidates = candidatesOf({offer}, plan);
        const PlanEstimate unknown = launchOutlook(candidates, plan, nullptr, {}, -1, kNow).estimate;
        QVERIFY(unknown.trafficUnknown);
        QCOMPARE(unknown.worstTraffic, Money());
        const PlanEstimate known = launchOutlook(candidates, plan, nullptr, {}, 5'500'000'000, kNow).estimate;
        QCOMPARE(known.worstTraffic, Money::fromDollars(0.11));
    }

    /** A whole market is counted, its first thousands are looked at, and nobody waits for that. */
    void aWholeMarket()
    {
        LaunchPlan plan;
        LaunchCandidates candidates;
        const HostBeliefs beliefs = beliefsOf(1, 9'000);
        for (int i = 1; i <= 50'000; ++i) {
            candidates.add(offerOf(i, 0.2 + i * 1e-5), plan);
        }
        QCOMPARE(candidates.all.size(), 50'000);
        QCOMPARE(candidates.first.size(), LaunchCandidates::kMostForecast);
        QElapsedTimer timer;
        timer.start();
        const LaunchOutlook outlook = launchOutlook(candidates, plan, &beliefs, {}, -1, kNow);
        QVERIFY2(timer.elapsed() < 2'000, "on a busy machine; some 10 ms on a free one");
        QCOMPARE(outlook.estimate.candidates, 50'000);
        QVERIFY(outlook.forecast);
    }
};

QTEST_GUILESS_MAIN(TestLaunchOutlook)
#include "test_launch_outlook.moc"
