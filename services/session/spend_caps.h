// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ledger/ledger.h"
#include "services/session/launch_session.h"

#include <QVector>

namespace snapgpu {

/** Traffic at a price per GB (10^9 bytes), rounded down to a micro-dollar. */
Money trafficCost(Money perGb, qint64 bytes);

/**
 * What a row cost from `fromMs` to `nowMs` (wall clock) at the rates of its offer: disk from creation, GPU
 * while it was seen running, both until it was confirmed gone, and what was restored on it at
 * its price of traffic. Refused rows cost nothing.
 */
Money ledgerCost(const LedgerRow &row, qint64 fromMs, qint64 nowMs);
/** What it costs per hour now; zero once it is refused or gone. */
Money ledgerHourly(const LedgerRow &row);
bool mayBill(LedgerState state);

/** Local midnight before `nowMs`. */
qint64 startOfDayMs(qint64 nowMs);

/** Every open row and every other one that changed since `midnightMs`, so that both caps can be reckoned. */
QVector<LedgerRow> rowsOfToday(const Ledger &ledger, qint64 midnightMs);

/**
 * The plan with its caps narrowed to what the machines of this home leave of them: maxMachines to the free
 * places, maxCost to the rest of the day after what they go on costing until the race gives up. Fails with
 * one sentence when not even the first wave (Usage) or not one cent (NoCredit) fits. `rows` hold at least
 * everything open and everything of today. Pure.
 */
Result<LaunchPlan> fitCaps(LaunchPlan plan, const QVector<LedgerRow> &rows, qint64 nowMs, qint64 midnightMs);

} // namespace snapgpu
