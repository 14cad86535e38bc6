// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine_row.h"
#include "services/ledger/ledger.h"

#include <QString>
#include <QVector>

namespace snapgpu {

struct AppServices;

/** What mergeMachines needs to know beside the two lists. */
struct MergeContext
{
    QString labelPrefix; ///< of this home; labels of other homes are foreign
    qint64 nowMs = 0; ///< wall clock
    int leaseSeconds = 0; ///< a racer nobody claims destroys itself after this; 0 = unknown
};

MergeContext mergeContext(const AppServices &services); ///< of now

/**
 * Everything alive on the account: what the provider lists, plus what the ledger holds open and no listing
 * shows (yet). Rows of the ledger that are refused or gone appear only while they are still listed: then the
 * machine came back and is left over. Of two machines with one label the one on record is ours, the other
 * left over. Ordered by what needs attention, then newest first. Pure.
 */
QVector<MachineRow> mergeMachines(
    const QVector<Machine> &listed, const QVector<LedgerRow> &rows, const MergeContext &context);

} // namespace snapgpu
