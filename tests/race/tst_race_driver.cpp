// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/race_driver.h"
#include "tests/race/fake_cloud.h"
#include "tests/support/patience.h"

#include <csignal>
#include <nlohmann/json.hpp>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

using namespace snapgpu;
using namespace snapgpu::test;

namespace {

Error errorOf(ErrorCategory category) { return Error{category, QStringLiteral("said the cloud"), {}}; }

QVector<Offer> offers(int count)
{
    QVector<Offer> made;
    for (int i = 1; i <= count; ++i) {
        Offer offer;
        offer.id = 1'000 + i;
        offer.machineId = i;
        offer.hostId = i;
        offer.dphBase = 0.36;
        made.append(offer);
    }
    return made;
}

/** Time that the test moves ahead of the real one: windows of a minute pass at once. */
class LeapingClock final : public Clock
{
public:
    qint64 monotonicMs() const override { return m_real.monotonicMs() + m_leap; }
    qint64 wallMs() const override { return m_real.wallMs() + m_leap; }
    void leap(qint64 ms) { m_leap += ms; }

private:
    SystemClock m_real;
    qint64 m_leap = 0;
};

} // namespace

/** The driver with a provider in memory, a real ledger, a real sweeper and probes that obey. */
class RaceDriverTest final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void firstReadyWinsAndTheOthersDie();
    void refusedIsReplacedInTheWave();
    void rowIsOnDiskBeforeTheCreate();
    void lostAnswerIsAdoptedByLabelThenDestroyed();
    void interruptibleOffersAreBidFor();
    void queuedCreatesAreNeverSentAfterTheWin();
    void cancelLeavesNothing();
    void lostWinnerReopensTheRace();
    void fatalRefusalEndsTheRace_data();
    void fatalRefusalEndsTheRace();
    void junkListingFailsNoMachine();
    void droppedDriverLeavesNothing();
    void updatesAreCoalesced();
    void fullDiskRentsNothing();
    void whatAnotherAccountPaysIsNeverCalledGone();
    void aMachineWithTheLabelOfAWholeCallIsKnownByItsNumber();

private:
    void start(int candidates, int waveSize, std::optional<double> bid = {});
    Probe *probe(int number) { return m_probes.value(labelOf(number)); }
    QString labelOf(int number) const
    {
        return m_ledger->labelPrefix() + QStringLiteral("beef/") + QString::number(number);
    }
    LedgerState stateOf(int number) const { return m_ledger->row(labelOf(number))->state; }
    void makeReady(int number);
    bool allGoneBut(const QStringList &kept);

    std::unique_ptr<QTemporaryDir> m_dir;
    LeapingClock m_clock;
    std::unique_ptr<FakeCloud> m_cloud;
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<Sweeper> m_sweeper;
    std::unique_ptr<RaceDriver> m_driver;
    QMap<QString, QPointer<Probe>> m_probes;
    int m_wins = 0;
    int m_winner = 0;
    std::shared_ptr<AgentChannel> m_channel;
    std::optional<Error> m_failed;
};

void RaceDriverTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_cloud = std::make_unique<FakeCloud>();
    m_ledger = *Ledger::open(m_dir->filePath(QStringLiteral("ledger.sqlite")), &m_clock);
    m_sweeper = std::make_unique<Sweeper>(m_cloud.get(), m_ledger.get(), &m_clock);
    m_probes.clear();
    m_wins = 0;
    m_winner = 0;
    m_failed.reset();
}

void RaceDriverTest::cleanup()
{
    m_driver.reset();
    m_channel.reset();
    m_sweeper.reset();
    m_ledger.reset();
    m_cloud.reset();
}

void RaceDriverTest::start(int candidates, int waveSize, std::optional<double> bid)
{
    RacePlan plan;
    plan.raceId = QStringLiteral("beef");
    plan.candidates = offers(candidates);
    for (Offer &offer : plan.candidates) {
        if (bid) {
            offer.isBid = true;
            offer.minBid = *bid;
        }
    }
    plan.waveSize = waveSize;
    plan.maxWaves = 1;
    plan.publicKey = QStringLiteral("ssh-ed25519 AAAA test");
    RaceServices services;
    services.provider = m_cloud.get();
    services.ledger = m_ledger.get();
    services.sweeper = m_sweeper.get();
    services.clock = &m_clock;
    services.probes = [this](const QString &label, const ReadyCheck &) {
        auto made = std::make_unique<FakeProbe>();
        m_probes.insert(label, made.get());
        return made;
    };
    m_driver = std::make_unique<RaceDriver>(services, plan);
    connect(m_driver.get(), &RaceDriver::won, this,
        [this](const RacerView &winner, const std::shared_ptr<AgentChannel> &channel) {
            ++m_wins;
            m_winner = winner.number;
            m_channel = channel;
        });
    connect(m_driver.get(), &RaceDriver::failed, this, [this](const Error &error) { m_failed = error; });
    m_driver->start();
}

void RaceDriverTest::makeReady(int number)
{
    QTRY_VERIFY(probe(number));
    Q_EMIT probe(number)->answering();
    Q_EMIT probe(number)->loggedIn();
    Q_EMIT probe(number)->ready(std::make_shared<FakeChannel>());
}

/** Waits for real listings while the sweeper's windows pass in leaps. */
bool RaceDriverTest::allGoneBut(const QStringList &kept)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 8'000) {
        QTest::qWait(60);
        m_clock.leap(2'000);
        if (m_sweeper->isIdle() && m_cloud->aliveLabels() == kept) {
            return true;
        }
    }
    qWarning() << "alive:" << m_cloud->aliveLabels() << "pending:" << m_sweeper->status().pending;
    return false;
}

void RaceDriverTest::firstReadyWinsAndTheOthersDie()
{
    start(8, 4);
    QTRY_COMPARE(m_probes.size(), 4);
    QCOMPARE(m_cloud->createUrgencies, QVector<CallUrgency>(4, CallUrgency::High));
    QCOMPARE(m_cloud->attached.size(), 4);
    makeReady(3);
    QCOMPARE(m_wins, 1);
    QCOMPARE(m_winner, 3);
    QVERIFY(m_channel && m_channel->isOpen());
    QCOMPARE(m_cloud->destroys.size(), 3); // sent in the very step that won
    QCOMPARE(m_cloud->destroyUrgencies, QVector<CallUrgency>(3, CallUrgency::High));
    QCOMPARE(m_driver->view().phase, RacePhase::Won);
    QCOMPARE(m_driver->view().winnerNumber, 3);
    m_driver->keepWinner();
    QCOMPARE(stateOf(3), LedgerState::Kept);
    QVERIFY(allGoneBut({labelOf(3)}));
    for (const int loser : {1, 2, 4}) {
        QCOMPARE(stateOf(loser), LedgerState::Gone);
        QCOMPARE(m_driver->view().racers.at(loser - 1).state, RacerState::Gone);
    }
    QCOMPARE(m_cloud->creates.size(), 4);
    m_driver->cancel(); // kept is kept
    QCOMPARE(m_cloud->aliveLabels(), QStringList{labelOf(3)});
    QVERIFY(!m_failed);
}

void RaceDriverTest::refusedIsReplacedInTheWave()
{
    m_cloud->onCreate = [](FakeCloud &cloud, const CreateRequest &request, int number) {
        return number <= 2 ? CreateOutcome{CreateKind::Refused, {}, errorOf(ErrorCategory::OfferGone)}
                           : CreateOutcome{CreateKind::Accepted, cloud.rent(request), {}};
    };
    start(8, 3);
    QTRY_COMPARE(m_cloud->machines.size(), 3);
    QCOMPARE(m_cloud->creates.size(), 5);
    QCOMPARE(stateOf(1), LedgerState::Refused);
    QCOMPARE(stateOf(2), LedgerState::Refused);
    QCOMPARE(m_driver->view().wave, 1);
    makeReady(5);
    QCOMPARE(m_winner, 5);
}

void RaceDriverTest::rowIsOnDiskBeforeTheCreate()
{
    int checked = 0;
    m_cloud->onCreate = [this, &checked](FakeCloud &cloud, const CreateRequest &request, int) {
        SystemClock clock; // a second connection sees only what is committed
        const auto other = Ledger::open(m_dir->filePath(QStringLiteral("ledger.sqlite")), &clock);
        checked += other && (*other)->row(request.label) ? 1 : 0;
        return CreateOutcome{CreateKind::Accepted, cloud.rent(request), {}};
    };
    start(3, 3);
    QTRY_COMPARE(m_cloud->creates.size(), 3);
    QCOMPARE(checked, 3);
}

void RaceDriverTest::lostAnswerIsAdoptedByLabelThenDestroyed()
{
    m_cloud->onCreate = [](FakeCloud &cloud, const CreateRequest &request, int number) {
        const QString id = cloud.rent(request);
        return number == 1 ? CreateOutcome{CreateKind::Unknown, {}, errorOf(ErrorCategory::Timeout)}
                           : CreateOutcome{CreateKind::Accepted, id, {}};
    };
    start(4, 2);
    QTRY_VERIFY(m_ledger->row(labelOf(1)) && !m_ledger->row(labelOf(1))->instanceId.isEmpty());
    QCOMPARE(m_cloud->creates.size(), 2); // never repeated
    QCOMPARE(stateOf(1), LedgerState::Alive);
    makeReady(2);
    m_driver->keepWinner();
    QVERIFY(allGoneBut({labelOf(2)}));
    QCOMPARE(stateOf(1), LedgerState::Gone);
}

void RaceDriverTest::interruptibleOffersAreBidFor()
{
    start(2, 2, 0.11);
    QTRY_COMPARE(m_cloud->creates.size(), 2);
    for (const CreateRequest &request : std::as_const(m_cloud->creates)) {
        QCOMPARE(request.bidPrice, std::optional(Money::fromDollars(0.11)));
    }
}

void RaceDriverTest::queuedCreatesAreNeverSentAfterTheWin()
{
    start(6, 1);
    QTRY_VERIFY(probe(1));
    m_cloud->queueCreates = true; // what follows waits in the provider's gate
    Q_EMIT probe(1)->unfit(errorOf(ErrorCategory::HostFault));
    QTRY_COMPARE(m_cloud->creates.size(), 2);
    m_driver->cancel();
    QVERIFY(m_failed);
    QCOMPARE(m_failed->category, ErrorCategory::Cancelled);
    QTRY_COMPARE(stateOf(2), LedgerState::Refused); // was not sent, so nothing has to be confirmed
    QVERIFY(allGoneBut({}));
}

void RaceDriverTest::cancelLeavesNothing()
{
    m_cloud->onCreate = [](FakeCloud &cloud, const CreateRequest &request,
                            int number) -> std::optional<CreateOutcome> {
        const QString id = cloud.rent(request);
        if (number == 2) {
            return std::nullopt; // the answer is still on its way when the person cancels
        }
        return CreateOutcome{CreateKind::Accepted, id, {}};
    };
    start(3, 3);
    QTRY_COMPARE(m_cloud->machines.size(), 3);
    makeReady(1);
    QCOMPARE(m_wins, 1);
    m_driver->cancel(); // the winner is not kept yet
    QCOMPARE(m_driver->view().phase, RacePhase::Cancelled);
    QVERIFY(allGoneBut({}));
    for (int number = 1; number <= 3; ++number) {
        QCOMPARE(stateOf(number), LedgerState::Gone);
    }
}

void RaceDriverTest::lostWinnerReopensTheRace()
{
    start(6, 2);
    QTRY_COMPARE(m_probes.size(), 2);
    makeReady(1);
    QCOMPARE(m_winner, 1);
    m_driver->winnerLost(QStringLiteral("The connection was lost."));
    QCOMPARE(m_driver->view().phase, RacePhase::Running);
    QTRY_VERIFY(probe(3));
    makeReady(3);
    QCOMPARE(m_wins, 2);
    QCOMPARE(m_winner, 3);
    m_driver->keepWinner();
    QVERIFY(allGoneBut({labelOf(3)}));
}

void RaceDriverTest::fatalRefusalEndsTheRace_data()
{
    QTest::addColumn<ErrorCategory>("category");
    QTest::newRow("key refused") << ErrorCategory::Auth;
    QTest::newRow("no credit") << ErrorCategory::NoCredit;
}

void RaceDriverTest::fatalRefusalEndsTheRace()
{
    QFETCH(ErrorCategory, category);
    m_cloud->onCreate = [category](FakeCloud &cloud, const CreateRequest &request, int number) {
        return number == 3 ? CreateOutcome{CreateKind::Refused, {}, errorOf(category)}
                           : CreateOutcome{CreateKind::Accepted, cloud.rent(request), {}};
    };
    start(20, 3);
    QTRY_VERIFY(m_failed);
    QCOMPARE(m_failed->category, category);
    QVERIFY(allGoneBut({}));
    QCOMPARE(m_cloud->creates.size(), 3);
}

void RaceDriverTest::junkListingFailsNoMachine()
{
    int calls = 0;
    m_cloud->onList = [&calls](const QVector<Machine> &rows) -> Result<QVector<Machine>> {
        if (++calls % 2 == 0) {
            return fail(ErrorCategory::BadAnswer, QStringLiteral("200 with rubbish"));
        }
        QVector<Machine> mixed = rows;
        Machine foreign;
        foreign.instanceId = QStringLiteral("7");
        foreign.label = QStringLiteral("not ours");
        foreign.actualStatus = QStringLiteral("offline");
        mixed.append(foreign);
        mixed.append(Machine{});
        return mixed;
    };
    start(2, 2);
    QTRY_COMPARE(m_probes.size(), 2);
    for (int i = 0; i < 20; ++i) {
        QTest::qWait(60);
        m_clock.leap(1'000);
    }
    QVERIFY(calls >= 4);
    QCOMPARE(m_driver->view().alive, 2);
    QVERIFY(m_cloud->destroys.isEmpty());
    QCOMPARE(m_cloud->creates.size(), 2);
}

void RaceDriverTest::droppedDriverLeavesNothing()
{
    start(4, 4);
    QTRY_COMPARE(m_cloud->machines.size(), 4);
    m_driver.reset();
    QVERIFY(allGoneBut({}));
}

void RaceDriverTest::updatesAreCoalesced()
{
    m_cloud->startsRunning = false;
    start(5, 5);
    QTRY_COMPARE(m_driver->view().alive, 5);
    QTest::qWait(1'200); // past the first listing, which changes stages
    QSignalSpy updates(m_driver.get(), &RaceDriver::updated);
    QElapsedTimer watched;
    watched.start();
    QTRY_VERIFY(updates.size() >= 5);
    QTest::qWait(500);
    // Ten a second at the most; one more at each end.
    QVERIFY2(updates.size() <= watched.elapsed() / 100 + 2, qPrintable(QString::number(updates.size())));
}

void RaceDriverTest::fullDiskRentsNothing()
{
#ifdef Q_OS_UNIX
    // No file may grow any more: what a full disk is to SQLite, and nobody else on this computer notices.
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit full = before;
    full.rlim_cur = 0;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &full), 0);
    start(4, 2);
    const bool ended = QTest::qWaitFor([this] { return m_failed.has_value(); }, 30'000);
    ::setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(ended);
    QCOMPARE(m_failed->category, ErrorCategory::LedgerFault);
    QVERIFY(m_failed->message.contains(QStringLiteral("no machine is rented")));
    QCOMPARE(m_cloud->creates.size(), 0);
    QCOMPARE(m_ledger->history(10).size(), 0);
#else
    QSKIP("file size limits are a thing of Unix; run it on Linux: ctest -R tst_race_driver");
#endif
}

void RaceDriverTest::whatAnotherAccountPaysIsNeverCalledGone()
{
    LedgerRow row;
    row.label = labelOf(1);
    row.provider = m_cloud->id();
    row.account = QStringLiteral("71");
    row.instanceId = QStringLiteral("5");
    row.state = LedgerState::Alive;
    QVERIFY(m_ledger->insert(row));
    m_cloud->accountId = QStringLiteral("72"); // its list does not show machine 5, which lives elsewhere
    m_sweeper->sweep();
    for (int i = 0; i < 60; ++i) {
        QTest::qWait(20);
        m_clock.leap(3'000);
    }
    QVERIFY(stateOf(1) == LedgerState::Alive || stateOf(1) == LedgerState::Condemned);
    QVERIFY(m_sweeper->isIdle()); // nothing to be done with this key
    QCOMPARE(m_sweeper->status().elsewhere, 1);
    QVERIFY(m_sweeper->status().message.contains(QStringLiteral("another account")));

    // Started again with the key that pays: now the same list is a proof.
    m_cloud->accountId = QStringLiteral("71");
    m_sweeper = std::make_unique<Sweeper>(m_cloud.get(), m_ledger.get(), &m_clock);
    m_sweeper->sweep();
    QVERIFY(allGoneBut({}));
    QCOMPARE(stateOf(1), LedgerState::Gone);
    QCOMPARE(m_sweeper->status().elsewhere, 0);
}

void RaceDriverTest::aMachineWithTheLabelOfAWholeCallIsKnownByItsNumber()
{
    CreateRequest request;
    request.label = labelOf(1) + QStringLiteral("-bulk");
    LedgerRow kept;
    kept.label = labelOf(1);
    kept.provider = m_cloud->id();
    kept.instanceId = m_cloud->rent(request);
    kept.state = LedgerState::Kept;
    QVERIFY(m_ledger->insert(kept));
    m_cloud->rent(request); // its number never reached us
    m_cloud->rent(request);
    m_sweeper->sweep();
    QVERIFY(allGoneBut({request.label}));
    m_sweeper->sweep(); // also once the ledger has a row for the strays
    QVERIFY(allGoneBut({request.label}));
    QVERIFY(m_cloud->machines.contains(kept.instanceId));
    QVERIFY(!m_cloud->destroys.contains(kept.instanceId));
    QCOMPARE(stateOf(1), LedgerState::Kept);
}

QTEST_GUILESS_MAIN(RaceDriverTest)
#include "tst_race_driver.moc"
