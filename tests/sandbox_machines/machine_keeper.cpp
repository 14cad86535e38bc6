// SPDX-License-Identifier: GPL-3.0-or-later
// machine_keeper DIR PUBLIC_KEY COUNT: keeps COUNT machines under DIR alive until it is ended; prints one
// line "up ID PORT" or "failed ID REASON" for each.
#include "services/sandbox/machines/bwrap_host.h"

#include <cstdio>
#include <QCoreApplication>
#include <QHash>

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 4) {
        std::fputs("usage: machine_keeper DIR PUBLIC_KEY COUNT\n", stderr);
        return 2;
    }
    snapgpu::sandbox::HostOptions options;
    options.machinesDir = arguments[1];
    const auto host = snapgpu::sandbox::makeBwrapHost(options);
    QHash<QString, quint16> ports;
    QObject::connect(host.get(), &snapgpu::sandbox::MachineHost::sshUp, &app, [&ports](const QString &id) {
        std::printf("up %s %d\n", qPrintable(id), int(ports.value(id)));
        std::fflush(stdout);
    });
    QObject::connect(host.get(), &snapgpu::sandbox::MachineHost::bootFailed, &app,
        [](const QString &id, const QString &reason) {
            std::printf("failed %s %s\n", qPrintable(id), qPrintable(reason));
            std::fflush(stdout);
        });
    for (int i = 1; i <= arguments[3].toInt(); ++i) {
        snapgpu::sandbox::MachineSpec spec;
        spec.instanceId = QString::number(i);
        spec.sshPort = host->reservePort();
        spec.authorizedKeys = QStringList{arguments[2]};
        spec.gpuName = QStringLiteral("RTX 4090");
        ports.insert(spec.instanceId, spec.sshPort);
        host->boot(spec);
    }
    return QCoreApplication::exec();
}
