// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/catalog_cache.h"

#include "services/core/log.h"

#include <algorithm>
#include <functional>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace snapgpu {

namespace {

constexpr int kRevision = 1;
constexpr QChar kSeparator = QChar(0x1f); ///< between the tags or paths of one row; restic's JSON escapes it

constexpr const char *kSchema[] = {
    "CREATE TABLE repositories (id TEXT PRIMARY KEY, asked_ms INTEGER NOT NULL)",
    "CREATE TABLE places (place TEXT PRIMARY KEY, repository TEXT NOT NULL)",
    "CREATE TABLE snapshots (repository TEXT NOT NULL, time_ms INTEGER NOT NULL, id TEXT NOT NULL,"
    " tree TEXT NOT NULL, hostname TEXT NOT NULL, username TEXT NOT NULL, paths TEXT NOT NULL,"
    " tags TEXT NOT NULL, bytes INTEGER, files INTEGER, raw BLOB NOT NULL,"
    " PRIMARY KEY (repository, time_ms, id)) WITHOUT ROWID",
};

/** A connection of its own, closed at the end of the scope. */
class Connection final
{
public:
    explicit Connection(const QString &file)
        : m_name(QStringLiteral("catalog-") + QUuid::createUuid().toString(QUuid::Id128))
        , db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
    {
        db.setDatabaseName(file);
        db.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=3000"));
    }
    ~Connection()
    {
        db.close();
        db = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
    Q_DISABLE_COPY_MOVE(Connection)

private:
    QString m_name;

public:
    QSqlDatabase db;
};

bool makeSchema(QSqlDatabase &db)
{
    QSqlQuery query(db);
    bool good = query.exec(QStringLiteral("PRAGMA journal_mode=WAL")) && db.transaction();
    for (const char *statement : kSchema) {
        good = good && query.exec(QLatin1String(statement));
    }
    return good && query.exec(QStringLiteral("PRAGMA user_version=%1").arg(kRevision)) && db.commit();
}

/** Whether the file opened and is of this revision; an empty one becomes so. */
bool isUsable(QSqlDatabase &db)
{
    if (!db.open()) {
        return false;
    }
    QSqlQuery query(db);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next()) {
        return false;
    }
    const int revision = query.value(0).toInt();
    query.finish();
    if (revision != 0) {
        return revision == kRevision;
    }
    return makeSchema(db);
}

/** Whether a failure was the file's fault; a file that is only busy, or a full disk, is no reason to remove
 * it. */
bool isDamaged(QSqlDatabase &db)
{
    QSqlQuery query(db);
    if (!query.exec(QStringLiteral("PRAGMA user_version")) || !query.next()
        || query.value(0).toInt() != kRevision) {
        return true;
    }
    query.finish();
    for (const char *check : {"SELECT id, asked_ms FROM repositories LIMIT 1",
             "SELECT place, repository FROM places LIMIT 1", "SELECT time_ms, raw FROM snapshots LIMIT 1"}) {
        if (!query.exec(QLatin1String(check))) {
            return query.lastError().nativeErrorCode() != QLatin1String("5");
        }
        query.finish();
    }
    return query.exec(QStringLiteral("PRAGMA quick_check(1)")) && query.next()
        && query.value(0).toString() != QLatin1String("ok");
}

QString joined(const QStringList &list) { return list.join(kSeparator); }

QStringList split(const QString &text) { return text.split(kSeparator, Qt::SkipEmptyParts); }

QString orEmpty(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }

QVariant orNull(const std::optional<qint64> &value)
{
    return value ? QVariant(static_cast<qlonglong>(*value)) : QVariant(QMetaType(QMetaType::LongLong));
}

std::optional<qint64> orAbsent(const QVariant &value)
{
    return value.isNull() ? std::nullopt : std::optional<qint64>(value.toLongLong());
}

Snapshot readRow(const QSqlQuery &query)
{
    Snapshot snapshot;
    int column = 0;
    const auto next = [&] { return query.value(column++); };
    snapshot.time = QDateTime::fromMSecsSinceEpoch(next().toLongLong(), Qt::UTC);
    snapshot.id = next().toString();
    snapshot.tree = next().toString();
    snapshot.hostname = next().toString();
    snapshot.username = next().toString();
    snapshot.paths = split(next().toString());
    snapshot.tags = split(next().toString());
    snapshot.totalBytes = orAbsent(next());
    snapshot.totalFiles = orAbsent(next());
    snapshot.raw = next().toByteArray();
    return snapshot;
}

bool readAll(QSqlDatabase &db, const QString &place, CachedCatalog &catalog)
{
    QSqlQuery query(db);
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT r.id, r.asked_ms FROM places p JOIN repositories r ON r.id = "
                                 "p.repository WHERE p.place = ?"));
    query.addBindValue(place);
    if (!query.exec()) {
        return false;
    }
    if (!query.next()) {
        return true; // never seen
    }
    catalog.repositoryId = query.value(0).toString();
    catalog.askedAt = QDateTime::fromMSecsSinceEpoch(query.value(1).toLongLong(), Qt::UTC);
    query.finish();
    query.prepare(
        QStringLiteral("SELECT time_ms, id, tree, hostname, username, paths, tags, bytes, files, raw"
                       " FROM snapshots WHERE repository = ? ORDER BY time_ms DESC, id DESC"));
    query.addBindValue(catalog.repositoryId);
    if (!query.exec()) {
        return false;
    }
    while (query.next()) {
        catalog.snapshots.append(readRow(query));
    }
    return !query.lastError().isValid();
}

bool insertSnapshot(QSqlQuery &query, const QString &repository, const Snapshot &snapshot)
{
    const QVariantList values{repository, static_cast<qlonglong>(snapshot.time.toMSecsSinceEpoch()),
        snapshot.id, orEmpty(snapshot.tree), orEmpty(snapshot.hostname), orEmpty(snapshot.username),
        orEmpty(joined(snapshot.paths)), orEmpty(joined(snapshot.tags)), orNull(snapshot.totalBytes),
        orNull(snapshot.totalFiles), snapshot.raw.isNull() ? QByteArray("") : snapshot.raw};
    for (int i = 0; i < values.size(); ++i) {
        query.bindValue(i, values.at(i));
    }
    return query.exec();
}

bool writeAll(QSqlDatabase &db, const QString &place, const CachedCatalog &catalog)
{
    QSqlQuery query(db);
    const auto run = [&](const QString &statement, const QVariantList &values) {
        query.prepare(statement);
        for (const QVariant &value : values) {
            query.addBindValue(value);
        }
        return query.exec();
    };
    if (!db.transaction()
        || !run(QStringLiteral("INSERT OR REPLACE INTO repositories VALUES (?, ?)"),
            {catalog.repositoryId, static_cast<qlonglong>(catalog.askedAt.toMSecsSinceEpoch())})
        || !run(QStringLiteral("INSERT OR REPLACE INTO places VALUES (?, ?)"), {place, catalog.repositoryId})
        || !run(QStringLiteral("DELETE FROM snapshots WHERE repository = ?"), {catalog.repositoryId})) {
        return false;
    }
    query.prepare(
        QStringLiteral("INSERT OR REPLACE INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    return std::all_of(catalog.snapshots.cbegin(), catalog.snapshots.cend(), [&](const Snapshot &one) {
        return insertSnapshot(query, catalog.repositoryId, one);
    }) && db.commit();
}

void removeFile(const QString &file)
{
    for (const char *end : {"", "-wal", "-shm"}) {
        QFile::remove(file + QLatin1String(end));
    }
}

} // namespace

CatalogCache::CatalogCache(QString file)
    : m_file(std::move(file))
{
}

int CatalogCache::revision() { return kRevision; }

CachedCatalog CatalogCache::load(const QString &place) const
{
    CachedCatalog catalog;
    if (m_file.isEmpty() || !QFile::exists(m_file)) {
        return catalog;
    }
    bool good = false;
    bool damaged = false;
    {
        Connection connection(m_file);
        good = isUsable(connection.db) && readAll(connection.db, place, catalog);
        damaged = !good && isDamaged(connection.db);
    }
    if (!good && !damaged) {
        return {};
    }
    if (damaged) {
        qCWarning(lcRestic).noquote()
            << "the snapshot cache was damaged or of another revision; it is made again";
        removeFile(m_file);
        return {};
    }
    return catalog;
}

Result<Done> CatalogCache::store(const QString &place, const CachedCatalog &catalog) const
{
    QString why;
    bool damaged = true;
    for (int attempt = 0; attempt < 2 && damaged; ++attempt) {
        {
            QDir().mkpath(QFileInfo(m_file).path());
            Connection connection(m_file);
            if (isUsable(connection.db) && writeAll(connection.db, place, catalog)) {
                QFile::setPermissions(m_file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
                return Done{};
            }
            why = connection.db.lastError().text();
            damaged = isDamaged(connection.db);
        }
        if (damaged) {
            removeFile(m_file);
        }
    }
    return fail(ErrorCategory::Internal,
        QCoreApplication::translate("Restic", "The snapshot cache could not be written to %1: %2.")
            .arg(m_file, why));
}

} // namespace snapgpu
