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
    Money cost{}; ///< so far
};

/** A machine that takes longer to die than the sweeper finds normal. */
struct StubbornMachine
{
    QString label;
    QString name;
    qint64 sinceMs = 0; ///< wall clock: condemned then
};

/** What the money line says. */
struct MoneyStatus
{
    QVector<LiveMachine> machines;
    Money hourly; ///< of all of them
    Money today; ///< since local midnight, from the ledger's rates
    SweepStatus sweep;
    QVector<StubbornMachine> stubborn; ///< longest first
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
    /** Everything open and everything of late, for the Machines page. */
    virtual QVector<LedgerRow> rows() const = 0;
    virtual QString labelPrefix() const = 0;
    /** A complete listing the window just got; `askedAtMs` is monotonic. The sweeper learns from it too. */
    virtual void observe(const QVector<Machine> &machines, qint64 askedAtMs) = 0;
    /** Destroys until confirmed; the ledger is written first. */
    virtual void destroy(const QString &label) = 0;

Q_SIGNALS:
    void changed();
};

} // namespace snapgpu
