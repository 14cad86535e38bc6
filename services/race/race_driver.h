// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/candidate_hint.h"
#include "models/race_view.h"
#include "services/cloud/provider.h"
#include "services/ledger/sweeper.h"
#include "services/remote/channel.h"

#include <memory>
#include <QObject>

namespace snapgpu {

/** Everything a race needs to know before it starts. */
struct RacePlan
{
    QString raceId; ///< 4..8 hex, unique per home
    QString account; ///< the provider's id of the account that pays; goes into the ledger
    QVector<Offer> candidates; ///< best first; at most one per machine is used
    CandidateHints hints; ///< what host memory knows of them; empty = nothing
    QString image;
    double diskGb = 20;
    QString onstart;
    int waveSize = 5;
    qint64 waveDelayMs = 10'000;
    int maxWaves = 3;
    qint64 giveUpMs = 600'000; ///< since start: nobody ready by then = failed
    std::optional<Money> maxHourly; ///< cap on $/h alive
    std::optional<Money> maxCost; ///< cap on $ of the race
    std::optional<int> maxAlive; ///< cap on machines of the race that may be alive at once
    ReadyCheck check;
    QString publicKey; ///< attached to each instance after create, besides onstart
    bool adaptive =
        false; ///< next wave at the learned p60 of the machines racing; waveDelayMs without memory
    double bootSigma = 0.7; ///< spread of log boot time within one machine, for that
    double fieldP50Seconds = 0; ///< median boot of a machine without a hint, for that; 0 = not known
    int maxCreates = 0; ///< labels of this race that may rent something; 0 = twice waveSize * maxWaves
};

/** What a race needs to work with; all must outlive the driver. */
struct RaceServices
{
    CloudProvider *provider = nullptr;
    Ledger *ledger = nullptr;
    Sweeper *sweeper = nullptr;
    const Clock *clock = nullptr;
    ProbeFactory probes;
};

/** Turns the commands of the race rules into HTTP, probes and timers. One race per driver. */
class RaceDriver final : public QObject
{
    Q_OBJECT
public:
    RaceDriver(RaceServices services, RacePlan plan, QObject *parent = nullptr);
    ~RaceDriver() override;

    void start();
    /** Destroys every machine of the race, also a winner that is not kept yet. */
    void cancel();
    /** The winner failed before the restore began: destroys it and goes on with the racers still alive. */
    void winnerLost(const QString &reason);
    /** The provider says that the winner is dead, kept or not: it is destroyed, and the race goes on. */
    void winnerDied(const QString &reason);
    /** The restore began: losers' fate is sealed, the winner is Kept in the ledger. */
    void keepWinner();
    const RaceView &view() const;

Q_SIGNALS:
    void updated(); ///< view() changed; coalesced to at most 10 a second, but state changes at once
    /** First machine that passed its ready check. May come again after winnerLost(). */
    void won(const snapgpu::RacerView &winner, std::shared_ptr<snapgpu::AgentChannel> channel);
    /** No winner: why (NothingReady, Auth, NoCredit, ImageFault, Cancelled, …). Destroys may still be under
     * way. */
    void failed(const snapgpu::Error &error);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace snapgpu
