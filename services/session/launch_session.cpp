// SPDX-License-Identifier: GPL-3.0-or-later
// How a launch ends, and its public face.
#include "services/session/launch_session_p.h"

#include "services/core/log.h"
#include "services/session/exit_codes.h"
#include "services/session/spend_caps.h"
#include "services/session/ssh_command.h"

namespace snapgpu {

namespace {

int exitCodeFor(const Error &error)
{
    // A launch without restic cannot restore; other commands may do without it.
    return error.category == ErrorCategory::MissingTool
        ? kExitRestoreFailed
        : exitCodeOf(error.category).value_or(kExitNothingReady);
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

void LaunchSession::Private::setPhase(SessionPhase next)
{
    if (phase == next) {
        return;
    }
    phase = next;
    qCInfo(lcApp) << "launch phase" << toText(next);
    Q_EMIT q->phaseChanged();
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
    rememberRace();
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

int LaunchSession::machinesAlive() const
{
    const QVector<RacerView> &racers = race().racers;
    return static_cast<int>(std::count_if(racers.cbegin(), racers.cend(), [this](const RacerView &racer) {
        const std::optional<LedgerRow> row = d->s.race.ledger->row(racer.label);
        return row && row->state != LedgerState::Gone && row->state != LedgerState::Refused;
    }));
}

const Snapshot &LaunchSession::snapshot() const { return d->snapshot; }

const SessionOutcome &LaunchSession::outcome() const { return d->outcome; }

const std::optional<race::RaceForecast> &LaunchSession::forecast() const { return d->outlook.forecast; }

const PlanEstimate &LaunchSession::estimate() const { return d->outlook.estimate; }

Money LaunchSession::trafficCost() const
{
    const Money perGb = Money::fromDollars(d->winner.offer.inetDownCost.value_or(0));
    return snapgpu::trafficCost(perGb, d->bytesFetched());
}

QString LaunchSession::sshCommand() const
{
    if (!d->channel) {
        return {};
    }
    return sshCommandText(d->channel->endpoint(), d->s.identityFile);
}

} // namespace snapgpu
