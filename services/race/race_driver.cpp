// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/race_driver.h"

#include "services/core/log.h"
#include "services/race/race_rules.h"

#include <algorithm>
#include <map>
#include <QHash>
#include <QPointer>
#include <QQueue>
#include <QSet>
#include <QTimer>

namespace snapgpu {

namespace {

constexpr int kTickMs = 100; ///< also the pace of updated()
constexpr qint64 kListGapMs = 1'000;
constexpr qint64 kLongestListGapMs = 10'000;

race::Config configOf(const RacePlan &plan, const Ledger &ledger, const Capabilities &can)
{
    race::Config config;
    config.billsFromCreate = can.billsFromCreate;
    config.mostOfAnOffer = can.choosesHost ? 1 : race::kMostOfAPool;
    config.raceId = plan.raceId;
    config.labelPrefix = ledger.labelPrefix();
    config.candidates = plan.candidates;
    config.hints = plan.hints;
    config.adaptive = plan.adaptive;
    config.bootSigma = plan.bootSigma;
    config.fieldP50Seconds = plan.fieldP50Seconds;
    config.diskGb = plan.diskGb;
    config.waveSize = plan.waveSize;
    config.waveDelayMs = plan.waveDelayMs;
    config.maxWaves = plan.maxWaves;
    config.giveUpMs = plan.giveUpMs;
    config.maxHourly = plan.maxHourly;
    config.maxCost = plan.maxCost;
    config.maxAlive = plan.maxAlive;
    config.maxCreates = plan.maxCreates;
    return config;
}

/** What must be told at once; the rest waits for the next tick. */
bool sameStates(const RaceView &a, const RaceView &b)
{
    return a.phase == b.phase && a.wave == b.wave && a.message == b.message
        && std::equal(a.racers.cbegin(), a.racers.cend(), b.racers.cbegin(), b.racers.cend(),
            [](const RacerView &x, const RacerView &y) {
                return x.state == y.state && x.instanceId == y.instanceId
                    && x.stages.size() == y.stages.size() && x.failed == y.failed;
            });
}

void logFault(const Result<Done> &done)
{
    if (!done) {
        qCWarning(lcRace).noquote() << done.error().message << done.error().detail;
    }
}

struct ProbeCloser
{
    void operator()(Probe *probe) const
    {
        probe->disconnect();
        probe->stop();
        probe->deleteLater(); // it may be the sender of what is being handled
    }
};
using ProbePtr = std::unique_ptr<Probe, ProbeCloser>;

} // namespace

class RaceDriver::Private final
{
public:
    Private(RaceDriver *owner, RaceServices parts, RacePlan racePlan)
        : q(owner)
        , services(std::move(parts))
        , plan(std::move(racePlan))
        , rules(configOf(plan, *services.ledger, services.provider->capabilities()))
    {
        tick.setInterval(kTickMs);
        QObject::connect(&tick, &QTimer::timeout, q, [this] { onTick(); });
        QObject::connect(services.sweeper, &Sweeper::gone, q,
            [this](const QString &label) { post(race::GoneConfirmed{label}); });
        shown = rules.view(now());
    }

    qint64 now() const { return services.clock->monotonicMs(); }

    /** Events may come while another is carried out (a slot of won() calls keepWinner()): they queue up. */
    void post(race::Event event)
    {
        events.enqueue(std::move(event));
        if (busy) {
            return;
        }
        busy = true;
        const QPointer<RaceDriver> alive(q);
        while (!events.isEmpty()) {
            const race::Commands commands = rules.step(events.dequeue(), now());
            for (const race::Command &command : commands) {
                std::visit([this](const auto &what) { carryOut(what); }, command);
                if (!alive) {
                    return; // a slot deleted the driver; its destructor condemned what was open
                }
            }
        }
        channels.clear(); // whoever came second closes here
        busy = false;
        tell();
    }

    /** True once `view` is fresh; emits updated() when a state changed. */
    void tell()
    {
        RaceView fresh = rules.view(now());
        const bool urgent = !sameStates(fresh, shown);
        shown = std::move(fresh);
        if (urgent) {
            Q_EMIT q->updated();
        }
    }

    void onTick()
    {
        writeKept();
        const QPointer<RaceDriver> alive(q);
        post(race::Tick{});
        if (!alive) {
            return;
        }
        if (rules.isSettled() && unkept.isEmpty()) {
            tick.stop();
        }
        listWhenDue();
        Q_EMIT q->updated();
    }

    void listWhenDue()
    {
        if (listing || now() < nextListAt || !rules.wantsListing()) {
            return;
        }
        listing = true;
        const qint64 askedAt = now();
        services.provider->list()->then(q, [this, askedAt](const Result<QVector<Machine>> &machines) {
            listing = false;
            const QPointer<RaceDriver> alive(q);
            if (!machines) {
                listGap = std::min(listGap * 2, kLongestListGapMs);
                nextListAt = now() + listGap;
                post(race::ListFailed{machines.error()});
                return;
            }
            listGap = kListGapMs;
            nextListAt = askedAt + listGap;
            post(race::Listed{*machines});
            if (alive) {
                services.sweeper->observe(*machines, askedAt);
            }
        });
    }

    void carryOut(const race::WriteRow &what)
    {
        LedgerRow row;
        row.label = what.label;
        row.provider = services.provider->id();
        row.raceId = plan.raceId;
        row.number = what.number;
        row.offerId = what.offer.id;
        row.machineId = what.offer.machineId;
        row.hostId = what.offer.hostId;
        row.gpuName = what.offer.gpuName;
        row.geolocation = what.offer.geolocation;
        row.account = plan.account;
        row.downPerGb = Money::fromDollars(what.offer.inetDownCost.value_or(0));
        row.storageHourly = what.offer.storageHourly(plan.diskGb);
        row.gpuHourly = what.offer.hourlyWithDisk(plan.diskGb) - row.storageHourly;
        services.sweeper->claim(
            what.label); // before the row is there, so that no sweep takes it for a left-over
        const Result<Done> written = services.ledger->insert(row);
        if (written) {
            post(race::RowWritten{what.label});
            return;
        }
        services.sweeper->release(what.label);
        qCCritical(lcRace).noquote() << written.error().message << written.error().detail;
        post(race::RowFailed{what.label, written.error()});
    }

    void carryOut(const race::SendCreate &what)
    {
        CreateRequest request;
        request.offer = what.offer;
        request.label = what.label;
        request.image = plan.image;
        request.diskGb = plan.diskGb;
        request.onstart = plan.onstart;
        if (what.offer.isBid && what.offer.minBid) { // without a price the same ask is rented on demand
            request.bidPrice = Money::fromDollars(*what.offer.minBid);
        }
        const QString label = what.label;
        Job<CreateOutcome> *job = services.provider->create(request, what.urgency);
        creates.insert(label, job);
        job->then(q, [this, label](const Result<CreateOutcome> &outcome) {
            creates.remove(label);
            const QPointer<RaceDriver> alive(q);
            post(race::CreateAnswered{
                label, outcome ? *outcome : CreateOutcome{CreateKind::Unknown, {}, outcome.error()}});
            if (alive && condemned.contains(label)) {
                services.sweeper->release(
                    label); // no answer is awaited any more: an empty listing counts now
            }
        });
    }

    void carryOut(const race::CancelCreate &what)
    {
        if (const QPointer<JobBase> job = creates.value(what.label)) {
            job->cancel();
        }
    }

    void carryOut(const race::SetInstance &what)
    {
        logFault(services.ledger->setInstance(what.label, what.instanceId));
    }
    void carryOut(const race::SetRunning &what) { logFault(services.ledger->setRunning(what.label)); }

    void carryOut(const race::AttachKey &what)
    {
        if (plan.publicKey.isEmpty()) {
            return;
        }
        services.provider->attachSshKey(what.instanceId, plan.publicKey)
            ->then(q, [](const Result<Done> &done) { logFault(done); }); // onstart installs it as well
    }

    void carryOut(const race::StartProbe &what)
    {
        if (const auto running = probes.find(what.label); running != probes.end()) {
            running->second->setEndpoints(what.endpoints);
            return;
        }
        ProbePtr probe(services.probes(what.label, plan.check).release());
        if (!probe) {
            post(race::ProbeUnfit{
                what.label, Error{ErrorCategory::Internal, RaceDriver::tr("No probe could be made."), {}}});
            return;
        }
        const QString label = what.label;
        QObject::connect(
            probe.get(), &Probe::loggedIn, q, [this, label] { post(race::ProbeLoggedIn{label}); });
        QObject::connect(
            probe.get(), &Probe::ready, q, [this, label](const std::shared_ptr<AgentChannel> &channel) {
                channels.insert(label, channel);
                post(race::ProbeReady{label});
            });
        QObject::connect(probe.get(), &Probe::unfit, q, [this, label](const Error &error) {
            post(race::ProbeUnfit{label, error});
        });
        Probe *started = probes.emplace(label, std::move(probe)).first->second.get();
        started->setEndpoints(what.endpoints);
    }

    void carryOut(const race::StopProbe &what) { probes.erase(what.label); }

    void carryOut(const race::Condemn &what)
    {
        condemned.insert(what.label);
        if (what.label == unkept) {
            unkept.clear(); // it died before the ledger could note that it is kept
        }
        services.sweeper->condemn(what.label, what.reason, what.running);
        if (!creates.contains(what.label)) {
            services.sweeper->release(what.label);
        }
    }

    void carryOut(const race::MarkRefused &what) { services.sweeper->refused(what.label, what.reason); }

    void carryOut(const race::Keep &what)
    {
        unkept = what.label;
        writeKept();
    }

    /** Until the ledger says that the winner is kept its claim protects it; a full disk may pass. */
    void writeKept()
    {
        if (unkept.isEmpty()) {
            return;
        }
        const auto row = services.ledger->row(unkept);
        if (row && row->state == LedgerState::Intent) {
            for (const RacerView &racer : std::as_const(shown.racers)) {
                if (racer.label == unkept && !racer.instanceId.isEmpty()) {
                    logFault(services.ledger->setInstance(unkept, racer.instanceId));
                }
            }
        }
        const auto kept = services.ledger->transition(unkept, LedgerState::Kept, QStringLiteral("winner"));
        logFault(kept);
        if (kept) {
            services.sweeper->release(unkept);
            unkept.clear();
        }
    }

    void carryOut(const race::AnnounceWin &what)
    {
        shown = rules.view(now());
        const auto channel = channels.take(what.label);
        probes.erase(what.label);
        for (const RacerView &racer : std::as_const(shown.racers)) {
            if (racer.label == what.label) {
                const RacerView winner = racer; // a slot may change the view
                Q_EMIT q->won(winner, channel);
                return;
            }
        }
    }

    void carryOut(const race::AnnounceEnd &what)
    {
        shown = rules.view(now());
        Q_EMIT q->failed(what.error);
    }

    /** The race is given up with machines open: nothing queued is sent, everything else is destroyed. */
    void abandon()
    {
        if (rules.phase() == RacePhase::Idle) {
            return;
        }
        for (const QPointer<JobBase> &job : std::as_const(creates)) {
            if (job) {
                job->cancel();
            }
        }
        const RaceView last = rules.view(now());
        for (const RacerView &racer : last.racers) {
            const auto row = services.ledger->row(racer.label);
            const bool open = row && (row->state == LedgerState::Intent || row->state == LedgerState::Alive);
            if (racer.label == unkept) {
                continue; // kept by the person, only not yet on disk
            }
            if (open) {
                services.sweeper->condemn(racer.label, QStringLiteral("race abandoned"), false);
            }
            services.sweeper->release(racer.label);
        }
    }

    RaceDriver *q;
    RaceServices services;
    RacePlan plan;
    race::Rules rules;
    RaceView shown;
    QTimer tick;
    QQueue<race::Event> events;
    bool busy = false;
    bool listing = false;
    qint64 nextListAt = 0;
    qint64 listGap = kListGapMs;
    std::map<QString, ProbePtr> probes;
    QHash<QString, std::shared_ptr<AgentChannel>> channels;
    QHash<QString, QPointer<JobBase>> creates;
    QSet<QString> condemned;
    QString unkept; ///< a winner the person keeps that the ledger could not note yet
};

RaceDriver::RaceDriver(RaceServices services, RacePlan plan, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(services), std::move(plan)))
{
}

RaceDriver::~RaceDriver()
{
    disconnect(d->services.sweeper, nullptr, this, nullptr);
    d->abandon();
}

void RaceDriver::start()
{
    d->tick.start();
    d->post(race::Start{});
}

void RaceDriver::cancel() { d->post(race::Cancel{}); }

void RaceDriver::winnerLost(const QString &reason)
{
    d->tick.start();
    d->post(race::WinnerLost{reason});
}

void RaceDriver::winnerDied(const QString &reason)
{
    d->tick.start();
    d->post(race::WinnerLost{reason, true});
}

void RaceDriver::keepWinner() { d->post(race::WinnerKept{}); }

const RaceView &RaceDriver::view() const { return d->shown; }

} // namespace snapgpu
