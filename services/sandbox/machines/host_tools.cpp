// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/machines/host_tools.h"

#include "services/sandbox/machines/bwrap_host.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <unistd.h>

namespace snapgpu::sandbox {

namespace {

constexpr int kProbeTimeoutMs = 5000;
constexpr uid_t kUnprivilegedUid = 1000;

struct Tool
{
    const char *program;
    const char *package;
    QString HostTools::*path;
};

constexpr Tool kTools[] = {
    {"bwrap", "bubblewrap", &HostTools::bwrap},
    {"sshd", "openssh-server", &HostTools::sshd},
    {"ssh-keygen", "openssh-client", &HostTools::sshKeygen},
    {"restic", "restic", &HostTools::restic},
};

QString findProgram(const QString &name)
{
    const QString inPath = QStandardPaths::findExecutable(name);
    if (!inPath.isEmpty()) {
        return inPath;
    }
    // sshd is in sbin, which the PATH of an ordinary user leaves out.
    return QStandardPaths::findExecutable(
        name, {QStringLiteral("/usr/sbin"), QStringLiteral("/sbin"), QStringLiteral("/usr/local/sbin")});
}

/** Empty when a process could be started in namespaces like those of a machine, else what bwrap said. */
QString namespaceTrouble(const HostTools &tools)
{
    QProcess probe;
    QStringList arguments = isolationArguments(tools);
    arguments << QStringLiteral("--ro-bind") << QStringLiteral("/") << QStringLiteral("/")
              << QStringLiteral("--proc") << QStringLiteral("/proc") << QStringLiteral("--dev")
              << QStringLiteral("/dev") << QStringLiteral("/bin/sh") << QStringLiteral("-c")
              << QStringLiteral(":");
    probe.start(tools.bwrap, arguments, QIODevice::ReadOnly);
    if (!probe.waitForFinished(kProbeTimeoutMs)) {
        return probe.errorString();
    }
    if (probe.exitStatus() == QProcess::NormalExit && probe.exitCode() == 0) {
        return {};
    }
    const QString said = QString::fromLocal8Bit(probe.readAllStandardError()).trimmed();
    return said.isEmpty() ? QStringLiteral("exit code %1").arg(probe.exitCode()) : said;
}

} // namespace

ToolCommand herded(const HostTools &tools, const QStringList &bwrapArguments)
{
    if (tools.herd.isEmpty()) {
        return {tools.bwrap, bwrapArguments};
    }
    return {tools.herd, QStringList{QString::number(::getpid()), tools.bwrap} + bwrapArguments};
}

QStringList isolationArguments(const HostTools &tools)
{
    QStringList arguments{QStringLiteral("--die-with-parent"), QStringLiteral("--unshare-pid"),
        QStringLiteral("--unshare-ipc"), QStringLiteral("--unshare-uts")};
    if (tools.isolation == Isolation::UserNamespace) {
        arguments << QStringLiteral("--unshare-user") << QStringLiteral("--uid")
                  << QString::number(tools.guestUid) << QStringLiteral("--gid")
                  << QString::number(tools.guestGid);
        return arguments;
    }
    // What sshd and an ordinary root session need; no mounting, no devices, no tracing of the host.
    arguments << QStringLiteral("--cap-drop") << QStringLiteral("ALL");
    for (const char *capability : {"CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "SETGID", "SETUID",
             "SYS_CHROOT", "NET_BIND_SERVICE", "AUDIT_WRITE"}) {
        arguments << QStringLiteral("--cap-add") << QStringLiteral("CAP_") + QLatin1String(capability);
    }
    return arguments;
}

Result<HostTools> findTools()
{
    HostTools tools;
    for (const Tool &tool : kTools) {
        tools.*tool.path = findProgram(QLatin1String(tool.program));
        if ((tools.*tool.path).isEmpty()) {
            return fail(ErrorCategory::MissingTool,
                QCoreApplication::translate("Sandbox",
                    "The sandbox needs %1, which is not installed. Install it with: apt-get install %2")
                    .arg(QLatin1String(tool.program), QLatin1String(tool.package)));
        }
    }
    const QString here = QCoreApplication::applicationDirPath();
    tools.herd = QStandardPaths::findExecutable(QStringLiteral("snapgpu-herd"),
        {here, here + QStringLiteral("/../bin"), here + QStringLiteral("/../libexec/snapgpu")});
    QString trouble;
    if (::getuid() == 0) {
        tools.isolation = Isolation::RealRoot;
        trouble = namespaceTrouble(tools);
        if (trouble.isEmpty()) {
            return tools;
        }
    }
    // sshd believes it has all rights when its uid is 0, so a powerless root gets another number inside.
    tools.isolation = Isolation::UserNamespace;
    tools.guestUid = ::getuid() == 0 ? kUnprivilegedUid : ::getuid();
    tools.guestGid = ::getuid() == 0 ? kUnprivilegedUid : ::getgid();
    trouble = namespaceTrouble(tools);
    if (trouble.isEmpty()) {
        return tools;
    }
    return fail(ErrorCategory::MissingTool,
        QCoreApplication::translate("Sandbox",
            "The sandbox cannot make its machines because bwrap may not create namespaces here (%1). Allow "
            "user "
            "namespaces (sysctl -w kernel.apparmor_restrict_unprivileged_userns=0), or in a container start "
            "it "
            "with --privileged.")
            .arg(trouble),
        trouble);
}

Result<Done> checkTools()
{
    return findTools().map([](const HostTools &) { return Done{}; });
}

} // namespace snapgpu::sandbox
