// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/cloud/provider.h"
#include "services/ledger/ledger.h"

#include <functional>
#include <optional>
#include <QHash>
#include <QMap>
#include <QSet>
#include <QString>
#include <QVector>

namespace snapgpu {

/** What the rules want done, in this order. */
struct SweepCommand
{
    enum class Kind {
        AdoptInstance, ///< the listing told the id of `label`: write it to the ledger
        CondemnRow, ///< one of our own machines that must not be alive: write Condemned
        InsertRow, ///< as CondemnRow, for a label the ledger does not know
        Destroy, ///< ask the provider to destroy `instanceId`
        MarkGone, ///< confirmed missing
    };
    Kind kind = Kind::Destroy;
    QString label;
    QString instanceId;
    QString reason;
    bool running = false; ///< Destroy: bills GPU time, goes first
    Machine machine; ///< InsertRow: the row as listed
};
using SweepCommands = QVector<SweepCommand>;

/**
 * The sweeper without network, timers and files: answers go in with the time, commands come out. Time is
 * monotonic ms. What it knows is rebuilt from the ledger rows after a restart.
 *
 * A machine is given up as gone when the provider took the destroy (or does not know the id) and two good
 * listings, asked after that answer and 2 s apart, do not show it. A machine no listing ever showed must stay
 * unseen for 30 s after its id became known: the read side lags the write. A label whose create answer was
 * lost, with no machine in sight, is gone after four listings over 60 s, twice the span in which a lost
 * create is looked up (vast API notes 3.5), and never while its create may still be on the way (claimed).
 *
 * A listing speaks for one account only. A row that another account pays is neither destroyed nor called gone
 * (elsewhere()), unless this account's listing shows its label after all; while nobody knows whose listings
 * these are, no bound row is called gone.
 */
class SweeperRules final
{
public:
    using Lookup = std::function<std::optional<LedgerRow>(const QString &label)>;

    static constexpr qint64 kListingsApartMs = 2'000;
    static constexpr qint64 kUnseenMachineMs = 30'000;
    static constexpr qint64 kUnseenLabelMs = 60'000;
    static constexpr int kUnseenLabelListings = 4;
    static constexpr qint64 kFirstRetryMs = 3'000;
    static constexpr qint64 kLastRetryMs = 60'000;
    /** A destroy that was taken shows within 5 to 7 s; after this it is sent again. */
    static constexpr qint64 kBelievedMs = 10'000;
    static constexpr qint64 kStubbornMs = 120'000;

    explicit SweeperRules(QString labelPrefix);

    void claim(const QString &label) { m_claims.insert(label); }
    /** The create of `label` is answered, or the label is of no concern any more. */
    void release(const QString &label, qint64 now);
    /** The provider surely rented nothing under this label: nothing is left to confirm. */
    void refused(const QString &label);
    bool isClaimed(const QString &label) const { return m_claims.contains(label); }

    /** The ledger says Condemned already; `instanceId` may be unknown. */
    SweepCommands condemn(const QString &label, const QString &instanceId, bool running, qint64 now,
        const QString &account = {});
    /** The account whose machines the listings show, as the ledger names it. */
    void setAccount(const QString &account);
    /** Something cannot be confirmed before setAccount() is called. */
    bool needsAccount() const;
    int elsewhere() const { return static_cast<int>(m_elsewhere.size()); }
    /** Condemns all rows nobody claims or keeps, takes up condemned ones, and asks for a listing. */
    SweepCommands sweep(const QVector<LedgerRow> &openRows, qint64 now);
    /** A complete listing that was asked for at `askedAt`. */
    SweepCommands listed(const QVector<Machine> &machines, qint64 askedAt, qint64 now, const Lookup &lookup);
    void listFailed(qint64 now);
    SweepCommands destroyAnswered(const QString &instanceId, DestroyKind kind, qint64 now);
    /** Sends what is due again. */
    SweepCommands tick(qint64 now);

    bool wantsListing(qint64 now) const;
    bool isIdle() const { return m_entries.isEmpty() && !m_listingDue; }
    int pending() const { return static_cast<int>(m_entries.size()); }
    int stubborn(qint64 now) const;

private:
    struct Target
    {
        bool seen = false;
        bool inFlight = false;
        bool taken = false; ///< destroy accepted, or the id unknown to the provider
        qint64 takenAt = 0;
        qint64 knownSince = 0;
        qint64 nextTryAt = 0;
        qint64 backoff = kFirstRetryMs;
        int missing = 0;
        qint64 firstMissing = 0, lastMissing = 0;
    };
    struct Entry
    {
        QString label;
        QString account; ///< who pays; empty: whoever is asked
        bool extra = false; ///< a second machine under a label that has one of its own
        bool running = false;
        qint64 since = 0;
        QMap<QString, Target> targets;
        int quiet = 0; ///< listings without any machine of this label
        qint64 quietSince = 0, quietUntil = 0; ///< when those were asked for: that is how old they are
        qint64 answeredAt = 0; ///< listings asked for before this prove nothing
    };

    Entry &entryFor(const QString &key, const QString &label, qint64 now);
    Target &targetFor(Entry &entry, const QString &instanceId, qint64 now) const;
    void meet(const Machine &machine, qint64 now, const Lookup &lookup, SweepCommands &commands);
    void meetUnlisted(const Machine &machine, qint64 now, const Lookup &lookup, SweepCommands &commands);
    void see(Entry &entry, const Machine &machine, qint64 now, SweepCommands &commands);
    void countMissing(Entry &entry, const QHash<QString, QString> &labelOf, const QSet<QString> &labels,
        qint64 askedAt) const;
    bool isConfirmedGone(const Entry &entry) const;
    bool isElsewhere(const QString &account) const;
    void settle(SweepCommands &commands);
    static bool targetGone(const Target &target);
    void dueDestroys(qint64 now, SweepCommands &commands);

    QString m_prefix;
    QSet<QString> m_claims;
    QSet<QString>
        m_listedIds; ///< of our own machines: the read side knows them, so their absence says something
    std::optional<QString> m_account;
    QSet<QString> m_elsewhere; ///< open labels that another account pays
    QMap<QString, Entry> m_entries; ///< by label; extras by label and id
    bool m_listingDue = false; ///< sweep() wants to see the account even with nothing pending
    qint64 m_listingDueSince = 0;
    qint64 m_nextListingAt = 0;
    qint64 m_listBackoff = kFirstRetryMs;
};

} // namespace snapgpu
