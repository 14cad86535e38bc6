// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/ssh_command.h"

namespace snapgpu {

QString sshCommandText(const SshEndpoint &endpoint, const QString &identityFile)
{
    QString identity;
    if (!identityFile.isEmpty()) {
        const bool quoted = identityFile.contains(QLatin1Char(' '));
        identity = (quoted ? QStringLiteral("-i \"%1\" ") : QStringLiteral("-i %1 ")).arg(identityFile);
    }
    return QStringLiteral("ssh %1-p %2 root@%3").arg(identity).arg(endpoint.port).arg(endpoint.host);
}

} // namespace snapgpu
