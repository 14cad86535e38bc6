// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/offer_search.h"
#include "services/cloud/provider.h"
#include "services/core/clock.h"
#include "services/metrics/host_memory.h"
#include "tests/ui/demo_book.h"
#include "tests/ui/demo_browser.h"
#include "tests/ui/demo_hosts.h"
#include "ui/app_services.h"

#include <QPointer>
#include <QTemporaryDir>

namespace snapgpu::demo {

/** Believable offers, the same for the same seed; some values are missing, as in the real answer. */
QVector<Offer> offers(int count, quint32 seed = 1);

/** Eight snapshots of two hosts in five groups, newest at `now`. */
QVector<Snapshot> snapshots(const QDateTime &now);

/** A race of ten at the moment somebody won, two losers still being destroyed. */
RaceView wonRace();
/** The same race six seconds after the start. */
RaceView youngRace();
RestoreProgress halfRestored();

/** Six machines of an account, two of them foreign and one of those stopped; labels as ledgerRows() has them.
 */
QVector<Machine> machines(qint64 nowMs);
/** Five open rows: kept, two racing, one being destroyed, one whose create is still on its way. */
QVector<LedgerRow> ledgerRows(qint64 nowMs);

/** A search whose pages the test lets come. */
class PagedSearch final : public OfferSearch
{
    Q_OBJECT
public:
    using OfferSearch::OfferSearch;
    void page(const QVector<Offer> &rows) { Q_EMIT rowsArrived(rows); }
    void end(const QVector<Offer> &all, bool complete)
    {
        m_complete = complete;
        finish(all);
    }
};

/** A cloud that answers searches and listings from values; everything else is refused, because the window
 * never asks. */
class Cloud final : public CloudProvider
{
    Q_OBJECT
public:
    QVector<Offer> rows;
    Error searchError; ///< set message = every search fails
    bool hang = false; ///< searches stay unanswered
    bool inPages = false; ///< searches are answered by `paged`
    QPointer<PagedSearch> paged; ///< the last one
    int searches = 0;
    SearchRequest lastRequest;
    QVector<Machine> machines; ///< what a listing shows
    Error listError; ///< set message = every listing fails
    bool hangList = false;
    int listings = 0;

    QString name = QStringLiteral("vast.ai");
    Capabilities can;
    /** Pools of GPUs in place of machines, nothing but the price known beforehand. */
    void beRunPod();

    QString id() const override { return name; }
    Capabilities capabilities() const override { return can; }
    Job<QVector<Offer>> *search(const SearchRequest &request) override;
    Job<CreateOutcome> *create(const CreateRequest &request, CallUrgency urgency) override;
    Job<QVector<Machine>> *list() override;
    Job<DestroyOutcome> *destroy(const QString &instanceId, CallUrgency urgency) override;
    Job<Account> *account() override;
    Job<Done> *attachSshKey(const QString &instanceId, const QString &publicKey) override;
    QString onstartScript(const QString &publicKey, int leaseSeconds) const override;
};

/** A launch played by the test: set the values, then say that they changed. */
class Runner final : public LaunchRunner
{
    Q_OBJECT
public:
    explicit Runner(const LaunchPlan &plan)
        : launchPlan(plan)
    {
    }
    void start() override { started = true; }
    void cancel() override { cancelled = true; }
    SessionPhase phase() const override { return sessionPhase; }
    const RaceView &race() const override { return raceView; }
    const RestoreProgress &restore() const override { return restoreView; }
    const Snapshot &snapshot() const override { return chosen; }
    const SessionOutcome &outcome() const override { return result; }
    QString sshCommand() const override { return ssh; }
    void finish(const SessionOutcome &outcome);

    LaunchPlan launchPlan;
    bool started = false;
    bool cancelled = false;
    SessionPhase sessionPhase = SessionPhase::Racing;
    RaceView raceView;
    RestoreProgress restoreView;
    Snapshot chosen;
    SessionOutcome result;
    QString ssh;
};

/** A restore onto a machine, played by the test. */
class Restore final : public RestoreJob
{
    Q_OBJECT
public:
    explicit Restore(const MachineRestorePlan &asked)
        : plan(asked)
    {
        view.phase = asked.begun ? RestorePhase::Idle : RestorePhase::Preparing;
    }
    const RestoreProgress &progress() const override { return view; }
    void tell(const RestoreProgress &now)
    {
        view = now;
        Q_EMIT progressed();
    }
    /** Ends it as `now` says: done, or failed with its message. */
    void end(const RestoreProgress &now)
    {
        tell(now);
        if (now.phase == RestorePhase::Done) {
            finish(now);
        } else {
            finish(tl::unexpected<Error>(Error{ErrorCategory::RestoreFailed, now.message, {}, 0, 0}));
        }
    }

    MachineRestorePlan plan;
    RestoreProgress view;

protected:
    void settleCancelled() override
    {
        view.phase = RestorePhase::Cancelled;
        view.message = QStringLiteral("Cancelled; nothing was restored yet.");
        finish(tl::unexpected<Error>(Error{ErrorCategory::Cancelled, view.message, {}, 0, 0}));
    }
};

/** A backup from a machine, or a word to its sync, played by the test. */
class Backup final : public BackupJob
{
    Q_OBJECT
public:
    Backup(const Machine &machine_, const BackupOrder &order_)
        : machine(machine_)
        , order(order_)
    {
    }
    BackupTask task() const override { return order.task; }
    const BackupProgress &progress() const override { return view; }
    void tell(const BackupProgress &now)
    {
        view = now;
        Q_EMIT progressed();
    }
    /** Ends it as `now` says: done, or failed with its message. */
    void end(const BackupProgress &now, const SyncStatus &sync = {})
    {
        tell(now);
        if (now.phase == BackupPhase::Done) {
            finish(BackupOutcome{now, sync});
        } else {
            finish(tl::unexpected<Error>(Error{ErrorCategory::RestoreFailed, now.message, {}, 0, 0}));
        }
    }

    Machine machine;
    BackupOrder order;
    BackupProgress view;

protected:
    void settleCancelled() override
    {
        view.phase = BackupPhase::Cancelled;
        view.message = QStringLiteral("Cancelled; no snapshot was made.");
        finish(tl::unexpected<Error>(Error{ErrorCategory::Cancelled, view.message, {}, 0, 0}));
    }
};

BackupProgress halfBackedUp();
BackupProgress backedUp(); ///< a second one, with little that is new
SyncStatus someSync(qint64 nowMs); ///< every 5 minutes, good so far

class Watch final : public MachineWatch
{
    Q_OBJECT
public:
    MoneyStatus money;
    QStringList destroyed;
    bool diesAtOnce = true;

    QVector<LedgerRow> ledger;
    int observed = 0; ///< listings that were handed on

    MoneyStatus status() const override { return money; }
    QVector<LedgerRow> rows() const override { return ledger; }
    QString labelPrefix() const override { return QStringLiteral("snapgpu/1a2b3c4d/"); }
    void observe(const QVector<Machine> & /*machines*/, qint64 /*askedAtMs*/) override { ++observed; }
    void destroy(const QString &label) override;
};

/** The choice of a provider, with one key that works. */
class Providers final : public ProviderBook
{
    Q_OBJECT
public:
    QString used; ///< "runpod key"

    QString current() const override { return QStringLiteral("vast"); }
    bool isFixed() const override { return false; }
    bool wantsKey() const override { return true; }
    Capabilities capabilities(const QString &provider) const override;
    Job<Account> *test(const QString &provider, const QString &typedKey) override;
    Job<Done> *use(const QString &provider, const QString &typedKey) override;
};

/** A complete set of services over the doubles above, with a home that vanishes. */
class World final
{
public:
    explicit World(Appearance appearance = Appearance::Light);

    AppServices services();
    /** Opens a real memory in the home and fills it; before services(). */
    void remember(const Past &past);
    Runner *runner() const { return m_lastRunner; } ///< the one the window made last
    Restore *restore() const { return m_lastRestore; } ///< likewise; null once it is over
    Backup *backup() const { return m_lastBackup; } ///< likewise, but for questions about a sync

private:
    QTemporaryDir m_home; // first: the settings below live in it

public:
    Cloud cloud;
    Watch watch;
    Providers providers;
    MockClock clock;
    std::unique_ptr<SettingsStore> settings;
    std::unique_ptr<Theme> theme;
    std::unique_ptr<HostMemory> memory; ///< none until remember()
    Browser browser;
    Book book;
    bool withRepository = true;
    bool withBackups = false;
    SyncStatus sync; ///< what every machine answers that is asked for its own
    QVector<BegunRestore> begun; ///< by programs before
    QStringList terminals; ///< commands that were opened

private:
    Runner *m_lastRunner = nullptr;
    QPointer<Restore> m_lastRestore;
    QPointer<Backup> m_lastBackup;
};

} // namespace snapgpu::demo
