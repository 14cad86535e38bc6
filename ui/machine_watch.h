// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ledger/ledger.h"
#include "services/ledger/sweeper.h"

#include <QObject>
#include <QVector>

namespace snapgpu {

/** A machine of ours that may be billing. */
struct LiveMachine
{
    QString label;
    QString name; ///< "RTX 4090, Quebec, CA"
    Money hourly;
    bool kept = false; ///< the person keeps it
};

/** What the money line says. */
struct MoneyStatus
{
    QVector<LiveMachine> machines;
    Money hourly; ///< of all of them
    Money today; ///< since local midnight, from the ledger's rates
    SweepStatus sweep;
};

/** Pure: adds up what the ledger knows. `rows` hold at least everything open and everything of today. */
MoneyStatus moneyStatus(
    const QVector<LedgerRow> &rows, const SweepStatus &sweep, qint64 nowMs, qint64 midnightMs);

/** The machines of this home, for the money line and the closing question. */
class MachineWatch : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual MoneyStatus status() const = 0;
    /** Destroys until confirmed; the ledger is written first. */
    virtual void destroy(const QString &label) = 0;

Q_SIGNALS:
    void changed();
};

} // namespace snapgpu
