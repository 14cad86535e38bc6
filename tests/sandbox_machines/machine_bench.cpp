// SPDX-License-Identifier: GPL-3.0-or-later
#include "machine_bench.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

namespace snapgpu::sandbox::test {

Outcome run(const QString &program, const QStringList &arguments, int timeoutMs)
{
    QProcess process;
    process.start(program, arguments, QIODevice::ReadOnly);
    // Events go on: the machines' host lives in this thread.
    if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, timeoutMs)) {
        process.kill();
        process.waitForFinished(30'000);
        return {-1, {}, QStringLiteral("no end within %1 ms").arg(timeoutMs)};
    }
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    return {code, QString::fromUtf8(process.readAllStandardOutput()),
        QString::fromUtf8(process.readAllStandardError())};
}

Outcome ssh(const QString &identity, quint16 port, const QString &command, const QStringList &options)
{
    QStringList arguments{QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-i"), identity,
        QStringLiteral("-p"), QString::number(port)};
    for (const char *option : {"BatchMode=yes", "IdentitiesOnly=yes", "StrictHostKeyChecking=no",
             "UserKnownHostsFile=/dev/null", "ConnectTimeout=5"}) {
        arguments << QStringLiteral("-o") << QLatin1String(option);
    }
    arguments << options << QStringLiteral("root@127.0.0.1") << command;
    return run(QStringLiteral("ssh"), arguments);
}

QString makeKey(const QString &file)
{
    run(QStringLiteral("ssh-keygen"),
        {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"),
            QString(), QStringLiteral("-C"), QStringLiteral("test"), QStringLiteral("-f"), file});
    QFile key(file + QStringLiteral(".pub"));
    return key.open(QIODevice::ReadOnly) ? QString::fromUtf8(key.readAll()).trimmed() : QString();
}

QList<qint64> processesOf(const QString &path)
{
    QList<qint64> found;
    const QStringList entries = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString &entry : entries) {
        bool isPid = false;
        const qint64 pid = entry.toLongLong(&isPid);
        if (!isPid) {
            continue;
        }
        for (const char *file : {"/mountinfo", "/cmdline"}) {
            QFile proc(QStringLiteral("/proc/") + entry + QLatin1String(file));
            if (proc.open(QIODevice::ReadOnly) && proc.readAll().contains(QFile::encodeName(path))) {
                found.append(pid);
                break;
            }
        }
    }
    return found;
}

Bench::Bench()
    : identity(path(QStringLiteral("id")))
    , publicKey(makeKey(identity))
{
    HostOptions options;
    options.machinesDir = path(QStringLiteral("machines"));
    options.sharedReadOnly = QStringList{path(QStringLiteral("shared"))};
    QDir().mkpath(options.sharedReadOnly.first());
    host = makeBwrapHost(options);
    QObject::connect(
        host.get(), &MachineHost::sshUp, host.get(), [this](const QString &id) { up.append(id); });
    QObject::connect(
        host.get(), &MachineHost::exited, host.get(), [this](const QString &id) { ended.append(id); });
    QObject::connect(host.get(), &MachineHost::bootFailed, host.get(),
        [this](const QString &id, const QString &reason) { failed.insert(id, reason); });
}

MachineSpec Bench::spec(const QString &id)
{
    MachineSpec spec;
    spec.instanceId = id;
    spec.sshPort = host->reservePort();
    spec.instanceKey = QStringLiteral("instance-key-") + id;
    spec.apiUrl = QStringLiteral("http://127.0.0.1:9");
    spec.authorizedKeys = QStringList{publicKey};
    spec.gpuName = QStringLiteral("RTX 4090");
    spec.numGpus = 2;
    return spec;
}

bool Bench::bootAndWait(const MachineSpec &spec, int timeoutMs)
{
    const QString id = spec.instanceId;
    up.removeAll(id);
    host->boot(spec);
    return QTest::qWaitFor([&] { return up.contains(id) || failed.contains(id); }, timeoutMs)
        && up.contains(id);
}

} // namespace snapgpu::sandbox::test
