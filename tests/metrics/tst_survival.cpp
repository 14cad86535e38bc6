// SPDX-License-Identifier: GPL-3.0-or-later
// Kaplan–Meier, Greenwood, quantiles and log-rank against published examples and by random properties.
#include "services/metrics/survival.h"

#include <cmath>
#include <numeric>
#include <QTest>
#include <random>

using namespace snapgpu::survival;

namespace {

/**
 * Remission times in weeks of Freireich et al., Blood 21 (1963) 699–716, the standard example of Cox (1972)
 * and of Kleinbaum & Klein, "Survival Analysis", chapter 2; a plus sign there is `false` here.
 */
const std::vector<Observation> kTreated{{6, true}, {6, true}, {6, true}, {7, true}, {10, true}, {13, true},
    {16, true}, {22, true}, {23, true}, {6, false}, {9, false}, {10, false}, {11, false}, {17, false},
    {19, false}, {20, false}, {25, false}, {32, false}, {32, false}, {34, false}, {35, false}};
const std::vector<Observation> kPlacebo{{1, true}, {1, true}, {2, true}, {2, true}, {3, true}, {4, true},
    {4, true}, {5, true}, {5, true}, {8, true}, {8, true}, {8, true}, {8, true}, {11, true}, {11, true},
    {12, true}, {12, true}, {15, true}, {17, true}, {22, true}, {23, true}};

bool near(double a, double b, double within = 1e-9) { return std::abs(a - b) <= within; }

std::vector<Observation> randomSample(std::mt19937 &random)
{
    std::vector<Observation> sample(1 + random() % 30);
    const unsigned censoring = random() % 4;
    for (Observation &one : sample) {
        one.time = double(random() % 20); // few values: ties everywhere
        one.event = random() % 4 >= censoring;
    }
    return sample;
}

/** The definition, word by word: for each event time the product of (n - d) / n, everything counted anew. */
double naiveSurvival(const std::vector<Observation> &sample, double time)
{
    double survival = 1;
    std::vector<double> times;
    for (const Observation &one : sample) {
        if (one.event && one.time <= time && std::find(times.begin(), times.end(), one.time) == times.end()) {
            times.push_back(one.time);
        }
    }
    for (const double t : times) {
        double risk = 0, events = 0;
        for (const Observation &one : sample) {
            risk += one.time >= t ? 1 : 0;
            events += one.event && one.time == t ? 1 : 0;
        }
        survival *= 1 - events / risk;
    }
    return survival;
}

} // namespace

class TestSurvival final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void freireichTreated();
    void freireichPlacebo();
    void freireichLogRank();
    void bands();
    void quantilesNotReached();
    void chiSquareTable();
    void nobodyAndOne();
    void wholeMsAreTheSame();
    void keptStepsAreExact();
    void restrictedMeanIsTheArea();
    void randomSamples();
    void logRankOfRandomGroups();
};

/** Published (Kleinbaum & Klein, table 2.? "KM, treatment group"): 0.8571, 0.8067, 0.7529, 0.6902, 0.6275,
 * 0.5378, 0.4482; here from the fractions they were rounded from. */
void TestSurvival::freireichTreated()
{
    const Curve curve = kaplanMeier(kTreated);
    struct Row
    {
        double time;
        qint64 risk, events;
        double published, error; ///< to four places
    };
    const Row rows[] = {{6, 21, 3, 0.8571, 0.0764}, {7, 17, 1, 0.8067, 0.0869}, {10, 15, 1, 0.7529, 0.0963},
        {13, 12, 1, 0.6902, 0.1068}, {16, 11, 1, 0.6275, 0.1141}, {22, 7, 1, 0.5378, 0.1282},
        {23, 6, 1, 0.4482, 0.1346}};
    QCOMPARE(curve.steps.size(), 7);
    QCOMPARE(curve.observations, 21);
    QCOMPARE(curve.events, 9);
    long double survival = 1, sum = 0;
    for (int i = 0; i < 7; ++i) {
        const Row &row = rows[i];
        const Step &step = curve.steps.at(i);
        survival *= static_cast<long double>(row.risk - row.events) / row.risk;
        sum += static_cast<long double>(row.events) / (row.risk * (row.risk - row.events));
        QCOMPARE(step.time, row.time);
        QCOMPARE(step.atRisk, row.risk);
        QCOMPARE(step.events, row.events);
        QVERIFY(near(step.survival, double(survival)));
        QVERIFY(near(step.variance, double(survival * survival * sum)));
        QVERIFY2(
            near(step.survival, row.published, 5e-5), qPrintable(QString::number(step.survival, 'f', 6)));
        QVERIFY2(near(std::sqrt(step.variance), row.error, 5e-5),
            qPrintable(QString::number(std::sqrt(step.variance), 'f', 6)));
    }
    QCOMPARE(*quantile(curve, 0.5).value, 23.0); // published median
    QCOMPARE(curve.lastTime, 35.0);
    QCOMPARE(curve.at(5.999), 1.0);
    QVERIFY(near(curve.at(6), 18.0 / 21));
    QCOMPARE(curve.atRisk(0), 21);
    QCOMPARE(curve.atRisk(35), 1);
}

void TestSurvival::freireichPlacebo()
{
    const Curve curve = kaplanMeier(kPlacebo);
    QCOMPARE(*quantile(curve, 0.5).value, 8.0); // published median
    // Nobody is censored: S is the share that is left.
    const double left[] = {19, 17, 16, 14, 12, 8, 6, 4, 3, 2, 1, 0};
    QCOMPARE(curve.steps.size(), 12);
    for (int i = 0; i < 12; ++i) {
        const double s = left[i] / 21;
        QVERIFY(near(curve.steps.at(i).survival, s));
        QVERIFY(near(curve.steps.at(i).variance, s * (1 - s) / 21)); // binomial without censoring
    }
}

void TestSurvival::freireichLogRank()
{
    const LogRank test = logRank({kTreated, kPlacebo});
    QCOMPARE(test.degrees, 1);
    QCOMPARE(test.observed.at(0), 9.0);
    QCOMPARE(test.observed.at(1), 21.0);
    QVERIFY(near(test.expected.at(0), 19.25, 5e-3)); // published 19.25 and 10.75
    QVERIFY(near(test.expected.at(1), 10.75, 5e-3));
    QVERIFY(near(test.chiSquare, 16.79, 5e-3)); // published 16.79
    QVERIFY(near(test.pValue, 4.17e-5, 5e-8)); // published 4.17e-05
    // By the definition, in long double, from the published table of both groups.
    long double excess = 0, variance = 0;
    for (const double t : {1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 22, 23}) {
        long double n1 = 0, n2 = 0, d1 = 0, d = 0;
        for (const Observation &one : kTreated) {
            n1 += one.time >= t;
            d1 += one.event && one.time == t;
        }
        for (const Observation &one : kPlacebo) {
            n2 += one.time >= t;
            d += one.event && one.time == t;
        }
        d += d1;
        const long double n = n1 + n2;
        excess += d1 - d * n1 / n;
        variance += n > 1 ? d * n1 * n2 * (n - d) / (n * n * (n - 1)) : 0;
    }
    QVERIFY(near(test.chiSquare, double(excess * excess / variance)));
}

void TestSurvival::bands()
{
    const Step plain = kaplanMeier(kTreated, kZ95, Band::Plain).steps.at(0);
    const double s = 18.0 / 21, se = std::sqrt(s * s * 3.0 / (21 * 18));
    QVERIFY(near(plain.low, s - kZ95 * se));
    QVERIFY(near(plain.high, 1.0)); // cut
    const Step curved = kaplanMeier(kTreated).steps.at(0);
    const double theta = kZ95 * std::sqrt(3.0 / (21 * 18)) / std::log(s);
    QVERIFY(near(curved.high, std::pow(s, std::exp(theta))));
    QVERIFY(near(curved.low, std::pow(s, std::exp(-theta))));
    QVERIFY(near(curved.low, 0.6197, 5e-5)); // published for log-log: 0.6197, 0.9516
    QVERIFY(near(curved.high, 0.9516, 5e-5));
}

void TestSurvival::quantilesNotReached()
{
    const Curve curve = kaplanMeier({{3, true}, {5, false}, {9, false}});
    QVERIFY(!quantile(curve, 0.5).value);
    QCOMPARE(*quantile(curve, 1.0 / 3).value, 3.0); // reached exactly
    QVERIFY(!quantile(kaplanMeier({}), 0.5).value);
    QVERIFY(!quantile(kaplanMeier(kTreated), 0.5).high); // the upper limit of the median is not reached
    QCOMPARE(*quantile(kaplanMeier(kTreated), 0.5).low, 13.0); // published: 13
}

void TestSurvival::chiSquareTable()
{
    // Critical values of the usual tables, and closed forms: exp(-x/2) for two degrees, erfc for one.
    QVERIFY(near(chiSquareTail(3.841458820694124, 1), 0.05));
    QVERIFY(near(chiSquareTail(5.991464547107979, 2), 0.05));
    QVERIFY(near(chiSquareTail(18.307038053275146, 10), 0.05));
    for (double x = 0.01; x < 60; x *= 1.3) {
        QVERIFY(near(chiSquareTail(x, 2), std::exp(-x / 2), 1e-12));
        QVERIFY(near(chiSquareTail(x, 1), std::erfc(std::sqrt(x / 2)), 1e-12));
        QVERIFY(near(chiSquareTail(x, 4), std::exp(-x / 2) * (1 + x / 2), 1e-12));
    }
    QCOMPARE(chiSquareTail(0, 3), 1.0);
    QCOMPARE(chiSquareTail(5, 0), 1.0);
}

void TestSurvival::nobodyAndOne()
{
    QCOMPARE(kaplanMeier({}).steps.size(), 0);
    QCOMPARE(kaplanMeier({}).at(10), 1.0);
    const Curve one = kaplanMeier({{4, true}});
    QCOMPARE(one.steps.size(), 1);
    QCOMPARE(one.steps.first().survival, 0.0);
    QVERIFY(std::isfinite(one.steps.first().variance));
    QCOMPARE(logRank({}).degrees, 0);
    QCOMPARE(logRank({kTreated}).degrees, 0);
    QCOMPARE(logRank({kTreated, {}}).degrees, 0);
    QVERIFY(near(logRank({kTreated, {}, kPlacebo}).chiSquare, logRank({kTreated, kPlacebo}).chiSquare));
}

void TestSurvival::wholeMsAreTheSame()
{
    SortedMs ms;
    for (const Observation &one : kTreated) {
        (one.event ? ms.events : ms.censored).push_back(static_cast<std::uint32_t>(one.time * 1000));
    }
    std::sort(ms.events.begin(), ms.events.end());
    std::sort(ms.censored.begin(), ms.censored.end());
    const Curve a = kaplanMeier(kTreated);
    const Curve b = kaplanMeierMs(ms);
    QCOMPARE(a.steps.size(), b.steps.size());
    for (int i = 0; i < a.steps.size(); ++i) {
        QVERIFY(near(a.steps.at(i).time, b.steps.at(i).time));
        QCOMPARE(a.steps.at(i).survival, b.steps.at(i).survival);
        QCOMPARE(a.steps.at(i).atRisk, b.steps.at(i).atRisk);
    }
    QCOMPARE(a.atRisk(20), b.atRisk(20));
}

/** A thinned curve is the same curve with fewer points, and its usual quantiles are not moved. */
void TestSurvival::keptStepsAreExact()
{
    std::mt19937 random(11);
    SortedMs group;
    for (int i = 0; i < 20'000; ++i) {
        (i % 3 == 0 ? group.events : group.censored).push_back(8'000 + random() % 60'000);
    }
    std::sort(group.events.begin(), group.events.end());
    std::sort(group.censored.begin(), group.censored.end());
    const Curve whole = kaplanMeierMs(group);
    const Curve thin = kaplanMeierMs(group, 200);
    QVERIFY(thin.steps.size() <= 210);
    QVERIFY(thin.steps.size() > 100);
    for (const Step &step : thin.steps) {
        QCOMPARE(step.survival, whole.at(step.time));
    }
    for (const double p : {0.25, 0.5, 0.6, 0.75, 0.9, 0.95}) {
        QCOMPARE(quantile(thin, p).value, quantile(whole, p).value);
    }
    QCOMPARE(thin.steps.last().time, whole.steps.last().time);
}

void TestSurvival::restrictedMeanIsTheArea()
{
    const Curve curve = kaplanMeier({{2, true}, {4, true}, {6, true}, {8, true}});
    QVERIFY(near(restrictedMean(curve, 0, 8), 5.0)); // mean of 2, 4, 6, 8
    QVERIFY(near(restrictedMean(curve, 0, 100), 5.0));
    QVERIFY(near(restrictedMean(curve, 3, 5), 0.75 + 0.5));
    QVERIFY(near(restrictedMean(kaplanMeier({}), 0, 7), 7.0));
}

void TestSurvival::randomSamples()
{
    std::mt19937 random(1963);
    for (int round = 0; round < 100'000; ++round) {
        const std::vector<Observation> sample = randomSample(random);
        const Curve curve = kaplanMeier(sample);
        double last = 1, lastTime = -1;
        bool censored = false;
        for (const Observation &one : sample) {
            censored = censored || !one.event;
        }
        for (const Step &step : curve.steps) {
            const bool sound = step.time > lastTime && step.survival < last && step.survival >= 0
                && step.variance >= 0 && std::isfinite(step.variance) && step.low >= 0 && step.high <= 1
                && step.low <= step.survival + 1e-15 && step.high >= step.survival - 1e-15 && step.events > 0
                && step.events <= step.atRisk;
            if (!sound || !near(step.survival, naiveSurvival(sample, step.time))) {
                QFAIL(qPrintable(QStringLiteral("round %1, time %2").arg(round).arg(step.time)));
            }
            if (!censored) { // the share that is left
                const auto left = std::count_if(sample.begin(), sample.end(),
                    [&](const Observation &one) { return one.time > step.time; });
                QVERIFY(near(step.survival, double(left) / double(sample.size())));
            }
            last = step.survival;
            lastTime = step.time;
        }
    }
}

void TestSurvival::logRankOfRandomGroups()
{
    std::mt19937 random(7);
    for (int round = 0; round < 5'000; ++round) {
        const auto a = randomSample(random), b = randomSample(random), c = randomSample(random);
        const LogRank test = logRank({a, b, c});
        const double observed = std::accumulate(test.observed.begin(), test.observed.end(), 0.0);
        const double expected = std::accumulate(test.expected.begin(), test.expected.end(), 0.0);
        QVERIFY(near(observed, expected));
        QVERIFY(test.chiSquare >= 0 && test.pValue >= 0 && test.pValue <= 1);
        QVERIFY(near(
            test.chiSquare, logRank({c, a, b}).chiSquare, 1e-7 * (1 + test.chiSquare))); // order is nothing
        QVERIFY(logRank({a, a}).chiSquare < 1e-9); // equal groups do not differ
    }
}

QTEST_GUILESS_MAIN(TestSurvival)
#include "tst_survival.moc"
