// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslServer>
#include <QTemporaryDir>

namespace snapgpu::test {

/** One certificate and its key, as PEM. */
struct TlsIdentity
{
    QByteArray certificate, key;
};

/** Who signs the certificates of a test: an authority that nobody on this computer trusts unless told to. */
class TlsAuthority final
{
public:
    TlsAuthority();

    /** A file for SSL_CERT_FILE. */
    QString file() const { return m_dir.filePath(QStringLiteral("authority.pem")); }
    QByteArray pem() const { return m_own.certificate; }
    /** `names` as in openssl.cnf, "DNS:localhost,IP:127.0.0.1"; days from now, negative = past. */
    TlsIdentity sign(const QByteArray &names, int fromDay, int toDay) const;

private:
    QTemporaryDir m_dir;
    TlsIdentity m_own;
};

/** Answers everything on a loopback port with 200 and nothing, over TLS. */
class TlsServer final : public QSslServer
{
public:
    explicit TlsServer(const TlsIdentity &identity);
    QString url(const QString &host) const; ///< "https://HOST:PORT"
    int answered() const { return m_answered; }

private:
    int m_answered = 0;
};

} // namespace snapgpu::test
