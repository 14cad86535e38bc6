// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machine_watch.h"

#include <algorithm>

namespace snapgpu {

namespace {

bool mayBill(LedgerState state) { return state != LedgerState::Refused && state != LedgerState::Gone; }

QString nameOf(const LedgerRow &row)
{
    return row.geolocation.isEmpty() ? row.gpuName : row.gpuName + QStringLiteral(", ") + row.geolocation;
}

/** Disk is due from creation, the GPU while it runs; only the part after `fromMs` counts. */
Money costSince(const LedgerRow &row, qint64 fromMs, qint64 nowMs)
{
    const qint64 end = mayBill(row.state) ? nowMs : row.changedAtMs;
    const auto part = [&](qint64 start) { return std::max<qint64>(0, end - std::max(start, fromMs)); };
    Money cost = row.storageHourly.forMilliseconds(part(row.createdAtMs));
    if (row.runningSinceMs) {
        cost += row.gpuHourly.forMilliseconds(part(*row.runningSinceMs));
    }
    return cost;
}

} // namespace

MoneyStatus moneyStatus(
    const QVector<LedgerRow> &rows, const SweepStatus &sweep, qint64 nowMs, qint64 midnightMs)
{
    MoneyStatus status;
    status.sweep = sweep;
    for (const LedgerRow &row : rows) {
        if (row.state == LedgerState::Refused) {
            continue;
        }
        status.today += costSince(row, midnightMs, nowMs);
        if (!mayBill(row.state)) {
            continue;
        }
        const Money hourly = row.runningSinceMs ? row.gpuHourly + row.storageHourly : row.storageHourly;
        status.hourly += hourly;
        status.machines.append({row.label, nameOf(row), hourly, row.state == LedgerState::Kept});
    }
    return status;
}

} // namespace snapgpu
