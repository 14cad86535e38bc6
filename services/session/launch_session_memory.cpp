// SPDX-License-Identifier: GPL-3.0-or-later
// What a launch takes from host memory, and what it tells it.
#include "services/session/launch_forecast.h"
#include "services/session/launch_session_p.h"

#include "services/core/log.h"
#include "services/session/restore_notes.h"

#include <utility>

namespace snapgpu {

namespace {

/** A memory that is still being read must not hold up a race. */
constexpr int kMemoryPatienceMs = 2'000;
/** Neither must a second search, which may have to wait at the gate behind those of the window. */
constexpr int kStarsPatienceMs = 2'500;
constexpr int kMostStars = 40;

} // namespace

void LaunchSession::Private::askMemory()
{
    if (!s.memory) {
        return checkDone();
    }
    // One shot for both: whichever comes first opens the gate.
    auto *patience = new QTimer(q);
    patience->setSingleShot(true);
    auto *read = s.memory->health();
    const auto once = [this, patience] {
        if (patience->property("used").toBool()) {
            return;
        }
        patience->setProperty("used", true);
        patience->deleteLater();
        searchStars();
        checkDone();
    };
    QObject::connect(patience, &QTimer::timeout, q, once);
    read->then(patience, [once](const Result<MemoryHealth> &) { once(); });
    patience->start(kMemoryPatienceMs);
}

/**
 * A search shows the first rows of a market of thousands, by the provider's idea of what is good. Machines
 * that are known to be fast are asked for by number, so that they race wherever they stand in it.
 */
void LaunchSession::Private::searchStars()
{
    const std::shared_ptr<const HostBeliefs> beliefs = s.memory ? s.memory->beliefs() : nullptr;
    if (!beliefs || outcomeSettled || !plan.onlyOffers.isEmpty() || plan.rankBy == RankBy::Listed
        || !s.race.provider->capabilities().choosesHost) {
        return;
    }
    QueryCondition stars{QStringLiteral("machine_id"), QueryOp::In, {}, {}, 0};
    for (const qint64 machine :
        starMachines(*beliefs, s.race.provider->id(), s.race.clock->wallMs(), kMostStars)) {
        stars.list.append(machine);
    }
    if (stars.list.isEmpty()) {
        return;
    }
    SearchRequest search = plan.search;
    search.storageGb = plan.diskGb;
    search.query.conditions.append(stars);
    ++checksOpen;
    auto *job = s.race.provider->search(search);
    // A job that is cancelled is over, too; without its rows the race is as it would be without memory.
    QTimer::singleShot(kStarsPatienceMs, job, [job] { job->cancel(); });
    job->then(q, [this](const Result<QVector<Offer>> &found) {
        if (found) {
            takeOffers(*found);
        } else {
            qCInfo(lcMemory).noquote() << "not asked for known machines:" << found.error().message;
        }
        checkDone();
    });
    checks.append(job);
}

/** Orders the candidates by what is remembered of them; without memory the provider's order stays. */
void LaunchSession::Private::applyMemory(RacePlan &race_)
{
    const std::shared_ptr<const HostBeliefs> beliefs = s.memory ? s.memory->beliefs() : nullptr;
    race_.adaptive = plan.adaptive && beliefs && beliefs->attempts() > 0;
    if (plan.adaptive && !race_.adaptive) {
        Q_EMIT q->warning(Error{ErrorCategory::NotFound,
            LaunchSession::tr(
                "No boot is remembered yet, so the waves cannot be timed by what was learned: each waits "
                "%1 s.")
                .arg(double(plan.waveDelayMs) / 1000),
            {}});
    }
    if (!beliefs) {
        return;
    }
    const qint64 bytes = plan.restore && snapshot.totalBytes ? *snapshot.totalBytes : -1;
    const RankedOffers ranked = rankOffers(race_.candidates, *beliefs, workLoadOf(plan, bytes), plan.rankBy,
        s.race.clock->wallMs(), !plan.onlyOffers.isEmpty());
    qCInfo(lcMemory) << "ranked" << ranked.offers.size() << "offers by" << toText(plan.rankBy) << "from"
                     << beliefs->attempts() << "attempts; banned" << ranked.banned << "cooling"
                     << ranked.cooling;
    if (ranked.offers.isEmpty()) {
        Q_EMIT q->warning(Error{ErrorCategory::NoOffers,
            LaunchSession::tr(
                "Every machine that matches is banned by you; the ban is ignored for this race."),
            {}});
        return;
    }
    race_.candidates = ranked.offers;
    race_.hints = ranked.hints;
    race_.bootSigma = beliefs->sigma();
    race_.fieldP50Seconds = fieldMedianSeconds(*beliefs, s.race.clock->wallMs());
}

void LaunchSession::Private::rememberAttempts()
{
    if (s.memory && race) {
        s.memory->record(recorder.decided(race->view(), kept));
    }
}

void LaunchSession::Private::rememberRace()
{
    if (s.memory && race && race->view().phase != RacePhase::Idle) {
        rememberAttempts();
        s.memory->record(recorder.raceRecord(race->view()));
    }
}

BegunRestore LaunchSession::Private::restoreNote() const
{
    Machine machine;
    machine.provider = s.race.provider->id();
    machine.instanceId = winner.instanceId;
    machine.label = winner.label;
    return begunRestore(machine, restoreRequest(), restoreAskedAtMs);
}

/** Should this program end before the restore does, the next one follows it. */
void LaunchSession::Private::noteRestore()
{
    if (s.notes != nullptr && !std::exchange(restoreNoted, true)) {
        s.notes->add(restoreNote());
    }
}

/** Struck out at its end; what may still run on the machine is left to the next start. */
void LaunchSession::Private::settleNote()
{
    if (s.notes == nullptr || !std::exchange(restoreNoted, false)) {
        return;
    }
    if (restore.reconnecting && !lookout->end()) {
        BegunRestore left = restoreNote();
        left.countedBytes = bytesFetched();
        return s.notes->add(left);
    }
    s.notes->remove(s.race.provider->id(), winner.instanceId);
}

void LaunchSession::Private::rememberRestore(bool ok)
{
    if (!s.memory) {
        return;
    }
    if (const auto record =
            restoreRecord(winner, s.race.provider->id(), restore, ok, s.race.clock->wallMs())) {
        s.memory->record(*record);
    }
}

} // namespace snapgpu
