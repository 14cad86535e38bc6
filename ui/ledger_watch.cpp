// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ledger_watch.h"

#include "services/session/spend_caps.h"

#include <QSet>
#include <QTimer>

namespace snapgpu {

namespace {
constexpr int kLookAgainMs = 2000;
constexpr int kHistoryRows = 500;
} // namespace

LedgerWatch::LedgerWatch(Ledger *ledger, Sweeper *sweeper, const Clock *clock, QObject *parent)
    : MachineWatch(parent)
    , m_ledger(ledger)
    , m_sweeper(sweeper)
    , m_clock(clock)
{
    connect(m_sweeper, &Sweeper::statusChanged, this, &MachineWatch::changed);
    auto *timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &MachineWatch::changed);
    timer->start(kLookAgainMs);
}

QVector<LedgerRow> LedgerWatch::rows() const
{
    // A machine kept for weeks is older than the history asked for, so the open rows come first.
    QVector<LedgerRow> rows = m_ledger->openRows();
    QSet<QString> labels;
    for (const LedgerRow &row : std::as_const(rows)) {
        labels.insert(row.label);
    }
    const QVector<LedgerRow> history = m_ledger->history(kHistoryRows);
    for (const LedgerRow &row : history) {
        if (!labels.contains(row.label)) {
            rows.append(row);
        }
    }
    return rows;
}

QString LedgerWatch::labelPrefix() const { return m_ledger->labelPrefix(); }

void LedgerWatch::observe(const QVector<Machine> &machines, qint64 askedAtMs)
{
    m_sweeper->observe(machines, askedAtMs);
}

MoneyStatus LedgerWatch::status() const
{
    const qint64 now = m_clock->wallMs();
    return moneyStatus(rows(), m_sweeper->status(), now, startOfDayMs(now));
}

void LedgerWatch::destroy(const QString &label)
{
    const auto row = m_ledger->row(label);
    m_sweeper->condemn(label, tr("destroyed by hand"), row && row->runningSinceMs.has_value());
    Q_EMIT changed();
}

} // namespace snapgpu
