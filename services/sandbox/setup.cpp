// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/setup.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QRandomGenerator>

namespace snapgpu::sandbox {

Result<Identity> ensureIdentity(const SandboxFiles &files)
{
    const QString path = files.identity();
    if (!QFile::exists(path)) {
        QProcess keygen;
        // A plain ASCII comment: others break the key on some hosts (reference, 4.5).
        keygen.start(QStringLiteral("ssh-keygen"),
            {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
                QString(), QStringLiteral("-C"), QStringLiteral("snapgpu-sandbox"), QStringLiteral("-f"),
                path});
        if (!keygen.waitForStarted()) {
            return fail(ErrorCategory::MissingTool,
                QCoreApplication::translate("Sandbox",
                    "The sandbox needs ssh-keygen, which is not installed: apt install openssh-client"));
        }
        if (!keygen.waitForFinished() || keygen.exitCode() != 0) {
            return fail(ErrorCategory::Internal,
                QCoreApplication::translate("Sandbox", "The sandbox could not make its SSH key in %1: %2")
                    .arg(path, QString::fromUtf8(keygen.readAllStandardError()).trimmed()));
        }
    }
    QFile publicFile(path + QStringLiteral(".pub"));
    if (!publicFile.open(QIODevice::ReadOnly)) {
        return fail(ErrorCategory::SshKey,
            QCoreApplication::translate("Sandbox",
                "The sandbox's public key %1 is missing. Delete %2 and start again to make a new pair.")
                .arg(publicFile.fileName(), path));
    }
    return Identity{path, QString::fromUtf8(publicFile.readAll()).trimmed()};
}

Result<QString> ensureRepositoryPassword(const SandboxFiles &files)
{
    QFile file(files.repositoryPassword());
    if (file.open(QIODevice::ReadOnly)) {
        return QString::fromUtf8(file.readAll()).trimmed();
    }
    QString password = randomKey();
    if (auto written = writePrivateFile(file.fileName(), password.toUtf8()); !written) {
        return tl::unexpected(written.error());
    }
    return password;
}

QString randomKey()
{
    quint32 words[8];
    QRandomGenerator::system()->fillRange(words);
    QString key;
    for (const quint32 word : words) {
        key += QStringLiteral("%1").arg(word, 8, 16, QLatin1Char('0'));
    }
    return key;
}

} // namespace snapgpu::sandbox
