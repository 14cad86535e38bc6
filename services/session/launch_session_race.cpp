// SPDX-License-Identifier: GPL-3.0-or-later
// How a launch goes: the race, the restore on the winner, and the winner's lease.
#include "services/session/bids.h"
#include "services/session/launch_session_p.h"

#include "services/core/json.h"
#include "services/core/log.h"
#include "services/restic/tree_store.h"
#include "services/restore/hard_links.h"

#include <QRandomGenerator>
#include <utility>

namespace snapgpu {

namespace {

constexpr int kLeasePatienceMs = 15'000;

QString newRaceId()
{
    return QStringLiteral("%1").arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
}

/** Faults of the machine or the way to it: another machine may do better. */
bool isMachineFault(ErrorCategory category)
{
    return category == ErrorCategory::SshUnreachable || category == ErrorCategory::HostFault
        || category == ErrorCategory::Network || category == ErrorCategory::Timeout;
}

} // namespace

void LaunchSession::Private::startRace()
{
    RacePlan race_;
    race_.raceId = newRaceId();
    race_.account = account.id;
    race_.candidates = offers;
    race_.image = plan.image;
    race_.diskGb = plan.diskGb;
    race_.onstart = s.race.provider->onstartScript(s.publicKey, s.leaseSeconds);
    race_.waveSize = plan.waveSize;
    race_.waveDelayMs = plan.waveDelayMs;
    race_.maxWaves = plan.maxWaves;
    race_.giveUpMs = plan.giveUpMs;
    race_.maxHourly = plan.maxHourly;
    race_.maxCost = plan.maxCost;
    race_.maxAlive = plan.maxMachines;
    race_.check.gpu = plan.requireGpu;
    if (plan.restore && snapshot.totalBytes) {
        race_.check.minFreeBytes = *snapshot.totalBytes;
    }
    race_.publicKey = s.publicKey;
    applyMemory(race_);
    recorder = AttemptRecorder(s.race.provider->id(), plan.image, race_.adaptive, s.race.clock->wallMs());

    race = std::make_unique<RaceDriver>(s.race, race_);
    QObject::connect(race.get(), &RaceDriver::updated, q, [this] { onRaceUpdated(); });
    QObject::connect(race.get(), &RaceDriver::won, q,
        [this](const RacerView &won, const std::shared_ptr<AgentChannel> &c) { onWon(won, c); });
    QObject::connect(
        race.get(), &RaceDriver::failed, q, [this](const Error &error) { settleOutcome(error); });
    QObject::connect(s.race.sweeper, &Sweeper::destroySent, q, &LaunchSession::destroySent);
    QObject::connect(s.race.sweeper, &Sweeper::gone, q, [this](const QString &label) {
        Q_EMIT q->machineGone(label);
        finishIfClean();
    });
    setPhase(SessionPhase::Racing);
    startScouts();
    race->start();
}

/** Machines take longer to boot. The one for packs reads what the one for links has brought into the cache.
 */
void LaunchSession::Private::startScouts()
{
    if (!plan.restore || plan.critical.isEmpty() || !s.catalog) {
        return;
    }
    const RestoreRequest request = restoreRequest();
    const auto lookForPacks = [this, request] {
        if (PackScout::isOfUse(s.repository, request)) {
            packScout = std::make_unique<PackScout>(s.catalog, s.repository, request);
        }
    };
    if (knownTree()) {
        return lookForPacks();
    }
    scout = std::make_unique<LinkScout>(s.catalog, s.repository, snapshot);
    QObject::connect(scout.get(), &LinkScout::done, q, lookForPacks);
}

void LaunchSession::Private::onRaceUpdated()
{
    rememberAttempts();
    Q_EMIT q->raceUpdated();
    finishIfClean();
}

void LaunchSession::Private::onWon(const RacerView &won, const std::shared_ptr<AgentChannel> &winnerChannel)
{
    if (outcomeSettled) {
        return; // cancelled in the same instant: the race destroys it
    }
    winner = won;
    channel = winnerChannel;
    kept = false;
    trafficRecorded = false;
    leaseLifted = false;
    lookout = std::make_unique<MachineLookout>(s.race.provider, winner.instanceId, isInterruptible(plan));
    QObject::connect(lookout.get(), &MachineLookout::ended, q, [this] {
        if (phase == SessionPhase::Restoring && !outcomeSettled && restoreJob) {
            restoreJob->cancel(); // its end is told with the reason
        }
    });
    Q_EMIT q->raceWon(won);
    if (!plan.restore) {
        keepWinner();
        return settleSuccess();
    }
    startRestore();
}

std::shared_ptr<const SnapshotTree> LaunchSession::Private::knownTree() const
{
    return s.treesFolder.isEmpty() || snapshot.tree.isEmpty() ? nullptr
                                                              : TreeStore(s.treesFolder).load(snapshot.tree);
}

/** Without what only the winner tells. */
RestoreRequest LaunchSession::Private::restoreRequest() const
{
    RestoreRequest request;
    request.repository = s.machineRepository;
    request.snapshot = snapshot;
    request.subfolder = plan.subfolder;
    request.only = plan.only;
    request.critical = plan.critical;
    request.target = plan.target;
    request.connections = plan.connections;
    request.verify = plan.verify;
    request.cacheDir = s.resticCacheDir;
    request.startCommand = plan.startCommand;
    return request;
}

void LaunchSession::Private::startRestore()
{
    RestoreRequest request = restoreRequest();
    request.linkMbps = winner.offer.inetDownMbps.value_or(0);
    const auto tree = knownTree();
    request.noHardLinks = tree ? holdsNoHardLinks(*tree) : scout && scout->foundNone();
    request.ahead = packScout ? packScout->found() : nullptr;
    if (scout && !scout->isDone()) {
        scout.reset();
    }
    if (packScout) {
        packScout->stop();
    }
    setPhase(SessionPhase::Restoring);
    restoreAskedAtMs = s.race.clock->wallMs();
    restoreJob = s.engine->start(channel, request);
    QObject::connect(restoreJob, &RestoreJob::progressed, q, [this] { onRestoreProgress(); });
    QObject::connect(restoreJob, &RestoreJob::criticalReady, q, &LaunchSession::criticalReady);
    restoreJob->then(q, [this](const Result<RestoreProgress> &r) { onRestoreFinished(r); });
}

void LaunchSession::Private::onRestoreProgress()
{
    restore = restoreJob->progress();
    leaseLifted = leaseLifted || restore.leaseLifted;
    if (restore.resticRunningMs >= 0 && !outcomeSettled) {
        keepWinner();
        noteRestore();
    }
    Q_EMIT q->restoreProgressed();
    lookout->watch(restore.reconnecting && phase == SessionPhase::Restoring && !outcomeSettled);
}

void LaunchSession::Private::onRestoreFinished(const Result<RestoreProgress> &result)
{
    if (restoreJob) {
        restore = restoreJob->progress();
    }
    recordTraffic();
    settleNote();
    if (outcomeSettled) {
        return;
    }
    if (!result) {
        const std::optional<WinnerEnd> &winnerEnd = lookout->end();
        const Error error = winnerEnd ? winnerEnd->error : result.error();
        if (!kept && isMachineFault(error.category)) {
            return winnerFailed(error);
        }
        if (winnerEnd && winnerEnd->dead && restore.criticalReadyMs < 0) {
            return winnerDied(error);
        }
        keepWinner();
        leaseLifted = leaseLifted || winnerEnd; // a stopped machine neither counts down nor answers
        rememberRestore(false);
        if (winnerEnd) { // ended by us, but not because anybody wanted it
            restore.phase = RestorePhase::Failed;
            restore.message = LaunchSession::tr("The machine was stopped.");
            Q_EMIT q->restoreProgressed();
        }
        outcome.machineKept = true;
        return settleOutcome(error);
    }
    restore = *result;
    rememberRestore(true);
    keepWinner();
    Q_EMIT q->restoreProgressed();
    Q_EMIT q->restored();
    settleSuccess();
}

qint64 LaunchSession::Private::bytesFetched() const
{
    return std::max<qint64>(0, restore.bytesDone - restore.bytesSkipped);
}

/** Once per winner, when its restore is over: the provider bills traffic to the machine. */
void LaunchSession::Private::recordTraffic()
{
    if (std::exchange(trafficRecorded, true)) {
        return;
    }
    if (const auto done = s.race.ledger->addTraffic(winner.label, bytesFetched()); !done) {
        qCWarning(lcApp).noquote() << done.error().message << done.error().detail;
    }
}

/** The connection or the machine failed before the work could begin: the race goes on (DESIGN 4, rule 2). */
void LaunchSession::Private::winnerFailed(const Error &error)
{
    Q_EMIT q->warning(error);
    channel.reset();
    setPhase(SessionPhase::Racing);
    if (lookout->end()) {
        race->winnerDied(error.message);
    } else {
        race->winnerLost(error.message);
    }
}

/**
 * The kept machine is dead. As long as nobody can have begun to work on it nothing is lost with it: it is
 * destroyed, and the race goes on for another one.
 */
void LaunchSession::Private::winnerDied(const Error &error)
{
    rememberRestore(false);
    leasePatience.stop();
    leasePatience.disconnect();
    kept = false;
    winnerFailed(error);
}

void LaunchSession::Private::keepWinner()
{
    if (kept) {
        return;
    }
    kept = true;
    race->keepWinner();
    rememberAttempts();
    watchLease();
}

/** A kept machine that goes on counting down would destroy itself with the person's work on it. */
void LaunchSession::Private::watchLease()
{
    leasePatience.setSingleShot(true);
    QObject::connect(&leasePatience, &QTimer::timeout, q, [this] {
        if (leaseLifted || winnerCondemned) {
            return;
        }
        leaseLifted = true; // nothing more to wait for
        Q_EMIT q->warning(Error{ErrorCategory::SshUnreachable,
            LaunchSession::tr(
                "The machine did not confirm that it stays. It may destroy itself %n minute(s) after its "
                "start; to keep it, log in and run: echo kept > /root/.snapgpu/lease",
                nullptr, s.leaseSeconds / 60),
            {}, 0, 0});
        finishIfClean();
    });
    leasePatience.start(kLeasePatienceMs);
    if (!channel || !channel->isOpen()) {
        return; // the restore lifts it over its own new connection
    }
    QObject::connect(channel.get(), &AgentChannel::event, q, [this](const nlohmann::json &message) {
        if (json::trimmed(message, "event") == QLatin1String("lease")
            && json::trimmed(message, "until") == QLatin1String("kept")) {
            leaseLifted = true;
            finishIfClean();
        }
    });
    channel->send("lease keep");
}

bool LaunchSession::Private::awaitsLease() const { return kept && !winnerCondemned && !leaseLifted; }

void LaunchSession::Private::condemnWinner(const QString &reason)
{
    if (!winner.label.isEmpty() && !winnerCondemned) {
        winnerCondemned = true;
        s.race.sweeper->condemn(winner.label, reason, true);
    }
}

} // namespace snapgpu
