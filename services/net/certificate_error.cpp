// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/net/certificate_error.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("HttpJob", text); }

bool anyOf(const QList<QSslError> &errors, std::initializer_list<QSslError::SslError> kinds)
{
    return std::any_of(errors.cbegin(), errors.cend(), [&kinds](const QSslError &error) {
        return std::find(kinds.begin(), kinds.end(), error.error()) != kinds.end();
    });
}

} // namespace

QString certificateSentence(const QList<QSslError> &errors, const QString &host)
{
    if (errors.isEmpty()) {
        return {};
    }
    if (anyOf(errors, {QSslError::CertificateExpired, QSslError::CertificateNotYetValid})) {
        return tr("The certificate of %1 has expired or is not valid yet by the clock of this computer, so "
                  "nothing was sent. Set the clock right; if it is right, the service has to renew it.")
            .arg(host);
    }
    if (anyOf(errors, {QSslError::HostNameMismatch})) {
        return tr("What answers at %1 shows the certificate of another name, so nothing was sent. Check the "
                  "address, and whether the login page of a network answers in its place.")
            .arg(host);
    }
    if (anyOf(errors, {QSslError::CertificateRevoked, QSslError::CertificateBlacklisted})) {
        return tr(
            "The certificate of %1 has been revoked, so nothing was sent. Ask whoever runs the service.")
            .arg(host);
    }
    return tr(
        "The certificate of %1 is signed by nobody that this computer trusts, so nothing was sent. "
        "Install the package ca-certificates, or add the signer to the certificates of this computer if "
        "the server is your own.")
        .arg(host);
}

} // namespace snapgpu
