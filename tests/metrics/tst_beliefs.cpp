// SPDX-License-Identifier: GPL-3.0-or-later
// The Gamma–exponential belief, duds and cooldown, the ranking and what an offer is expected to do.
#include "services/metrics/attempt_recorder.h"
#include "services/metrics/host_beliefs.h"
#include "services/metrics/offer_outlook.h"
#include "services/race/adaptive_wave.h"
#include "services/race/candidates.h"
#include "services/race/race_forecast.h"
#include "tests/metrics/memory_samples.h"

#include <cmath>
#include <QElapsedTimer>
#include <QTest>
#include <random>

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

bool near(double a, double b, double within = 1e-9)
{
    return std::abs(a - b) <= within * std::max(1.0, std::abs(b));
}

Offer offerOf(qint64 machine, qint64 owner = 0)
{
    Offer offer;
    offer.provider = QStringLiteral("vast");
    offer.id = 5'000 + machine;
    offer.machineId = machine;
    offer.hostId = owner;
    offer.gpuName = QStringLiteral("RTX 4090");
    offer.dphBase = 0.36;
    offer.storageCost = 0.15;
    return offer;
}

} // namespace

class TestBeliefs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rateIsTheFormula();
    void halfLife();
    void orderDoesNotMatter();
    void losersAreCensored();
    void dudsAndCooldown();
    void imageFaultIsNotTheHost();
    void restoreRate();
    void marks();
    void starsAreAskedFor();
    void sigmaIsLearned();
    void randomHistories();
    void rankingPrefersFastHosts();
    void rankingSpreadsAndExplores();
    void outlookExplains();
    void sixHundredOffers();
    void adaptiveDelay();
    void forecast();
    void recorderTellsEachOnce();
};

/** (a + boots) / (b + exposure), where a / b is what is believed of the parent: population, GPU, owner. */
void TestBeliefs::rateIsTheFormula()
{
    BeliefSettings settings;
    HostBeliefs beliefs(settings);
    BootAttempt one = readyAttempt(1, 20'000, 0);
    one.hostId = 9;
    beliefs.add(one);
    const double a = settings.priorBoots;
    double parent = 1 / settings.meanBootSeconds;
    for (int level = 0; level < 3; ++level) { // all, GPU, owner: each saw the same boot
        parent = (a + 1) / (a / parent + 20);
    }
    const Belief belief = beliefs.about({QStringLiteral("vast"), 1}, 9, one.gpuName, kNow);
    QVERIFY(near(belief.rate, (a + 1) / (a / parent + 20)));
    QVERIFY(near(belief.expectedSeconds, 1 / belief.rate));
    QVERIFY(near(belief.priorSeconds, a / parent));
    QVERIFY(belief.known);
    // A machine never seen takes what its owner taught.
    const Belief sister = beliefs.about({QStringLiteral("vast"), 2}, 9, one.gpuName, kNow);
    QVERIFY(near(sister.rate, parent));
    QVERIFY(!sister.known);
    QVERIFY(sister.rate > beliefs.about({QStringLiteral("vast"), 3}, 8, QStringLiteral("A10"), kNow).rate);
}

void TestBeliefs::halfLife()
{
    HostBeliefs beliefs;
    const qint64 fortnight = qint64{14} * 86'400'000;
    beliefs.add(readyAttempt(1, 20'000, fortnight));
    const Belief belief = beliefs.about({QStringLiteral("vast"), 1}, 101, QStringLiteral("RTX 4090"), kNow);
    QVERIFY(near(belief.boots, 0.5));
    QVERIFY(near(belief.exposureSeconds, 10));
    QVERIFY(near(
        beliefs.about({QStringLiteral("vast"), 1}, 101, QStringLiteral("RTX 4090"), kNow + fortnight).boots,
        0.25));
}

void TestBeliefs::orderDoesNotMatter()
{
    SampleMemory sample = sampleMemory(500, 30);
    HostBeliefs forward, backward;
    for (const BootAttempt &one : sample.attempts) {
        forward.add(one);
    }
    std::reverse(sample.attempts.begin(), sample.attempts.end());
    for (const BootAttempt &one : sample.attempts) {
        backward.add(one);
    }
    for (qint64 machine = 10'000; machine < 10'030; ++machine) {
        const Offer offer = offerOf(machine, 900 + (machine - 10'000) / 4);
        QVERIFY(near(forward.about(offer, kNow).rate, backward.about(offer, kNow).rate));
        QVERIFY(near(forward.about(offer, kNow).dudRisk, backward.about(offer, kNow).dudRisk));
    }
}

/** A machine that was cancelled after 20 s is not thought to need 20 s, and not thought to be a dud. */
void TestBeliefs::losersAreCensored()
{
    HostBeliefs ready, cancelled;
    ready.add(readyAttempt(1, 20'000));
    cancelled.add(cancelledAttempt(1, 20'000));
    const Offer offer = offerOf(1, 101);
    QVERIFY(ready.about(offer, kNow).expectedSeconds < cancelled.about(offer, kNow).expectedSeconds);
    QVERIFY(near(cancelled.about(offer, kNow).dudRisk, HostBeliefs().about(offer, kNow).dudRisk));
    QVERIFY(ready.about(offer, kNow).dudRisk < cancelled.about(offer, kNow).dudRisk);
}

void TestBeliefs::dudsAndCooldown()
{
    HostBeliefs beliefs;
    const Offer offer = offerOf(1, 101);
    beliefs.add(failedAttempt(1, FailureClass::Container, 3'600'000));
    const Belief once = beliefs.about(offer, kNow);
    QCOMPARE(once.lastFailure, FailureClass::Container);
    QCOMPARE(once.cooldownUntilMs, kNow - 3'600'000 + 20'000 + cooldownMs(FailureClass::Container, 1));
    QVERIFY(once.dudRisk > HostBeliefs().about(offer, kNow).dudRisk);
    QCOMPARE(beliefs.about(offer, once.cooldownUntilMs + 1).cooldownUntilMs, 0); // it expires
    beliefs.add(failedAttempt(1, FailureClass::Container, 1'800'000));
    QCOMPARE(beliefs.about(offer, kNow).cooldownUntilMs - (kNow - 1'800'000 + 20'000),
        2 * cooldownMs(FailureClass::Container, 1));
    QCOMPARE(cooldownMs(FailureClass::Container, 100), 8 * cooldownMs(FailureClass::Container, 1)); // bounded
    beliefs.add(readyAttempt(1, 20'000, 60'000));
    QCOMPARE(beliefs.about(offer, kNow).cooldownUntilMs, 0); // a boot clears it
    beliefs.add(failedAttempt(1, FailureClass::Unfit, 7'200'000)); // an older record that arrives late
    QCOMPARE(beliefs.about(offer, kNow).cooldownUntilMs, 0);
}

void TestBeliefs::imageFaultIsNotTheHost()
{
    HostBeliefs beliefs;
    beliefs.add(failedAttempt(1, FailureClass::Image));
    beliefs.add(failedAttempt(1, FailureClass::Elsewhere));
    const Belief belief = beliefs.about(offerOf(1, 101), kNow);
    QCOMPARE(belief.cooldownUntilMs, 0);
    QVERIFY(near(belief.dudRisk, HostBeliefs().about(offerOf(1, 101), kNow).dudRisk));
}

void TestBeliefs::restoreRate()
{
    HostBeliefs beliefs;
    RestoreRecord fast;
    fast.label = QStringLiteral("a");
    fast.provider = QStringLiteral("vast");
    fast.machineId = 1;
    fast.startedAtMs = kNow;
    fast.bytes = 100'000'000'000;
    fast.elapsedMs = 200'000; // 500 MB/s
    fast.ok = true;
    beliefs.add(fast);
    const double one = beliefs.about(offerOf(1), kNow).restoreMBps;
    const double other = beliefs.about(offerOf(2), kNow).restoreMBps;
    QVERIFY(one > 480 && one <= 500);
    QVERIFY(other > 60 && other < one); // the population learned too
    fast.ok = false;
    fast.elapsedMs = 1;
    beliefs.add(fast); // a failed restore says nothing about the rate
    QVERIFY(near(beliefs.about(offerOf(1), kNow).restoreMBps, one));
}

void TestBeliefs::marks()
{
    HostBeliefs beliefs;
    beliefs.setMarks({{QStringLiteral("vast"), 1, HostMark::Pinned, kNow},
        {QStringLiteral("vast"), 2, HostMark::Banned, kNow}});
    QCOMPARE(beliefs.about(offerOf(1), kNow).mark, HostMark::Pinned);
    QCOMPARE(beliefs.mark({QStringLiteral("vast"), 2}), HostMark::Banned);
    QCOMPARE(beliefs.mark({QStringLiteral("runpod"), 2}), HostMark::None); // numbers are a provider's own
    beliefs.setMarks({});
    QCOMPARE(beliefs.about(offerOf(1), kNow).mark, HostMark::None);
}

/** Pinned ones, then fast ones; none that is slow, was tried too little, fails or is banned. */
void TestBeliefs::starsAreAskedFor()
{
    HostBeliefs beliefs;
    QVERIFY(starMachines(beliefs, QStringLiteral("vast"), kNow, 10).isEmpty());
    for (int boot = 0; boot < 4; ++boot) {
        for (int machine = 1; machine <= 30; ++machine) { // the usual
            beliefs.add(readyAttempt(machine, 80'000, 0));
        }
        beliefs.add(readyAttempt(101, 12'000, 0));
        beliefs.add(readyAttempt(102, 9'000, 0));
        beliefs.add(readyAttempt(103, 10'000, 0));
        beliefs.add(readyAttempt(104, 8'000, 0));
    }
    beliefs.add(failedAttempt(104, FailureClass::Container, 0));
    beliefs.add(readyAttempt(105, 9'000, 365LL * 86'400'000)); // long ago
    beliefs.setMarks({{QStringLiteral("vast"), 103, HostMark::Banned, kNow},
        {QStringLiteral("vast"), 7, HostMark::Pinned, kNow},
        {QStringLiteral("vast"), 999, HostMark::Pinned, kNow}, // never tried
        {QStringLiteral("runpod"), 5, HostMark::Pinned, kNow}});
    const QVector<qint64> stars = starMachines(beliefs, QStringLiteral("vast"), kNow, 10);
    QCOMPARE(stars.size(), 4);
    QCOMPARE(QSet<qint64>(stars.begin(), stars.begin() + 2), (QSet<qint64>{7, 999}));
    QCOMPARE(stars.mid(2), (QVector<qint64>{102, 101}));
    QCOMPARE(starMachines(beliefs, QStringLiteral("vast"), kNow, 3), stars.mid(0, 3));
    QCOMPARE(starMachines(beliefs, QStringLiteral("runpod"), kNow, 3), (QVector<qint64>{5}));
    for (const qint64 machine : stars) {
        QVERIFY(outlookOf(offerOf(machine), beliefs, {}, kNow).star);
    }
}

void TestBeliefs::sigmaIsLearned()
{
    std::mt19937 random(5);
    std::normal_distribution<double> normal;
    HostBeliefs beliefs;
    QVERIFY(near(beliefs.sigma(), beliefs.settings().sigma));
    for (int i = 0; i < 4'000; ++i) {
        const qint64 machine = i % 40;
        beliefs.add(readyAttempt(
            machine + 1, qint64(20'000 * (1 + double(machine)) * std::exp(0.25 * normal(random)))));
    }
    QVERIFY2(std::abs(beliefs.sigma() - 0.25) < 0.02, qPrintable(QString::number(beliefs.sigma())));
}

/** Whatever happened, beliefs stay within their bounds, and one more boot never makes a machine look slower.
 */
void TestBeliefs::randomHistories()
{
    std::mt19937 random(99);
    for (int round = 0; round < 20'000; ++round) {
        HostBeliefs beliefs;
        const int count = int(random() % 6);
        for (int i = 0; i < count; ++i) {
            const qint64 ago = qint64(random() % 1'000) * 86'400'000 / 10;
            const qint64 ms = qint64(random() % 300'000);
            const qint64 machine = 1 + random() % 3;
            switch (random() % 3) {
            case 0:
                beliefs.add(readyAttempt(machine, ms, ago));
                break;
            case 1:
                beliefs.add(cancelledAttempt(machine, ms, ago));
                break;
            default:
                beliefs.add(failedAttempt(machine, FailureClass(1 + random() % 11), ago));
            }
        }
        const Offer offer = offerOf(1, 101);
        const Belief before = beliefs.about(offer, kNow);
        const bool sound = before.rate > 0 && std::isfinite(before.rate) && before.dudRisk > 0
            && before.dudRisk < 1 && before.restoreMBps > 0 && std::isfinite(beliefs.sigma())
            && beliefs.sigma() > 0;
        beliefs.add(readyAttempt(1, 0, 0)); // at once
        const Belief after = beliefs.about(offer, kNow);
        if (!sound || after.rate <= before.rate || after.dudRisk >= before.dudRisk) {
            QFAIL(qPrintable(QStringLiteral("round %1").arg(round)));
        }
    }
}

void TestBeliefs::rankingPrefersFastHosts()
{
    HostBeliefs beliefs;
    const QVector<Offer> offers{offerOf(1), offerOf(2), offerOf(3), offerOf(4), offerOf(5)};
    QCOMPARE(rankOffers(offers, beliefs, {}, RankBy::Ready, kNow).hints.size(),
        0); // nothing known: nothing changes
    QCOMPARE(rankOffers(offers, beliefs, {}, RankBy::Ready, kNow).offers.first().machineId, 1);
    for (int i = 0; i < 4; ++i) {
        beliefs.add(readyAttempt(3, 12'000));
        beliefs.add(readyAttempt(2, 90'000));
    }
    beliefs.add(failedAttempt(4, FailureClass::Unfit));
    beliefs.setMarks({{QStringLiteral("vast"), 5, HostMark::Banned, kNow},
        {QStringLiteral("vast"), 1, HostMark::Pinned, kNow}});
    const RankedOffers ranked = rankOffers(offers, beliefs, {}, RankBy::Ready, kNow);
    QCOMPARE(ranked.banned, 1);
    QCOMPARE(ranked.cooling, 1);
    QCOMPARE(ranked.offers.size(), 4);
    QCOMPARE(ranked.offers.at(0).machineId, 1); // pinned
    QCOMPARE(ranked.offers.at(1).machineId, 3); // fast
    QCOMPARE(ranked.offers.at(2).machineId, 2);
    QCOMPARE(ranked.offers.at(3).machineId, 4); // in cooldown: last
    QCOMPARE(rankOffers(offers, beliefs, {}, RankBy::Ready, kNow, true).offers.size(), 5); // ticked by hand
    // The dearest of two equal ones is last by cost.
    QVector<Offer> priced{offerOf(6), offerOf(7)};
    priced[0].dphBase = 3.0;
    const WorkLoad load{7'000'000'000, 7'000'000'000, 40};
    QCOMPARE(rankOffers(priced, beliefs, load, RankBy::Cost, kNow).offers.first().machineId, 7);
    QCOMPARE(rankOffers(priced, beliefs, load, RankBy::Ready, kNow).offers.first().machineId, 6);
    // By time to work a slow line outweighs some seconds of boot.
    QVector<Offer> lines{offerOf(8), offerOf(9)};
    lines[0].inetDownMbps = 80;
    lines[1].inetDownMbps = 2'000;
    QCOMPARE(rankOffers(lines, beliefs, load, RankBy::Work, kNow).offers.first().machineId, 9);
    QCOMPARE(rankOffers(lines, beliefs, load, RankBy::Ready, kNow).offers.first().machineId, 8);
    QCOMPARE(rankOffers(lines, beliefs, load, RankBy::Listed, kNow).hints.size(), 0);
}

void TestBeliefs::rankingSpreadsAndExplores()
{
    HostBeliefs beliefs;
    QVector<Offer> offers;
    for (qint64 machine = 1; machine <= 12; ++machine) {
        offers.append(offerOf(machine, machine <= 6 ? 50 : 100 + machine)); // six of one owner
        if (machine <= 9) {
            for (int i = 0; i < 5; ++i) {
                beliefs.add(readyAttempt(machine, 20'000 + machine * 500));
            }
        }
    }
    for (qint64 machine = 50; machine < 70; ++machine) { // what is usual for this GPU is slow
        beliefs.add(readyAttempt(machine, 90'000));
    }
    const RankedOffers ranked = rankOffers(offers, beliefs, {}, RankBy::Ready, kNow);
    race::Candidates candidates(ranked.offers, 20, ranked.hints);
    const auto any = [](const Offer &) { return true; };
    QVector<Offer> used;
    for (int i = 0; i < 4; ++i) {
        used.append(*candidates.take(any, used));
    }
    int sameOwner = 0;
    for (const Offer &offer : used) {
        sameOwner += offer.hostId == 50 ? 1 : 0;
    }
    QCOMPARE(used.first().machineId, 1); // the fastest
    QCOMPARE(sameOwner, 1); // its sisters are hardly faster than the others, so they wait
    const auto explorer = candidates.take(any, used, true);
    QVERIFY(explorer && explorer->machineId >= 10); // never tried
    // When all are known the place is not lost.
    race::Candidates known(ranked.offers.mid(0, 3), 20, ranked.hints);
    QVERIFY(known.take(any, {}, true).has_value());
    // A much faster sister is taken all the same.
    beliefs.add(readyAttempt(2, 1'000));
    beliefs.add(readyAttempt(2, 1'000));
    for (int i = 0; i < 40; ++i) {
        beliefs.add(readyAttempt(2, 3'000));
        beliefs.add(readyAttempt(1, 3'000));
    }
    const RankedOffers again = rankOffers(offers, beliefs, {}, RankBy::Ready, kNow);
    race::Candidates fast(again.offers, 20, again.hints);
    QVector<Offer> two{*fast.take(any, {})};
    two.append(*fast.take(any, two));
    QCOMPARE(two.at(0).hostId, 50);
    QCOMPARE(two.at(1).hostId, 50);
}

void TestBeliefs::outlookExplains()
{
    HostBeliefs beliefs;
    const WorkLoad load{6'000'000'000, 6'000'000'000, 40};
    const OfferOutlook nothing = outlookOf(offerOf(1), beliefs, load, kNow);
    QVERIFY(!nothing.bootP50 && !nothing.timeToWork && !nothing.costToWork);
    QVERIFY(!nothing.why.isEmpty());
    for (int i = 0; i < 6; ++i) {
        beliefs.add(readyAttempt(1, 15'000));
        beliefs.add(readyAttempt(2, 80'000));
    }
    Offer offer = offerOf(1);
    offer.inetDownCost = 0.01;
    const OfferOutlook known = outlookOf(offer, beliefs, load, kNow);
    QVERIFY(known.star && known.known);
    QVERIFY(*known.bootP50 > 5 && *known.bootP50 < 30);
    QVERIFY(near(*known.timeToWork, known.readySeconds + 6'000 / known.restoreMBps));
    QVERIFY(*known.costToWork > Money::fromDollars(0.06)); // 6 GB at 0.01 $/GB and the rent
    QVERIFY(known.why.contains(QLatin1String("boots")));
    QVERIFY(!outlookOf(offerOf(2), beliefs, load, kNow).star);
    beliefs.setMarks({{QStringLiteral("vast"), 1, HostMark::Banned, kNow}});
    QVERIFY(!outlookOf(offer, beliefs, load, kNow).star);
    QVERIFY(outlookOf(offer, beliefs, load, kNow).banned);
}

void TestBeliefs::sixHundredOffers()
{
    HostBeliefs beliefs;
    for (const BootAttempt &one : sampleMemory(20'000, 600).attempts) {
        beliefs.add(one);
    }
    QVector<Offer> offers;
    for (qint64 i = 0; i < 600; ++i) {
        offers.append(offerOf(10'000 + i, 900 + i / 4));
    }
    double best = 1e9;
    for (int round = 0; round < 10; ++round) {
        QElapsedTimer timer;
        timer.start();
        const RankedOffers ranked = rankOffers(offers, beliefs, {7'000'000'000, 0, 40}, RankBy::Work, kNow);
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
        QCOMPARE(ranked.offers.size(), 600);
    }
    QVERIFY2(best < 25, qPrintable(QStringLiteral("%1 ms").arg(best))); // 5 ms on a quiet computer
}

void TestBeliefs::adaptiveDelay()
{
    QCOMPARE(race::adaptiveDelayMs({}, 0.7, 10'000), 10'000);
    QCOMPARE(race::adaptiveDelayMs({0, 0}, 0.7, 10'000), 10'000);
    // One machine: the 60 % point of its own log-normal, exp(0.2533 sigma) medians.
    const qint64 one = race::adaptiveDelayMs({40}, 0.5, 10'000);
    QVERIFY2(
        std::abs(double(one) - 40'000 * std::exp(0.2533471 * 0.5)) < 100, qPrintable(QString::number(one)));
    QCOMPARE(race::adaptiveDelayMs({1}, 0.5, 10'000), race::kShortestAdaptiveMs);
    QVERIFY(race::adaptiveDelayMs({4'000}, 0.5, 10'000) >= race::kLongestAdaptiveMs - 100);
    QVERIFY(
        race::adaptiveDelayMs({20, 20, 60}, 0.5, 10'000) > race::adaptiveDelayMs({20, 20, 20}, 0.5, 10'000));
    QVERIFY(near(race::bootedBy(30, 30, 0.7), 0.5));
}

void TestBeliefs::forecast()
{
    race::ForecastPlan plan;
    QVector<race::ForecastLane> lanes(15, {58, 0.1, Money::fromDollars(0.36), Money::fromDollars(0.01)});
    const race::RaceForecast normal = race::forecastRace(lanes, plan);
    // launch-peers notes 1.1: 5+5+5, 10 s apart, duds 10 %: p50 25 s, p95 41 s, 13.5 launched.
    QVERIFY2(std::abs(*normal.p50Seconds - 25) < 2, qPrintable(QString::number(*normal.p50Seconds)));
    QVERIFY2(std::abs(*normal.p95Seconds - 41) < 2.5, qPrintable(QString::number(*normal.p95Seconds)));
    QVERIFY2(std::abs(normal.launches - 13.5) < 0.6, qPrintable(QString::number(normal.launches)));
    QVERIFY(normal.nobody < 1e-6);
    QVERIFY(normal.cost > Money());
    plan.adaptive = true;
    const race::RaceForecast adaptive = race::forecastRace(lanes, plan);
    QVERIFY(adaptive.launches < normal.launches / 2); // about p60 = 69 s: the second wave hardly ever comes
    QVERIFY(adaptive.cost > Money());
    QVERIFY(adaptive.waveStartsMs.at(1) > 60'000 && adaptive.waveStartsMs.at(1) < 80'000);
    QVERIFY(race::forecastRace({}, plan).nobody == 1);
    const race::RaceForecast duds =
        race::forecastRace(QVector<race::ForecastLane>(5, {58, 0.6, Money(), Money()}), plan);
    QVERIFY2(std::abs(duds.nobody - std::pow(0.6, 5)) < 1e-3, qPrintable(QString::number(duds.nobody)));
    QVERIFY(!duds.p95Seconds);
}

void TestBeliefs::recorderTellsEachOnce()
{
    RaceView race;
    race.raceId = QStringLiteral("7f3a");
    race.phase = RacePhase::Running;
    RacerView one;
    one.label = QStringLiteral("snapgpu/x/7f3a/1");
    one.number = 1;
    one.offer = offerOf(31, 4);
    one.state = RacerState::Booting;
    one.instanceId = QStringLiteral("1");
    one.stages = {{RaceStage::Create, 0, 800}, {RaceStage::Host, 800, -1}};
    RacerView two = one, three = one;
    two.label = QStringLiteral("snapgpu/x/7f3a/2");
    two.number = 2;
    three.label = QStringLiteral("snapgpu/x/7f3a/3");
    three.number = 3;
    three.stages = {{RaceStage::Create, 0, 900}};
    race.racers = {one, two, three};
    AttemptRecorder recorder(QStringLiteral("vast"), QStringLiteral("img"), false, kNow);
    QCOMPARE(recorder.decided(race, false).size(), 0); // all open
    race.racers[1].state = RacerState::Destroying;
    race.racers[1].failed = true;
    race.racers[1].failure = FailureClass::Stopped;
    race.racers[1].stages = {{RaceStage::Create, 0, 800}, {RaceStage::Host, 800, 5'800}};
    race.racers[2].state = RacerState::Refused; // never accepted: no attempt
    QVector<BootAttempt> news = recorder.decided(race, false);
    QCOMPARE(news.size(), 1);
    QCOMPARE(news.first().outcome, AttemptOutcome::Failed);
    QCOMPARE(news.first().failure, FailureClass::Stopped);
    QCOMPARE(news.first().observedMs, 5'000);
    QCOMPARE(news.first().startedAtMs, kNow + 800);
    QCOMPARE(news.first().createMs, 800);
    QCOMPARE(news.first().imageMs, -1);
    race.phase = RacePhase::Won;
    race.winnerNumber = 1;
    race.elapsedMs = 20'800;
    race.racers[0].state = RacerState::Winner;
    race.racers[0].readyMs = 20'800;
    race.racers[0].stages = {{RaceStage::Create, 0, 800}, {RaceStage::Host, 800, 4'000},
        {RaceStage::Image, 4'000, 15'000}, {RaceStage::Ssh, 15'000, 20'000},
        {RaceStage::Check, 20'000, 20'800}};
    QCOMPARE(recorder.decided(race, false).size(), 0); // may still be lost
    news = recorder.decided(race, true);
    QCOMPARE(news.size(), 1);
    QCOMPARE(news.first().outcome, AttemptOutcome::Ready);
    QCOMPARE(news.first().observedMs, 20'000);
    QCOMPARE(news.first().hostMs + news.first().imageMs + news.first().sshMs + news.first().checkMs, 20'000);
    race.racers[0].state = RacerState::Gone;
    QCOMPARE(recorder.decided(race, true).size(), 0);
    race.racers[0].state = RacerState::Winner;
    const RaceRecord record = recorder.raceRecord(race);
    QCOMPARE(record.end, RaceRecord::End::Won);
    QCOMPARE(record.winner, race.racers[0].label);
    QCOMPARE(record.refused, 1);
    QCOMPARE(record.failed, 1);
    QCOMPARE(record.elapsedMs, 20'800);
}

QTEST_GUILESS_MAIN(TestBeliefs)
#include "tst_beliefs.moc"
