// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ssh_identity.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

namespace snapgpu {

namespace {

constexpr int kKeygenMs = 5000;

QString tr(const char *text) { return QCoreApplication::translate("SshIdentity", text); }

/** Type and key without the comment; empty unless it looks like a public key. */
QString plainPublicKey(const QByteArray &text)
{
    const QList<QByteArray> parts = text.simplified().split(' ');
    const bool looksRight = parts.size() >= 2
        && (parts.at(0).startsWith("ssh-") || parts.at(0).startsWith("ecdsa-")
            || parts.at(0).startsWith("sk-"))
        && parts.at(1).startsWith("AAAA");
    return looksRight ? QString::fromLatin1(parts.at(0) + ' ' + parts.at(1) + " snapgpu") : QString();
}

QString publicHalf(const QString &privateFile)
{
    QFile file(privateFile + QStringLiteral(".pub"));
    if (file.open(QIODevice::ReadOnly)) {
        return plainPublicKey(file.readLine());
    }
    QProcess keygen;
    keygen.start(QStringLiteral("ssh-keygen"),
        {QStringLiteral("-y"), QStringLiteral("-P"), QString(), QStringLiteral("-f"), privateFile});
    keygen.waitForFinished(kKeygenMs);
    return plainPublicKey(keygen.readAllStandardOutput());
}

Result<SshIdentity> readIdentity(const QString &path)
{
    if (!QFileInfo(path).isReadable()) {
        return fail(ErrorCategory::SshKey,
            tr("The SSH key %1 cannot be read. Name another file with --ssh-key.").arg(path));
    }
    const QString publicKey = publicHalf(path);
    if (publicKey.isEmpty()) {
        return fail(ErrorCategory::SshKey,
            tr("The public half of the SSH key %1 is missing: there is no readable %1.pub, and ssh-keygen "
               "could not "
               "make it. Put the .pub file beside the key or name another key with --ssh-key.")
                .arg(path));
    }
    return SshIdentity{path, publicKey};
}

} // namespace

Result<SshIdentity> findSshIdentity(const QString &named)
{
    if (!named.isEmpty()) {
        return readIdentity(QFileInfo(named).absoluteFilePath());
    }
    const QDir folder(QDir::homePath() + QStringLiteral("/.ssh"));
    for (const char *name : {"id_ed25519", "id_ecdsa", "id_rsa"}) {
        const QString path = folder.filePath(QString::fromLatin1(name));
        if (QFileInfo(path).isReadable()) {
            return readIdentity(path);
        }
    }
    return fail(ErrorCategory::SshKey,
        tr("There is no SSH key in %1. Make one with \"ssh-keygen -t ed25519\", or name one with --ssh-key.")
            .arg(folder.path()));
}

} // namespace snapgpu
