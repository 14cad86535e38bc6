// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/race/candidates.h"
#include "services/race/machine_verdict.h"
#include "services/race/race_messages.h"
#include "services/race/racer.h"

#include <optional>
#include <QHash>
#include <QString>
#include <QVector>

namespace snapgpu::race {

/** What the rules need of a plan. Times are ms. */
struct Config
{
    QString raceId;
    QString labelPrefix; ///< "snapgpu/<installation>/"
    QVector<Offer> candidates; ///< best first
    CandidateHints hints; ///< what is remembered of them; empty = nothing
    double diskGb = 20;
    int waveSize = 5;
    qint64 waveDelayMs = 10'000;
    int maxWaves = 3;
    qint64 giveUpMs = 600'000;
    std::optional<Money> maxHourly;
    std::optional<Money> maxCost;
    std::optional<int> maxAlive; ///< machines that may exist at once, dying ones too
    bool billsFromCreate = false; ///< see Capabilities
    int mostOfAnOffer = 1; ///< racers that one offer may give; more where it stands for a pool of machines
    int maxCreates = 0; ///< labels that may rent something; 0 = twice waveSize * maxWaves
    bool adaptive = false; ///< next wave at the learned p60 of the machines racing, else after waveDelayMs
    double bootSigma = 0.7; ///< spread of log boot time, for that
    double fieldP50Seconds = 0; ///< median boot of a machine without a hint, likewise; 0 = not known
};

/**
 * The race as a pure step function over a value: events and the time go in, commands come out; no network,
 * process, timer or file. Copyable, so a test can fork a race. `nowMs` is monotonic; a step back is ignored.
 */
class Rules final
{
public:
    static constexpr qint64 kWaveClockAtLatestMs = 10'000; ///< after the wave started
    static constexpr qint64 kLostCreateMs = 30'000; ///< a lost create is looked up that long
    static constexpr qint64 kNeverListedMs = 60'000; ///< accepted, yet in no listing
    static constexpr int kVanishedListings = 2;
    static constexpr int kAllVanishedListings = 5; ///< when all are missing at once, the list is to blame
    static constexpr int kBadImageMachines = 2;
    static constexpr int kKeyRefusedMachines = 4; ///< hosts that lose the key are known to come in threes
    static constexpr int kBadArguments = 3;

    explicit Rules(Config config);

    Commands step(const Event &event, qint64 nowMs);

    /** Some racer may be alive and undecided: keep listing. */
    bool wantsListing() const;
    RacePhase phase() const { return m_phase; }
    /** Every label is refused, kept or confirmed gone, and no more will come. */
    bool isSettled() const;
    const Racer *find(const QString &label) const;
    const QVector<Racer> &racers() const { return m_racers; }
    int waves() const { return static_cast<int>(m_waves.size()); }
    RaceView view(qint64 nowMs) const;
    /** Moves that the transition table refused; a bug when not zero. */
    int illegalMoves() const { return m_illegalMoves; }

private:
    void on(const Start &);
    void on(const Tick &) { }
    void on(const RowWritten &event);
    void on(const RowFailed &event);
    void on(const CreateAnswered &event);
    void on(const Listed &event);
    void on(const ListFailed &event);
    void on(const ProbeLoggedIn &event);
    void on(const ProbeReady &event);
    void on(const ProbeUnfit &event);
    void on(const GoneConfirmed &event);
    void on(const Cancel &);
    void on(const WinnerLost &event);
    void on(const WinnerKept &);

    // race_rules.cpp: answers, win and end
    void accept(Racer &racer, const QString &instanceId);
    void refuse(Racer &racer, const Error &error, bool rowExists);
    void learnFromRefusal(const Error &error);
    void noteInstance(Racer &racer, const QString &instanceId);
    /** None: only slower, or not wanted any more. */
    void condemn(Racer &racer, const QString &reason, FailureClass failure = FailureClass::None);
    void condemnAll(const QString &reason, const QString &exceptLabel = {});
    void end(RacePhase phase, const Error &error);
    void move(Racer &racer, RacerState state);
    Racer *racer(const QString &label);

    // race_rules_waves.cpp: who is tried, and when
    void advance();
    void openWave();
    void startWaveClock();
    void fill();
    bool planOne();
    bool wantsExplorer(int wave) const;
    qint64 waveDelay() const;
    bool fitsCaps(const Offer &offer) const;
    bool mayCreate() const;
    bool neverAgain() const;
    bool isExhausted() const;
    int liveCount(int wave = 0) const;
    int waveToFill() const;
    Error nothingReady() const;

    // race_rules_machines.cpp: what listings say
    void present(Racer &racer, const Machine &machine);
    void absent(Racer &racer, bool allVanished);
    void followStatus(Racer &racer, const Machine &machine);
    void followEndpoints(Racer &racer, const Machine &machine);
    void applyVerdict(Racer &racer, const Machine &machine);
    Money cost() const;

    struct Wave
    {
        qint64 startMs = 0;
        qint64 clockMs = -1; ///< when its delay began to run
    };

    Config m_config;
    Candidates m_candidates;
    Commands m_out;
    RacePhase m_phase = RacePhase::Idle;
    qint64 m_startMs = 0;
    qint64 m_now = 0; ///< since start
    qint64 m_endMs = -1;
    QVector<Racer> m_racers;
    QHash<QString, int> m_index;
    QVector<Wave> m_waves;
    QString m_winner;
    bool m_kept = false;
    bool m_anyAccepted = false;
    int m_refusedInRow = 0;
    int m_badArguments = 0;
    int m_badImages = 0;
    int m_keyRefused = 0;
    int m_authInRow = 0;
    bool m_anyLogin = false;
    qint64 m_holdUntilMs = 0; ///< the API is unhappy: no create before this
    qint64 m_holdMs = 1'000;
    Error m_lastRefusal;
    QString m_message;
    int m_illegalMoves = 0;
};

} // namespace snapgpu::race
