// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/repository_form.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

namespace snapgpu {

namespace {

constexpr char kR2[] = ".r2.cloudflarestorage.com";

QString tr(const char *text) { return QCoreApplication::translate("RepositoryForm", text); }

QString trimmedSlashes(QString text)
{
    text = text.trimmed();
    while (text.startsWith(QLatin1Char('/'))) {
        text.remove(0, 1);
    }
    while (text.endsWith(QLatin1Char('/'))) {
        text.chop(1);
    }
    return text;
}

/** An account id alone is enough for R2: its endpoint follows from it. */
QString endpointOf(const RepositoryForm &form)
{
    const QString endpoint = trimmedSlashes(form.endpoint);
    static const QRegularExpression account(QStringLiteral("\\A[0-9a-f]{32}\\z"));
    if (form.kind == RepositoryKind::R2 && account.match(endpoint).hasMatch()) {
        return endpoint + QLatin1String(kR2);
    }
    return endpoint;
}

bool hasPassword(const QString &address)
{
    static const QRegularExpression password(QStringLiteral("://[^/@]*:[^/@]+@"));
    return password.match(address).hasMatch();
}

RepositoryForm objectStore(QString rest)
{
    RepositoryForm form;
    const bool plain = rest.startsWith(QLatin1String("http://"));
    rest.remove(0, plain ? 7 : rest.startsWith(QLatin1String("https://")) ? 8 : 0);
    form.endpoint = (plain ? QStringLiteral("http://") : QString()) + rest.section(QLatin1Char('/'), 0, 0);
    form.bucket = rest.section(QLatin1Char('/'), 1, 1);
    form.folder = trimmedSlashes(rest.section(QLatin1Char('/'), 2));
    form.kind = form.endpoint.endsWith(QLatin1String(kR2)) ? RepositoryKind::R2 : RepositoryKind::S3;
    return form;
}

/** "sftp:user@host:/path" or "sftp://user@host:port//path". */
RepositoryForm sftp(const QString &address)
{
    RepositoryForm form;
    form.kind = RepositoryKind::Sftp;
    const QString rest = address.mid(5);
    if (rest.startsWith(QLatin1String("//"))) {
        form.user = rest.mid(2).section(QLatin1Char('/'), 0, 0);
        form.folder = rest.mid(2).section(QLatin1Char('/'), 1);
    } else {
        form.user = rest.section(QLatin1Char(':'), 0, 0);
        form.folder = rest.section(QLatin1Char(':'), 1);
    }
    return form;
}

QString sftpAddress(const RepositoryForm &form)
{
    const QString user = form.user.trimmed();
    const QString folder = form.folder.trimmed();
    if (user.isEmpty() || folder.isEmpty()) {
        return {};
    }
    // Only the URL form takes a port; there an absolute path has a slash of its own.
    return user.contains(QLatin1Char(':')) ? QStringLiteral("sftp://%1/%2").arg(user, folder)
                                           : QStringLiteral("sftp:%1:%2").arg(user, folder);
}

} // namespace

QString addressOf(const RepositoryForm &form)
{
    switch (form.kind) {
    case RepositoryKind::R2:
    case RepositoryKind::S3: {
        const QString endpoint = endpointOf(form);
        const QString bucket = trimmedSlashes(form.bucket);
        if (endpoint.isEmpty() || bucket.isEmpty()) {
            return {};
        }
        const QString folder = trimmedSlashes(form.folder);
        const QString scheme =
            endpoint.contains(QLatin1String("://")) ? QString() : QStringLiteral("https://");
        return QStringLiteral("s3:") + scheme + endpoint + QLatin1Char('/') + bucket
            + (folder.isEmpty() ? QString() : QLatin1Char('/') + folder);
    }
    case RepositoryKind::Sftp:
        return sftpAddress(form);
    case RepositoryKind::Folder:
        return form.folder.trimmed();
    case RepositoryKind::Other:
        break;
    }
    return form.url.trimmed();
}

RepositoryForm formOf(const QString &address)
{
    const QString text = address.trimmed();
    RepositoryForm form;
    if (text.startsWith(QLatin1String("s3:"))) {
        form = objectStore(text.mid(3));
    } else if (text.startsWith(QLatin1String("sftp:"))) {
        form = sftp(text);
    } else if (text.startsWith(QLatin1String("local:"))) {
        form.kind = RepositoryKind::Folder;
        form.folder = text.mid(6);
    } else if (!text.contains(QLatin1Char(':')) && !text.isEmpty()) {
        form.kind = RepositoryKind::Folder;
        form.folder = text;
    } else if (!text.isEmpty()) {
        form.kind = RepositoryKind::Other;
        form.url = text;
    }
    return form;
}

QString faultOf(const RepositoryForm &form)
{
    const QString address = addressOf(form);
    if (hasPassword(address)) {
        return tr("The address holds a password; take it out and give it in its own field.");
    }
    switch (form.kind) {
    case RepositoryKind::R2:
        if (form.endpoint.trimmed().isEmpty()) {
            return tr("Give the account id of Cloudflare, or the whole endpoint.");
        }
        break;
    case RepositoryKind::S3:
        if (form.endpoint.trimmed().isEmpty()) {
            return tr("Give the endpoint, for example s3.eu-central-1.amazonaws.com.");
        }
        break;
    case RepositoryKind::Sftp:
        if (form.user.trimmed().isEmpty()) {
            return tr("Give the computer that keeps the repository, as user@host.");
        }
        return form.folder.trimmed().isEmpty() ? tr("Give the folder of the repository on that computer.")
                                               : QString();
    case RepositoryKind::Folder:
        return form.folder.trimmed().isEmpty() ? tr("Give the folder of the repository.") : QString();
    case RepositoryKind::Other:
        return form.url.trimmed().isEmpty() ? tr("Give the address as restic takes it.") : QString();
    }
    // The rules of S3: restic would retry a name that cannot be for minutes.
    static const QRegularExpression bucket(QStringLiteral("\\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z"));
    if (!bucket.match(trimmedSlashes(form.bucket)).hasMatch()) {
        return tr("A bucket has 3 to 63 lower-case letters, digits, dots and dashes.");
    }
    return {};
}

} // namespace snapgpu
