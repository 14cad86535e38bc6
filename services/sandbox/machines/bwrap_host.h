// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/sandbox/machine_host.h"

#include <memory>

namespace snapgpu::sandbox {

/** Where machines live and what they may see of this computer. */
struct HostOptions
{
    QString machinesDir; ///< one directory per machine, its root file system: machinesDir/ID/workspace …
    QStringList sharedReadOnly; ///< directories seen at the same path inside every machine
    QStringList sharedWritable; ///< likewise, and a machine may change them: the repository it backs up to
    QString publicAddress = QStringLiteral("127.0.0.1"); ///< PUBLIC_IPADDR of the machines
    quint16 firstPort = 20000; ///< below the kernel's range for outgoing connections
    quint16 lastPort = 31999;
};

/**
 * Blocking, some 20 ms: whether machines can be made here. Fails with one sentence that names the missing
 * Debian package, or what forbids namespaces.
 */
Result<Done> checkTools();

/**
 * Machines made with bubblewrap: real root where the caller is root, else a user namespace. Every process in
 * them ends with this object, and with this process even when that is killed. Where the tools are missing,
 * each boot fails with the sentence of checkTools().
 */
std::unique_ptr<MachineHost> makeBwrapHost(HostOptions options);

} // namespace snapgpu::sandbox
