// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/ssh_failure.h"

#include <QCoreApplication>

namespace snapgpu {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("Ssh", text); }

bool has(const QByteArray &text, std::initializer_list<const char *> needles)
{
    for (const char *needle : needles) {
        if (text.contains(needle)) {
            return true;
        }
    }
    return false;
}

Error make(ErrorCategory category, const QString &message, const SshEnd &end)
{
    return Error{category, message, QString::fromUtf8(end.errors).trimmed(), 0, end.exitCode};
}

Error afterHello(const SshEnd &end, const QString &where)
{
    if (end.exitCode == 255) {
        return make(ErrorCategory::Network,
            tr("The connection to %1 was lost. What runs on the machine goes on.").arg(where), end);
    }
    return make(ErrorCategory::HostFault, tr("The agent on %1 ended by itself.").arg(where), end);
}

} // namespace

Error sshFailure(const SshEnd &end, const QString &where, const QString &program)
{
    if (end.startFailed) {
        return make(ErrorCategory::MissingTool,
            tr("The program \"%1\" could not be started. Install the OpenSSH client (package "
               "openssh-client).")
                .arg(program),
            end);
    }
    if (end.agentSpoke) {
        return afterHello(end, where);
    }
    const QByteArray &text = end.errors;
    if (has(text, {"REMOTE HOST IDENTIFICATION HAS CHANGED", "Host key verification failed"})) {
        return make(ErrorCategory::SshUnreachable,
            tr("The host key of %1 is not the one seen before, so SnapGPU does not log in there.").arg(where),
            end);
    }
    if (has(text,
            {"Permission denied (", "Too many authentication failures", "no such identity",
                "UNPROTECTED PRIVATE KEY", "invalid format", "error in libcrypto"})) {
        return make(ErrorCategory::SshKey,
            tr("%1 refuses the SSH key. Check that the private key in the settings belongs to the public key "
               "that was given to the machine.")
                .arg(where),
            end);
    }
    if (end.exitCode == 255) {
        return make(ErrorCategory::SshUnreachable, tr("SSH at %1 does not answer yet.").arg(where), end);
    }
    return make(ErrorCategory::HostFault,
        tr("%1 let SnapGPU in, but its shell ended before the agent could start.").arg(where), end);
}

} // namespace snapgpu
