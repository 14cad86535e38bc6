// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/boot_attempt.h"
#include "services/metrics/memory_query.h"
#include "services/metrics/memory_schema.h"

#include <functional>
#include <memory>
#include <QSqlQuery>
#include <QVariantList>

namespace snapgpu::metrics {

/** Records of one batch; written in one transaction. */
struct MemoryBatch
{
    QVector<BootAttempt> attempts;
    QVector<RaceRecord> races;
    QVector<RestoreRecord> restores;
    QVector<MarkRecord> marks;

    bool isEmpty() const { return size() == 0; }
    qsizetype size() const { return attempts.size() + races.size() + restores.size() + marks.size(); }
};

/** Where a reader has come to, table by table. */
struct MemoryCursor
{
    qint64 attempt = 0, race = 0, restore = 0; ///< highest seq read
    QString generation; ///< changes when rows were removed: everything must be read again
};

/** Receives rows while a table is read. */
struct MemoryRows
{
    std::function<void(const BootAttempt &, qint64 seq)> attempt;
    std::function<void(const RaceRecord &, qint64 seq)> race;
    std::function<void(const RestoreRecord &, qint64 seq)> restore;
    std::function<void(const MarkRecord &)> mark;
    std::function<void()> unreadable; ///< a row with a word this version does not know
};

/** One connection to the records; lives and dies in one thread. Same statements for SQLite and PostgreSQL. */
class MemoryDatabase final
{
public:
    static Result<std::unique_ptr<MemoryDatabase>> open(const QString &file, const QString &url, QString *warning);
    ~MemoryDatabase();
    Q_DISABLE_COPY_MOVE(MemoryDatabase)

    /** All or nothing; records that are there already stay as they are. How many were new. */
    Result<qint64> write(const MemoryBatch &batch);
    Result<Done> writeMark(const MarkRecord &mark); ///< None removes it
    Result<qint64> forget(const HostKey &host); ///< attempts removed
    /** Removes what began before `cutoffMs`; refuses (0) when that were more than half of everything. */
    Result<qint64> dropOlder(qint64 cutoffMs);

    /** Rows after the cursor (and the last few before it again: a shared database may fill gaps late). */
    Result<MemoryCursor> read(const MemoryCursor &from, const MemoryRows &rows) const;
    Result<QString> generation() const;
    Result<qint64> count() const; ///< attempts

private:
    MemoryDatabase(QSqlDatabase db, QString connection);
    Result<qint64> insertAll(const MemoryBatch &batch);
    Result<qint64> run(const QString &sql, const QVariantList &values) const; ///< rows affected
    Result<QVariant> scalar(const QString &sql) const;
    Result<Done> select(
        const QString &sql, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row) const;
    Result<qint64> inTransaction(const std::function<Result<qint64>()> &work);
    Result<Done> markRemoval();

    QSqlDatabase m_db;
    QString m_connection;
};

} // namespace snapgpu::metrics
