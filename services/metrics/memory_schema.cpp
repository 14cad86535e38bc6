// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_schema.h"

#include "services/core/log.h"
#include "services/metrics/memory_server.h"
#include "services/metrics/memory_text.h"

#include <algorithm>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QThreadPool>
#include <QUuid>
#include <QVariant>
#include <QVector>

namespace snapgpu::metrics {

namespace {

constexpr qint64 kCheckedAtOnce = qint64{32} << 20; ///< bytes: about a quarter of a second

QString suspectMark(const QString &file) { return file + QStringLiteral(".suspect"); }

/**
 * Statements that lead from revision n to n + 1; a list, so that the first failure stops the rest. The types
 * are those both databases know; SERIAL is replaced by what counts up by itself in each.
 */
const QVector<QStringList> &revisions()
{
    static const QVector<QStringList> all{
        // 1: attempts, races, restores
        {QStringLiteral("CREATE TABLE IF NOT EXISTS memory_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)"),
            QStringLiteral(
                "CREATE TABLE boot_attempt (seq SERIAL, label TEXT NOT NULL UNIQUE, provider TEXT NOT NULL, "
                "race_id TEXT NOT NULL, number INTEGER NOT NULL, wave INTEGER NOT NULL, offer_id BIGINT NOT "
                "NULL, "
                "machine_id BIGINT NOT NULL, host_id BIGINT NOT NULL, gpu_name TEXT NOT NULL, "
                "num_gpus INTEGER NOT NULL, place TEXT NOT NULL, image TEXT NOT NULL, started_at BIGINT NOT "
                "NULL, "
                "observed_ms BIGINT NOT NULL, create_ms BIGINT NOT NULL, host_ms BIGINT NOT NULL, "
                "image_ms BIGINT NOT NULL, ssh_ms BIGINT NOT NULL, check_ms BIGINT NOT NULL, "
                "outcome TEXT NOT NULL, failure TEXT NOT NULL, reason TEXT NOT NULL, cost BIGINT NOT NULL)"),
            QStringLiteral("CREATE TABLE race_record (seq SERIAL, race_id TEXT NOT NULL UNIQUE, "
                           "provider TEXT NOT NULL, started_at BIGINT NOT NULL, outcome TEXT NOT NULL, "
                           "elapsed_ms BIGINT NOT NULL, winner TEXT NOT NULL, waves INTEGER NOT NULL, "
                           "created INTEGER NOT NULL, refused INTEGER NOT NULL, failed INTEGER NOT NULL, "
                           "adaptive INTEGER NOT NULL, cost BIGINT NOT NULL)"),
            QStringLiteral(
                "CREATE TABLE restore_record (seq SERIAL, label TEXT NOT NULL, provider TEXT NOT NULL, "
                "machine_id BIGINT NOT NULL, host_id BIGINT NOT NULL, started_at BIGINT NOT NULL, "
                "bytes BIGINT NOT NULL, elapsed_ms BIGINT NOT NULL, critical_ms BIGINT NOT NULL, "
                "connections INTEGER NOT NULL, ok INTEGER NOT NULL, UNIQUE (label, started_at))")},
        // 2: the person's lists; forgetting one machine and dropping old attempts must not scan everything
        {QStringLiteral("CREATE TABLE host_mark (provider TEXT NOT NULL, machine_id BIGINT NOT NULL, "
                        "mark TEXT NOT NULL, set_at BIGINT NOT NULL, PRIMARY KEY (provider, machine_id))"),
            QStringLiteral("CREATE INDEX boot_attempt_machine ON boot_attempt (machine_id)"),
            QStringLiteral("CREATE INDEX boot_attempt_started ON boot_attempt (started_at)")},
    };
    return all;
}

Result<QVariant> scalar(const QSqlDatabase &db, const QString &sql)
{
    QSqlQuery query(db);
    if (!query.exec(sql)) {
        return tl::unexpected(memoryError(db, sql, query.lastError().text()));
    }
    return query.next() ? query.value(0) : QVariant();
}

Result<Done> run(const QSqlDatabase &db, const QString &sql)
{
    return scalar(db, sql).map([](const QVariant &) { return Done{}; });
}

Result<int> versionOf(const QSqlDatabase &db)
{
    if (!isPostgres(db)) {
        return scalar(db, QStringLiteral("PRAGMA user_version")).map([](const QVariant &v) {
            return v.toInt();
        });
    }
    const auto there = scalar(db, QStringLiteral("SELECT to_regclass('memory_meta') IS NOT NULL"));
    if (!there) {
        return tl::unexpected<Error>(there.error());
    }
    if (!there->toBool()) { // who may only use the tables may not make them
        if (const auto made = run(db, revisions().first().first()); !made) {
            return tl::unexpected<Error>(made.error());
        }
    }
    return scalar(db, QStringLiteral("SELECT value FROM memory_meta WHERE key='schema_version'"))
        .map([](const QVariant &v) { return v.toString().toInt(); });
}

QString versionStatement(const QSqlDatabase &db, int version)
{
    return isPostgres(db)
        ? QStringLiteral("INSERT INTO memory_meta (key, value) VALUES ('schema_version', '%1') "
                         "ON CONFLICT (key) DO UPDATE SET value = excluded.value")
              .arg(version)
        : QStringLiteral("PRAGMA user_version=%1").arg(version);
}

Result<Done> applyRevisions(QSqlDatabase &db, int from, int to)
{
    const QString serial = isPostgres(db) ? QStringLiteral("BIGSERIAL PRIMARY KEY")
                                          : QStringLiteral("INTEGER PRIMARY KEY AUTOINCREMENT");
    QStringList statements;
    for (int version = from; version < to; ++version) {
        statements += revisions().at(version);
    }
    statements += versionStatement(db, to);
    for (QString sql : statements) {
        sql.replace(QLatin1String("seq SERIAL"), QLatin1String("seq ") + serial);
        if (const auto done = run(db, sql); !done) {
            return done;
        }
    }
    return Done{};
}

/** An older file is copied before it is changed; an existing copy is never overwritten. */
void copyAside(const QSqlDatabase &db, int version)
{
    const QString copy = QStringLiteral("%1.revision-%2").arg(db.databaseName()).arg(version);
    if (!isPostgres(db) && version > 0 && !QFileInfo::exists(copy)
        && !run(db,
            QStringLiteral("VACUUM INTO '%1'")
                .arg(QString(copy).replace(QLatin1Char('\''), QLatin1String("''"))))) {
        qCWarning(lcMemory).noquote() << "no copy before the new revision:" << copy;
    }
}

Result<Done> prepareFile(QSqlDatabase &db, int to, FileCheck check)
{
    if (!db.open()) {
        return tl::unexpected(memoryError(db, QStringLiteral("open"), db.lastError().text()));
    }
    if (const auto set = run(db, QStringLiteral("PRAGMA busy_timeout=3000")); !set) {
        return set;
    }
    if (check == FileCheck::Full && QFileInfo(db.databaseName()).size() > 0) {
        const auto sound = scalar(db, QStringLiteral("PRAGMA quick_check(1)"));
        if (!sound) {
            return tl::unexpected<Error>(sound.error());
        }
        if (sound->toString() != QLatin1String("ok")) {
            return tl::unexpected(memoryError(db, QStringLiteral("quick_check"),
                QStringLiteral("database disk image is malformed: ") + sound->toString()));
        }
    }
    const auto mode = scalar(db, QStringLiteral("PRAGMA journal_mode=WAL"));
    if (!mode) {
        return tl::unexpected<Error>(mode.error());
    }
    if (mode->toString() != QLatin1String("wal")) {
        qCWarning(lcMemory).noquote() << "no write-ahead log on this file system, using" << mode->toString();
    }
    // NORMAL: a power cut may lose the last attempts, never the file; the ledger is the one that must not.
    for (const QString &sql : {QStringLiteral("PRAGMA synchronous=NORMAL"),
             QStringLiteral("PRAGMA foreign_keys=ON"), QStringLiteral("PRAGMA temp_store=MEMORY")}) {
        if (const auto set = run(db, sql); !set) {
            return set;
        }
    }
    return bringUp(db, to);
}

/** Puts a damaged file and its journals out of the way; its new name, empty when that failed. */
QString moveAside(const QString &file)
{
    const QString suffix = QStringLiteral(".corrupt-")
        + QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMddTHHmmssZ"));
    for (const QString &part : {QStringLiteral("-wal"), QStringLiteral("-shm")}) {
        if (QFileInfo::exists(file + part)) {
            QFile::rename(file + part, file + suffix + part);
        }
    }
    return QFile::rename(file, file + suffix) ? file + suffix : QString();
}

void drop(QSqlDatabase &db, const QString &connectionName)
{
    db.close();
    db = QSqlDatabase();
    QSqlDatabase::removeDatabase(connectionName);
}

} // namespace

int memorySchemaVersion() { return static_cast<int>(revisions().size()); }

Result<Done> bringUp(QSqlDatabase &db, int to)
{
    const auto found = versionOf(db);
    if (!found) {
        return tl::unexpected<Error>(found.error());
    }
    if (*found > memorySchemaVersion()) {
        return fail(ErrorCategory::Usage,
            MemoryText::tr(
                "The host memory %1 was written by a newer SnapGPU; use that version. Until then races go on "
                "without memory.")
                .arg(db.databaseName()),
            QStringLiteral("revision %1, this program knows %2").arg(*found).arg(memorySchemaVersion()));
    }
    if (*found >= to) {
        return Done{};
    }
    copyAside(db, *found);
    if (!db.transaction()) {
        return tl::unexpected(memoryError(db, QStringLiteral("BEGIN"), db.lastError().text()));
    }
    // Two members of a team may start at once: the second waits, and then finds the work done.
    Result<int> now = *found;
    if (isPostgres(db)) {
        if (const auto locked = run(db, QStringLiteral("SELECT pg_advisory_xact_lock(7381602)")); !locked) {
            db.rollback();
            return locked;
        }
        now = versionOf(db);
    }
    const auto done = now ? applyRevisions(db, *now, std::max(*now, to)) : tl::unexpected<Error>(now.error());
    if (!done) {
        db.rollback();
        return done;
    }
    if (!db.commit()) {
        return tl::unexpected(memoryError(db, QStringLiteral("COMMIT"), db.lastError().text()));
    }
    return Done{};
}

bool isPostgres(const QSqlDatabase &db) { return db.driverName() == QLatin1String("QPSQL"); }

Error memoryError(const QSqlDatabase &db, const QString &what, const QString &driverText)
{
    if (isPostgres(db)) {
        return serverError(db, what, driverText);
    }
    const QString detail = what + QStringLiteral(": ") + driverText.simplified();
    const QString file = db.databaseName();
    if (driverText.contains(QLatin1String("locked"), Qt::CaseInsensitive)) {
        return Error{ErrorCategory::Busy,
            MemoryText::tr(
                "The host memory %1 is locked by another program; nothing is learned until it lets go.")
                .arg(file),
            detail};
    }
    if (driverText.contains(QLatin1String("malformed"))
        || driverText.contains(QLatin1String("not a database"))) {
        return Error{ErrorCategory::BadAnswer,
            MemoryText::tr("The host memory %1 is damaged; races go on without it.").arg(file), detail};
    }
    return Error{ErrorCategory::Internal,
        MemoryText::tr("The host memory %1 cannot be used (%2): free some space, or make the folder "
                       "writable. Races go on "
                       "without it.")
            .arg(file, driverText.simplified()),
        detail};
}

FileCheck checkAtStart(const QString &file)
{
    const bool suspect = QFile::remove(suspectMark(file));
    return suspect || QFileInfo(file).size() <= kCheckedAtOnce ? FileCheck::Full : FileCheck::Trust;
}

void checkLater(const QString &file)
{
    QThreadPool::globalInstance()->start([file] {
        const QString connection = QStringLiteral("check-") + QUuid::createUuid().toString(QUuid::Id128);
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
            db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
            db.setDatabaseName(file);
            const auto sound = db.open() ? scalar(db, QStringLiteral("PRAGMA quick_check(1)"))
                                         : Result<QVariant>(QVariant());
            if (sound && sound->isValid() && sound->toString() != QLatin1String("ok")) {
                qCWarning(lcMemory).noquote()
                    << "damaged, to be moved aside with the next start:" << file << sound->toString();
                QFile mark(suspectMark(file));
                if (!mark.open(QIODevice::WriteOnly)) {
                    qCWarning(lcMemory).noquote() << mark.fileName() << mark.errorString();
                }
            }
        }
        QSqlDatabase::removeDatabase(connection);
    });
}

Result<OpenedMemory> openMemoryFile(
    const QString &file, const QString &connectionName, int upTo, FileCheck check)
{
    if (!QSqlDatabase::drivers().contains(QStringLiteral("QSQLITE"))) {
        return fail(ErrorCategory::MissingTool,
            MemoryText::tr("Qt's SQLite driver is not installed, so nothing is remembered about hosts: "
                           "install the package "
                           "libqt6sql6-sqlite."));
    }
    const int to = upTo > 0 ? upTo : memorySchemaVersion();
    OpenedMemory opened;
    for (int attempt = 0;; ++attempt) {
        opened.db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connectionName);
        opened.db.setDatabaseName(file);
        const auto ready = prepareFile(opened.db, to, check);
        if (ready) {
            return opened;
        }
        drop(opened.db, connectionName);
        if (attempt > 0 || ready.error().category != ErrorCategory::BadAnswer) {
            return tl::unexpected<Error>(ready.error());
        }
        const QString aside = moveAside(file);
        if (aside.isEmpty()) {
            return tl::unexpected<Error>(ready.error());
        }
        opened.warning =
            MemoryText::tr("The host memory was damaged; it was moved to %1 and a fresh one begun.")
                .arg(aside);
    }
}

} // namespace snapgpu::metrics
