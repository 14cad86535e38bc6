// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/race_rules.h"

#include <algorithm>
#include <QTest>

using namespace snapgpu;
using namespace snapgpu::race;

namespace {

Error errorOf(ErrorCategory category) { return Error{category, QStringLiteral("because"), {}}; }

Config configWith(int offers, int waveSize, int maxWaves = 3)
{
    Config config;
    config.raceId = QStringLiteral("beef");
    config.labelPrefix = QStringLiteral("snapgpu/0011aabb/");
    config.waveSize = waveSize;
    config.maxWaves = maxWaves;
    for (int i = 1; i <= offers; ++i) {
        Offer offer;
        offer.id = 1'000 + i;
        offer.machineId = i;
        offer.dphBase = 1.0;
        config.candidates.append(offer);
    }
    return config;
}

QString label(int number) { return QStringLiteral("snapgpu/0011aabb/beef/%1").arg(number); }

Machine row(int number, const QString &status, const QString &message = {},
    const QString &intended = QStringLiteral("running"))
{
    Machine machine;
    machine.instanceId = QString::number(100 + number);
    machine.label = label(number);
    machine.actualStatus = status;
    machine.intendedStatus = intended;
    machine.statusMessage = message;
    return machine;
}

/** A race whose rows are always written; time is given with each event. */
struct Table
{
    explicit Table(Config config)
        : rules(std::move(config))
    {
        feed(Start{}, 0);
    }
    Commands feed(const Event &event, qint64 atMs)
    {
        Commands all = rules.step(event, 50'000 + atMs);
        for (int i = 0; i < all.size(); ++i) {
            if (const auto *write = std::get_if<WriteRow>(&all.at(i))) {
                all += rules.step(RowWritten{write->label}, 50'000 + atMs);
            }
        }
        return all;
    }
    Commands accept(int number, qint64 atMs)
    {
        return feed(
            CreateAnswered{label(number), {CreateKind::Accepted, QString::number(100 + number), {}}}, atMs);
    }
    Commands refuse(int number, ErrorCategory category, qint64 atMs)
    {
        return feed(CreateAnswered{label(number), {CreateKind::Refused, {}, errorOf(category)}}, atMs);
    }
    RacerState state(int number) const { return rules.find(label(number))->view.state; }
    QString reason(int number) const { return rules.find(label(number))->view.reason; }

    Rules rules;
};

template <typename T> QStringList labelsOf(const Commands &commands)
{
    QStringList labels;
    for (const Command &command : commands) {
        if (const auto *one = std::get_if<T>(&command)) {
            labels.append(one->label);
        }
    }
    return labels;
}

std::optional<ErrorCategory> endOf(const Commands &commands)
{
    for (const Command &command : commands) {
        if (const auto *end = std::get_if<AnnounceEnd>(&command)) {
            return end->error.category;
        }
    }
    return std::nullopt;
}

} // namespace

/** Each rule of the race once, by example; the random schedules do the rest. */
class RaceRulesTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void firstReadyWins();
    void losersAreCondemnedRunningFirst();
    void lateAnswerAfterTheWinIsDestroyed();
    void rowThatIsNotWrittenCreatesNothing();
    void lostAnswerIsLookedUpAndNotRepeated();
    void refusalThatLeftAMachineIsDestroyed();
    void refusedIsReplacedUnhappyApiWaits();
    void oneOfferPerMachineAndSpread();
    void waveClockRunsFromTheLastAcceptance();
    void waveClockRunsAtTheLatestAfterTenSeconds();
    void capsHoldBeforeEachCreate();
    void unhappyApiFailsNoMachine();
    void emptyListingIsDoubted();
    void badImageOnTwoMachinesEndsTheRace();
    void deadRowEndsARacerAndIsReplaced();
    void exitedNeedsTwoReads();
    void createdForTwoMinutesIsDead();
    void endpointsReachTheProbe();
    void winnerLostGoesOn();
    void everybodyFailedEndsAtOnce();
    void nobodyReadyGivesUp();
    void keyRefusedEverywhereEndsTheRace();
    void stagesAndCost();
    void aPoolIsUsedAgainAfterAllOthers();
    void poolsWithoutStockAreLeftAlone();
    void whatBillsFromTheCreateIsCounted();
};

void RaceRulesTest::aPoolIsUsedAgainAfterAllOthers()
{
    Config config = configWith(3, 5);
    config.mostOfAnOffer = 2;
    Table race(config);
    QVector<qint64> taken;
    for (int i = 1; i <= 5; ++i) {
        taken.append(race.rules.find(label(i))->view.offer.id);
    }
    QCOMPARE(taken, (QVector<qint64>{1'001, 1'002, 1'003, 1'001, 1'002}));
    QVERIFY(!race.rules.find(label(6)));
    // A machine that failed says nothing about the next one of its pool, but one draw of it is spent.
    race.accept(1, 100);
    race.feed(ProbeUnfit{label(1), errorOf(ErrorCategory::HostFault)}, 200);
    QCOMPARE(race.rules.find(label(6))->view.offer.id, 1'003);
    race.accept(2, 300);
    race.feed(ProbeUnfit{label(2), errorOf(ErrorCategory::HostFault)}, 400);
    QVERIFY(!race.rules.find(label(7))); // two of each are all
}

void RaceRulesTest::poolsWithoutStockAreLeftAlone()
{
    Config config = configWith(2, 2);
    config.mostOfAnOffer = 3;
    Table race(config);
    race.refuse(1, ErrorCategory::OfferGone, 100);
    QCOMPARE(race.rules.find(label(3))->view.offer.id, 1'002);
    race.refuse(2, ErrorCategory::OfferGone, 200);
    QVERIFY(!race.rules.find(label(4)));
    QCOMPARE(endOf(race.refuse(3, ErrorCategory::OfferGone, 300)), ErrorCategory::NothingReady);
}

void RaceRulesTest::whatBillsFromTheCreateIsCounted()
{
    Config config = configWith(1, 1);
    config.billsFromCreate = true;
    Table race(config);
    const Commands accepted = race.accept(1, 0);
    QCOMPARE(labelsOf<SetRunning>(accepted), QStringList{label(1)});
    race.feed(Listed{{row(1, QStringLiteral("loading"))}}, 1'000);
    QCOMPARE(race.rules.view(50'000 + 3'600'000).cost, Money::fromDollars(1));
    QCOMPARE(race.rules.view(50'000 + 3'600'000).hourlyAlive, Money::fromDollars(1));
}

void RaceRulesTest::firstReadyWins()
{
    Table race(configWith(6, 3));
    race.accept(1, 100);
    race.accept(2, 100);
    QCOMPARE(labelsOf<AnnounceWin>(race.feed(ProbeReady{label(2)}, 200)), QStringList{label(2)});
    QVERIFY(labelsOf<AnnounceWin>(race.feed(ProbeReady{label(1)}, 201)).isEmpty());
    QCOMPARE(race.rules.phase(), RacePhase::Won);
    QCOMPARE(race.rules.view(50'300).winnerNumber, 2);
    QCOMPARE(race.rules.find(label(2))->view.readyMs, 200);
}

void RaceRulesTest::losersAreCondemnedRunningFirst()
{
    Table race(configWith(6, 4));
    for (int i = 1; i <= 4; ++i) {
        race.accept(i, 100);
    }
    race.feed(Listed{{row(1, QStringLiteral("loading")), row(2, QStringLiteral("running")),
                  row(3, QStringLiteral("loading")), row(4, QStringLiteral("running"))}},
        1'000);
    const Commands commands = race.feed(ProbeReady{label(2)}, 1'100);
    QCOMPARE(labelsOf<Condemn>(commands), (QStringList{label(4), label(1), label(3)}));
    QVERIFY(labelsOf<SendCreate>(race.feed(Tick{}, 60'000)).isEmpty());
}

void RaceRulesTest::lateAnswerAfterTheWinIsDestroyed()
{
    Table race(configWith(6, 2));
    race.accept(1, 100);
    const Commands win = race.feed(ProbeReady{label(1)}, 200);
    QCOMPARE(labelsOf<CancelCreate>(win), QStringList{label(2)});
    const Commands late = race.accept(2, 90'000);
    QCOMPARE(labelsOf<SetInstance>(late), QStringList{label(2)});
    QCOMPARE(labelsOf<Condemn>(late), QStringList{label(2)});
    QVERIFY(labelsOf<AttachKey>(late).isEmpty());
}

void RaceRulesTest::rowThatIsNotWrittenCreatesNothing()
{
    Rules rules(configWith(3, 1));
    const Commands first = rules.step(Start{}, 0);
    QCOMPARE(labelsOf<WriteRow>(first), QStringList{label(1)});
    QVERIFY(labelsOf<SendCreate>(first).isEmpty());
    const Commands failed = rules.step(RowFailed{label(1), errorOf(ErrorCategory::LedgerFault)}, 1);
    QVERIFY(labelsOf<SendCreate>(failed).isEmpty());
    QCOMPARE(endOf(failed), std::optional(ErrorCategory::LedgerFault));
    QVERIFY(rules.isSettled());
}

void RaceRulesTest::lostAnswerIsLookedUpAndNotRepeated()
{
    Table race(configWith(3, 1, 1));
    const Commands lost =
        race.feed(CreateAnswered{label(1), {CreateKind::Unknown, {}, errorOf(ErrorCategory::Timeout)}}, 500);
    QVERIFY(labelsOf<WriteRow>(lost).isEmpty()); // its place is not given away yet
    QCOMPARE(race.state(1), RacerState::Unknown);
    Table adopted = race;
    QCOMPARE(labelsOf<SetInstance>(adopted.feed(Listed{{row(1, {})}}, 2'000)), QStringList{label(1)});
    QCOMPARE(adopted.state(1), RacerState::Booting);

    for (int second = 1; second < 29; ++second) {
        race.feed(Listed{}, second * 1'000);
        QCOMPARE(race.state(1), RacerState::Unknown);
    }
    const Commands given = race.feed(Listed{}, 31'000);
    QCOMPARE(labelsOf<Condemn>(given), QStringList{label(1)});
    QCOMPARE(labelsOf<SendCreate>(given), QStringList{label(2)});
}

void RaceRulesTest::refusalThatLeftAMachineIsDestroyed()
{
    Table race(configWith(3, 1));
    const Commands commands =
        race.feed(CreateAnswered{label(1),
                      {CreateKind::Refused, QStringLiteral("77"), errorOf(ErrorCategory::InvalidInput)}},
            10);
    QCOMPARE(labelsOf<SetInstance>(commands), QStringList{label(1)});
    QCOMPARE(labelsOf<Condemn>(commands), QStringList{label(1)});
    QVERIFY(labelsOf<MarkRefused>(commands).isEmpty());
    QCOMPARE(labelsOf<SendCreate>(commands), QStringList{label(2)});
}

void RaceRulesTest::refusedIsReplacedUnhappyApiWaits()
{
    Table race(configWith(6, 1));
    QCOMPARE(labelsOf<SendCreate>(race.refuse(1, ErrorCategory::OfferGone, 10)), QStringList{label(2)});
    QVERIFY(labelsOf<SendCreate>(race.refuse(2, ErrorCategory::RateLimited, 20)).isEmpty());
    QVERIFY(labelsOf<SendCreate>(race.feed(Tick{}, 900)).isEmpty());
    QCOMPARE(labelsOf<SendCreate>(race.feed(Tick{}, 1'100)), QStringList{label(3)});
}

void RaceRulesTest::oneOfferPerMachineAndSpread()
{
    Config config = configWith(6, 3);
    for (int i = 0; i < 3; ++i) {
        config.candidates[i].machineId = 1; // three offers of one machine
    }
    config.candidates[3].hostId = 9; // and two machines of one owner
    config.candidates[4].hostId = 9;
    Table race(config);
    QVector<qint64> asks;
    for (const Racer &one : race.rules.racers()) {
        asks.append(one.view.offer.id);
    }
    QCOMPARE(asks, (QVector<qint64>{1'001, 1'004, 1'006}));
}

void RaceRulesTest::waveClockRunsFromTheLastAcceptance()
{
    Table race(configWith(12, 2));
    race.accept(1, 1'000);
    race.accept(2, 4'000); // the provider's queue took four seconds
    race.feed(Tick{}, 13'900);
    QCOMPARE(race.rules.waves(), 1);
    race.feed(Tick{}, 14'000);
    QCOMPARE(race.rules.waves(), 2);
    QCOMPARE(race.rules.racers().size(), 4);
}

void RaceRulesTest::waveClockRunsAtTheLatestAfterTenSeconds()
{
    Table race(configWith(12, 2)); // no answer at all
    race.feed(Tick{}, 10'500);
    race.feed(Tick{}, 19'900);
    QCOMPARE(race.rules.waves(), 1);
    race.feed(Tick{}, 20'000);
    QCOMPARE(race.rules.waves(), 2);
}

void RaceRulesTest::capsHoldBeforeEachCreate()
{
    Config hourly = configWith(9, 5);
    hourly.maxHourly = Money::fromDollars(3.0); // offers cost 1.0 each
    QCOMPARE(Table(hourly).rules.racers().size(), 3);

    Config creates = configWith(9, 5);
    creates.maxCreates = 2;
    QCOMPARE(Table(creates).rules.racers().size(), 2);

    Config cost = configWith(9, 5);
    cost.maxCost = Money::fromDollars(0.04); // a minute of two machines fits, of three does not
    QCOMPARE(Table(cost).rules.racers().size(), 2);

    Config none = configWith(9, 5);
    none.maxHourly = Money::fromDollars(0.5);
    Rules rules(none);
    QCOMPARE(endOf(rules.step(Start{}, 0)), std::optional(ErrorCategory::NothingReady));
}

void RaceRulesTest::unhappyApiFailsNoMachine()
{
    Table race(configWith(3, 1, 1));
    race.accept(1, 100);
    race.feed(Listed{{row(1, QStringLiteral("loading"))}}, 1'000);
    for (int i = 0; i < 100; ++i) {
        const auto category = i % 2 ? ErrorCategory::RateLimited : ErrorCategory::BadAnswer;
        QVERIFY(race.feed(ListFailed{errorOf(category)}, 1'000 + i * 1'000).isEmpty());
    }
    QCOMPARE(race.state(1), RacerState::Booting);
}

void RaceRulesTest::emptyListingIsDoubted()
{
    Table race(configWith(8, 2, 1));
    race.accept(1, 100);
    race.accept(2, 100);
    race.feed(Listed{{row(1, QStringLiteral("loading")), row(2, QStringLiteral("loading"))}}, 1'000);
    for (int i = 0; i < 4; ++i) { // all at once: the list is to blame
        QVERIFY(labelsOf<Condemn>(race.feed(Listed{}, 2'000 + i * 1'000)).isEmpty());
    }
    race.feed(Listed{{row(1, QStringLiteral("loading")), row(2, QStringLiteral("loading"))}}, 7'000);
    QVERIFY(labelsOf<Condemn>(race.feed(Listed{{row(1, QStringLiteral("loading"))}}, 8'000)).isEmpty());
    QCOMPARE(labelsOf<Condemn>(race.feed(Listed{{row(1, QStringLiteral("loading"))}}, 9'000)),
        QStringList{label(2)});
}

void RaceRulesTest::badImageOnTwoMachinesEndsTheRace()
{
    const QString fault =
        QStringLiteral("Error response from daemon: manifest for nobody/nothing:1 not found");
    Table race(configWith(8, 3, 1));
    for (int i = 1; i <= 3; ++i) {
        race.accept(i, 100);
    }
    const Commands one = race.feed(
        Listed{{row(1, QStringLiteral("loading"), fault), row(2, QStringLiteral("loading"))}}, 1'000);
    QCOMPARE(labelsOf<Condemn>(one), QStringList{label(1)});
    QVERIFY(!endOf(one));
    const Commands two = race.feed(Listed{{row(2, QStringLiteral("loading"), fault)}}, 2'000);
    QCOMPARE(endOf(two), std::optional(ErrorCategory::ImageFault));
    QCOMPARE(labelsOf<Condemn>(two).size(), 3); // both others, and the replacement of the first
}

void RaceRulesTest::deadRowEndsARacerAndIsReplaced()
{
    Table race(configWith(3, 1, 1));
    race.accept(1, 100);
    const QString frozenPull = QStringLiteral("4c7d45f7c63c: Pull complete");
    for (int minute = 1; minute < 9; ++minute) { // silence alone is no fault
        QVERIFY(
            race.feed(Listed{{row(1, QStringLiteral("loading"), frozenPull)}}, minute * 60'000).size() == 0);
    }
    const Commands commands = race.feed(
        Listed{{row(1, QStringLiteral("loading"), frozenPull, QStringLiteral("stopped"))}}, 540'000);
    QCOMPARE(labelsOf<Condemn>(commands), QStringList{label(1)});
    QCOMPARE(labelsOf<SendCreate>(commands), QStringList{label(2)});
    QVERIFY(race.rules.find(label(1))->view.failed);
}

void RaceRulesTest::exitedNeedsTwoReads()
{
    Table race(configWith(3, 1, 1));
    race.accept(1, 100);
    race.feed(Listed{{row(1, QStringLiteral("exited"))}}, 1'000);
    race.feed(Listed{{row(1, QStringLiteral("loading"))}}, 2'000);
    race.feed(Listed{{row(1, QStringLiteral("exited"))}}, 3'000);
    QCOMPARE(race.state(1), RacerState::Booting);
    race.feed(Listed{{row(1, QStringLiteral("exited"))}}, 4'000);
    QCOMPARE(race.state(1), RacerState::Destroying);
}

void RaceRulesTest::createdForTwoMinutesIsDead()
{
    Table race(configWith(3, 1, 1));
    race.accept(1, 0);
    race.feed(Listed{{row(1, QStringLiteral("created"))}}, 1'000);
    race.feed(Listed{{row(1, QStringLiteral("created"))}}, 120'900);
    QCOMPARE(race.state(1), RacerState::Booting);
    race.feed(Listed{{row(1, QStringLiteral("created"))}}, 121'000);
    QCOMPARE(race.state(1), RacerState::Destroying);
}

void RaceRulesTest::endpointsReachTheProbe()
{
    const SshEndpoint direct{QStringLiteral("198.51.100.9"), 40'112, true};
    const SshEndpoint proxy{QStringLiteral("ssh5.example"), 10'022, false};
    Table race(configWith(3, 1, 1));
    race.accept(1, 100);
    Machine loading = row(1, QStringLiteral("loading"));
    loading.endpoints = {proxy};
    QVERIFY(labelsOf<StartProbe>(race.feed(Listed{{loading}}, 1'000)).isEmpty()); // leads nowhere yet
    Machine running = row(1, QStringLiteral("running"));
    running.endpoints = {proxy};
    QCOMPARE(labelsOf<StartProbe>(race.feed(Listed{{running}}, 2'000)), QStringList{label(1)});
    QVERIFY(labelsOf<StartProbe>(race.feed(Listed{{running}}, 3'000)).isEmpty()); // nothing new
    running.endpoints = {direct, proxy};
    const Commands mapped = race.feed(Listed{{running}}, 4'000);
    QCOMPARE(std::get<StartProbe>(mapped.constFirst()).endpoints, running.endpoints);
}

void RaceRulesTest::winnerLostGoesOn()
{
    Table race(configWith(9, 2, 1));
    race.accept(1, 100);
    race.accept(2, 100);
    race.feed(ProbeReady{label(1)}, 200);
    const Commands lost = race.feed(WinnerLost{QStringLiteral("gone")}, 300);
    QCOMPARE(labelsOf<Condemn>(lost), QStringList{label(1)});
    QCOMPARE(labelsOf<SendCreate>(lost), (QStringList{label(3), label(4)}));
    race.accept(4, 400);
    QCOMPARE(labelsOf<AnnounceWin>(race.feed(ProbeReady{label(4)}, 500)), QStringList{label(4)});
    QCOMPARE(labelsOf<Keep>(race.feed(WinnerKept{}, 600)), QStringList{label(4)});
    QVERIFY(race.feed(WinnerLost{QStringLiteral("too late")}, 700).isEmpty());
    QVERIFY(race.feed(Cancel{}, 800).isEmpty());
}

void RaceRulesTest::everybodyFailedEndsAtOnce()
{
    Table race(configWith(2, 2));
    QVERIFY(!endOf(race.refuse(1, ErrorCategory::OfferGone, 100)));
    QCOMPARE(
        endOf(race.refuse(2, ErrorCategory::OfferGone, 200)), std::optional(ErrorCategory::NothingReady));
    QVERIFY(race.rules.isSettled());
    Rules empty(configWith(0, 2));
    QCOMPARE(endOf(empty.step(Start{}, 0)), std::optional(ErrorCategory::NoOffers));
}

void RaceRulesTest::nobodyReadyGivesUp()
{
    Config config = configWith(9, 2, 1);
    config.giveUpMs = 30'000;
    Table race(config);
    race.accept(1, 100);
    race.accept(2, 100);
    QVERIFY(!endOf(race.feed(Tick{}, 29'900)));
    const Commands end = race.feed(Tick{}, 30'000);
    QCOMPARE(endOf(end), std::optional(ErrorCategory::NothingReady));
    QCOMPARE(labelsOf<Condemn>(end), (QStringList{label(1), label(2)}));
    QVERIFY(!race.rules.isSettled());
    race.feed(GoneConfirmed{label(1)}, 40'000);
    race.feed(GoneConfirmed{label(2)}, 40'000);
    QVERIFY(race.rules.isSettled());
}

void RaceRulesTest::keyRefusedEverywhereEndsTheRace()
{
    Table race(configWith(9, 4, 1));
    for (int i = 1; i <= 4; ++i) {
        race.accept(i, 100);
    }
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(!endOf(race.feed(ProbeUnfit{label(i), errorOf(ErrorCategory::SshKey)}, 200)));
    }
    QCOMPARE(endOf(race.feed(ProbeUnfit{label(4), errorOf(ErrorCategory::SshKey)}, 300)),
        std::optional(ErrorCategory::SshKey));
}

void RaceRulesTest::stagesAndCost()
{
    Table race(configWith(3, 1, 1));
    race.accept(1, 1'000);
    race.feed(Listed{{row(1, QStringLiteral("loading"))}}, 3'000);
    Machine running = row(1, QStringLiteral("running"));
    running.gpuHourly = Money::fromDollars(3.6);
    running.storageHourly = Money::fromDollars(0.36);
    race.feed(Listed{{running}}, 10'000);
    race.feed(ProbeLoggedIn{label(1)}, 12'000);
    race.feed(ProbeReady{label(1)}, 12'500);
    const RaceView view = race.rules.view(50'000 + 20'000);
    const QVector<StageSpan> expected{{RaceStage::Create, 0, 1'000}, {RaceStage::Host, 1'000, 3'000},
        {RaceStage::Image, 3'000, 10'000}, {RaceStage::Ssh, 10'000, 12'000},
        {RaceStage::Check, 12'000, 12'500}};
    QCOMPARE(view.racers.at(0).stages, expected);
    QCOMPARE(view.racers.at(0).cost.micros(), 1'900 + 10'000); // 19 s of disk, 10 s of GPU
    QCOMPARE(view.elapsedMs, 12'500);
    QCOMPARE(view.alive, 1);
    QCOMPARE(view.hourlyAlive.micros(), 3'960'000);
}

QTEST_GUILESS_MAIN(RaceRulesTest)
#include "tst_race_rules.moc"
