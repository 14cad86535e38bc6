// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/ssh_command.h"

#include <QProcess>
#include <QUrl>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace snapgpu {

namespace {

/** A file name inside an ssh option: blanks are kept by quotes, percent signs would start a token. */
QString optionPath(QString path)
{
    path.replace(QLatin1Char('%'), QStringLiteral("%%"));
    return QLatin1Char('"') + path + QLatin1Char('"');
}

void addOption(QStringList &arguments, const QString &option) { arguments << QStringLiteral("-o") << option; }

} // namespace

QString knownHostsFile(const SshSettings &settings, const QString &label)
{
    QByteArray name = QUrl::toPercentEncoding(label);
    name.replace('%', '_');
    return settings.knownHostsDir + QLatin1Char('/') + QString::fromLatin1(name);
}

QStringList sshArguments(const SshSettings &settings, const QString &label, const SshEndpoint &endpoint,
    const QByteArray &remoteCommand)
{
    QStringList arguments{QStringLiteral("-T"), QStringLiteral("-x"), QStringLiteral("-a")};
    for (const char *option :
        {"BatchMode=yes", "ConnectTimeout=10", "ServerAliveInterval=5", "ServerAliveCountMax=4",
            "ControlMaster=no", "ControlPath=none", "ClearAllForwardings=yes", "PermitLocalCommand=no",
            "StrictHostKeyChecking=accept-new", "UpdateHostKeys=no", "LogLevel=ERROR"}) {
        addOption(arguments, QLatin1String(option));
    }
    if (!settings.knownHostsDir.isEmpty()) {
        addOption(
            arguments, QLatin1String("UserKnownHostsFile=") + optionPath(knownHostsFile(settings, label)));
        addOption(arguments, QStringLiteral("GlobalKnownHostsFile=/dev/null"));
    }
    if (!settings.identityFile.isEmpty()) {
        addOption(arguments, QStringLiteral("IdentitiesOnly=yes"));
        addOption(arguments, QLatin1String("IdentityFile=") + optionPath(settings.identityFile));
    }
    if (endpoint.port != 0) {
        arguments << QStringLiteral("-p") << QString::number(endpoint.port);
    }
    if (!settings.user.isEmpty()) {
        arguments << QStringLiteral("-l") << settings.user;
    }
    arguments << QStringLiteral("--") << endpoint.host << QString::fromUtf8(remoteCommand);
    return arguments;
}

QByteArray evaluateFromStdin(qsizetype scriptBytes)
{
    return "exec sh -c 'eval \"$(head -c " + QByteArray::number(scriptBytes) + ")\"'";
}

void prepareSshProcess(QProcess &process)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    environment.remove(QStringLiteral("SSH_ASKPASS"));
    environment.remove(QStringLiteral("SSH_ASKPASS_REQUIRE"));
    process.setProcessEnvironment(environment);
#ifdef Q_OS_UNIX
    process.setChildProcessModifier([] { ::setsid(); });
#endif
}

} // namespace snapgpu
