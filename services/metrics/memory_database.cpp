// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_database.h"

#include "services/metrics/memory_server.h"
#include "services/metrics/record_rows.h"

#include <algorithm>
#include <QSqlError>
#include <QUuid>
#include <tuple>

namespace snapgpu::metrics {

namespace {

constexpr qint64 kDropStepMs = qint64{30} * 86'400'000;

QString newConnectionName() { return QStringLiteral("memory-") + QUuid::createUuid().toString(QUuid::Id128); }

} // namespace

MemoryDatabase::Opened MemoryDatabase::openFile(const QString &file, FileCheck check, QString *warning)
{
    const QString connection = newConnectionName();
    auto opened = openMemoryFile(file, connection, 0, check);
    if (!opened) {
        return tl::unexpected<Error>(opened.error());
    }
    if (warning && !opened->warning.isEmpty()) {
        *warning = opened->warning;
    }
    return std::unique_ptr<MemoryDatabase>(new MemoryDatabase(opened->db, connection));
}

MemoryDatabase::Opened MemoryDatabase::openServer(const TeamMemory &team)
{
    const QString connection = newConnectionName();
    auto opened = openMemoryServer(team, connection);
    if (!opened) {
        return tl::unexpected<Error>(opened.error());
    }
    return std::unique_ptr<MemoryDatabase>(new MemoryDatabase(opened->db, connection));
}

Result<qint64> MemoryDatabase::tryServer(const TeamMemory &team)
{
    auto server = openServer(team);
    if (!server) {
        return tl::unexpected<Error>(server.error());
    }
    MemoryDatabase &database = **server;
    Result<Done> written = Done{};
    // The transaction fails on purpose, so that nothing is left behind.
    const auto undone = database.inTransaction([&]() -> Result<qint64> {
        BootAttempt probe;
        probe.label = newConnectionName();
        MemoryBatch batch;
        batch.attempts.append(probe);
        written = database.insertAll(batch).map([](qint64) { return Done{}; });
        return snapgpu::fail(ErrorCategory::Cancelled, {});
    });
    if (!written) {
        return tl::unexpected<Error>(written.error());
    }
    return database.count();
}

MemoryDatabase::MemoryDatabase(QSqlDatabase db, QString connection)
    : m_db(std::move(db))
    , m_connection(std::move(connection))
{
}

MemoryDatabase::~MemoryDatabase()
{
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<qint64> MemoryDatabase::run(const QString &sql, const QVariantList &values) const
{
    QSqlQuery query(m_db);
    query.prepare(sql);
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        return tl::unexpected(memoryError(m_db, sql, query.lastError().text()));
    }
    return query.numRowsAffected();
}

Result<QVariant> MemoryDatabase::scalar(const QString &sql) const
{
    QVariant value;
    const auto done = select(sql, {}, [&value](const QSqlQuery &query) { value = query.value(0); });
    return done.map([&value](Done) { return value; });
}

Result<Done> MemoryDatabase::select(
    const QString &sql, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row) const
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    query.prepare(sql);
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        return tl::unexpected(memoryError(m_db, sql, query.lastError().text()));
    }
    while (query.next()) {
        row(query);
    }
    if (query.lastError().isValid()) {
        return tl::unexpected(memoryError(m_db, sql, query.lastError().text()));
    }
    return Done{};
}

Result<qint64> MemoryDatabase::inTransaction(const std::function<Result<qint64>()> &work)
{
    if (!m_db.transaction()) {
        return tl::unexpected(memoryError(m_db, QStringLiteral("BEGIN"), m_db.lastError().text()));
    }
    auto done = work();
    if (!done) {
        m_db.rollback();
        return done;
    }
    if (!m_db.commit()) {
        const Error error = memoryError(m_db, QStringLiteral("COMMIT"), m_db.lastError().text());
        m_db.rollback();
        return tl::unexpected(error);
    }
    return done;
}

Result<qint64> MemoryDatabase::write(const MemoryBatch &batch)
{
    return inTransaction([&] { return insertAll(batch); });
}

Result<qint64> MemoryDatabase::insertAll(const MemoryBatch &batch)
{
    qint64 added = 0;
    const auto insert = [&](const QString &sql, const auto &records) -> Result<Done> {
        if (records.isEmpty()) {
            return Done{};
        }
        QSqlQuery query(m_db);
        query.prepare(sql);
        for (const auto &record : records) {
            const QVariantList values = valuesOf(record);
            for (int i = 0; i < values.size(); ++i) {
                query.bindValue(i, values.at(i));
            }
            if (!query.exec()) {
                return tl::unexpected(memoryError(m_db, sql, query.lastError().text()));
            }
            added += std::max(0, query.numRowsAffected());
        }
        return Done{};
    };
    auto done = insert(insertInto(QStringLiteral("boot_attempt"), attemptColumns(), QStringLiteral("label")),
        batch.attempts);
    if (done) {
        done = insert(
            insertInto(QStringLiteral("race_record"), raceColumns(), QStringLiteral("race_id")), batch.races);
    }
    if (done) {
        done = insert(insertInto(QStringLiteral("restore_record"), restoreColumns(),
                          QStringLiteral("label, started_at")),
            batch.restores);
    }
    const auto known = done && !batch.marks.isEmpty() ? marks() : Result<QVector<MarkRecord>>();
    if (!known) {
        return tl::unexpected<Error>(known.error());
    }
    for (const MarkRecord &mark : batch.marks) {
        if (done && !known->contains(mark)) {
            done = writeMark(mark);
            added += done ? 1 : 0;
        }
    }
    return done.map([&added](Done) { return added; });
}

Result<Done> MemoryDatabase::writeMark(const MarkRecord &mark)
{
    if (mark.mark == HostMark::None) {
        return run(QStringLiteral("DELETE FROM host_mark WHERE provider=? AND machine_id=?"),
            {orEmpty(mark.provider), mark.machineId})
            .map([](qint64) { return Done{}; });
    }
    return run(QStringLiteral("INSERT INTO host_mark (provider,machine_id,mark,set_at) VALUES (?,?,?,?) "
                              "ON CONFLICT (provider,machine_id) DO UPDATE SET mark=excluded.mark, "
                              "set_at=excluded.set_at"),
        {orEmpty(mark.provider), mark.machineId, toText(mark.mark), mark.setAtMs})
        .map([](qint64) { return Done{}; });
}

/** Other readers of the same database see that what they hold is no longer true. */
Result<Done> MemoryDatabase::markRemoval()
{
    return setFact(QStringLiteral("generation"), QUuid::createUuid().toString(QUuid::Id128));
}

Result<qint64> MemoryDatabase::forget(const HostKey &host)
{
    return inTransaction([&]() -> Result<qint64> {
        const QVariantList key{orEmpty(host.provider), host.machineId};
        const QString where = QStringLiteral(" WHERE provider=? AND machine_id=?");
        const auto removed = run(QStringLiteral("DELETE FROM boot_attempt") + where, key);
        if (!removed) {
            return removed;
        }
        for (const QString &table : {QStringLiteral("restore_record"), QStringLiteral("host_mark")}) {
            if (const auto done = run(QStringLiteral("DELETE FROM ") + table + where, key); !done) {
                return done;
            }
        }
        const auto told = markRemoval();
        return told.map([&](Done) { return *removed; });
    });
}

Result<qint64> MemoryDatabase::dropOlder(qint64 cutoffMs)
{
    return inTransaction([&]() -> Result<qint64> {
        // Dropping makes every reader begin again, so it is done a month at a time.
        const auto oldest = scalar(QStringLiteral("SELECT MIN(started_at) FROM boot_attempt"));
        if (oldest && (oldest->isNull() || oldest->toLongLong() >= cutoffMs - kDropStepMs)) {
            return 0;
        }
        const auto all = count();
        const auto old =
            scalar(QStringLiteral("SELECT COUNT(*) FROM boot_attempt WHERE started_at < %1").arg(cutoffMs));
        if (!all || !old) {
            return tl::unexpected<Error>(all ? old.error() : all.error());
        }
        const qint64 number = old->toLongLong();
        if (number == 0 || number * 2 > *all) {
            return 0;
        }
        for (const QString &table : {QStringLiteral("boot_attempt"), QStringLiteral("race_record"),
                 QStringLiteral("restore_record")}) {
            const auto done =
                run(QStringLiteral("DELETE FROM %1 WHERE started_at < ?").arg(table), {cutoffMs});
            if (!done) {
                return done;
            }
        }
        return markRemoval().map([&](Done) { return number; });
    });
}

Result<QString> MemoryDatabase::fact(const QString &key) const
{
    QString value;
    const auto done = select(QStringLiteral("SELECT value FROM memory_meta WHERE key=?"), {key},
        [&value](const QSqlQuery &query) { value = query.value(0).toString(); });
    return done.map([&value](Done) { return value; });
}

Result<Done> MemoryDatabase::setFact(const QString &key, const QString &value)
{
    return run(QStringLiteral("INSERT INTO memory_meta (key,value) VALUES (?,?) "
                              "ON CONFLICT (key) DO UPDATE SET value=excluded.value"),
        {key, value})
        .map([](qint64) { return Done{}; });
}

Result<QString> MemoryDatabase::identity()
{
    const auto made = run(QStringLiteral("INSERT INTO memory_meta (key,value) VALUES ('identity',?) "
                                         "ON CONFLICT (key) DO NOTHING"),
        {QUuid::createUuid().toString(QUuid::Id128)});
    return made ? fact(QStringLiteral("identity")) : Result<QString>(tl::unexpected<Error>(made.error()));
}

Result<Done> MemoryDatabase::addMarks(const QVector<MarkRecord> &list)
{
    for (const MarkRecord &mark : list) {
        const auto done =
            run(QStringLiteral("INSERT INTO host_mark (provider,machine_id,mark,set_at) VALUES (?,?,?,?) "
                               "ON CONFLICT (provider,machine_id) DO NOTHING"),
                {orEmpty(mark.provider), mark.machineId, toText(mark.mark), mark.setAtMs});
        if (!done) {
            return tl::unexpected<Error>(done.error());
        }
    }
    return Done{};
}

Result<bool> MemoryDatabase::replaceMarks(const QVector<MarkRecord> &list)
{
    const auto order = [](QVector<MarkRecord> some) {
        std::sort(some.begin(), some.end(), [](const MarkRecord &a, const MarkRecord &b) {
            return std::tie(a.provider, a.machineId) < std::tie(b.provider, b.machineId);
        });
        return some;
    };
    const auto before = marks();
    if (!before) {
        return tl::unexpected<Error>(before.error());
    }
    if (order(*before) == order(list)) {
        return false;
    }
    const auto done = inTransaction([&]() -> Result<qint64> {
        if (const auto gone = run(QStringLiteral("DELETE FROM host_mark"), {}); !gone) {
            return gone;
        }
        return addMarks(list).map([](Done) { return qint64{0}; });
    });
    return done.map([](qint64) { return true; });
}

Result<Done> MemoryDatabase::clear()
{
    const auto done = inTransaction([&]() -> Result<qint64> {
        for (const QString &table :
            {QStringLiteral("boot_attempt"), QStringLiteral("race_record"), QStringLiteral("restore_record"),
                QStringLiteral("host_mark"), QStringLiteral("memory_meta")}) {
            if (const auto gone = run(QStringLiteral("DELETE FROM ") + table, {}); !gone) {
                return gone;
            }
        }
        return markRemoval().map([](Done) { return qint64{0}; });
    });
    return done.map([](qint64) { return Done{}; });
}

} // namespace snapgpu::metrics
