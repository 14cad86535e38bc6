// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/launch_session.h"

#include "services/core/json.h"
#include "services/core/log.h"
#include "services/session/plan_estimate.h"
#include "services/session/spend_caps.h"
#include "services/session/ssh_command.h"

#include <QPointer>
#include <QRandomGenerator>
#include <QTimer>

namespace snapgpu {

namespace {

// DESIGN 10: what the command line returns.
constexpr int kExitUsage = 2;
constexpr int kExitNothingReady = 3;
constexpr int kExitRefusedByAccount = 4;
constexpr int kExitRestoreFailed = 5;
constexpr int kExitLeftBehind = 6;
constexpr int kExitInterrupted = 130;

/** Several offers share one machine, and some are taken by others: ask for more rows than there are places.
 */
constexpr int kOffersPerPlace = 4;
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

int exitCodeFor(const Error &error)
{
    switch (error.category) {
    case ErrorCategory::Usage:
        return kExitUsage;
    case ErrorCategory::Auth:
    case ErrorCategory::NoCredit:
        return kExitRefusedByAccount;
    case ErrorCategory::Cancelled:
        return kExitInterrupted;
    case ErrorCategory::RepositoryMissing:
    case ErrorCategory::RepositoryPassword:
    case ErrorCategory::RepositoryLocked:
    case ErrorCategory::SnapshotMissing:
    case ErrorCategory::DiskFull:
    case ErrorCategory::RestoreFailed:
    case ErrorCategory::MissingTool:
        return kExitRestoreFailed;
    default:
        return kExitNothingReady;
    }
}

} // namespace

QString toText(SessionPhase phase)
{
    switch (phase) {
    case SessionPhase::Idle:
        return QStringLiteral("idle");
    case SessionPhase::Checking:
        return QStringLiteral("checking");
    case SessionPhase::Racing:
        return QStringLiteral("racing");
    case SessionPhase::Restoring:
        return QStringLiteral("restoring");
    case SessionPhase::Destroying:
        return QStringLiteral("destroying");
    case SessionPhase::Finished:
        return QStringLiteral("finished");
    }
    Q_UNREACHABLE();
}

class LaunchSession::Private final
{
public:
    Private(LaunchSession *session, SessionServices services, LaunchPlan launchPlan)
        : q(session)
        , s(std::move(services))
        , plan(std::move(launchPlan))
    {
    }

    void setPhase(SessionPhase next);
    void startChecks();
    bool fitsCaps();
    void warnOfCredit();
    void checkAccount(const Result<Account> &result);
    void checkSnapshots(const Result<QVector<Snapshot>> &result);
    void checkOffers(const Result<QVector<Offer>> &result);
    void checkDone();
    void startRace();
    void onRaceUpdated();
    void onWon(const RacerView &won, const std::shared_ptr<AgentChannel> &winnerChannel);
    void startRestore();
    void onRestoreProgress();
    void onRestoreFinished(const Result<RestoreProgress> &result);
    void winnerFailed(const Error &error);
    void keepWinner();
    void watchLease();
    bool awaitsLease() const;
    void condemnWinner(const QString &reason);
    void cancelAfterTheEnd();
    void settleOutcome(Error error);
    void settleSuccess();
    void waitForDestroys();
    void finishIfClean();
    QStringList leftBehind() const;
    void finish();

    LaunchSession *const q;
    const SessionServices s;
    LaunchPlan plan; ///< its caps are narrowed once, before anything is asked
    SessionPhase phase = SessionPhase::Idle;
    SessionOutcome outcome;
    bool outcomeSettled = false;

    QVector<QPointer<JobBase>> checks;
    int checksOpen = 0;
    QVector<Offer> offers;
    Money credit;
    Snapshot snapshot;

    std::unique_ptr<RaceDriver> race;
    RaceView emptyRace;
    RacerView winner;
    std::shared_ptr<AgentChannel> channel;
    QPointer<RestoreJob> restoreJob;
    RestoreProgress restore;
    bool kept = false;
    bool winnerCondemned = false;
    bool leaseLifted = false; ///< the winner said that it no longer destroys itself
    QTimer leasePatience;
    QTimer grace;
};

void LaunchSession::Private::setPhase(SessionPhase next)
{
    if (phase == next) {
        return;
    }
    phase = next;
    qCInfo(lcApp) << "launch phase" << toText(next);
    Q_EMIT q->phaseChanged();
}

void LaunchSession::Private::startChecks()
{
    setPhase(SessionPhase::Checking);
    if (!fitsCaps()) {
        return;
    }
    checksOpen = plan.restore ? 3 : 2;

    auto *account = s.race.provider->account();
    account->then(q, [this](const Result<Account> &r) { checkAccount(r); });
    checks.append(account);

    SearchRequest search = plan.search;
    search.limit = std::max(search.limit, plan.waveSize * plan.maxWaves * kOffersPerPlace);
    search.storageGb = plan.diskGb;
    auto *offersJob = s.race.provider->search(search);
    offersJob->then(q, [this](const Result<QVector<Offer>> &r) { checkOffers(r); });
    checks.append(offersJob);

    if (plan.restore) {
        auto *snapshots = s.catalog->list(s.repository);
        snapshots->then(q, [this](const Result<QVector<Snapshot>> &r) { checkSnapshots(r); });
        checks.append(snapshots);
    }
}

void LaunchSession::Private::checkAccount(const Result<Account> &result)
{
    if (!result) {
        return settleOutcome(result.error());
    }
    if (result->credit <= Money()) {
        return settleOutcome(Error{ErrorCategory::NoCredit,
            LaunchSession::tr("The account has no credit left (%1), so nothing was rented. Add credit at the "
                              "provider and start again.")
                .arg(moneyText(result->credit, 2)),
            {}, 0, 0});
    }
    credit = result->credit;
    checkDone();
}

void LaunchSession::Private::checkSnapshots(const Result<QVector<Snapshot>> &result)
{
    if (!result) {
        return settleOutcome(result.error());
    }
    const Result<Snapshot> found = findSnapshot(*result, plan.snapshot);
    if (!found) {
        return settleOutcome(found.error());
    }
    snapshot = *found;
    checkDone();
}

void LaunchSession::Private::checkOffers(const Result<QVector<Offer>> &result)
{
    if (!result) {
        return settleOutcome(result.error());
    }
    for (const Offer &offer : *result) {
        if (plan.onlyOffers.isEmpty() || plan.onlyOffers.contains(offer.id)) {
            offers.append(offer);
        }
    }
    if (offers.isEmpty()) {
        return settleOutcome(Error{ErrorCategory::NoOffers,
            LaunchSession::tr(
                "No offer matches the filters now, so nothing was rented. Relax a filter and start "
                "again."),
            {}, 0, 0});
    }
    checkDone();
}

void LaunchSession::Private::checkDone()
{
    if (--checksOpen == 0 && phase == SessionPhase::Checking && !outcomeSettled) {
        warnOfCredit();
        startRace();
    }
}

/** A cap that leaves no room ends the launch before anything is asked. */
bool LaunchSession::Private::fitsCaps()
{
    if (!plan.maxMachines && !plan.maxDay) {
        return true;
    }
    const qint64 now = s.race.clock->wallMs();
    const Result<LaunchPlan> fitting =
        fitCaps(plan, rowsOfToday(*s.race.ledger, startOfDayMs(now)), now, startOfDayMs(now));
    if (!fitting) {
        settleOutcome(fitting.error());
        return false;
    }
    plan = *fitting;
    return true;
}

/** The provider destroys or stops machines when the credit runs out in the middle of the work. */
void LaunchSession::Private::warnOfCredit()
{
    const Money worst = estimatePlan(offers, plan).worstCost;
    if (worst > credit) {
        Q_EMIT q->warning(Error{ErrorCategory::NoCredit,
            LaunchSession::tr("The account holds %1, and if no machine becomes ready this race can cost %2. "
                              "Add credit, or lower the caps.")
                .arg(moneyText(credit, 2), moneyText(worst, 2)),
            {}, 0, 0});
    }
}

void LaunchSession::Private::startRace()
{
    RacePlan race_;
    race_.raceId = newRaceId();
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
    race->start();
}

void LaunchSession::Private::onRaceUpdated()
{
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
    leaseLifted = false;
    Q_EMIT q->raceWon(won);
    if (!plan.restore) {
        keepWinner();
        return settleSuccess();
    }
    startRestore();
}

void LaunchSession::Private::startRestore()
{
    RestoreRequest request;
    request.repository = s.machineRepository;
    request.snapshot = snapshot;
    request.critical = plan.critical;
    request.target = plan.target;
    request.connections = plan.connections;
    request.startCommand = plan.startCommand;
    setPhase(SessionPhase::Restoring);
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
    }
    Q_EMIT q->restoreProgressed();
}

void LaunchSession::Private::onRestoreFinished(const Result<RestoreProgress> &result)
{
    if (restoreJob) {
        restore = restoreJob->progress();
    }
    if (outcomeSettled) {
        return;
    }
    if (!result) {
        if (!kept && isMachineFault(result.error().category)) {
            return winnerFailed(result.error());
        }
        keepWinner();
        outcome.machineKept = true;
        return settleOutcome(result.error());
    }
    restore = *result;
    keepWinner();
    Q_EMIT q->restoreProgressed();
    Q_EMIT q->restored();
    settleSuccess();
}

/** The connection or the machine failed before restic ran: the race goes on (DESIGN 4, rule 2). */
void LaunchSession::Private::winnerFailed(const Error &error)
{
    Q_EMIT q->warning(error);
    channel.reset();
    setPhase(SessionPhase::Racing);
    race->winnerLost(error.message);
}

void LaunchSession::Private::keepWinner()
{
    if (kept) {
        return;
    }
    kept = true;
    race->keepWinner();
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

void LaunchSession::Private::settleSuccess()
{
    outcomeSettled = true;
    outcome.ok = true;
    outcome.exitCode = 0;
    outcome.machineKept = !plan.destroyAfter;
    if (plan.destroyAfter) {
        condemnWinner(LaunchSession::tr("the launch was asked to destroy it afterwards"));
    }
    waitForDestroys();
}

void LaunchSession::Private::settleOutcome(Error error)
{
    if (outcomeSettled) {
        return;
    }
    outcomeSettled = true;
    outcome.ok = false;
    outcome.exitCode = exitCodeFor(error);
    if (outcome.machineKept) {
        outcome.exitCode = kExitRestoreFailed;
    }
    outcome.error = std::move(error);
    for (const QPointer<JobBase> &check : std::as_const(checks)) {
        if (check) {
            check->cancel();
        }
    }
    waitForDestroys();
}

void LaunchSession::Private::waitForDestroys()
{
    setPhase(SessionPhase::Destroying);
    grace.setSingleShot(true);
    QObject::connect(&grace, &QTimer::timeout, q, [this] { finish(); });
    grace.start(static_cast<int>(s.confirmGraceMs));
    // From the event loop, so that whoever caused the end sees its own call return first.
    QMetaObject::invokeMethod(
        q, [this] { finishIfClean(); }, Qt::QueuedConnection);
}

/** Everything is decided, only destroys are awaited, and the person wants the winner gone as well. */
void LaunchSession::Private::cancelAfterTheEnd()
{
    if (phase != SessionPhase::Destroying || !kept || winnerCondemned || plan.keepOnCancel) {
        return;
    }
    outcome.ok = false;
    outcome.exitCode = kExitInterrupted;
    outcome.machineKept = false;
    outcome.error = Error{ErrorCategory::Cancelled, LaunchSession::tr("Stopped as you asked."), {}, 0, 0};
    condemnWinner(LaunchSession::tr("stopped by you"));
    grace.start(static_cast<int>(s.confirmGraceMs));
}

QStringList LaunchSession::Private::leftBehind() const
{
    QStringList labels;
    if (!race) {
        return labels;
    }
    for (const RacerView &racer : race->view().racers) {
        const bool isKeptWinner = kept && !winnerCondemned && racer.label == winner.label;
        if (isKeptWinner) {
            continue;
        }
        // The ledger alone decides: a refusal may be followed by a machine that came all the same.
        const std::optional<LedgerRow> row = s.race.ledger->row(racer.label);
        if (row && row->state != LedgerState::Gone && row->state != LedgerState::Refused) {
            labels.append(racer.label);
        }
    }
    return labels;
}

void LaunchSession::Private::finishIfClean()
{
    if (outcomeSettled && phase == SessionPhase::Destroying && !awaitsLease() && leftBehind().isEmpty()) {
        finish();
    }
}

void LaunchSession::Private::finish()
{
    if (phase == SessionPhase::Finished) {
        return;
    }
    grace.stop();
    const QStringList left = leftBehind();
    if (!left.isEmpty()) {
        outcome.ok = false;
        outcome.exitCode = kExitLeftBehind;
        outcome.error = Error{ErrorCategory::LeftBehind,
            LaunchSession::tr(
                "%n machine(s) could not be confirmed destroyed: %1. They stay in the ledger; run "
                "\"snapgpu-cli sweep\" or leave SnapGPU open, and it goes on trying.",
                nullptr, static_cast<int>(left.size()))
                .arg(left.join(QStringLiteral(", "))),
            {}, 0, 0};
    }
    if (const SweepStatus older = s.race.sweeper->status(); left.isEmpty() && older.pending > 0) {
        Q_EMIT q->warning(Error{ErrorCategory::LeftBehind,
            LaunchSession::tr(
                "%n machine(s) of an earlier launch are still being destroyed. %1", nullptr, older.pending)
                .arg(older.message),
            {}, 0, 0});
    }
    setPhase(SessionPhase::Finished);
    Q_EMIT q->finished();
}

LaunchSession::LaunchSession(SessionServices services, LaunchPlan plan, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(services), std::move(plan)))
{
}

LaunchSession::~LaunchSession() = default;

void LaunchSession::start()
{
    if (d->phase == SessionPhase::Idle) {
        d->startChecks();
    }
}

void LaunchSession::cancel()
{
    if (d->outcomeSettled) {
        return d->cancelAfterTheEnd();
    }
    const bool keep = d->plan.keepOnCancel && d->phase == SessionPhase::Restoring;
    d->settleOutcome(Error{ErrorCategory::Cancelled, tr("Stopped as you asked."), {}, 0, 0});
    if (d->restoreJob) {
        d->restoreJob->cancel();
    }
    if (keep) {
        d->keepWinner();
        d->outcome.machineKept = true;
    } else if (d->kept) {
        d->condemnWinner(tr("stopped by you"));
    }
    if (d->race && !d->kept) {
        d->race->cancel();
    }
}

SessionPhase LaunchSession::phase() const { return d->phase; }

const RaceView &LaunchSession::race() const { return d->race ? d->race->view() : d->emptyRace; }

const RestoreProgress &LaunchSession::restore() const { return d->restore; }

const Snapshot &LaunchSession::snapshot() const { return d->snapshot; }

const SessionOutcome &LaunchSession::outcome() const { return d->outcome; }

QString LaunchSession::sshCommand() const
{
    if (!d->channel) {
        return {};
    }
    return sshCommandText(d->channel->endpoint(), d->s.identityFile);
}

} // namespace snapgpu
