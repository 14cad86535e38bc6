// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tls_server.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <QFile>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

namespace snapgpu::test {

namespace {

constexpr long kDay = 86'400;

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Memory = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

Memory memory() { return {BIO_new(BIO_s_mem()), &BIO_free_all}; }

QByteArray textOf(const Memory &bio)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<qsizetype>(size)};
}

void addExtension(X509 *certificate, int kind, const QByteArray &value)
{
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/** Signed by `by`, or by itself. */
TlsIdentity made(const QByteArray &name, const std::pair<int, QByteArray> &extension, int from, int to,
    const TlsIdentity &by)
{
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const Certificate certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), X509_VERSION_3);
    static int serial = 1;
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial++);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), from * kDay - 60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), to * kDay);
    X509_set_pubkey(certificate.get(), key.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
        reinterpret_cast<const unsigned char *>(name.constData()), -1, -1, 0);
    addExtension(certificate.get(), extension.first, extension.second);
    Certificate issuer(nullptr, &X509_free);
    Key signer(nullptr, &EVP_PKEY_free);
    if (!by.key.isEmpty()) {
        const Memory text = memory();
        BIO_puts(text.get(), by.certificate.constData());
        issuer.reset(PEM_read_bio_X509(text.get(), nullptr, nullptr, nullptr));
        BIO_puts(text.get(), by.key.constData());
        signer.reset(PEM_read_bio_PrivateKey(text.get(), nullptr, nullptr, nullptr));
    }
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer ? issuer.get() : certificate.get()));
    X509_sign(certificate.get(), signer ? signer.get() : key.get(), EVP_sha256());
    const Memory certificateText = memory(), keyText = memory();
    PEM_write_bio_X509(certificateText.get(), certificate.get());
    PEM_write_bio_PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return {textOf(certificateText), textOf(keyText)};
}

} // namespace

TlsAuthority::TlsAuthority()
    : m_own(made("Authority of a test", {NID_basic_constraints, "critical,CA:TRUE"}, -3, 3, {}))
{
    QFile pem(file());
    if (pem.open(QIODevice::WriteOnly)) {
        pem.write(m_own.certificate);
    }
}

TlsIdentity TlsAuthority::sign(const QByteArray &names, int fromDay, int toDay) const
{
    return made("server of a test", {NID_subject_alt_name, names}, fromDay, toDay, m_own);
}

TlsServer::TlsServer(const TlsIdentity &identity)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate(identity.certificate));
    configuration.setPrivateKey(QSslKey(identity.key, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    setSslConfiguration(configuration);
    connect(this, &QTcpServer::pendingConnectionAvailable, this, [this] {
        while (QTcpSocket *socket = nextPendingConnection()) {
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                if (socket->readAll().contains("\r\n\r\n")) {
                    ++m_answered;
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                }
            });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    listen(QHostAddress::LocalHost);
}

QString TlsServer::url(const QString &host) const
{
    return QStringLiteral("https://%1:%2").arg(host).arg(serverPort());
}

} // namespace snapgpu::test
