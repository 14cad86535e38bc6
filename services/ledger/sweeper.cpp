// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger/sweeper.h"

#include "services/core/log.h"
#include "services/ledger/gpu_billing.h"
#include "services/ledger/sweeper_rules.h"

#include <QTimer>

namespace snapgpu {

namespace {

constexpr int kTickMs = 250;

LedgerRow rowOf(const Machine &machine, const QString &reason, const QString &account)
{
    LedgerRow row;
    row.label = machine.label;
    row.provider = machine.provider;
    row.raceId = machine.label.section(QLatin1Char('/'), 2, 2);
    row.number = machine.label.section(QLatin1Char('/'), 3, 3).toInt();
    row.machineId = machine.machineId;
    row.hostId = machine.hostId;
    row.gpuName = machine.gpuName;
    row.geolocation = machine.geolocation;
    row.instanceId = machine.instanceId;
    row.state = LedgerState::Condemned;
    row.reason = reason;
    row.gpuHourly = machine.gpuHourly;
    row.storageHourly = machine.storageHourly;
    row.account = account;
    return row;
}

/** A ledger that cannot be written must not keep a machine alive: it is logged and the destroy goes on. */
void logFault(const Result<Done> &done)
{
    if (!done) {
        qCCritical(lcLedger).noquote() << done.error().message << done.error().detail;
    }
}

} // namespace

class Sweeper::Private final
{
public:
    Private(Sweeper *owner, CloudProvider *cloud, Ledger *book, const Clock *time)
        : q(owner)
        , provider(cloud)
        , ledger(book)
        , clock(time)
        , rules(book->labelPrefix())
    {
        timer.setInterval(kTickMs);
        QObject::connect(&timer, &QTimer::timeout, q, [this] { onTick(); });
    }

    qint64 now() const { return clock->monotonicMs(); }

    void onTick()
    {
        askAccountWhenDue();
        carryOut(rules.tick(now()));
        listWhenDue();
        publish();
    }

    void askAccountWhenDue()
    {
        if (askingAccount || now() < nextAccountAt || !rules.needsAccount()) {
            return;
        }
        askingAccount = true;
        provider->account()->then(q, [this](const Result<Account> &answer) {
            askingAccount = false;
            if (answer && !answer->id.isEmpty()) {
                rules.setAccount(answer->id);
                account = answer->id;
            } else {
                nextAccountAt = now() + accountBackoff;
                accountBackoff = std::min(accountBackoff * 2, SweeperRules::kLastRetryMs);
                qCWarning(lcLedger).noquote()
                    << "whose account this is cannot be told:"
                    << (answer ? QStringLiteral("the answer holds no id") : answer.error().message);
            }
            publish();
        });
    }

    void listWhenDue()
    {
        if (listing || !rules.wantsListing(now())) {
            return;
        }
        listing = true;
        const qint64 askedAt = now();
        provider->list()->then(q, [this, askedAt](const Result<QVector<Machine>> &machines) {
            listing = false;
            listOk = machines.has_value();
            if (listOk) {
                take(*machines, askedAt);
                return;
            }
            listError = machines.error();
            rules.listFailed(now());
            publish();
        });
    }

    void take(const QVector<Machine> &machines, qint64 askedAt)
    {
        const auto lookup = [this](const QString &label) -> std::optional<LedgerRow> {
            if (const auto found = ledger->find(label)) {
                return *found;
            }
            // A ledger that cannot be read now may say that the person keeps this machine: hands off.
            LedgerRow unreadable;
            unreadable.label = label;
            unreadable.state = LedgerState::Kept;
            return unreadable;
        };
        const QVector<Machine> ours = named(machines);
        carryOut(rules.listed(ours, askedAt, now(), lookup));
        publish();
    }

    /** When the GPU of the machine of a row began and ceased to be due, as far as listings show it. */
    void recordBilling(const LedgerRow &row, const Machine &machine)
    {
        const GpuBilling change = gpuBilling(row, machine);
        if (change != GpuBilling::Unchanged) {
            logFault(
                change == GpuBilling::Begins ? ledger->setRunning(row.label) : ledger->setStopped(row.label));
        }
    }

    /**
     * A machine whose number the ledger has goes by the label of that row: a program that was killed after a
     * bulk create may have left the label of the whole call on it, and on others. What the listing says of
     * its billing goes into that row.
     */
    QVector<Machine> named(QVector<Machine> machines)
    {
        for (Machine &machine : machines) {
            if (!machine.label.startsWith(ledger->labelPrefix())) {
                continue;
            }
            auto row = ledger->row(machine.label);
            if (!row || row->instanceId != machine.instanceId) {
                row = ledger->rowByInstance(provider->id(), machine.instanceId);
            }
            if (row) {
                machine.label = row->label;
                recordBilling(*row, machine);
            }
        }
        return machines;
    }

    void carryOut(const SweepCommands &commands)
    {
        for (const SweepCommand &command : commands) {
            switch (command.kind) {
            case SweepCommand::Kind::AdoptInstance:
                logFault(ledger->setInstance(command.label, command.instanceId));
                break;
            case SweepCommand::Kind::CondemnRow:
                logFault(ledger->transition(command.label, LedgerState::Condemned, command.reason));
                break;
            case SweepCommand::Kind::InsertRow:
                logFault(ledger->insert(rowOf(command.machine, command.reason, account)));
                break;
            case SweepCommand::Kind::Destroy:
                destroy(command);
                break;
            case SweepCommand::Kind::MarkGone:
                logFault(ledger->transition(
                    command.label, LedgerState::Gone, QStringLiteral("confirmed missing")));
                Q_EMIT q->gone(command.label);
                break;
            }
        }
    }

    void destroy(const SweepCommand &command)
    {
        const QString id = command.instanceId;
        const CallUrgency urgency = command.running ? CallUrgency::High : CallUrgency::Normal;
        qCInfo(lcLedger).noquote() << "destroy" << id << command.label;
        provider->destroy(id, urgency)->then(q, [this, id](const Result<DestroyOutcome> &outcome) {
            const DestroyKind kind = outcome ? outcome->kind : DestroyKind::Retry;
            destroyError = outcome ? outcome->error : outcome.error();
            carryOut(rules.destroyAnswered(id, kind, now()));
            publish();
        });
        Q_EMIT q->destroySent(command.label, id);
    }

    SweepStatus status() const
    {
        SweepStatus made;
        made.pending = rules.pending();
        made.stubborn = rules.stubborn(now());
        made.elsewhere = rules.elsewhere();
        made.lastListOk = listOk;
        if (made.stubborn > 0) {
            made.message =
                Sweeper::tr("%n machine(s) will not die; SnapGPU keeps trying. %1", nullptr, made.stubborn)
                    .arg(listOk ? destroyError.message : listError.message)
                    .trimmed();
        } else if (!listOk && !rules.isIdle()) {
            made.message = listError.message;
        } else if (made.pending > 0) {
            made.message = Sweeper::tr("Destroying %n machine(s).", nullptr, made.pending);
        } else if (made.elsewhere > 0) {
            made.message = Sweeper::tr("%n machine(s) were rented with another account and may be billing "
                                       "there. Start SnapGPU with that account's API key to destroy them.",
                nullptr, made.elsewhere);
        }
        return made;
    }

    /** Tells what changed, and keeps the timer running exactly as long as there is something to do. */
    void publish()
    {
        const bool idleNow = rules.isIdle();
        if (idleNow) {
            timer.stop();
        } else if (!timer.isActive()) {
            timer.start();
        }
        const SweepStatus current = status();
        if (current.pending != told.pending || current.stubborn != told.stubborn
            || current.lastListOk != told.lastListOk || current.elsewhere != told.elsewhere
            || current.message != told.message) {
            told = current;
            Q_EMIT q->statusChanged();
        }
        if (idleNow && !wasIdle) {
            wasIdle = true;
            Q_EMIT q->idle();
        }
        wasIdle = idleNow && wasIdle;
    }

    Sweeper *q;
    CloudProvider *provider;
    Ledger *ledger;
    const Clock *clock;
    SweeperRules rules;
    QTimer timer;
    QString account; ///< empty: not known yet
    bool askingAccount = false;
    qint64 nextAccountAt = 0;
    qint64 accountBackoff = SweeperRules::kFirstRetryMs;
    bool listing = false;
    bool listOk = true;
    bool wasIdle = true;
    Error listError;
    Error destroyError;
    SweepStatus told;
};

Sweeper::Sweeper(CloudProvider *provider, Ledger *ledger, const Clock *clock, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, provider, ledger, clock))
{
}

Sweeper::~Sweeper() = default;

void Sweeper::claim(const QString &label) { d->rules.claim(label); }

void Sweeper::release(const QString &label) { d->rules.release(label, d->now()); }

void Sweeper::refused(const QString &label, const QString &reason)
{
    logFault(d->ledger->transition(label, LedgerState::Refused, reason));
    d->rules.refused(label);
    d->publish();
}

void Sweeper::condemn(const QString &label, const QString &reason, bool running)
{
    logFault(d->ledger->transition(label, LedgerState::Condemned, reason));
    const auto row = d->ledger->row(label);
    d->carryOut(d->rules.condemn(
        label, row ? row->instanceId : QString(), running, d->now(), row ? row->account : QString()));
    d->wasIdle = false;
    d->publish();
}

void Sweeper::sweep()
{
    d->wasIdle = false;
    d->carryOut(d->rules.sweep(d->ledger->openRows(), d->now()));
    d->askAccountWhenDue();
    d->listWhenDue();
    d->publish();
}

void Sweeper::observe(const QVector<Machine> &machines, qint64 askedAtMs)
{
    d->listOk = true;
    d->take(machines, askedAtMs < 0 ? d->now() : askedAtMs);
}

bool Sweeper::isIdle() const { return d->rules.isIdle(); }

SweepStatus Sweeper::status() const { return d->status(); }

} // namespace snapgpu
