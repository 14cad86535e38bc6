// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/candidate_hint.h"
#include "services/metrics/host_beliefs.h"

#include <optional>
#include <QVector>

namespace snapgpu {

/** What candidates of a race are ordered by. */
enum class RankBy {
    Listed, ///< as the provider lists them: no memory
    Ready, ///< expected time until the machine can be used
    Work, ///< the same and the restore of the snapshot (default)
    Cost, ///< expected dollars until work can begin
};
QString toText(RankBy rankBy); ///< "listed", "ready", "work", "cost"
std::optional<RankBy> rankByFrom(const QString &word);

/** What is to be done on the machine. */
struct WorkLoad
{
    qint64 restoreBytes = 0; ///< what must be there before work begins: the critical set, else the snapshot
    qint64 trafficBytes = 0; ///< everything that will be fetched and paid for
    double diskGb = 40;
};

/** What to expect of one offer; for the columns and the tooltip of the offers table, and for the ranking. */
struct OfferOutlook
{
    std::optional<double> bootP50; ///< seconds; nothing while no attempt at all is remembered
    double readySeconds = 0; ///< expected, the risk of a dud included
    std::optional<double> timeToWork; ///< seconds
    std::optional<Money> costToWork;
    double dudRisk = 0; ///< 0..1
    double restoreMBps = 0;
    bool known = false; ///< this very machine was tried before
    bool star = false; ///< a fast host: pinned, or learned
    bool banned = false;
    qint64 cooldownUntilMs = 0; ///< wall clock; 0 = free
    QString why; ///< for a tooltip: where the numbers come from, in some lines
};

/** "the container did not start": for people, in their language; empty for None. */
QString failureText(FailureClass failure);

/** Pure; about a microsecond without the text. */
OfferOutlook outlookOf(
    const Offer &offer, const HostBeliefs &beliefs, const WorkLoad &load, qint64 nowMs, bool withText = true);

/**
 * Machines of `provider` that a race wants to have among its candidates wherever they stand in the market:
 * those with a star, pinned ones first, then the fastest; `most` at the most.
 */
QVector<qint64> starMachines(
    const HostBeliefs &beliefs, const QString &provider, qint64 nowMs, qsizetype most);

/** Candidates in the order in which a race should try them, and what it should know of each. */
struct RankedOffers
{
    QVector<Offer> offers;
    CandidateHints hints; ///< empty when nothing is remembered or RankBy::Listed
    int banned = 0; ///< left out
    int cooling = 0; ///< put last
};

/**
 * Best first. Banned machines are left out unless `keepBanned` (the person ticked them by hand), machines in
 * cooldown come last, pinned ones first; equal ones keep their order. Without memory nothing changes.
 */
RankedOffers rankOffers(const QVector<Offer> &offers, const HostBeliefs &beliefs, const WorkLoad &load,
    RankBy rankBy, qint64 nowMs, bool keepBanned = false);

} // namespace snapgpu
