// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/terminal.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QStringList>

namespace snapgpu {

namespace {

/** How a terminal wants to be told which program to run inside. */
QStringList argumentsFor(const QString &terminal, const QStringList &command)
{
    const bool dashes =
        terminal.endsWith(QLatin1String("gnome-terminal")) || terminal.endsWith(QLatin1String("kgx"));
    return QStringList{dashes ? QStringLiteral("--") : QStringLiteral("-e")} + command;
}

} // namespace

Result<Done> openInTerminal(const QString &command, const QString &preferred)
{
    const QStringList candidates{preferred, qEnvironmentVariable("TERMINAL"),
        QStringLiteral("x-terminal-emulator"), QStringLiteral("gnome-terminal"), QStringLiteral("konsole"),
        QStringLiteral("kgx"), QStringLiteral("xfce4-terminal"), QStringLiteral("xterm")};
    for (const QString &candidate : candidates) {
        const QString program = candidate.isEmpty() ? QString() : QStandardPaths::findExecutable(candidate);
        if (!program.isEmpty()
            && QProcess::startDetached(program, argumentsFor(program, QProcess::splitCommand(command)))) {
            return Done{};
        }
    }
    return fail(ErrorCategory::MissingTool,
        QCoreApplication::translate("Terminal",
            "No terminal program was found: name yours in the settings, or copy the ssh command instead."));
}

} // namespace snapgpu
