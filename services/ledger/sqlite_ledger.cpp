// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger/sqlite_ledger.h"

#include "services/core/log.h"
#include "services/ledger/ledger_schema.h"
#include "services/ledger/ledger_transitions.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace snapgpu {

namespace {

QString text(const char *source) { return QCoreApplication::translate("Ledger", source); }

/** A null QString would be stored as NULL; the columns are NOT NULL. */
QString orEmpty(const QString &value) { return value.isNull() ? QStringLiteral("") : value; }

LedgerRow readRow(const QSqlQuery &query)
{
    LedgerRow row;
    int column = 0;
    const auto next = [&] { return query.value(column++); };
    row.label = next().toString();
    row.provider = next().toString();
    row.raceId = next().toString();
    row.number = next().toInt();
    row.offerId = next().toLongLong();
    row.machineId = next().toLongLong();
    row.hostId = next().toLongLong();
    row.gpuName = next().toString();
    row.geolocation = next().toString();
    row.instanceId = next().toString();
    // A word we do not know cannot come from this revision; "condemned" is the side that costs no money.
    row.state = ledgerStateFromText(next().toString()).value_or(LedgerState::Condemned);
    row.reason = next().toString();
    row.gpuHourly = Money::fromMicros(next().toLongLong());
    row.storageHourly = Money::fromMicros(next().toLongLong());
    row.createdAtMs = next().toLongLong();
    row.changedAtMs = next().toLongLong();
    if (const QVariant since = next(); !since.isNull()) {
        row.runningSinceMs = since.toLongLong();
    }
    row.account = next().toString();
    row.downPerGb = Money::fromMicros(next().toLongLong());
    row.downBytes = next().toLongLong();
    row.downAtMs = next().toLongLong();
    if (const QVariant stopped = next(); !stopped.isNull()) {
        row.stoppedAtMs = stopped.toLongLong();
    }
    row.idleMs = next().toLongLong();
    return row;
}

Result<std::unique_ptr<Ledger>> openFile(const QString &file, const Clock *clock, const QString &installation)
{
    const QString name = QStringLiteral("ledger-") + QUuid::createUuid().toString(QUuid::Id128);
    auto db = openLedgerDatabase(file, name);
    if (!db) {
        return tl::unexpected(db.error());
    }
    auto ledger = std::make_unique<SqliteLedger>(*db, name, clock);
    *db = QSqlDatabase(); // the connection may have one holder only when it is removed
    if (const auto adopted = ledger->adoptInstallation(installation); !adopted) {
        return tl::unexpected(adopted.error());
    }
    return ledger;
}

/** By the untranslated detail: the message may be in any language. */
bool isDamaged(const Error &error, const QString &file)
{
    return error.category == ErrorCategory::LedgerFault && QFileInfo(file).size() > 0
        && (error.detail.startsWith(QLatin1String("damaged"))
            || error.detail.contains(QLatin1String("malformed"))
            || error.detail.contains(QLatin1String("not a database")));
}

} // namespace

Result<std::unique_ptr<Ledger>> Ledger::open(const QString &file, const Clock *clock, OnDamage onDamage)
{
    auto ledger = openFile(file, clock, {});
    if (ledger || !isDamaged(ledger.error(), file)) {
        return ledger;
    }
    const QString stamp =
        QDateTime::fromMSecsSinceEpoch(clock->wallMs(), Qt::UTC).toString(QStringLiteral("yyyyMMddTHHmmss"));
    const auto copy = copyLedgerAside(file, QStringLiteral(".corrupt-") + stamp);
    if (!copy) {
        return tl::unexpected(copy.error());
    }
    qCWarning(lcLedger).noquote() << "damaged ledger copied to" << *copy << ":" << ledger.error().detail;
    if (onDamage == OnDamage::Refuse) {
        Error error = ledger.error();
        error.message += QLatin1Char(' ') + text("A copy is at %1.").arg(*copy);
        return tl::unexpected(error);
    }
    const QString installation = salvagedInstallationId(file);
    for (const QString &part : {QString(), QStringLiteral("-wal"), QStringLiteral("-shm")}) {
        QFile::remove(file + part);
    }
    return openFile(file, clock, installation);
}

SqliteLedger::SqliteLedger(QSqlDatabase db, QString connectionName, const Clock *clock)
    : m_db(std::move(db))
    , m_connection(std::move(connectionName))
    , m_clock(clock)
{
}

SqliteLedger::~SqliteLedger()
{
    m_db.close();
    m_db = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<Done> SqliteLedger::adoptInstallation(const QString &wanted)
{
    static const QRegularExpression eightHex(QStringLiteral("^[0-9a-f]{8}$"));
    QSqlQuery query(m_db);
    query.prepare(QStringLiteral("SELECT value FROM meta WHERE key='installation_id'"));
    if (const auto done = run(query); !done) {
        return done;
    }
    if (query.next()) {
        m_installation = query.value(0).toString();
        return Done{};
    }
    m_installation = eightHex.match(wanted).hasMatch()
        ? wanted
        : QStringLiteral("%1").arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
    return run(QStringLiteral("INSERT INTO meta VALUES ('installation_id', ?)"), {m_installation});
}

Result<Done> SqliteLedger::run(QSqlQuery &query) const
{
    if (!query.exec()) {
        return tl::unexpected(ledgerError(m_db.databaseName(), query.lastQuery(), query.lastError().text()));
    }
    return Done{};
}

Result<Done> SqliteLedger::run(const QString &sql, const QVariantList &values) const
{
    QSqlQuery query(m_db);
    if (!query.prepare(sql)) {
        return tl::unexpected(ledgerError(m_db.databaseName(), sql, query.lastError().text()));
    }
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    return run(query);
}

Result<Done> SqliteLedger::begin()
{
    // IMMEDIATE takes the write lock now: a second process waits here instead of failing at the commit.
    return run(QStringLiteral("BEGIN IMMEDIATE"), {});
}

Result<Done> SqliteLedger::commit(const Result<Done> &soFar)
{
    if (soFar) {
        if (const auto done = run(QStringLiteral("COMMIT"), {}); done) {
            return done;
        } else {
            (void)run(QStringLiteral("ROLLBACK"), {});
            return done;
        }
    }
    (void)run(QStringLiteral("ROLLBACK"), {});
    return soFar;
}

Result<Done> SqliteLedger::insert(const LedgerRow &row)
{
    const qint64 now = m_clock->wallMs();
    const QVariantList values{row.label, orEmpty(row.provider), orEmpty(row.raceId), row.number, row.offerId,
        row.machineId, row.hostId, orEmpty(row.gpuName), orEmpty(row.geolocation), orEmpty(row.instanceId),
        toText(row.state), orEmpty(row.reason), qint64(row.gpuHourly.micros()),
        qint64(row.storageHourly.micros()), row.createdAtMs > 0 ? row.createdAtMs : now, now,
        row.runningSinceMs ? QVariant(*row.runningSinceMs) : QVariant(), orEmpty(row.account),
        qint64(row.downPerGb.micros()), row.downBytes, row.downAtMs,
        row.stoppedAtMs ? QVariant(*row.stoppedAtMs) : QVariant(), row.idleMs};
    if (row.label.isEmpty()) {
        return fail(ErrorCategory::Internal, text("A ledger row needs a label."));
    }
    if (const auto begun = begin(); !begun) {
        return begun;
    }
    return commit(run(
        QStringLiteral("INSERT INTO label VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"), values)
                      .and_then([&](Done) {
                          return run(
                              QStringLiteral("INSERT INTO transition (label,from_state,to_state,reason,at) "
                                             "VALUES (?,'',?,?,?)"),
                              {row.label, toText(row.state), orEmpty(row.reason), now});
                      }));
}

Result<Done> SqliteLedger::writeMove(const LedgerRow &row, LedgerState to, const QString &reason)
{
    const qint64 now = m_clock->wallMs();
    return run(QStringLiteral("UPDATE label SET state=?, reason=?, changed_at=? WHERE label=?"),
        {toText(to), orEmpty(reason), now, row.label})
        .and_then([&](Done) {
            return run(QStringLiteral("INSERT INTO transition (label,from_state,to_state,reason,at) "
                                      "VALUES (?,?,?,?,?)"),
                {row.label, toText(row.state), toText(to), orEmpty(reason), now});
        });
}

Result<Done> SqliteLedger::setInstance(const QString &label, const QString &instanceId)
{
    const auto known = row(label);
    if (!known) {
        return fail(ErrorCategory::NotFound, text("The ledger has no row for %1.").arg(label));
    }
    if (known->instanceId == instanceId && known->state != LedgerState::Intent) {
        return Done{};
    }
    if (const auto begun = begin(); !begun) {
        return begun;
    }
    Result<Done> done =
        run(QStringLiteral("UPDATE label SET instance_id=? WHERE label=?"), {orEmpty(instanceId), label});
    if (done && known->state == LedgerState::Intent) {
        done = writeMove(*known, LedgerState::Alive, QStringLiteral("instance %1").arg(instanceId));
    }
    return commit(done);
}

Result<Done> SqliteLedger::setRunning(const QString &label)
{
    const qint64 now = m_clock->wallMs();
    return run(QStringLiteral("UPDATE label SET running_since=COALESCE(running_since,?), "
                              "idle_ms=idle_ms+COALESCE(MAX(0,?-stopped_at),0), stopped_at=NULL "
                              "WHERE label=? AND (running_since IS NULL OR stopped_at IS NOT NULL)"),
        {now, now, label});
}

Result<Done> SqliteLedger::setStopped(const QString &label)
{
    return run(QStringLiteral("UPDATE label SET stopped_at=? WHERE label=? AND stopped_at IS NULL "
                              "AND running_since IS NOT NULL"),
        {m_clock->wallMs(), label});
}

Result<Done> SqliteLedger::addTraffic(const QString &label, qint64 bytes)
{
    if (bytes <= 0) {
        return Done{};
    }
    return run(QStringLiteral("UPDATE label SET down_bytes=down_bytes+?, down_at=? WHERE label=?"),
        {bytes, m_clock->wallMs(), label});
}

Result<Done> SqliteLedger::transition(const QString &label, LedgerState to, const QString &reason)
{
    const auto known = row(label);
    if (!known) {
        return fail(ErrorCategory::NotFound, text("The ledger has no row for %1.").arg(label));
    }
    if (!isLegalTransition(known->state, to, !known->instanceId.isEmpty())) {
        qCWarning(lcLedger).noquote()
            << "illegal move of" << label << toText(known->state) << "->" << toText(to);
        return fail(ErrorCategory::Internal,
            text("%1 cannot go from %2 to %3.").arg(label, toText(known->state), toText(to)));
    }
    if (known->state == to) {
        return Done{};
    }
    if (const auto begun = begin(); !begun) {
        return begun;
    }
    return commit(writeMove(*known, to, reason));
}

Result<QVector<LedgerRow>> SqliteLedger::trySelect(const QString &tail, const QVariantList &values) const
{
    QSqlQuery query(m_db);
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT label,provider,race_id,number,offer_id,machine_id,host_id,gpu_name,"
                                 "geolocation,instance_id,state,reason,gpu_hourly,storage_hourly,created_at,"
                                 "changed_at,running_since,account,down_per_gb,down_bytes,down_at,stopped_at,"
                                 "idle_ms FROM label ")
        + tail);
    for (const QVariant &value : values) {
        query.addBindValue(value);
    }
    if (const auto done = run(query); !done) {
        qCCritical(lcLedger).noquote() << "the ledger cannot be read:" << done.error().detail;
        return tl::unexpected<Error>(done.error());
    }
    QVector<LedgerRow> rows;
    while (query.next()) {
        rows.append(readRow(query));
    }
    return rows;
}

QVector<LedgerRow> SqliteLedger::select(const QString &tail, const QVariantList &values) const
{
    return trySelect(tail, values).value_or(QVector<LedgerRow>());
}

Result<std::optional<LedgerRow>> SqliteLedger::find(const QString &label) const
{
    return trySelect(QStringLiteral("WHERE label=?"), {label}).map([](const QVector<LedgerRow> &rows) {
        return rows.isEmpty() ? std::optional<LedgerRow>() : std::optional(rows.first());
    });
}

std::optional<LedgerRow> SqliteLedger::row(const QString &label) const
{
    return find(label).value_or(std::nullopt);
}

std::optional<LedgerRow> SqliteLedger::rowByInstance(const QString &provider, const QString &instanceId) const
{
    if (instanceId.isEmpty()) {
        return std::nullopt; // every row without a machine would match
    }
    const auto rows = select(QStringLiteral("WHERE provider=? AND instance_id=?"), {provider, instanceId});
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

QVector<LedgerRow> SqliteLedger::openRows() const
{
    return select(QStringLiteral("WHERE state NOT IN ('refused','gone') ORDER BY created_at, number"), {});
}

QVector<LedgerRow> SqliteLedger::history(int limit) const
{
    return select(QStringLiteral("ORDER BY created_at DESC, number DESC LIMIT ?"), {limit});
}

} // namespace snapgpu
