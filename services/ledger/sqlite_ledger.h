// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ledger/ledger.h"

#include <QSqlDatabase>
#include <QVariant>

class QSqlQuery;

namespace snapgpu {

/** The ledger over one SQLite connection of its own; made by Ledger::open(). */
class SqliteLedger final : public Ledger
{
public:
    /** Takes over an opened connection and removes it at the end. */
    SqliteLedger(QSqlDatabase db, QString connectionName, const Clock *clock);
    ~SqliteLedger() override;
    Q_DISABLE_COPY_MOVE(SqliteLedger)

    /** Reads the installation id, or makes one (or takes `wanted`) for a new file. */
    Result<Done> adoptInstallation(const QString &wanted);

    QString installationId() const override { return m_installation; }
    Result<Done> insert(const LedgerRow &row) override;
    Result<Done> setInstance(const QString &label, const QString &instanceId) override;
    Result<Done> setRunning(const QString &label) override;
    Result<Done> setStopped(const QString &label) override;
    Result<Done> addTraffic(const QString &label, qint64 bytes) override;
    Result<Done> transition(const QString &label, LedgerState to, const QString &reason) override;
    std::optional<LedgerRow> row(const QString &label) const override;
    Result<std::optional<LedgerRow>> find(const QString &label) const override;
    std::optional<LedgerRow> rowByInstance(const QString &provider, const QString &instanceId) const override;
    QVector<LedgerRow> openRows() const override;
    QVector<LedgerRow> history(int limit) const override;

private:
    Result<Done> run(QSqlQuery &query) const;
    Result<Done> run(const QString &sql, const QVariantList &values) const;
    Result<Done> commit(const Result<Done> &soFar);
    Result<Done> begin();
    Result<Done> writeMove(const LedgerRow &row, LedgerState to, const QString &reason);
    Result<QVector<LedgerRow>> trySelect(const QString &tail, const QVariantList &values) const;
    QVector<LedgerRow> select(const QString &tail, const QVariantList &values) const;

    QSqlDatabase m_db;
    QString m_connection;
    const Clock *m_clock;
    QString m_installation;
};

} // namespace snapgpu
