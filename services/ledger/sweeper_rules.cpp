// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger/sweeper_rules.h"

#include <algorithm>

namespace snapgpu {

namespace {

using Kind = SweepCommand::Kind;

SweepCommand command(
    Kind kind, const QString &label, const QString &instanceId = {}, const QString &reason = {})
{
    SweepCommand made;
    made.kind = kind;
    made.label = label;
    made.instanceId = instanceId;
    made.reason = reason;
    return made;
}

/** How often to look: often while a destroy is fresh, seldom when something will not die. */
qint64 listingGap(qint64 youngestAge)
{
    if (youngestAge < 30'000) {
        return 1'500;
    }
    return youngestAge < SweeperRules::kStubbornMs ? 5'000 : 15'000;
}

} // namespace

SweeperRules::SweeperRules(QString labelPrefix)
    : m_prefix(std::move(labelPrefix))
{
}

SweeperRules::Entry &SweeperRules::entryFor(const QString &key, const QString &label, qint64 now)
{
    const auto found = m_entries.find(key);
    if (found != m_entries.end()) {
        return *found;
    }
    Entry entry;
    entry.label = label;
    entry.since = now;
    entry.answeredAt = now;
    m_nextListingAt = std::min(m_nextListingAt, now + listingGap(0));
    return *m_entries.insert(key, entry);
}

SweeperRules::Target &SweeperRules::targetFor(Entry &entry, const QString &instanceId, qint64 now) const
{
    const auto found = entry.targets.find(instanceId);
    if (found != entry.targets.end()) {
        return *found;
    }
    Target target;
    target.seen = m_listedIds.contains(instanceId);
    target.knownSince = now;
    target.nextTryAt = now;
    return *entry.targets.insert(instanceId, target);
}

void SweeperRules::release(const QString &label, qint64 now)
{
    if (!m_claims.remove(label)) {
        return;
    }
    if (const auto entry = m_entries.find(label); entry != m_entries.end()) {
        entry->answeredAt = now; // only from now on does an empty listing say something
        entry->quiet = 0;
    }
}

void SweeperRules::refused(const QString &label)
{
    m_claims.remove(label);
    const auto entry = m_entries.constFind(label);
    if (entry != m_entries.constEnd() && entry->targets.isEmpty()) {
        m_entries.erase(entry);
    }
}

bool SweeperRules::isElsewhere(const QString &account) const
{
    return !account.isEmpty() && m_account && *m_account != account;
}

void SweeperRules::setAccount(const QString &account)
{
    m_account = account;
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        if (isElsewhere(it->account)) {
            m_elsewhere.insert(it->label);
            it = m_entries.erase(it);
        } else {
            ++it;
        }
    }
}

bool SweeperRules::needsAccount() const
{
    return !m_account && std::any_of(m_entries.cbegin(), m_entries.cend(), [](const Entry &entry) {
        return !entry.account.isEmpty();
    });
}

SweepCommands SweeperRules::condemn(
    const QString &label, const QString &instanceId, bool running, qint64 now, const QString &account)
{
    if (isElsewhere(account)) {
        m_elsewhere.insert(label); // condemned in the ledger; the program that has its key carries it out
        return tick(now);
    }
    Entry &entry = entryFor(label, label, now);
    entry.account = account;
    entry.running = entry.running || running;
    if (!instanceId.isEmpty()) {
        targetFor(entry, instanceId, now);
    }
    return tick(now);
}

SweepCommands SweeperRules::sweep(const QVector<LedgerRow> &openRows, qint64 now)
{
    SweepCommands commands;
    m_elsewhere.clear();
    for (const LedgerRow &row : openRows) {
        if (isElsewhere(row.account) && !m_entries.contains(row.label)) {
            if (row.state != LedgerState::Kept) {
                m_elsewhere.insert(row.label);
            }
            continue;
        }
        const bool condemned = row.state == LedgerState::Condemned;
        const bool orphan =
            (row.state == LedgerState::Intent || row.state == LedgerState::Alive) && !isClaimed(row.label);
        if (!condemned && !orphan) {
            continue;
        }
        if (orphan) {
            commands.append(
                command(Kind::CondemnRow, row.label, row.instanceId, QStringLiteral("left over")));
        }
        const bool isNew = !m_entries.contains(row.label);
        Entry &entry = entryFor(row.label, row.label, now);
        entry.account = isNew ? row.account : entry.account;
        entry.running = entry.running || row.runningSinceMs.has_value();
        if (!row.instanceId.isEmpty()) {
            Target &target = targetFor(entry, row.instanceId, now);
            target.seen = target.seen || row.runningSinceMs.has_value(); // only a listing says that it runs
        }
    }
    m_listingDue = true;
    m_listingDueSince = now;
    m_nextListingAt = now;
    return commands + tick(now);
}

void SweeperRules::see(Entry &entry, const Machine &machine, qint64 now, SweepCommands &commands)
{
    const bool known = entry.targets.contains(machine.instanceId);
    if (!known && !entry.extra && entry.targets.isEmpty()) {
        commands.append(command(Kind::AdoptInstance, entry.label, machine.instanceId));
    }
    Target &target = targetFor(entry, machine.instanceId, now);
    target.seen = true;
    target.missing = 0;
    entry.running = entry.running || machine.isRunning();
    entry.quiet = 0;
    if (target.taken && !target.inFlight && now >= target.takenAt + kBelievedMs) {
        target.taken = false; // the provider said yes and did nothing
        target.nextTryAt = now;
    }
}

/** An own label that is not being destroyed: ours to keep, another one's claim, or a ghost. */
void SweeperRules::meetUnlisted(
    const Machine &machine, qint64 now, const Lookup &lookup, SweepCommands &commands)
{
    const std::optional<LedgerRow> row = lookup(machine.label);
    if (!row) {
        SweepCommand insert =
            command(Kind::InsertRow, machine.label, machine.instanceId, QStringLiteral("not in the ledger"));
        insert.machine = machine;
        commands.append(insert);
        see(entryFor(machine.label, machine.label, now), machine, now, commands);
        return;
    }
    switch (row->state) {
    case LedgerState::Gone:
    case LedgerState::Refused:
        commands.append(
            command(Kind::CondemnRow, machine.label, machine.instanceId, QStringLiteral("came back")));
        [[fallthrough]];
    case LedgerState::Condemned: {
        m_elsewhere.remove(machine.label);
        Entry &entry = entryFor(machine.label, machine.label, now);
        if (!row->instanceId.isEmpty()) {
            targetFor(entry, row->instanceId, now);
        }
        see(entry, machine, now, commands);
        return;
    }
    case LedgerState::Intent:
    case LedgerState::Alive:
        if (m_elsewhere.remove(machine.label)) { // left over, and here after all
            commands.append(
                command(Kind::CondemnRow, machine.label, machine.instanceId, QStringLiteral("left over")));
            see(entryFor(machine.label, machine.label, now), machine, now, commands);
            return;
        }
        break;
    case LedgerState::Kept:
        break;
    }
    if (row->instanceId.isEmpty() || row->instanceId == machine.instanceId) {
        return;
    }
    // One label is one machine: a create that was sent twice on its way left this one.
    Entry &extra = entryFor(machine.label + QLatin1Char('\n') + machine.instanceId, machine.label, now);
    extra.extra = true;
    see(extra, machine, now, commands);
}

void SweeperRules::meet(const Machine &machine, qint64 now, const Lookup &lookup, SweepCommands &commands)
{
    if (!machine.label.startsWith(m_prefix)) {
        return; // never ours
    }
    m_listedIds.insert(machine.instanceId);
    const QString extraKey = machine.label + QLatin1Char('\n') + machine.instanceId;
    if (const auto extra = m_entries.find(extraKey); extra != m_entries.end()) {
        see(*extra, machine, now, commands);
    } else if (const auto entry = m_entries.find(machine.label); entry != m_entries.end()) {
        see(*entry, machine, now, commands);
    } else {
        meetUnlisted(machine, now, lookup, commands);
    }
}

void SweeperRules::countMissing(
    Entry &entry, const QHash<QString, QString> &labelOf, const QSet<QString> &labels, qint64 askedAt) const
{
    for (auto it = entry.targets.begin(); it != entry.targets.end();) {
        Target &target = *it;
        const auto listed = labelOf.constFind(it.key());
        if (listed != labelOf.constEnd()) {
            if (!listed->isEmpty() && !listed->startsWith(m_prefix) && !target.inFlight) {
                it = entry.targets.erase(it); // a foreign machine under an id we were told by mistake
                continue;
            }
            target.seen = true;
            target.missing = 0;
        } else if (askedAt >= target.knownSince && (!target.taken || askedAt >= target.takenAt)) {
            target.firstMissing = target.missing == 0 ? askedAt : target.firstMissing;
            target.lastMissing = askedAt;
            ++target.missing;
        }
        ++it;
    }
    if (!entry.targets.isEmpty() || labels.contains(entry.label)) {
        entry.quiet = 0;
    } else if (askedAt >= entry.answeredAt && !isClaimed(entry.label)) {
        entry.quietSince = entry.quiet == 0 ? askedAt : entry.quietSince;
        entry.quietUntil = askedAt;
        ++entry.quiet;
    }
}

bool SweeperRules::targetGone(const Target &target)
{
    const bool unseen =
        target.taken && target.missing >= 2 && target.lastMissing - target.firstMissing >= kListingsApartMs;
    return unseen && !target.inFlight
        && (target.seen || target.lastMissing - target.knownSince >= kUnseenMachineMs);
}

bool SweeperRules::isConfirmedGone(const Entry &entry) const
{
    if (!entry.account.isEmpty() && !m_account) {
        return false; // whose listings these are is not known yet
    }
    if (!entry.targets.isEmpty()) {
        return std::all_of(entry.targets.cbegin(), entry.targets.cend(),
            [](const Target &target) { return targetGone(target); });
    }
    return entry.extra
        || (!isClaimed(entry.label) && entry.quiet >= kUnseenLabelListings
            && entry.quietUntil - entry.quietSince >= kUnseenLabelMs);
}

void SweeperRules::settle(SweepCommands &commands)
{
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        if (!isConfirmedGone(*it)) {
            ++it;
            continue;
        }
        if (!it->extra) {
            m_claims.remove(it->label);
            commands.append(command(Kind::MarkGone, it->label));
        }
        it = m_entries.erase(it);
    }
}

SweepCommands SweeperRules::listed(
    const QVector<Machine> &machines, qint64 askedAt, qint64 now, const Lookup &lookup)
{
    SweepCommands commands;
    QHash<QString, QString> labelOf;
    QSet<QString> labels;
    for (const Machine &machine : machines) {
        if (machine.instanceId.isEmpty()) {
            continue;
        }
        labelOf.insert(machine.instanceId, machine.label);
        labels.insert(machine.label);
        meet(machine, now, lookup, commands);
    }
    for (Entry &entry : m_entries) {
        countMissing(entry, labelOf, labels, askedAt);
    }
    settle(commands);
    m_listingDue = m_listingDue && askedAt < m_listingDueSince;
    m_listBackoff = kFirstRetryMs;
    qint64 youngest = kStubbornMs;
    for (const Entry &entry : std::as_const(m_entries)) {
        youngest = std::min(youngest, now - entry.since);
    }
    m_nextListingAt = now + listingGap(youngest);
    return commands + tick(now);
}

void SweeperRules::listFailed(qint64 now)
{
    m_nextListingAt = now + m_listBackoff;
    m_listBackoff = std::min(m_listBackoff * 2, kLastRetryMs);
}

SweepCommands SweeperRules::destroyAnswered(const QString &instanceId, DestroyKind kind, qint64 now)
{
    for (Entry &entry : m_entries) {
        const auto it = entry.targets.find(instanceId);
        if (it == entry.targets.end()) {
            continue;
        }
        it->inFlight = false;
        if (kind == DestroyKind::Accepted || kind == DestroyKind::AlreadyGone) {
            it->taken = true;
            it->takenAt = now;
            it->missing = 0; // what was missing before the answer proves nothing
            it->backoff = kFirstRetryMs;
        } else {
            it->nextTryAt = now + (kind == DestroyKind::Refused ? kLastRetryMs : it->backoff);
            it->backoff = std::min(it->backoff * 2, kLastRetryMs);
        }
    }
    return tick(now);
}

void SweeperRules::dueDestroys(qint64 now, SweepCommands &commands)
{
    SweepCommands running, others;
    for (Entry &entry : m_entries) {
        for (auto it = entry.targets.begin(); it != entry.targets.end(); ++it) {
            if (it->inFlight || it->taken || now < it->nextTryAt) {
                continue;
            }
            it->inFlight = true;
            SweepCommand destroy = command(Kind::Destroy, entry.label, it.key());
            destroy.running = entry.running;
            (entry.running ? running : others).append(destroy);
        }
    }
    commands += running + others;
}

SweepCommands SweeperRules::tick(qint64 now)
{
    SweepCommands commands;
    dueDestroys(now, commands);
    return commands;
}

bool SweeperRules::wantsListing(qint64 now) const { return !isIdle() && now >= m_nextListingAt; }

int SweeperRules::stubborn(qint64 now) const
{
    return static_cast<int>(std::count_if(m_entries.cbegin(), m_entries.cend(),
        [now](const Entry &entry) { return now - entry.since >= kStubbornMs; }));
}

} // namespace snapgpu
