// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/spend_caps.h"

#include <algorithm>
#include <QCoreApplication>
#include <QDateTime>

namespace snapgpu {

namespace {
constexpr int kHistoryRows = 5'000; ///< more than a day of racing leaves
} // namespace

Money trafficCost(Money perGb, qint64 bytes)
{
    constexpr qint64 kGb = 1'000'000'000;
    const qint64 price = perGb.micros();
    return bytes <= 0 ? Money() : Money::fromMicros(price * (bytes / kGb) + price * (bytes % kGb) / kGb);
}

bool mayBill(LedgerState state) { return state != LedgerState::Refused && state != LedgerState::Gone; }

Money ledgerCost(const LedgerRow &row, qint64 fromMs, qint64 nowMs)
{
    if (row.state == LedgerState::Refused) {
        return {};
    }
    const qint64 end = mayBill(row.state) ? nowMs : row.changedAtMs;
    const auto part = [&](qint64 start) { return std::max<qint64>(0, end - std::max(start, fromMs)); };
    Money cost = row.storageHourly.forMilliseconds(part(row.createdAtMs));
    if (row.runningSinceMs) {
        const qint64 until = std::min(end, row.stoppedAtMs.value_or(end));
        // Which part of the idle time lies before `fromMs` is not on record: rather too much than too little.
        const qint64 idle = *row.runningSinceMs >= fromMs ? row.idleMs : 0;
        const qint64 due = until - std::max(*row.runningSinceMs, fromMs) - idle;
        cost += row.gpuHourly.forMilliseconds(std::max<qint64>(0, due));
    }
    if (row.downAtMs >= fromMs) {
        cost += trafficCost(row.downPerGb, row.downBytes);
    }
    return cost;
}

Money ledgerHourly(const LedgerRow &row)
{
    if (!mayBill(row.state)) {
        return {};
    }
    return row.runningSinceMs && !row.stoppedAtMs ? row.gpuHourly + row.storageHourly : row.storageHourly;
}

qint64 startOfDayMs(qint64 nowMs)
{
    return QDateTime::fromMSecsSinceEpoch(nowMs).date().startOfDay().toMSecsSinceEpoch();
}

QVector<LedgerRow> rowsOfToday(const Ledger &ledger, qint64 midnightMs)
{
    // A machine kept for weeks is older than any history asked for, so the open rows come first.
    QVector<LedgerRow> rows = ledger.openRows();
    const QVector<LedgerRow> history = ledger.history(kHistoryRows);
    for (const LedgerRow &row : history) {
        if (!mayBill(row.state) && row.changedAtMs >= midnightMs) {
            rows.append(row);
        }
    }
    return rows;
}

Result<LaunchPlan> fitCaps(LaunchPlan plan, const QVector<LedgerRow> &rows, qint64 nowMs, qint64 midnightMs)
{
    int alive = 0;
    Money spent;
    Money hourly;
    for (const LedgerRow &row : rows) {
        alive += mayBill(row.state) ? 1 : 0;
        spent += ledgerCost(row, midnightMs, nowMs);
        hourly += ledgerHourly(row);
    }
    if (plan.maxMachines) {
        const int free = *plan.maxMachines - alive;
        if (free < plan.waveSize) {
            return fail(ErrorCategory::Usage,
                QCoreApplication::translate("SpendCaps",
                    "A wave of %1 machines does not fit under the cap of %2 machines while %3 of this home "
                    "are alive, so nothing was rented. Destroy some, race fewer at once, or raise the cap.")
                    .arg(plan.waveSize)
                    .arg(*plan.maxMachines)
                    .arg(alive));
        }
        plan.maxMachines = free;
    }
    if (plan.maxDay) {
        const Money left = *plan.maxDay - spent - hourly.forMilliseconds(plan.giveUpMs);
        if (left <= Money()) {
            return fail(ErrorCategory::NoCredit,
                QCoreApplication::translate("SpendCaps",
                    "Today cost %1 so far and the machines alive go on costing %2 per hour, which leaves "
                    "nothing of the cap of %3 per day, so nothing was rented. Raise the cap or wait until "
                    "midnight.")
                    .arg(moneyText(spent, 2), moneyText(hourly), moneyText(*plan.maxDay, 2)));
        }
        plan.maxCost = plan.maxCost ? std::min(*plan.maxCost, left) : left;
    }
    return plan;
}

} // namespace snapgpu
