// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/race/race_rules.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace snapgpu::test {

/** The rules of the race (design, section 4), each by number and name; a broken one is reported with both. */
enum class Invariant {
    OneWinner, ///< 1: at most one winner at a time, and only after a passed check
    EveryLabelEnds, ///< 2: refused, kept or gone confirmed; nothing rented is left
    RowBeforeCreate, ///< 3: the row is on disk before the create; no label is created twice
    WaveKeepsSize, ///< 4: what is refused or fails is replaced at once, and never more than the wave
    OneOfferPerMachine, ///< 5: no ask and no machine twice
    WaveClock, ///< 6: waves start when their clock says (adaptive: at the p60), not more than maxWaves
    OneExplorer, ///< 6: one place of a wave, and only with hints, goes to a little known machine
    PinnedFirst, ///< 6: what the person pinned is tried before anything else
    Caps, ///< 7: $/h, $ and number of creates
    NothingAfterTheEnd, ///< 8: no create after win, cancel or a fatal error
    LosersAtOnce, ///< 8: the others are condemned in the same step, running ones first
    ApiUnhappy, ///< 9: a failed call never fails a machine
    DeadStates, ///< 10: dead states end a racer, a pull line never does
    LegalMoves, ///< only moves of the table
    EndIsTold, ///< every end is announced once
};
QString toText(Invariant invariant);

/** Watches a race from outside: what goes in, what comes out, and the racers after each step. */
class RaceWatch final
{
public:
    explicit RaceWatch(race::Config config);

    /** Empty, or the invariant that this step broke and how. */
    QString check(
        const race::Rules &rules, const race::Event &event, const race::Commands &commands, qint64 nowMs);
    /** At the end of a schedule. */
    QString checkEnd(const race::Rules &rules) const;

private:
    QString checkCommands(const race::Commands &commands, RacePhase before);
    QString checkCreate(const race::SendCreate &create);
    QString checkRacers(const race::Rules &rules, qint64 nowMs) const;
    QString checkSize(const race::Rules &rules, qint64 sinceStart) const;
    QString checkWaves(const race::Rules &rules, qint64 sinceStart);
    QString checkWaveStart(const race::Rules &rules, int wave, qint64 sinceStart) const;
    double median(const Offer &offer) const;
    QString checkExplorers(const race::Rules &rules) const;
    QString checkPinned(const race::Rules &rules) const;
    QString checkCaps(const race::Rules &rules, qint64 nowMs) const;
    QString checkListing(
        const race::Rules &rules, const race::Listed &listed, const race::Commands &commands) const;
    QString checkAnswer(
        const race::Rules &rules, const race::CreateAnswered &answer, const race::Commands &commands);
    QString checkEnds(const race::Rules &rules, const race::Commands &commands);
    void learn(const race::Event &event);

    race::Config m_config;
    int m_machines = 0; ///< different ones among the candidates
    qint64 m_startMs = -1;
    qint64 m_lastCheckMs = 0;
    RacePhase m_phase = RacePhase::Idle;
    QSet<QString> m_rows, m_created, m_ready, m_answered;
    QSet<qint64> m_asks, m_usedMachines;
    QVector<qint64> m_waveStarts;
    bool m_apiRefused = false; ///< creates may be held back since
    bool m_kept = false;
    int m_refusals = 0;
};

} // namespace snapgpu::test
