// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/metrics/postgres_server.h"

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QTcpServer>
#include <QTest>
#include <unistd.h>

namespace snapgpu::test {

PostgresServer::~PostgresServer() { stop(); }

QString PostgresServer::start(const QString &password)
{
    if (!QSqlDatabase::drivers().contains(QStringLiteral("QPSQL"))) {
        return QStringLiteral("no PostgreSQL driver: apt-get install libqt6sql6-psql");
    }
    const QDir versions(QStringLiteral("/usr/lib/postgresql"));
    const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    if (found.isEmpty()) {
        return QStringLiteral("no PostgreSQL server: apt-get install postgresql");
    }
    m_bin = versions.filePath(found.last()) + QStringLiteral("/bin/");
    if (geteuid() == 0) { // a server refuses to run as root
        if (QProcess::execute(QStringLiteral("chown"), {QStringLiteral("postgres"), m_dir.path()}) != 0) {
            return QStringLiteral("no user postgres: apt-get install postgresql");
        }
        m_prefix = QStringList{QStringLiteral("runuser"), QStringLiteral("-u"), QStringLiteral("postgres"),
            QStringLiteral("--")};
    }
    m_password = password.toUtf8();
    QFile file(m_dir.filePath(QStringLiteral("password")));
    if (!file.open(QIODevice::WriteOnly) || file.write(m_password + '\n') < 0) {
        return QStringLiteral("no place for the password");
    }
    file.setPermissions(QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
    file.close();
    if (run({m_bin + QStringLiteral("initdb"), QStringLiteral("-D"), m_dir.filePath(QStringLiteral("data")),
            QStringLiteral("-A"), QStringLiteral("scram-sha-256"), QStringLiteral("-U"),
            QStringLiteral("snapgpu"), QStringLiteral("--pwfile"), file.fileName(),
            QStringLiteral("--locale"), QStringLiteral("C"), QStringLiteral("-N")})
        != 0) {
        return QStringLiteral("initdb failed");
    }
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    m_port = probe.serverPort();
    probe.close();
    return startAgain();
}

QString PostgresServer::startAgain()
{
    QStringList command = m_prefix;
    command += {m_bin + QStringLiteral("postgres"), QStringLiteral("-D"),
        m_dir.filePath(QStringLiteral("data")), QStringLiteral("-p"), QString::number(m_port),
        QStringLiteral("-k"), m_dir.path(), QStringLiteral("-c"),
        QStringLiteral("listen_addresses=127.0.0.1"), QStringLiteral("-c"), QStringLiteral("fsync=off")};
    m_server.setStandardErrorFile(m_dir.filePath(QStringLiteral("log")));
    m_server.start(command.takeFirst(), command);
    for (int i = 0; i < 100; ++i) {
        if (run({m_bin + QStringLiteral("pg_isready"), QStringLiteral("-h"), QStringLiteral("127.0.0.1"),
                QStringLiteral("-p"), QString::number(m_port)})
            == 0) {
            return {};
        }
        QTest::qWait(100);
    }
    return QStringLiteral("the server did not start");
}

void PostgresServer::stop()
{
    if (m_server.state() != QProcess::NotRunning) {
        run({m_bin + QStringLiteral("pg_ctl"), QStringLiteral("stop"), QStringLiteral("-m"),
            QStringLiteral("immediate"), QStringLiteral("-D"), m_dir.filePath(QStringLiteral("data"))});
        if (!m_server.waitForFinished(30'000)) {
            m_server.kill();
            m_server.waitForFinished(30'000);
        }
    }
}

QString PostgresServer::url(const QString &user, const QString &database) const
{
    return QStringLiteral("postgresql://%1@127.0.0.1:%2/%3").arg(user).arg(m_port).arg(database);
}

bool PostgresServer::sql(const QString &statement) const
{
    return run({m_bin + QStringLiteral("psql"), QStringLiteral("-h"), QStringLiteral("127.0.0.1"),
                   QStringLiteral("-p"), QString::number(m_port), QStringLiteral("-U"),
                   QStringLiteral("snapgpu"), QStringLiteral("-d"), QStringLiteral("postgres"),
                   QStringLiteral("-v"), QStringLiteral("ON_ERROR_STOP=1"), QStringLiteral("-c"), statement},
               m_password)
        == 0;
}

int PostgresServer::run(const QStringList &what, const QByteArray &password) const
{
    QStringList command = m_prefix + what;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), QString::fromUtf8(password));
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(QProcess::nullDevice());
    process.setStandardErrorFile(QProcess::nullDevice());
    process.setWorkingDirectory(QStringLiteral("/"));
    process.start(command.takeFirst(), command);
    return process.waitForFinished(60'000) ? process.exitCode() : -1;
}

} // namespace snapgpu::test
