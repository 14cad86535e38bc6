// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger/ledger_schema.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QUuid>
#include <QVariant>
#include <QVector>

namespace snapgpu {

namespace {

QString text(const char *source) { return QCoreApplication::translate("Ledger", source); }

/** Statements that lead from revision n to n + 1; a list, so that the first failure stops the rest. */
const QVector<QStringList> &revisions()
{
    static const QVector<QStringList> all{
        // 1: the rows
        {QStringLiteral("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"),
            QStringLiteral("CREATE TABLE label (label TEXT PRIMARY KEY, provider TEXT NOT NULL, "
                           "race_id TEXT NOT NULL, number INTEGER NOT NULL, offer_id INTEGER NOT NULL, "
                           "machine_id INTEGER NOT NULL, host_id INTEGER NOT NULL, gpu_name TEXT NOT NULL, "
                           "geolocation TEXT NOT NULL, instance_id TEXT NOT NULL, state TEXT NOT NULL, "
                           "reason TEXT NOT NULL, gpu_hourly INTEGER NOT NULL, "
                           "storage_hourly INTEGER NOT NULL, created_at INTEGER NOT NULL, "
                           "changed_at INTEGER NOT NULL, running_since INTEGER)"),
            QStringLiteral("CREATE INDEX label_by_instance ON label (provider, instance_id)"),
            QStringLiteral("CREATE INDEX label_by_state ON label (state)")},
        // 2: every move with its time and reason
        {QStringLiteral("CREATE TABLE transition (id INTEGER PRIMARY KEY, label TEXT NOT NULL, "
                        "from_state TEXT NOT NULL, to_state TEXT NOT NULL, reason TEXT NOT NULL, "
                        "at INTEGER NOT NULL)"),
            QStringLiteral("CREATE INDEX transition_by_label ON transition (label)")},
        // 3: whose machine it is, and what its traffic costs
        {QStringLiteral("ALTER TABLE label ADD COLUMN account TEXT NOT NULL DEFAULT ''"),
            QStringLiteral("ALTER TABLE label ADD COLUMN down_per_gb INTEGER NOT NULL DEFAULT 0"),
            QStringLiteral("ALTER TABLE label ADD COLUMN down_bytes INTEGER NOT NULL DEFAULT 0"),
            QStringLiteral("ALTER TABLE label ADD COLUMN down_at INTEGER NOT NULL DEFAULT 0")},
        // 4: when it did not run, because the GPU is not due then
        {QStringLiteral("ALTER TABLE label ADD COLUMN stopped_at INTEGER"),
            QStringLiteral("ALTER TABLE label ADD COLUMN idle_ms INTEGER NOT NULL DEFAULT 0")},
    };
    return all;
}

Result<QVariant> scalar(QSqlDatabase &db, const QString &sql)
{
    QSqlQuery query(db);
    if (!query.exec(sql) || !query.next()) {
        return tl::unexpected(ledgerError(db.databaseName(), sql, query.lastError().text()));
    }
    return query.value(0);
}

Error damaged(const QString &file, const QString &detail)
{
    return Error{ErrorCategory::LedgerFault,
        text("The ledger %1 is damaged, so SnapGPU cannot know which machines it rented: check the "
             "provider's own list of machines, then start with a fresh ledger.")
            .arg(file),
        QStringLiteral("damaged: ") + detail};
}

Result<Done> checkIntegrity(QSqlDatabase &db)
{
    const auto answer = scalar(db, QStringLiteral("PRAGMA integrity_check(1)"));
    if (!answer) {
        return tl::unexpected(damaged(db.databaseName(), answer.error().detail));
    }
    if (answer->toString() != QLatin1String("ok")) {
        return tl::unexpected(damaged(db.databaseName(), answer->toString()));
    }
    return Done{};
}

Result<Done> setPragmas(QSqlDatabase &db)
{
    // FULL: a commit is on the disk, not only in the kernel, when exec() returns.
    for (const QString &sql : {QStringLiteral("PRAGMA busy_timeout=5000"),
             QStringLiteral("PRAGMA journal_mode=WAL"), QStringLiteral("PRAGMA synchronous=FULL")}) {
        QSqlQuery query(db);
        if (!query.exec(sql)) {
            return tl::unexpected(ledgerError(db.databaseName(), sql, query.lastError().text()));
        }
    }
    return Done{};
}

Result<Done> applyRevisions(QSqlDatabase &db, int from)
{
    if (!db.transaction()) {
        return tl::unexpected(ledgerError(db.databaseName(), QStringLiteral("BEGIN"), db.lastError().text()));
    }
    QStringList statements;
    for (int version = from; version < ledgerSchemaVersion(); ++version) {
        statements += revisions().at(version);
    }
    statements += QStringLiteral("PRAGMA user_version=%1").arg(ledgerSchemaVersion());
    for (const QString &sql : statements) {
        QSqlQuery query(db);
        if (!query.exec(sql)) {
            const Error error = ledgerError(db.databaseName(), sql, query.lastError().text());
            db.rollback();
            return tl::unexpected(error);
        }
    }
    if (!db.commit()) {
        return tl::unexpected(
            ledgerError(db.databaseName(), QStringLiteral("COMMIT"), db.lastError().text()));
    }
    return Done{};
}

Result<Done> migrate(QSqlDatabase &db)
{
    const auto found = scalar(db, QStringLiteral("PRAGMA user_version"));
    if (!found) {
        return tl::unexpected(damaged(db.databaseName(), found.error().detail));
    }
    const int version = found->toInt();
    if (version > ledgerSchemaVersion()) {
        return fail(ErrorCategory::LedgerFault,
            text("The ledger %1 was written by a newer SnapGPU; use that version, or another folder with "
                 "--home.")
                .arg(db.databaseName()),
            QStringLiteral("user_version %1, this program knows %2").arg(version).arg(ledgerSchemaVersion()));
    }
    if (version == ledgerSchemaVersion()) {
        return Done{};
    }
    if (version > 0) {
        const QString suffix = QStringLiteral(".revision-%1").arg(version);
        if (const auto copy = copyLedgerAside(db.databaseName(), suffix); !copy) {
            return tl::unexpected(copy.error());
        }
    }
    return applyRevisions(db, version);
}

Result<Done> openAndCheck(QSqlDatabase &db)
{
    if (!db.open()) {
        return tl::unexpected(ledgerError(db.databaseName(), QStringLiteral("open"), db.lastError().text()));
    }
    if (QFileInfo(db.databaseName()).size() > 0) {
        if (const auto sound = checkIntegrity(db); !sound) {
            return sound;
        }
    }
    if (const auto set = setPragmas(db); !set) {
        return set;
    }
    return migrate(db);
}

} // namespace

int ledgerSchemaVersion() { return static_cast<int>(revisions().size()); }

Error ledgerError(const QString &file, const QString &what, const QString &driverText)
{
    return Error{ErrorCategory::LedgerFault,
        text("The ledger %1 cannot be written (%2), so no machine is rented: free some space, or make the "
             "folder "
             "writable.")
            .arg(file, driverText.simplified()),
        what + QStringLiteral(": ") + driverText};
}

Result<QSqlDatabase> openLedgerDatabase(const QString &file, const QString &connectionName)
{
    if (!QSqlDatabase::drivers().contains(QStringLiteral("QSQLITE"))) {
        return fail(ErrorCategory::MissingTool,
            text("Qt's SQLite driver is not installed, so the ledger cannot be kept: install the package "
                 "libqt6sql6-sqlite."));
    }
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connectionName);
    db.setDatabaseName(file);
    if (const auto ready = openAndCheck(db); !ready) {
        db.close();
        db = QSqlDatabase();
        QSqlDatabase::removeDatabase(connectionName);
        return tl::unexpected(ready.error());
    }
    return db;
}

QString salvagedInstallationId(const QString &file)
{
    const QString name = QStringLiteral("ledger-salvage-") + QUuid::createUuid().toString(QUuid::Id128);
    QString id;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        db.setDatabaseName(file);
        if (db.open()) {
            const auto value =
                scalar(db, QStringLiteral("SELECT value FROM meta WHERE key='installation_id'"));
            id = value ? value->toString() : QString();
        }
        db.close();
    }
    QSqlDatabase::removeDatabase(name);
    return id;
}

Result<QString> copyLedgerAside(const QString &file, const QString &suffix)
{
    const QString target = file + suffix;
    for (const QString &part : {QString(), QStringLiteral("-wal")}) {
        const QString source = file + part;
        const QString copy = target + part;
        if (!QFileInfo::exists(source) || QFileInfo::exists(copy)) {
            continue;
        }
        QFile in(source);
        if (!in.copy(copy)) {
            return fail(ErrorCategory::LedgerFault,
                text("The ledger %1 could not be copied to %2 before it is changed (%3); free some space.")
                    .arg(source, copy, in.errorString()));
        }
    }
    return target;
}

} // namespace snapgpu
