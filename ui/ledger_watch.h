// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/machine_watch.h"

namespace snapgpu {

/** Over the real ledger and sweeper, both of which must outlive it. Looks again every two seconds. */
class LedgerWatch final : public MachineWatch
{
    Q_OBJECT
public:
    LedgerWatch(Ledger *ledger, Sweeper *sweeper, const Clock *clock, QObject *parent = nullptr);

    MoneyStatus status() const override;
    QVector<LedgerRow> rows() const override;
    QString labelPrefix() const override;
    void observe(const QVector<Machine> &machines, qint64 askedAtMs) override;
    void destroy(const QString &label) override;

private:
    Ledger *m_ledger;
    Sweeper *m_sweeper;
    const Clock *m_clock;
};

} // namespace snapgpu
