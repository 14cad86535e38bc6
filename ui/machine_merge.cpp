// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machine_merge.h"

#include "services/session/spend_caps.h"
#include "ui/app_services.h"

#include <algorithm>
#include <QHash>
#include <QSet>
#include <tuple>

namespace snapgpu {

namespace {

constexpr qint64 kMsPerSecond = 1000;

MachineRole roleOf(LedgerState state)
{
    switch (state) {
    case LedgerState::Intent:
        return MachineRole::Asked;
    case LedgerState::Alive:
        return MachineRole::Racing;
    case LedgerState::Kept:
        return MachineRole::Kept;
    case LedgerState::Condemned:
        return MachineRole::Destroying;
    case LedgerState::Refused:
    case LedgerState::Gone:
        break;
    }
    return MachineRole::LeftOver;
}

bool isStopped(const Machine &machine)
{
    const auto says = [&machine](QLatin1String word) {
        return machine.actualStatus == word || machine.intendedStatus == word || machine.curState == word;
    };
    return !machine.isRunning() && (says(QLatin1String("stopped")) || says(QLatin1String("exited")));
}

/** A foreign machine's past is unknown: while it runs it is taken to have run from its start. */
std::optional<Money> listedCost(const Machine &machine, qint64 nowMs)
{
    if (machine.startedAtMs <= 0 || isStopped(machine)) {
        return std::nullopt;
    }
    return machine.hourlyNow().forMilliseconds(std::max<qint64>(0, nowMs - machine.startedAtMs));
}

MachineRow fromListing(const Machine &machine, qint64 nowMs)
{
    MachineRow row;
    row.key = machine.provider + QLatin1Char('\n') + machine.instanceId;
    row.label = machine.label;
    row.instanceId = machine.instanceId;
    row.gpuName = machine.gpuName;
    row.numGpus = machine.numGpus;
    row.place = machine.geolocation;
    row.stopped = isStopped(machine);
    row.interruptible = machine.isBid;
    row.running = machine.isRunning();
    row.listed = true;
    row.hourly = machine.hourlyNow();
    row.sinceMs = machine.startedAtMs;
    row.cost = listedCost(machine, nowMs);
    row.endpoints = machine.endpoints;
    return row;
}

/** What the ledger knows better than a listing: since when, what it cost, and what becomes of it. */
void addLedger(MachineRow &row, const LedgerRow &known, const MergeContext &context)
{
    row.key = known.label;
    row.label = known.label;
    row.role = roleOf(known.state);
    row.reason = known.reason;
    row.sinceMs = known.createdAtMs;
    row.cost = ledgerCost(known, known.createdAtMs, context.nowMs);
    if (known.state == LedgerState::Intent && row.listed) {
        row.role = MachineRole::Racing; // the answer to its create is late, the machine is there
    }
    if (!row.listed) {
        row.instanceId = known.instanceId;
        row.gpuName = known.gpuName;
        row.place = known.geolocation;
        row.running = known.runningSinceMs && !known.stoppedAtMs;
        row.hourly = ledgerHourly(known);
    }
    const bool unclaimed = row.role == MachineRole::Racing || row.role == MachineRole::Destroying;
    if (unclaimed && context.leaseSeconds > 0) {
        row.leaseEndsAtMs = known.createdAtMs + context.leaseSeconds * kMsPerSecond;
    }
}

/** The machine that each of our labels names: the one whose id is on record, else the first listed. */
QHash<QString, int> machineByLabel(
    const QVector<Machine> &listed, const QHash<QString, const LedgerRow *> &known)
{
    QHash<QString, int> chosen;
    for (int i = 0; i < listed.size(); ++i) {
        const Machine &machine = listed.at(i);
        const LedgerRow *row = known.value(machine.label, nullptr);
        if (row == nullptr) {
            continue;
        }
        const bool onRecord = row->instanceId == machine.instanceId;
        if (onRecord || (!chosen.contains(machine.label) && row->instanceId.isEmpty())) {
            chosen.insert(machine.label, i);
        }
    }
    return chosen;
}

} // namespace

MergeContext mergeContext(const AppServices &services)
{
    return {services.machines != nullptr ? services.machines->labelPrefix() : QString(),
        services.clock->wallMs(), services.leaseSeconds};
}

QVector<MachineRow> mergeMachines(
    const QVector<Machine> &listed, const QVector<LedgerRow> &rows, const MergeContext &context)
{
    QHash<QString, const LedgerRow *> known;
    for (const LedgerRow &row : rows) {
        known.insert(row.label, &row);
    }
    const QHash<QString, int> chosen = machineByLabel(listed, known);
    QVector<MachineRow> merged;
    QSet<QString> shown;
    for (int i = 0; i < listed.size(); ++i) {
        const Machine &machine = listed.at(i);
        MachineRow row = fromListing(machine, context.nowMs);
        if (chosen.value(machine.label, -1) == i) {
            addLedger(row, *known.value(machine.label), context);
            shown.insert(machine.label);
        } else if (!context.labelPrefix.isEmpty() && machine.label.startsWith(context.labelPrefix)) {
            row.role = MachineRole::LeftOver;
        }
        merged.append(row);
    }
    for (const LedgerRow &row : rows) {
        if (mayBill(row.state) && !shown.contains(row.label)) {
            MachineRow unseen;
            addLedger(unseen, row, context);
            merged.append(unseen);
        }
    }
    std::sort(merged.begin(), merged.end(), [](const MachineRow &a, const MachineRow &b) {
        return std::tuple(a.role, -a.sinceMs, a.key) < std::tuple(b.role, -b.sinceMs, b.key);
    });
    return merged;
}

} // namespace snapgpu
