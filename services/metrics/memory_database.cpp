// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_database.h"

#include "services/metrics/memory_server.h"

#include <algorithm>
#include <QSqlError>
#include <QUuid>
#include <tuple>

namespace snapgpu::metrics {

namespace {

constexpr qint64 kDropStepMs = qint64{30} * 86'400'000;

QString orEmpty(const QString &value) { return value.isNull() ? QStringLiteral("") : value; }

const QString &attemptColumns()
{
    static const QString columns =
        QStringLiteral("label,provider,race_id,number,wave,offer_id,machine_id,host_id,gpu_name,num_gpus,"
                       "place,image,started_at,"
                       "observed_ms,create_ms,host_ms,image_ms,ssh_ms,check_ms,outcome,failure,reason,cost");
    return columns;
}

const QString &raceColumns()
{
    static const QString columns =
        QStringLiteral("race_id,provider,started_at,outcome,elapsed_ms,winner,waves,created,refused,failed,"
                       "adaptive,cost");
    return columns;
}

const QString &restoreColumns()
{
    static const QString columns = QStringLiteral(
        "label,provider,machine_id,host_id,started_at,bytes,elapsed_ms,critical_ms,connections,ok");
    return columns;
}

QVariantList valuesOf(const BootAttempt &one)
{
    return {orEmpty(one.label), orEmpty(one.provider), orEmpty(one.raceId), one.number, one.wave, one.offerId,
        one.machineId, one.hostId, orEmpty(one.gpuName), one.numGpus, orEmpty(one.place), orEmpty(one.image),
        one.startedAtMs, one.observedMs, one.createMs, one.hostMs, one.imageMs, one.sshMs, one.checkMs,
        toText(one.outcome), toText(one.failure), orEmpty(one.reason), qint64{one.cost.micros()}};
}

QVariantList valuesOf(const RaceRecord &one)
{
    return {orEmpty(one.raceId), orEmpty(one.provider), one.startedAtMs, toText(one.end), one.elapsedMs,
        orEmpty(one.winner), one.waves, one.created, one.refused, one.failed, one.adaptive ? 1 : 0,
        qint64{one.cost.micros()}};
}

QVariantList valuesOf(const RestoreRecord &one)
{
    return {orEmpty(one.label), orEmpty(one.provider), one.machineId, one.hostId, one.startedAtMs, one.bytes,
        one.elapsedMs, one.criticalMs, one.connections, one.ok ? 1 : 0};
}

QString insertInto(const QString &table, const QString &columns, const QString &key)
{
    QString marks = QStringLiteral("?");
    marks += QStringLiteral(",?").repeated(columns.count(QLatin1Char(',')));
    return QStringLiteral("INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (%4) DO NOTHING")
        .arg(table, columns, marks, key);
}

/** Reads columns one after the other. */
class Columns final
{
public:
    explicit Columns(const QSqlQuery &query)
        : m_query(query)
    {
    }
    QString word() { return m_query.value(m_next++).toString(); }
    qint64 number() { return m_query.value(m_next++).toLongLong(); }
    int small() { return m_query.value(m_next++).toInt(); }

private:
    const QSqlQuery &m_query;
    int m_next = 0;
};

std::optional<BootAttempt> attemptFrom(Columns &next)
{
    BootAttempt one;
    one.label = next.word();
    one.provider = next.word();
    one.raceId = next.word();
    one.number = next.small();
    one.wave = next.small();
    one.offerId = next.number();
    one.machineId = next.number();
    one.hostId = next.number();
    one.gpuName = next.word();
    one.numGpus = next.small();
    one.place = next.word();
    one.image = next.word();
    one.startedAtMs = next.number();
    one.observedMs = next.number();
    one.createMs = next.number();
    one.hostMs = next.number();
    one.imageMs = next.number();
    one.sshMs = next.number();
    one.checkMs = next.number();
    const auto outcome = attemptOutcomeFrom(next.word());
    const auto failure = failureClassFrom(next.word());
    one.reason = next.word();
    one.cost = Money::fromMicros(next.number());
    if (!outcome) {
        return std::nullopt;
    }
    one.outcome = *outcome;
    one.failure = failure.value_or(FailureClass::Other); // a class of a newer version is still a failure
    return one;
}

std::optional<RaceRecord> raceFrom(Columns &next)
{
    RaceRecord one;
    one.raceId = next.word();
    one.provider = next.word();
    one.startedAtMs = next.number();
    const auto end = raceEndFrom(next.word());
    one.elapsedMs = next.number();
    one.winner = next.word();
    one.waves = next.small();
    one.created = next.small();
    one.refused = next.small();
    one.failed = next.small();
    one.adaptive = next.small() != 0;
    one.cost = Money::fromMicros(next.number());
    one.end = end.value_or(RaceRecord::End::Failed);
    return end && one.elapsedMs >= 0 ? std::optional(one) : std::nullopt;
}

RestoreRecord restoreFrom(Columns &next)
{
    RestoreRecord one;
    one.label = next.word();
    one.provider = next.word();
    one.machineId = next.number();
    one.hostId = next.number();
    one.startedAtMs = next.number();
    one.bytes = next.number();
    one.elapsedMs = next.number();
    one.criticalMs = next.number();
    one.connections = next.small();
    one.ok = next.small() != 0;
    return one;
}

} // namespace

namespace {

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

Result<Done> MemoryDatabase::newest(int most, const MemoryRows &rows) const
{
    const auto table = [most](const QString &columns, const QString &name) -> QString {
        return QStringLiteral("SELECT %1,seq FROM %2 ORDER BY seq DESC LIMIT %3")
            .arg(columns, name)
            .arg(most);
    };
    const auto tell = [](const auto &one, Columns &next, const auto &receive) {
        if (one) {
            receive(*one, next.number());
        }
    };
    auto done =
        select(table(attemptColumns(), QStringLiteral("boot_attempt")), {}, [&](const QSqlQuery &query) {
            Columns next(query);
            tell(attemptFrom(next), next, rows.attempt);
        });
    if (done) {
        done = select(table(raceColumns(), QStringLiteral("race_record")), {}, [&](const QSqlQuery &query) {
            Columns next(query);
            tell(raceFrom(next), next, rows.race);
        });
    }
    if (done) {
        done = select(
            table(restoreColumns(), QStringLiteral("restore_record")), {}, [&](const QSqlQuery &query) {
                Columns next(query);
                tell(std::optional(restoreFrom(next)), next, rows.restore);
            });
    }
    return done;
}

Result<qint64> MemoryDatabase::lastSeq() const
{
    return scalar(QStringLiteral("SELECT MAX(seq) FROM boot_attempt")).map([](const QVariant &v) {
        return v.toLongLong();
    });
}

Result<QString> MemoryDatabase::labelAt(qint64 seq) const
{
    QString label;
    const auto done = select(QStringLiteral("SELECT label FROM boot_attempt WHERE seq=?"), {seq},
        [&label](const QSqlQuery &query) { label = query.value(0).toString(); });
    return done.map([&label](Done) { return label; });
}

Result<qint64> MemoryDatabase::count() const
{
    return scalar(QStringLiteral("SELECT COUNT(*) FROM boot_attempt")).map([](const QVariant &v) {
        return v.toLongLong();
    });
}

Result<QVector<MarkRecord>> MemoryDatabase::marks() const
{
    QVector<MarkRecord> found;
    const auto done = select(QStringLiteral("SELECT provider,machine_id,mark,set_at FROM host_mark"), {},
        [&](const QSqlQuery &query) {
            Columns next(query);
            MarkRecord mark;
            mark.provider = next.word();
            mark.machineId = next.number();
            mark.mark = hostMarkFrom(next.word()).value_or(HostMark::None);
            mark.setAtMs = next.number();
            found.append(mark);
        });
    return done.map([&found](Done) { return found; });
}

Result<MemoryCursor> MemoryDatabase::read(
    const MemoryCursor &from, const MemoryRows &rows, ReadLimits limits) const
{
    MemoryCursor to = from;
    const auto since = [&](qint64 seq) { return QVariantList{std::max<qint64>(0, seq - limits.again)}; };
    const auto table = [&](const QString &columns, const QString &name) -> QString {
        const QString most = limits.rows > 0 ? QStringLiteral(" LIMIT %1").arg(limits.rows) : QString();
        return QStringLiteral("SELECT %1,seq FROM %2 WHERE seq > ? ORDER BY seq").arg(columns, name) + most;
    };
    auto done = select(table(attemptColumns(), QStringLiteral("boot_attempt")), since(from.attempt),
        [&](const QSqlQuery &query) {
            Columns next(query);
            const auto one = attemptFrom(next);
            const qint64 seq = next.number();
            const bool again = seq <= from.attempt;
            to.attempt = std::max(to.attempt, seq);
            if (one) {
                rows.attempt(*one, seq);
            } else if (!again) {
                rows.unreadable();
            }
        });
    if (done) {
        done = select(table(raceColumns(), QStringLiteral("race_record")), since(from.race),
            [&](const QSqlQuery &query) {
                Columns next(query);
                const auto one = raceFrom(next);
                const qint64 seq = next.number();
                const bool again = seq <= from.race;
                to.race = std::max(to.race, seq);
                if (one) {
                    rows.race(*one, seq);
                } else if (!again) {
                    rows.unreadable();
                }
            });
    }
    if (done) {
        done = select(table(restoreColumns(), QStringLiteral("restore_record")), since(from.restore),
            [&](const QSqlQuery &query) {
                Columns next(query);
                const RestoreRecord one = restoreFrom(next);
                const qint64 seq = next.number();
                to.restore = std::max(to.restore, seq);
                rows.restore(one, seq);
            });
    }
    const auto lists = done ? marks() : Result<QVector<MarkRecord>>(tl::unexpected<Error>(done.error()));
    const auto stamp = generation();
    if (!lists || !stamp) {
        return tl::unexpected<Error>(lists ? stamp.error() : lists.error());
    }
    std::for_each(lists->cbegin(), lists->cend(), rows.mark);
    to.generation = *stamp;
    return to;
}

} // namespace snapgpu::metrics
