// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/spend_caps.h"
#include "ui/machine_watch.h"

#include <algorithm>
#include <tuple>

namespace snapgpu {

namespace {

QString nameOf(const LedgerRow &row)
{
    return row.geolocation.isEmpty() ? row.gpuName : row.gpuName + QStringLiteral(", ") + row.geolocation;
}

/** The sweeper counts in a clock that starts with the program; which ones, and since when, the ledger knows.
 */
QVector<StubbornMachine> stubbornOf(const QVector<LedgerRow> &rows, int count)
{
    QVector<StubbornMachine> made;
    for (const LedgerRow &row : rows) {
        if (row.state == LedgerState::Condemned) {
            made.append({row.label, nameOf(row), row.changedAtMs});
        }
    }
    std::sort(made.begin(), made.end(), [](const StubbornMachine &a, const StubbornMachine &b) {
        return std::tie(a.sinceMs, a.label) < std::tie(b.sinceMs, b.label);
    });
    made.resize(std::min<qsizetype>(made.size(), std::max(0, count)));
    return made;
}

} // namespace

MoneyStatus moneyStatus(
    const QVector<LedgerRow> &rows, const SweepStatus &sweep, qint64 nowMs, qint64 midnightMs)
{
    MoneyStatus status;
    status.sweep = sweep;
    status.stubborn = stubbornOf(rows, sweep.stubborn);
    for (const LedgerRow &row : rows) {
        status.today += ledgerCost(row, midnightMs, nowMs);
        if (!mayBill(row.state)) {
            continue;
        }
        const Money hourly = ledgerHourly(row);
        status.hourly += hourly;
        status.machines.append({row.label, nameOf(row), hourly, row.state == LedgerState::Kept,
            ledgerCost(row, row.createdAtMs, nowMs)});
    }
    return status;
}

} // namespace snapgpu
