// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/race/race_invariants.h"
#include "tests/race/schedule_random.h"

#include <map>
#include <QStringList>

namespace snapgpu::test {

/** How a schedule went, for counting that the interesting things really happened. */
struct ScheduleFacts
{
    int steps = 0;
    int created = 0;
    int wins = 0;
    int lostWinners = 0;
    int deadWinners = 0; ///< that were kept already
    int cancels = 0;
    int failedRaces = 0;
    int lostAnswers = 0;
    int refusals = 0;
    int ledgerFaults = 0;
    int deadMachines = 0;
    bool hints = false; ///< something was remembered of the candidates
    bool adaptive = false; ///< and the waves were timed by it, where anything was
    int waves = 0;
    int explorers = 0;
    int pinned = 0;
};

/** One race against a model cloud in virtual time, everything decided by the seed. */
class RaceSchedule final
{
public:
    explicit RaceSchedule(std::uint64_t seed, bool trace = false);

    /** Empty when every invariant held after every step; else the first broken one. */
    QString run();
    const ScheduleFacts &facts() const { return m_facts; }
    /** The events and commands in order, when traced. */
    QStringList trace() const { return m_trace; }

private:
    struct CloudMachine
    {
        QString id, label;
        Offer offer;
        qint64 bornMs = 0;
        qint64 listedMs = 0; ///< the read side lags
        qint64 runningMs = 0;
        qint64 diesMs = -1;
        QString deathStatus, deathIntended, deathText; ///< empty status = the row vanishes
        qint64 backMs = -1; ///< a vanished row returns
        bool sshWorks = true;
        bool fit = true;
        bool destroyed = false;
    };
    using Action = std::function<void()>;

    static race::Config drawConfig(Dice &dice);
    static void drawMemory(Dice &dice, race::Config &config);
    void at(qint64 delayMs, Action action);
    void feed(const race::Event &event);
    void obey(const race::WriteRow &what);
    void obey(const race::SendCreate &what);
    void obey(const race::CancelCreate &what);
    void obey(const race::SetInstance &) { }
    void obey(const race::SetRunning &) { }
    void obey(const race::AttachKey &) { }
    void obey(const race::StartProbe &what);
    void obey(const race::StopProbe &what) { m_probed.remove(what.label); }
    void obey(const race::Condemn &what);
    void obey(const race::MarkRefused &) { }
    void obey(const race::Keep &what) { m_keptLabel = what.label; }
    void obey(const race::AnnounceWin &what);
    void obey(const race::AnnounceEnd &) { }

    void rent(const QString &label, const Offer &offer);
    void drawDeath(CloudMachine &machine);
    void answer(const QString &label, CreateOutcome outcome, qint64 delayMs);
    void sweepOnce(const QString &label);
    void probeOnce(const QString &label);
    void tickOnce();
    void list();
    race::Listed listing();
    Machine rowOf(const CloudMachine &machine) const;
    bool isListed(const CloudMachine &machine) const;
    QString moneyLeft() const;

    Dice m_dice;
    bool m_tracing;
    race::Config m_config;
    race::Rules m_rules;
    RaceWatch m_watch;
    ScheduleFacts m_facts;
    QStringList m_trace;
    QString m_broken;
    qint64 m_now = 5'000'000;
    qint64 m_order = 0;
    std::map<std::pair<qint64, qint64>, Action> m_agenda;
    QVector<CloudMachine> m_machines;
    QSet<QString> m_awaiting; ///< creates without an answer
    QSet<QString> m_queued; ///< of these, not sent by the provider's gate yet
    QSet<QString> m_sweeping;
    QSet<QString> m_probed;
    QString m_keptLabel;
    int m_nextId = 100;
    double m_apiTrouble = 0;
    double m_machineTrouble = 0;
};

} // namespace snapgpu::test
