// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Shared by the sources of LaunchSession and nothing else: how it begins (checks), goes (race) and
// ends.
#include "services/metrics/attempt_recorder.h"
#include "services/metrics/host_memory.h"
#include "services/restic/tree_store.h"
#include "services/restore/link_scout.h"
#include "services/restore/pack_scout.h"
#include "services/session/launch_forecast.h"
#include "services/session/launch_session.h"
#include "services/session/machine_lookout.h"

#include <QPointer>
#include <QTimer>

namespace snapgpu {

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
    void askMemory();
    void searchStars();
    void applyMemory(RacePlan &race_);
    void rememberAttempts();
    void rememberRace();
    void rememberRestore(bool ok);
    bool fitsCaps();
    void makeEstimate();
    void warnOfCredit();
    void checkAccount(const Result<Account> &result);
    void checkSnapshots(const Result<QVector<Snapshot>> &result);
    void checkOffers(const Result<QVector<Offer>> &result);
    void takeOffers(const QVector<Offer> &found);
    void checkDone();
    void startRace();
    void onRaceUpdated();
    void onWon(const RacerView &won, const std::shared_ptr<AgentChannel> &winnerChannel);
    void startScouts();
    RestoreRequest restoreRequest() const;
    void startRestore();
    std::shared_ptr<const SnapshotTree> knownTree() const; ///< of the snapshot browser; null = never browsed
    void onRestoreProgress();
    BegunRestore restoreNote() const;
    void noteRestore();
    void settleNote();
    void onRestoreFinished(const Result<RestoreProgress> &result);
    void winnerFailed(const Error &error);
    void keepWinner();
    void winnerDied(const Error &error);
    void watchLease();
    bool awaitsLease() const;
    void condemnWinner(const QString &reason);
    void cancelAfterTheEnd();
    void recordTraffic();
    qint64 bytesFetched() const;
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
    QSet<qint64> offersSeen; ///< of all searches of this launch
    QVector<Offer> offers; ///< as the plan rents them
    LaunchCandidates candidates;
    Account account;
    LaunchOutlook outlook;
    Snapshot snapshot;
    std::unique_ptr<LinkScout> scout; ///< looks at the snapshot while machines boot
    std::unique_ptr<PackScout> packScout; ///< looks for the packs of the critical files

    std::unique_ptr<RaceDriver> race;
    RaceView emptyRace;
    AttemptRecorder recorder;
    RacerView winner;
    std::shared_ptr<AgentChannel> channel;
    QPointer<RestoreJob> restoreJob;
    RestoreProgress restore;
    std::unique_ptr<MachineLookout> lookout; ///< of the winner
    qint64 restoreAskedAtMs = 0; ///< wall clock
    bool restoreNoted = false; ///< for the next start, should this program end before the restore
    bool kept = false;
    bool winnerCondemned = false;
    bool trafficRecorded = false;
    bool leaseLifted = false; ///< the winner said that it no longer destroys itself
    QTimer leasePatience;
    QTimer grace;
};

} // namespace snapgpu
