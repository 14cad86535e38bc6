// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ledger/sweeper_rules.h"
#include "tests/race/schedule_random.h"

#include <map>
#include <memory>
#include <QStringList>

namespace snapgpu::test {

struct SweepFacts
{
    int machines = 0;
    int destroysDoneNothing = 0;
    int resurrections = 0;
    int duplicates = 0;
    int listFailures = 0;
    int restarts = 0;
    int kept = 0;
    int lostForAWhile = 0; ///< created long after the row was written
    int accountChanges = 0; ///< started again with another account's key
    int setAside = 0; ///< rows of the other account met by a sweep
};

/** What the sweeper owes, each by name; the numbers are the rules of the design's section 4. */
enum class SweepPromise {
    GoneIsTrue, ///< 2: "gone" is only said of what is gone, and of nothing that may still be created
    EveryRowEnds, ///< 2: every label ends as gone or kept
    NothingLeftBilling, ///< 2, 8: nothing of ours is alive at the end but what is kept
    KeptUntouched, ///< the person's machine is never destroyed
    ForeignUntouched, ///< nor is anybody else's
    OtherAccountUntouched, ///< what another account pays is not called gone, whatever this one's list says
    LegalMoves, ///< the ledger's table of transitions
};
QString toText(SweepPromise promise);

/** Random life of one account, or of two whose keys take turns: our machines, foreign ones, a cloud that
 * lies, a program that is killed. */
class SweepSchedule final
{
public:
    explicit SweepSchedule(std::uint64_t seed, bool trace = false);
    /** Empty, or the promise that was broken. */
    QString run();
    const SweepFacts &facts() const { return m_facts; }
    QStringList trace() const { return m_trace; }

private:
    struct CloudMachine
    {
        QString id, label, account;
        qint64 bornMs = 0;
        qint64 listedMs = 0;
        qint64 unlistedMs = -1; ///< destroyed rows are shown for a while
        bool alive = false;
        bool foreign = false;
        bool surprise = false; ///< came back, or is a duplicate: nobody can rule it out when "gone" is said
        int deafTo = 0; ///< so many destroys are answered with 200 and do nothing
    };
    using Action = std::function<void()>;

    void at(qint64 delayMs, Action action);
    void obey(const SweepCommands &commands);
    void destroy(const QString &id);
    DestroyKind cloudDestroys(const QString &id, const QString &account);
    void newLabel();
    void born(const QString &label, qint64 lateMs, bool surprise);
    QString falselyGone(const QString &label) const;
    void foreignMachines();
    void restart();
    void restartAs(const QString &account);
    void tellAccount();
    QString otherAccount() const;
    void sweepAgain();
    void poll();
    QVector<Machine> listing() const;
    std::optional<LedgerRow> lookup(const QString &label) const;
    QVector<LedgerRow> openRows() const;
    void note(const QString &text);
    QString judgeEnd() const;

    Dice m_dice;
    bool m_tracing;
    std::unique_ptr<SweeperRules> m_rules;
    SweepFacts m_facts;
    QStringList m_trace;
    QString m_broken;
    qint64 m_now = 1'000'000;
    qint64 m_calmMs = 0; ///< from here on the cloud tells the truth
    qint64 m_order = 0;
    int m_life = 0; ///< counts restarts; answers to a dead process are lost
    bool m_listing = false;
    int m_nextId = 500;
    QString m_account; ///< whose key the program has; empty: accounts play no part
    std::map<std::pair<qint64, qint64>, Action> m_agenda;
    QVector<CloudMachine> m_machines;
    QMap<QString, LedgerRow> m_ledger;
    double m_trouble = 0;
};

} // namespace snapgpu::test
