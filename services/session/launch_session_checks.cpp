// SPDX-License-Identifier: GPL-3.0-or-later
// How a launch begins: caps, credit, snapshot and offers, all before anything is rented.
#include "services/session/bids.h"
#include "services/session/launch_forecast.h"
#include "services/session/launch_session_p.h"
#include "services/session/spend_caps.h"

namespace snapgpu {

namespace {

/** Several offers share one machine, and some are taken by others: ask for more rows than there are places.
 */
constexpr int kOffersPerPlace = 4;

} // namespace

void LaunchSession::Private::startChecks()
{
    setPhase(SessionPhase::Checking);
    if (!fitsCaps()) {
        return;
    }
    checksOpen = plan.restore ? 4 : 3; // account, offers, memory, snapshots

    auto *accountJob = s.race.provider->account();
    accountJob->then(q, [this](const Result<Account> &r) { checkAccount(r); });
    checks.append(accountJob);

    SearchRequest search = plan.search;
    search.limit = std::max(search.limit, plan.waveSize * plan.maxWaves * kOffersPerPlace);
    search.storageGb = plan.diskGb;
    if (!plan.onlyOffers.isEmpty()) { // wherever they stand in the market, one page holds them
        QueryCondition ticked{QStringLiteral("id"), QueryOp::In, {}, {}, 0};
        for (const qint64 id : std::as_const(plan.onlyOffers)) {
            ticked.list.append(id);
        }
        search.query.conditions.append(ticked);
    }
    auto *offersJob = s.race.provider->search(search);
    offersJob->then(q, [this](const Result<QVector<Offer>> &r) { checkOffers(r); });
    checks.append(offersJob);

    askMemory();

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
    if (!result->tellsCredit) {
        Q_EMIT q->warning(Error{ErrorCategory::NoCredit,
            LaunchSession::tr(
                "The provider does not tell how much credit is left. Without any, the first create "
                "is refused and the race ends."),
            {}, 0, 0});
    } else if (result->credit <= Money()) {
        return settleOutcome(Error{ErrorCategory::NoCredit,
            LaunchSession::tr("The account has no credit left (%1), so nothing was rented. Add credit at the "
                              "provider and start again.")
                .arg(moneyText(result->credit, 2)),
            {}, 0, 0});
    }
    account = *result;
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
    QString mistake = filterMistake(plan.only);
    mistake = mistake.isEmpty() ? patternMistake(plan.critical) : mistake;
    if (!mistake.isEmpty()) {
        return settleOutcome(Error{ErrorCategory::InvalidInput, mistake, {}, 0, 0});
    }
    snapshot = *found;
    if (plan.restoresPart()) {
        // Disk, traffic and times are those of the part.
        snapshot.totalBytes = plan.onlyBytes;
        snapshot.totalFiles.reset();
    }
    checkDone();
}

void LaunchSession::Private::checkOffers(const Result<QVector<Offer>> &result)
{
    if (!result) {
        return settleOutcome(result.error());
    }
    takeOffers(*result);
    if (offersSeen.isEmpty()) {
        return settleOutcome(Error{ErrorCategory::NoOffers,
            LaunchSession::tr(
                "No offer matches the filters now, so nothing was rented. Relax a filter and start "
                "again."),
            {}, 0, 0});
    }
    if (offers.isEmpty()) {
        return settleOutcome(Error{ErrorCategory::NoOffers,
            LaunchSession::tr(
                "No machine that matches takes a bid this low, so nothing was rented. Raise the "
                "bid and start again."),
            {}, 0, 0});
    }
    checkDone();
}

/** Rows of a search, in whichever order searches end. */
void LaunchSession::Private::takeOffers(const QVector<Offer> &found)
{
    QVector<Offer> fresh;
    for (const Offer &offer : found) {
        const bool wanted = plan.onlyOffers.isEmpty() || plan.onlyOffers.contains(offer.id);
        if (wanted && !offersSeen.contains(offer.id)) {
            offersSeen.insert(offer.id);
            candidates.add(offer, plan);
            fresh.append(offer);
        }
    }
    offers += pricedForPlan(fresh, plan);
}

void LaunchSession::Private::checkDone()
{
    if (--checksOpen == 0 && phase == SessionPhase::Checking && !outcomeSettled) {
        makeEstimate();
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

void LaunchSession::Private::makeEstimate()
{
    constexpr int kRacesBack = 300; // rows
    const std::shared_ptr<const HostBeliefs> beliefs = s.memory ? s.memory->beliefs() : nullptr;
    outlook = launchOutlook(candidates, plan, beliefs.get(), usualReadyMs(s.race.ledger->history(kRacesBack)),
        snapshot.totalBytes.value_or(-1), s.race.clock->wallMs());
}

/** The provider destroys or stops machines when the credit runs out in the middle of the work. */
void LaunchSession::Private::warnOfCredit()
{
    const Money worst = outlook.estimate.worstCost + outlook.estimate.worstTraffic;
    if (account.tellsCredit && worst > account.credit) {
        Q_EMIT q->warning(Error{ErrorCategory::NoCredit,
            LaunchSession::tr("The account holds %1, and if no machine becomes ready this race can cost %2. "
                              "Add credit, or lower the caps.")
                .arg(moneyText(account.credit, 2), moneyText(worst, 2)),
            {}, 0, 0});
    }
}

} // namespace snapgpu
