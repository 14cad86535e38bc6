// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/plan_words.h"

#include "services/remote/shell_quote.h"

#include <algorithm>
#include <QRegularExpression>

namespace snapgpu {

QByteArray connectionsOption(const QString &url, int connections)
{
    QByteArray backend = "local";
    for (const char *scheme : {"s3", "rest", "sftp", "b2", "azure", "gs", "swift", "rclone"}) {
        if (url.startsWith(QLatin1String(scheme) + QLatin1Char(':'))) {
            backend = scheme;
        }
    }
    return backend + ".connections=" + QByteArray::number(connections);
}

QByteArray shellFunction(const QByteArray &name, const QByteArray &body)
{
    return name + "() { " + body + "; }\n";
}

QByteArray environmentFunction(const Repository &repository)
{
    QByteArray body =
        "unset RESTIC_PASSWORD RESTIC_PASSWORD_FILE RESTIC_PASSWORD_COMMAND RESTIC_REPOSITORY_FILE; "
        "export RESTIC_PROGRESS_FPS=${sg_fps:-4} RESTIC_REPOSITORY="
        + shellQuoted(repository.url.toUtf8());
    const QMap<QString, QString> &variables = repository.environment;
    for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
        body += ' ' + it.key().toUtf8() + '=' + shellQuoted(it.value().toUtf8());
    }
    return shellFunction("sg_environment", body);
}

QString badVariable(const Repository &repository)
{
    static const QRegularExpression name(QStringLiteral("\\A[A-Za-z_][A-Za-z0-9_]*\\z"));
    const QStringList names = repository.environment.keys();
    const auto bad = std::find_if(
        names.cbegin(), names.cend(), [](const QString &one) { return !name.match(one).hasMatch(); });
    return bad == names.cend() ? QString() : *bad + QLatin1Char(' ');
}

} // namespace snapgpu
