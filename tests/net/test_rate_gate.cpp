// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/net/rate_gate.h"

#include <algorithm>
#include <QRandomGenerator>
#include <QTest>
#include <set>

using namespace snapgpu;

namespace {

const QString kEndpoint = QStringLiteral("host/create");

RateGate gateWith(GatePolicy policy, const GateRule &rule)
{
    RateGate gate(policy);
    gate.setRule(kEndpoint, rule);
    return gate;
}

/** A server that refuses calls closer than its own gap, or beyond its quota, or at random. */
struct Server
{
    qint64 gapMs = 0;
    int randomRefusals = 0; ///< percent
    bool tellsGap = false;
    bool refusedRestartsGap = false;
    qint64 lastSeen = -1;

    bool refuses(qint64 now, QRandomGenerator &random)
    {
        const bool tooSoon = lastSeen >= 0 && now - lastSeen < gapMs;
        const bool refused = tooSoon || random.bounded(100) < randomRefusals;
        if (!refused || refusedRestartsGap) {
            lastSeen = now;
        }
        return refused;
    }
};

/** One random schedule; every failure names the rule that was broken. */
class Schedule final
{
public:
    explicit Schedule(quint32 seed)
        : m_random(seed)
        , m_policy(m_random.bounded(2) == 0 ? GatePolicy::Adaptive : GatePolicy::Documented)
        , m_gate(m_policy)
    {
        m_rule.documentedMs = m_random.bounded(5000);
        m_rule.optimisticMs = m_random.bounded(1000);
        m_rule.penaltyMs = m_random.bounded(2) * 12'000;
        m_rule.quota = m_random.bounded(3) == 0 ? 1 + m_random.bounded(10) : 0;
        m_rule.quotaWindowMs = 1'000 + m_random.bounded(60'000);
        m_gate.setRule(kEndpoint, m_rule);
        m_server.gapMs = m_random.bounded(6000);
        m_server.randomRefusals = m_random.bounded(4) == 0 ? m_random.bounded(40) : 0;
        m_server.tellsGap = m_random.bounded(2) == 0;
        m_server.refusedRestartsGap = m_random.bounded(2) == 0;
    }

    QByteArray run()
    {
        const int calls = 1 + static_cast<int>(m_random.bounded(12));
        for (int step = 0; step < calls * 3 && m_broken.isEmpty(); ++step) {
            act(calls);
            m_now += m_random.bounded(2) == 0 ? m_random.bounded(50) : m_random.bounded(4000);
            pump();
        }
        drain();
        return m_broken;
    }

private:
    void act(int calls)
    {
        if (m_added < calls && m_random.bounded(3) != 0) {
            const auto priority = static_cast<GatePriority>(m_random.bounded(3));
            m_waiting.insert(m_gate.enqueue(kEndpoint, priority, m_now));
            ++m_added;
        } else if (!m_waiting.empty() && m_random.bounded(6) == 0) {
            m_gate.drop(*m_waiting.begin());
            m_waiting.erase(m_waiting.begin());
        }
    }

    void pump()
    {
        std::vector<std::pair<RateGate::Ticket, GatePriority>> levels;
        for (const RateGate::Ticket ticket : m_waiting) {
            levels.emplace_back(ticket, m_gate.effectivePriority(ticket, m_now));
        }
        const qint64 gap = m_gate.gapMs(kEndpoint);
        const auto due = m_gate.nextGrantMs();
        const std::vector<RateGate::Ticket> granted = m_gate.grant(m_now);
        check(granted.empty() == (!due || *due > m_now), "nextGrantMs tells the truth");
        for (const RateGate::Ticket ticket : granted) {
            checkGrant(ticket, gap, levels);
            m_waiting.erase(ticket);
            std::erase_if(levels, [&](const auto &entry) { return entry.first == ticket; });
            m_flying.push_back(ticket);
            m_refused.push_back(m_server.refuses(m_now, m_random));
        }
        // Answers come back late and in any order.
        while (!m_flying.empty() && m_random.bounded(3) != 0) {
            land(m_random.bounded(static_cast<quint32>(m_flying.size())));
        }
    }

    void land(std::size_t at)
    {
        const RateGate::Ticket ticket = m_flying[at];
        const bool refused = m_refused[at];
        m_flying.erase(m_flying.begin() + static_cast<std::ptrdiff_t>(at));
        m_refused.erase(m_refused.begin() + static_cast<std::ptrdiff_t>(at));
        if (!refused) {
            m_gate.passed(ticket);
            return;
        }
        m_gate.refused(
            ticket, m_server.tellsGap ? std::optional<qint64>(m_server.gapMs) : std::nullopt, m_now);
        m_waiting.insert(ticket);
    }

    void checkGrant(RateGate::Ticket ticket, qint64 gap,
        const std::vector<std::pair<RateGate::Ticket, GatePriority>> &levels)
    {
        check(m_waiting.count(ticket) == 1, "only waiting calls are sent");
        check(m_lastGrant < 0 || m_now - m_lastGrant >= gap, "two calls are never closer than the gap");
        m_lastGrant = m_now;
        const auto own = std::find_if(
            levels.begin(), levels.end(), [&](const auto &entry) { return entry.first == ticket; });
        for (const auto &[other, level] : levels) {
            check(own == levels.end() || level >= own->second, "no lower priority before a higher one");
            check(own == levels.end() || level != own->second || other >= ticket,
                "first come, first served within a priority");
        }
        m_grants.push_back(m_now);
        if (m_rule.quota > 0 && m_policy == GatePolicy::Documented) {
            const auto inWindow = std::count_if(m_grants.begin(), m_grants.end(),
                [&](qint64 at) { return at > m_now - m_rule.quotaWindowMs; });
            check(inWindow <= m_rule.quota, "the quota holds in every window");
        }
    }

    /** From now on the server is kind: everything that waits must go, and in bounded time. */
    void drain()
    {
        m_server.randomRefusals = 0;
        const qint64 until = m_now + 3'600'000;
        while (m_broken.isEmpty() && (!m_waiting.empty() || !m_flying.empty())) {
            while (!m_flying.empty()) {
                land(0);
            }
            if (const auto due = m_gate.nextGrantMs()) {
                m_now = std::max(m_now, *due);
            }
            pump();
            check(m_now < until, "every call is sent in the end");
        }
        check(m_gate.waiting(kEndpoint) == 0, "nothing is left behind");
    }

    void check(bool holds, const char *rule)
    {
        if (!holds && m_broken.isEmpty()) {
            m_broken = rule;
        }
    }

    QRandomGenerator m_random;
    GatePolicy m_policy;
    RateGate m_gate;
    GateRule m_rule;
    Server m_server;
    qint64 m_now = 1000;
    qint64 m_lastGrant = -1;
    int m_added = 0;
    std::set<RateGate::Ticket> m_waiting;
    std::vector<RateGate::Ticket> m_flying;
    std::vector<bool> m_refused;
    std::vector<qint64> m_grants;
    QByteArray m_broken;
};

} // namespace

class TestRateGate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /** Each start of a program meets the calls of the one before it; a learned gap must not grow by that. */
    void manyShortProgramsDoNotWidenTheGap()
    {
        const QString list = QStringLiteral("list");
        QMap<QString, LearnedGap> learned;
        for (int start = 0; start < 40; ++start) {
            RateGate gate(GatePolicy::Adaptive);
            gate.setRule(list, {1000, 500, 0, 0, 0});
            gate.restore(learned);
            const RateGate::Ticket ticket = gate.enqueue(list, GatePriority::Normal, 0);
            QCOMPARE(gate.grant(0).size(), std::size_t{1});
            gate.refused(ticket, std::nullopt, 0);
            learned = gate.learned();
        }
        QVERIFY2(learned.value(list).gapMs <= 1'100, qPrintable(QString::number(learned.value(list).gapMs)));
    }

    void randomSchedules()
    {
        for (quint32 seed = 1; seed <= 100'000; ++seed) {
            const QByteArray broken = Schedule(seed).run();
            QVERIFY2(broken.isEmpty(),
                qPrintable(QStringLiteral("seed %1: %2").arg(seed).arg(QString::fromLatin1(broken))));
        }
    }

    void documentedKeepsTheMargin()
    {
        RateGate gate = gateWith(GatePolicy::Documented, {4500, 250, 0, 0, 0});
        for (int i = 0; i < 3; ++i) {
            gate.enqueue(kEndpoint, GatePriority::Normal, 0);
        }
        QCOMPARE(gate.grant(0).size(), std::size_t(1));
        QCOMPARE(gate.grant(4949).size(), std::size_t(0));
        QCOMPARE(gate.grant(4950).size(), std::size_t(1));
        QCOMPARE(*gate.nextGrantMs(), qint64(9900));
    }

    void adaptiveJumpsToTheKnownGapAndKeepsIt()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {4500, 250, 12'000, 0, 0});
        std::vector<RateGate::Ticket> tickets;
        for (int i = 0; i < 5; ++i) {
            tickets.push_back(gate.enqueue(kEndpoint, GatePriority::High, 0));
        }
        QCOMPARE(gate.grant(0).size(), std::size_t(1));
        QCOMPARE(gate.grant(250).size(), std::size_t(1));
        QCOMPARE(gate.grant(500).size(), std::size_t(1));
        gate.passed(tickets[0]);
        gate.refused(tickets[1], std::nullopt, 1600);
        gate.refused(tickets[2], std::nullopt, 1700); // sent before the lesson: not a second one
        QCOMPARE(gate.gapMs(kEndpoint), qint64(4950));
        QCOMPARE(*gate.nextGrantMs(), qint64(500 + 4950));
        const auto next = gate.grant(5450);
        QCOMPARE(next.size(), std::size_t(1));
        QCOMPARE(next[0], tickets[1]); // the refused ones kept their place
    }

    void aToldGapIsBelieved()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {4500, 250, 0, 0, 0});
        const auto ticket = gate.enqueue(kEndpoint, GatePriority::High, 0);
        gate.grant(0);
        gate.refused(ticket, 2000, 100);
        QCOMPARE(gate.gapMs(kEndpoint), qint64(2100));
    }

    void aToldGapIsNotTestedAgainInOneProgram()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {1000, 500, 0, 0, 0});
        qint64 now = 0;
        gate.passed(gate.enqueue(kEndpoint, GatePriority::High, now)); // not granted: says nothing
        gate.grant(now);
        now = 500;
        const auto refused = gate.enqueue(kEndpoint, GatePriority::High, now);
        gate.grant(now);
        gate.refused(refused, 1000, now);
        for (int i = 0; i < 400; ++i) {
            now += 60'000;
            for (const auto ticket : gate.grant(now)) {
                gate.passed(ticket);
            }
            gate.enqueue(kEndpoint, GatePriority::High, now);
            QVERIFY(gate.gapMs(kEndpoint) >= 1000); // each try below it would be one more refusal
        }
    }

    void secondRefusalInARowWaitsOutThePenalty()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {4500, 250, 12'000, 0, 0});
        const auto ticket = gate.enqueue(kEndpoint, GatePriority::High, 0);
        gate.grant(0);
        gate.refused(ticket, std::nullopt, 10);
        gate.grant(4950);
        gate.refused(ticket, std::nullopt, 5000);
        QVERIFY(*gate.nextGrantMs() >= 17'000);
    }

    void aLockOutDoesNotWidenTheGap()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {4500, 250, 12'000, 0, 0});
        const auto first = gate.enqueue(kEndpoint, GatePriority::High, 0);
        const auto second = gate.enqueue(kEndpoint, GatePriority::High, 0);
        gate.grant(0);
        gate.passed(first);
        gate.grant(250);
        gate.refused(second, 4500, 300);
        const qint64 gap = gate.gapMs(kEndpoint);
        gate.grant(5000); // kept the gap, refused all the same
        gate.refused(second, 4500, 5000);
        QCOMPARE(gate.gapMs(kEndpoint), gap);
        QCOMPARE(*gate.nextGrantMs(), qint64(17'000));
    }

    void aQuotaIsLearnedWhenItIsMet()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {0, 0, 0, 10, 60'000});
        std::vector<RateGate::Ticket> tickets;
        for (int i = 0; i < 11; ++i) {
            tickets.push_back(gate.enqueue(kEndpoint, GatePriority::High, i));
            QCOMPARE(gate.grant(i).size(), std::size_t(1)); // optimistic
        }
        gate.refused(tickets[10], std::nullopt, 20);
        QCOMPARE(gate.gapMs(kEndpoint), qint64(0));
        QCOMPARE(*gate.nextGrantMs(), qint64(60'001)); // the second of the last ten leaves the window
        RateGate next = gateWith(GatePolicy::Adaptive, {0, 0, 0, 10, 60'000});
        next.restore(gate.learned());
        for (int i = 0; i < 11; ++i) {
            next.enqueue(kEndpoint, GatePriority::High, 0);
        }
        QCOMPARE(next.grant(0).size(), std::size_t(10));
    }

    void longRunsOfPassesNarrowAgainButNotBelowWhatWasRefused()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {4500, 250, 0, 0, 0});
        qint64 now = 0;
        auto first = gate.enqueue(kEndpoint, GatePriority::High, now);
        gate.grant(now);
        gate.passed(first);
        now += 3000;
        first = gate.enqueue(kEndpoint, GatePriority::High, now);
        gate.grant(now);
        gate.refused(first, std::nullopt, now);
        const qint64 wide = gate.gapMs(kEndpoint);
        qint64 narrowest = wide;
        for (int i = 0; i < 100; ++i) {
            now += 60'000;
            for (const auto ticket : gate.grant(now)) {
                gate.passed(ticket);
            }
            gate.enqueue(kEndpoint, GatePriority::High, now);
            narrowest = std::min(narrowest, gate.gapMs(kEndpoint));
        }
        QVERIFY(narrowest < wide);
        QVERIFY2(narrowest > 2000, "3000 ms was refused; it fades by a twentieth at a time");
    }

    void waitingPromotes()
    {
        RateGate gate = gateWith(GatePolicy::Documented, {1000, 0, 0, 0, 0});
        const auto low = gate.enqueue(kEndpoint, GatePriority::Low, 0);
        bool gone = false;
        qint64 now = 0;
        for (; now < 60'000 && !gone; now += 1100) {
            gate.enqueue(kEndpoint, GatePriority::High, now); // a stream that would starve it
            const auto granted = gate.grant(now);
            gone = std::find(granted.begin(), granted.end(), low) != granted.end();
        }
        QVERIFY(gone);
        QVERIFY2(now > RateGate::kPromoteAfterMs, "but not before it waited");
    }

    void learnedGapsSurvive()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {4500, 250, 0, 0, 0});
        QVERIFY(gate.learned().isEmpty());
        const auto ticket = gate.enqueue(kEndpoint, GatePriority::High, 0);
        gate.grant(0);
        gate.refused(ticket, 3000, 100);
        const auto learned = gate.learned();
        RateGate next = gateWith(GatePolicy::Adaptive, {4500, 250, 0, 0, 0});
        next.restore(learned);
        QCOMPARE(next.gapMs(kEndpoint), qint64(3150));
        QCOMPARE(next.learned(), learned);
    }

    /** A provider that tells its quota with every answer is never asked for more, and whatever repeats leaves
     * a quarter of it to creates and destroys. */
    void toldQuotaIsNeverOverdrawn()
    {
        constexpr qint64 kWindowMs = 60'000;
        const QString list = QStringLiteral("host/list");
        const QString create = QStringLiteral("host/create");
        for (quint32 seed = 1; seed <= 300; ++seed) {
            QRandomGenerator dice(seed);
            const qint64 quota = 8 + dice.bounded(120);
            RateGate gate(GatePolicy::Adaptive);
            GateRule rule;
            rule.told = true;
            gate.setRule(create, rule);
            rule.spread = true;
            gate.setRule(list, rule);
            qint64 used = 0;
            int listsWaiting = 0;
            for (qint64 now = 0; now < 3 * kWindowMs; now += 100) {
                used = now % kWindowMs == 0 ? 0 : used;
                if (listsWaiting == 0) {
                    gate.enqueue(list, GatePriority::Normal, now);
                    ++listsWaiting;
                }
                if (dice.bounded(100) == 0) {
                    gate.enqueue(create, GatePriority::High, now);
                }
                for (const RateGate::Ticket ticket : gate.grant(now)) {
                    ++used;
                    QVERIFY2(used <= quota, qPrintable(QStringLiteral("seed %1, %2 ms").arg(seed).arg(now)));
                    gate.passed(ticket);
                    const std::vector<ToldWindow> told{
                        {quota - used, kWindowMs - now % kWindowMs, quota}, {100'000, 86'400'000, 100'000}};
                    gate.told(create, told, now);
                    listsWaiting = static_cast<int>(gate.waiting(list));
                }
            }
        }
    }

    void aReserveIsKeptForCreatesAndDestroys()
    {
        RateGate gate(GatePolicy::Adaptive);
        GateRule rule;
        rule.told = true;
        gate.setRule(QStringLiteral("host/create"), rule);
        gate.setRule(QStringLiteral("host/list"), rule);
        gate.setRule(QStringLiteral("other/list"), rule);
        gate.told(QStringLiteral("host/list"), {{15, 20'000, 60}}, 0); // a quarter is left
        const auto waits = gate.enqueue(QStringLiteral("host/list"), GatePriority::Normal, 0);
        const auto goes = gate.enqueue(QStringLiteral("host/create"), GatePriority::High, 0);
        const auto elsewhere = gate.enqueue(QStringLiteral("other/list"), GatePriority::Normal, 0);
        QCOMPARE(gate.grant(0), (std::vector<RateGate::Ticket>{goes, elsewhere}));
        QVERIFY(gate.grant(14'000).empty());
        QCOMPARE(gate.grant(20'000), std::vector<RateGate::Ticket>{waits});
        // A refusal means that nothing is left, and says nothing about gaps.
        gate.refused(goes, 3'000, 21'000);
        QVERIFY(gate.grant(23'900).empty());
        QCOMPARE(gate.grant(24'000), std::vector<RateGate::Ticket>{goes});
        QCOMPARE(gate.gapMs(QStringLiteral("host/create")), 0);
        QVERIFY(gate.learned().isEmpty());
    }

    void junkIsNotLearned()
    {
        RateGate gate = gateWith(GatePolicy::Adaptive, {4500, 250, 0, 0, 0});
        gate.restore({{kEndpoint, {-5, 0, false}}});
        gate.restore({{kEndpoint, {1'000'000'000, 0, false}}});
        gate.restore({{QStringLiteral("unknown"), {10, 0, false}}});
        gate.restore({{kEndpoint, {1, 0, false}}}); // below the start
        QCOMPARE(gate.gapMs(kEndpoint), qint64(250));
        gate.passed(99); // tickets nobody was given
        gate.refused(99, 5, 0);
        gate.drop(99);
    }
};

QTEST_GUILESS_MAIN(TestRateGate)
#include "test_rate_gate.moc"
