// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ledger/sweep_schedule.h"

#include "services/ledger/ledger_transitions.h"

namespace snapgpu::test {

namespace {

constexpr qint64 kTroubleMs = 180'000;
constexpr qint64 kLifeMs = 900'000;

constexpr qint64 kTurnsFromMs = 300'000; ///< both keys get a quiet turn after the trouble
constexpr qint64 kTurnMs = 300'000;

QString broken(SweepPromise promise, const QString &how)
{
    return snapgpu::test::toText(promise) + QStringLiteral(": ") + how;
}

QString prefix() { return QStringLiteral("snapgpu/0011aabb/"); }

} // namespace

QString toText(SweepPromise promise)
{
    static const char *const names[] = {"rule 2 GoneIsTrue", "rule 2 EveryRowEnds",
        "rules 2 and 8 NothingLeftBilling", "KeptUntouched", "ForeignUntouched", "OtherAccountUntouched",
        "LegalMoves"};
    return QLatin1String(names[static_cast<int>(promise)]);
}

SweepSchedule::SweepSchedule(std::uint64_t seed, bool trace)
    : m_dice(seed)
    , m_tracing(trace)
    , m_rules(std::make_unique<SweeperRules>(prefix()))
{
    m_calmMs = m_now + kTroubleMs;
    m_trouble = m_dice.chance(0.5) ? 0.1 : 0.5;
    if (m_dice.chance(0.3)) {
        m_account = QStringLiteral("71");
    }
}

void SweepSchedule::at(qint64 delayMs, Action action)
{
    m_agenda.emplace(std::pair{m_now + delayMs, m_order++}, std::move(action));
}

void SweepSchedule::note(const QString &text)
{
    if (m_tracing) {
        m_trace.append(QStringLiteral("%1 ms ").arg(m_now - 1'000'000) + text);
    }
}

QString SweepSchedule::run()
{
    foreignMachines();
    const int labels = m_dice.between(1, 6);
    for (int i = 0; i < labels; ++i) {
        at(m_dice.between(0, 20'000), [this] { newLabel(); });
    }
    const int kills = m_dice.between(0, 3);
    for (int i = 0; i < kills; ++i) {
        at(m_dice.between(0, int(kTroubleMs) - 1), [this] { restart(); });
    }
    if (!m_account.isEmpty()) {
        tellAccount();
        at(kTurnsFromMs, [this] { restartAs(otherAccount()); });
        at(kTurnsFromMs + kTurnMs, [this] { restartAs(otherAccount()); });
    }
    at(0, [this] { sweepAgain(); });
    at(100, [this] { poll(); });
    const qint64 end = m_now + kLifeMs;
    while (!m_agenda.empty() && m_broken.isEmpty()) {
        const auto next = m_agenda.begin();
        m_now = next->first.first;
        if (m_now > end) {
            break;
        }
        const Action action = std::move(next->second);
        m_agenda.erase(next);
        action();
    }
    return m_broken.isEmpty() ? judgeEnd() : m_broken;
}

void SweepSchedule::foreignMachines()
{
    static const QStringList labels{QString(), QStringLiteral("mine, by hand"),
        QStringLiteral("snapgpu/ffffffff/a/1"), QStringLiteral("snapgpu"),
        QStringLiteral("snapgpu/0011aabbx/a/1"), QStringLiteral("SNAPGPU/0011AABB/a/1")};
    for (const QString &label : labels) {
        CloudMachine machine;
        machine.id = QString::number(m_nextId++);
        machine.label = label;
        machine.foreign = true;
        machine.alive = true;
        m_machines.append(machine);
    }
}

/** What a race does with one label, up to the moment it leaves it to the sweeper. */
void SweepSchedule::newLabel()
{
    LedgerRow row;
    row.number = static_cast<int>(m_ledger.size()) + 1;
    row.label = prefix() + QStringLiteral("r/%1").arg(row.number);
    row.account = m_account;
    const QString label = row.label;
    const int life = m_life;
    m_rules->claim(label);
    m_ledger.insert(label, row);
    const bool rented = m_dice.chance(0.8);
    const bool slow = m_dice.chance(0.05); // two minutes until the provider acts
    const qint64 late = slow ? m_dice.between(25'000, 120'000)
        : m_dice.chance(0.1) ? m_dice.between(5'000, 25'000)
                             : m_dice.between(0, 3'000);
    if (rented) {
        m_facts.lostForAWhile += late > 5'000 ? 1 : 0;
        const bool twice = m_dice.chance(0.1);
        born(label, late, twice);
        if (twice) {
            ++m_facts.duplicates; // the request was sent twice on its way
            born(label, late + m_dice.between(0, 2'000), true);
        }
    }
    const QString id = rented ? m_machines.constLast().id : QString();
    const bool answered = rented && m_dice.chance(0.8);
    const bool keeps = answered && m_dice.chance(0.25);
    at(late + m_dice.between(10, 4'000), [this, label, life, id, answered, keeps] {
        if (life != m_life) {
            return; // the process that waited is dead
        }
        LedgerRow &mine = m_ledger[label];
        if (answered && (mine.state == LedgerState::Intent || mine.state == LedgerState::Condemned)) {
            mine.instanceId = id;
            mine.state = mine.state == LedgerState::Intent ? LedgerState::Alive : mine.state;
        }
        if (keeps && mine.state == LedgerState::Alive) {
            mine.state = LedgerState::Kept;
            ++m_facts.kept;
            note(label + QStringLiteral(" kept as ") + id);
        }
        if (mine.state == LedgerState::Intent || mine.state == LedgerState::Alive) {
            mine.state = LedgerState::Condemned;
            obey(m_rules->condemn(label, mine.instanceId, m_dice.chance(0.5), m_now, mine.account));
        }
        m_rules->release(label, m_now);
    });
    if (m_dice.chance(0.3)) { // condemned while the create is on its way
        at(m_dice.between(0, 1'000), [this, label, life] {
            LedgerRow &mine = m_ledger[label];
            if (life == m_life && (mine.state == LedgerState::Intent || mine.state == LedgerState::Alive)) {
                mine.state = LedgerState::Condemned;
                obey(m_rules->condemn(label, mine.instanceId, false, m_now, mine.account));
            }
        });
    }
}

void SweepSchedule::born(const QString &label, qint64 lateMs, bool surprise)
{
    ++m_facts.machines;
    CloudMachine machine;
    machine.id = QString::number(m_nextId++);
    machine.label = label;
    machine.account = m_account;
    machine.surprise = surprise;
    machine.bornMs = m_now + lateMs;
    machine.listedMs =
        machine.bornMs + (m_dice.chance(0.1) ? m_dice.between(4'000, 20'000) : m_dice.between(0, 4'000));
    machine.deafTo = m_dice.chance(m_trouble) ? m_dice.between(0, 3) : 0;
    m_machines.append(machine);
    const int index = static_cast<int>(m_machines.size()) - 1;
    at(lateMs, [this, index] { m_machines[index].alive = true; });
}

void SweepSchedule::restart()
{
    ++m_facts.restarts;
    ++m_life;
    note(QStringLiteral("killed and started again"));
    for (CloudMachine &machine : m_machines) {
        // Nobody waits for that answer any more; the lease and the next sweep are what is left.
        machine.surprise = machine.surprise || machine.listedMs > m_now + SweeperRules::kUnseenLabelMs;
    }
    m_rules = std::make_unique<SweeperRules>(prefix());
    m_listing = false;
    if (!m_account.isEmpty()) {
        if (m_now < m_calmMs && m_dice.chance(0.5)) {
            ++m_facts.accountChanges;
            m_account = otherAccount();
        }
        tellAccount();
    }
    obey(m_rules->sweep(openRows(), m_now));
    m_facts.setAside += m_rules->elsewhere();
}

void SweepSchedule::restartAs(const QString &account)
{
    m_account = account;
    restart();
}

QString SweepSchedule::otherAccount() const
{
    return m_account == QLatin1String("71") ? QStringLiteral("72") : QStringLiteral("71");
}

/** The answer to "whose account is this" takes its time, or comes at once. */
void SweepSchedule::tellAccount()
{
    const int life = m_life;
    at(m_dice.chance(0.3) ? 0 : m_dice.between(10, 40'000), [this, life] {
        if (life == m_life) {
            m_rules->setAccount(m_account);
            m_facts.setAside += m_rules->elsewhere();
        }
    });
}

/** "At start, after a race, every few minutes." */
void SweepSchedule::sweepAgain()
{
    obey(m_rules->sweep(openRows(), m_now));
    at(m_dice.between(30'000, 120'000), [this] { sweepAgain(); });
}

void SweepSchedule::poll()
{
    obey(m_rules->tick(m_now));
    if (m_rules->wantsListing(m_now) && !m_listing) {
        m_listing = true;
        const int life = m_life;
        const qint64 asked = m_now;
        const bool bad = m_now < m_calmMs && m_dice.chance(m_trouble);
        const QVector<Machine> rows = listing(); // as it was when the provider looked
        at(m_dice.between(20, 1'500), [this, life, asked, bad, rows] {
            if (life != m_life) {
                return;
            }
            m_listing = false;
            if (bad) {
                ++m_facts.listFailures;
                m_rules->listFailed(m_now);
                return;
            }
            note(QStringLiteral("listed %1 rows").arg(rows.size()));
            obey(m_rules->listed(rows, asked, m_now, [this](const QString &label) { return lookup(label); }));
        });
    }
    at(m_dice.between(250, 1'500), [this] { poll(); });
}

QVector<Machine> SweepSchedule::listing() const
{
    QVector<Machine> rows;
    for (const CloudMachine &machine : m_machines) {
        if (machine.account != m_account && !machine.foreign) {
            continue;
        }
        const bool shown =
            machine.foreign || (m_now >= machine.listedMs && (machine.alive || m_now < machine.unlistedMs));
        if (shown) {
            Machine row;
            row.instanceId = machine.id;
            row.label = machine.label;
            row.actualStatus = QStringLiteral("running");
            rows.append(row);
        }
    }
    return rows;
}

std::optional<LedgerRow> SweepSchedule::lookup(const QString &label) const
{
    const auto found = m_ledger.constFind(label);
    return found == m_ledger.constEnd() ? std::nullopt : std::optional(*found);
}

QVector<LedgerRow> SweepSchedule::openRows() const
{
    QVector<LedgerRow> rows;
    for (const LedgerRow &row : m_ledger) {
        if (row.state != LedgerState::Gone && row.state != LedgerState::Refused) {
            rows.append(row);
        }
    }
    return rows;
}

void SweepSchedule::obey(const SweepCommands &commands)
{
    for (const SweepCommand &command : commands) {
        LedgerRow &row = m_ledger[command.label];
        row.label = command.label;
        switch (command.kind) {
        case SweepCommand::Kind::AdoptInstance:
            row.instanceId = command.instanceId;
            break;
        case SweepCommand::Kind::CondemnRow:
        case SweepCommand::Kind::InsertRow:
            if (!isLegalTransition(row.state, LedgerState::Condemned, !row.instanceId.isEmpty())) {
                m_broken = broken(
                    SweepPromise::LegalMoves, QStringLiteral("condemn from ") + snapgpu::toText(row.state));
            }
            row.state = LedgerState::Condemned;
            break;
        case SweepCommand::Kind::Destroy:
            destroy(command.instanceId);
            break;
        case SweepCommand::Kind::MarkGone:
            note(command.label + QStringLiteral(" gone"));
            if (row.state != LedgerState::Condemned) {
                m_broken = broken(
                    SweepPromise::LegalMoves, QStringLiteral("gone from ") + snapgpu::toText(row.state));
            }
            if (m_broken.isEmpty()) {
                m_broken = falselyGone(command.label);
            }
            row.state = LedgerState::Gone;
            break;
        }
    }
}

DestroyKind SweepSchedule::cloudDestroys(const QString &id, const QString &account)
{
    for (CloudMachine &machine : m_machines) {
        if (machine.id != id) {
            continue;
        }
        if (!machine.foreign && machine.account != account) {
            return DestroyKind::AlreadyGone; // "no such instance": not one that this key may see
        }
        if (machine.foreign) {
            m_broken = broken(SweepPromise::ForeignUntouched, machine.label);
        }
        const LedgerRow row = m_ledger.value(machine.label);
        if (row.state == LedgerState::Kept && row.instanceId == id) {
            m_broken = broken(SweepPromise::KeptUntouched, machine.label);
        }
        if (!machine.alive) {
            return DestroyKind::AlreadyGone;
        }
        if (m_now < m_calmMs && machine.deafTo > 0) {
            --machine.deafTo;
            ++m_facts.destroysDoneNothing;
            return DestroyKind::Accepted;
        }
        machine.alive = false;
        machine.unlistedMs = m_now + m_dice.between(0, 7'000);
        if (m_now < m_calmMs && m_dice.chance(0.1)) {
            const int index = static_cast<int>(&machine - m_machines.data());
            ++m_facts.resurrections;
            at(m_dice.between(1'000, 60'000), [this, index] {
                m_machines[index].alive = true;
                m_machines[index].surprise = true;
                note(m_machines[index].id + QStringLiteral(" came back"));
            });
        }
        return DestroyKind::Accepted;
    }
    return DestroyKind::AlreadyGone;
}

/** "Gone" is a promise: it must be true at that moment, and no create may still be on its way. */
QString SweepSchedule::falselyGone(const QString &label) const
{
    for (const CloudMachine &machine : m_machines) {
        if (machine.label == label && !machine.surprise && (machine.alive || machine.bornMs > m_now)) {
            return broken(
                machine.account == m_account ? SweepPromise::GoneIsTrue : SweepPromise::OtherAccountUntouched,
                QStringLiteral("%1 is called gone while machine %2 lives").arg(label, machine.id));
        }
    }
    return {};
}

void SweepSchedule::destroy(const QString &id)
{
    note(QStringLiteral("destroy ") + id);
    const int life = m_life;
    const QString account = m_account;
    at(m_dice.between(10, 3'000),
        [this, id, life, account] { // reaches the provider even when we die meanwhile
            const bool refused = m_now < m_calmMs && m_dice.chance(m_trouble);
            const DestroyKind kind = refused
                ? (m_dice.chance(0.9) ? DestroyKind::Retry : DestroyKind::Refused)
                : cloudDestroys(id, account);
            at(m_dice.between(10, 2'000), [this, id, life, kind] {
                if (life == m_life) {
                    obey(m_rules->destroyAnswered(id, kind, m_now));
                }
            });
        });
}

QString SweepSchedule::judgeEnd() const
{
    for (const CloudMachine &machine : m_machines) {
        const LedgerRow row = m_ledger.value(machine.label);
        const bool kept = row.state == LedgerState::Kept && row.instanceId == machine.id;
        if (!machine.foreign && machine.alive && !kept) {
            return broken(SweepPromise::NothingLeftBilling,
                QStringLiteral("machine %1 of %2; the ledger says %3")
                    .arg(machine.id, machine.label, snapgpu::toText(row.state)));
        }
        if (!machine.alive && (kept || machine.foreign)) {
            return broken(kept ? SweepPromise::KeptUntouched : SweepPromise::ForeignUntouched,
                QStringLiteral("machine %1 of '%2'").arg(machine.id, machine.label));
        }
    }
    for (const LedgerRow &row : m_ledger) {
        if (row.state != LedgerState::Gone && row.state != LedgerState::Kept) {
            return broken(SweepPromise::EveryRowEnds,
                QStringLiteral("%1 stays %2").arg(row.label, snapgpu::toText(row.state)));
        }
    }
    return {};
}

} // namespace snapgpu::test
