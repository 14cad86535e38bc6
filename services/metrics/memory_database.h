// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/boot_attempt.h"
#include "services/metrics/memory_query.h"
#include "services/metrics/memory_schema.h"
#include "services/metrics/team_memory.h"

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

/** How much of each table one read() takes. */
struct ReadLimits
{
    qint64 rows = 0; ///< 0 = all
    qint64 again = 500; ///< rows before the cursor once more: on a server commits may come out of order
};

/** One connection to the records; lives and dies in one thread. Same statements for SQLite and PostgreSQL. */
class MemoryDatabase final
{
public:
    using Opened = Result<std::unique_ptr<MemoryDatabase>>;
    static Opened openFile(const QString &file, FileCheck check, QString *warning = nullptr);
    static Opened openServer(const TeamMemory &team);
    /** Connects and tries a write that is taken back; how many attempts are there. */
    static Result<qint64> tryServer(const TeamMemory &team);
    ~MemoryDatabase();
    Q_DISABLE_COPY_MOVE(MemoryDatabase)

    /** All or nothing; records that are there already stay as they are. How many were new. */
    Result<qint64> write(const MemoryBatch &batch);
    Result<Done> writeMark(const MarkRecord &mark); ///< None removes it
    Result<qint64> forget(const HostKey &host); ///< attempts removed
    /** Removes what began before `cutoffMs`; refuses (0) when that were more than half of everything. */
    Result<qint64> dropOlder(qint64 cutoffMs);

    /** Rows after the cursor; marks always all. */
    Result<MemoryCursor> read(const MemoryCursor &from, const MemoryRows &rows, ReadLimits limits = {}) const;
    /** The last `most` of each table, newest first; no marks. */
    Result<Done> newest(int most, const MemoryRows &rows) const;
    Result<qint64> count() const; ///< attempts
    Result<qint64> lastSeq() const; ///< of attempts
    Result<QString> labelAt(qint64 seq) const; ///< of an attempt; empty = there is none

    /** Small facts about the database itself; empty = never set. */
    Result<QString> fact(const QString &key) const;
    Result<Done> setFact(const QString &key, const QString &value);
    Result<QString> generation() const { return fact(QStringLiteral("generation")); }
    /** An identity that two members of a team who come at once agree on. */
    Result<QString> identity();

    Result<QVector<MarkRecord>> marks() const;
    Result<Done> addMarks(const QVector<MarkRecord> &list); ///< where none is yet
    Result<bool> replaceMarks(const QVector<MarkRecord> &list); ///< whether anything changed
    Result<Done> clear(); ///< every record, mark and fact but the revision

private:
    MemoryDatabase(QSqlDatabase db, QString connection);
    Result<qint64> insertAll(const MemoryBatch &batch);
    Result<qint64> run(const QString &sql, const QVariantList &values) const; ///< rows affected
    Result<QVariant> scalar(const QString &sql) const;
    Result<Done> select(const QString &sql, const QVariantList &values,
        const std::function<void(const QSqlQuery &)> &row) const;
    Result<qint64> inTransaction(const std::function<Result<qint64>()> &work);
    Result<Done> markRemoval();

    QSqlDatabase m_db;
    QString m_connection;
};

} // namespace snapgpu::metrics
