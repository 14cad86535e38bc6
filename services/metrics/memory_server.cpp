// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/memory_server.h"

#include "services/metrics/memory_database.h"
#include "services/metrics/memory_text.h"

#include <QPointer>
#include <QSqlError>
#include <QSqlQuery>
#include <QThreadPool>
#include <QUrl>

namespace snapgpu {

namespace metrics {

namespace {

constexpr int kServerPort = 5432;

struct Trouble
{
    const char *sign; ///< part of what libpq or the server says
    ErrorCategory category;
    QString sentence;
};

/**
 * libpq has no codes for a failed connection, only texts; those of the server are in the server's language,
 * so the Portuguese ones stand beside the English.
 */
QVector<Trouble> troubles(const QSqlDatabase &db)
{
    const QString host = db.hostName();
    const QString user = db.userName();
    const QString base = db.databaseName();
    const QString port = QString::number(db.port());
    const QString noHost =
        MemoryText::tr("There is no computer called %1: check the host in the address, and the network.")
            .arg(host);
    const QString refused =
        MemoryText::tr("No PostgreSQL server listens on %1, port %2: check both, or start the server.")
            .arg(host, port);
    const QString silent =
        MemoryText::tr("%1 does not answer on port %2: check the host, the network and its firewall.")
            .arg(host, port);
    const QString password =
        MemoryText::tr("The server does not accept the user %1 with this password: one of the two is wrong.")
            .arg(user);
    const QString noPassword =
        MemoryText::tr("The server wants a password for the user %1, and none is known.").arg(user);
    const QString noUser = MemoryText::tr("The server knows no user %1.").arg(user);
    const QString noBase = MemoryText::tr("The server has no database %1.").arg(base);
    const QString notFromHere =
        MemoryText::tr("The server does not let the user %1 into the database %2 from this computer "
                       "(pg_hba.conf).")
            .arg(user, base);
    const QString noRight =
        MemoryText::tr("The user %1 may not make or change tables in the database %2: its owner must grant "
                       "that.")
            .arg(user, base);
    return {
        {"could not translate host name", ErrorCategory::Network, noHost},
        {"connection refused", ErrorCategory::Network, refused},
        {"timeout expired", ErrorCategory::Timeout, silent},
        {"timed out", ErrorCategory::Timeout, silent},
        {"no route to host", ErrorCategory::Network, silent},
        {"unreachable", ErrorCategory::Network, silent},
        {"no password supplied", ErrorCategory::Auth, noPassword},
        {"password authentication failed", ErrorCategory::Auth, password},
        {"autenticação do tipo senha falhou", ErrorCategory::Auth, password},
        {"no pg_hba.conf entry", ErrorCategory::Auth, notFromHere},
        {"pg_hba.conf", ErrorCategory::Auth, notFromHere},
        {"permission denied", ErrorCategory::Auth, noRight},
        {"permissão negada", ErrorCategory::Auth, noRight},
        {"must be owner", ErrorCategory::Auth, noRight},
        {"role \"", ErrorCategory::Auth, noUser},
        {"database \"", ErrorCategory::NotFound, noBase},
        {"banco de dados \"", ErrorCategory::NotFound, noBase},
    };
}

} // namespace

Error serverError(const QSqlDatabase &db, const QString &what, const QString &driverText)
{
    const QString said = driverText.simplified();
    const QString detail = what + QStringLiteral(": ") + said;
    for (const Trouble &trouble : troubles(db)) {
        if (said.contains(QString::fromUtf8(trouble.sign), Qt::CaseInsensitive)) {
            return Error{trouble.category, trouble.sentence, detail};
        }
    }
    return Error{ErrorCategory::Network,
        MemoryText::tr("The shared host memory %1 on %2 cannot be used (%3).")
            .arg(db.databaseName(), db.hostName(), said),
        detail};
}

Result<OpenedMemory> openMemoryServer(const TeamMemory &team, const QString &connectionName)
{
    if (const auto sound = checkTeamAddress(team.url); !sound) {
        return tl::unexpected<Error>(sound.error());
    }
    if (!QSqlDatabase::drivers().contains(QStringLiteral("QPSQL"))) {
        return fail(ErrorCategory::MissingTool,
            MemoryText::tr("Qt's PostgreSQL driver is not installed: install the package libqt6sql6-psql."));
    }
    const QUrl address(team.url);
    OpenedMemory opened;
    opened.db = QSqlDatabase::addDatabase(QStringLiteral("QPSQL"), connectionName);
    opened.db.setHostName(address.host());
    opened.db.setPort(address.port(kServerPort));
    opened.db.setDatabaseName(address.path().mid(1));
    opened.db.setUserName(address.userName(QUrl::FullyDecoded));
    opened.db.setPassword(team.password);
    opened.db.setConnectOptions(
        QStringLiteral("connect_timeout=5;application_name=snapgpu;keepalives_idle=20"));
    Result<Done> ready = Done{};
    if (!opened.db.open()) {
        ready =
            tl::unexpected(serverError(opened.db, QStringLiteral("connect"), opened.db.lastError().text()));
    } else {
        QSqlQuery(opened.db).exec(QStringLiteral("SET client_min_messages=warning")); // libpq prints notices
        ready = bringUp(opened.db, memorySchemaVersion());
    }
    if (!ready) {
        opened.db.close();
        opened.db = QSqlDatabase();
        QSqlDatabase::removeDatabase(connectionName);
        return tl::unexpected<Error>(ready.error());
    }
    return opened;
}

} // namespace metrics

Result<Done> checkTeamAddress(const QString &url)
{
    const QUrl address(url);
    const bool known =
        address.scheme() == QLatin1String("postgresql") || address.scheme() == QLatin1String("postgres");
    const auto lacks = [](const QString &what) {
        return fail(ErrorCategory::InvalidInput,
            what + QLatin1Char(' ')
                + metrics::MemoryText::tr(
                    "The address of a shared host memory looks like postgresql://user@host:5432/database."));
    };
    if (!address.password().isEmpty()) {
        return fail(ErrorCategory::InvalidInput,
            metrics::MemoryText::tr("The address of the shared host memory carries a password: take it out; "
                                    "it has a field of its "
                                    "own, and PGPASSWORD or ~/.pgpass on the command line."));
    }
    if (!known || !address.isValid()) {
        return lacks(metrics::MemoryText::tr("This is no address of a PostgreSQL server."));
    }
    if (address.host().isEmpty()) {
        return lacks(metrics::MemoryText::tr("The host is missing."));
    }
    if (address.path().size() < 2) {
        return lacks(metrics::MemoryText::tr("The database is missing."));
    }
    if (address.userName().isEmpty()) {
        return lacks(metrics::MemoryText::tr("The user is missing."));
    }
    return Done{};
}

Job<qint64> *testTeamMemory(const TeamMemory &team, QObject *parent)
{
    auto *job = new ManualJob<qint64>(parent);
    const QPointer<ManualJob<qint64>> alive(job);
    // The pool is waited for at the end of the program; a connection takes some seconds at most.
    QThreadPool::globalInstance()->start([alive, team, thread = QCoreApplication::instance()] {
        Result<qint64> tried = metrics::MemoryDatabase::tryServer(team);
        QMetaObject::invokeMethod(thread, [alive, tried = std::move(tried)] {
            if (alive) {
                alive->settleWith(tried);
            }
        });
    });
    return job;
}

} // namespace snapgpu
