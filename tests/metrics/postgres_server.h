// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace snapgpu::test {

/** A PostgreSQL server of its own on loopback; gone with the object. */
class PostgresServer final
{
public:
    PostgresServer() = default;
    ~PostgresServer();
    Q_DISABLE_COPY_MOVE(PostgresServer)

    /** Empty, or why it cannot run here, with the command that changes it. The user "snapgpu" owns everything
     * and logs in with `password`. */
    QString start(const QString &password);
    void stop(); ///< as a power cut: connections break
    QString startAgain(); ///< on the same port, with the same data
    quint16 port() const { return m_port; }
    QString url(const QString &user = QStringLiteral("snapgpu"),
        const QString &database = QStringLiteral("postgres")) const;
    bool sql(const QString &statement) const; ///< as the owner

private:
    int run(const QStringList &what, const QByteArray &password = {}) const;

    QTemporaryDir m_dir;
    QStringList m_prefix;
    QString m_bin;
    QByteArray m_password;
    QProcess m_server;
    quint16 m_port = 0;
};

} // namespace snapgpu::test
