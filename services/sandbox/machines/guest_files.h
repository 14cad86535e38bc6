// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/machine_host.h"
#include "services/sandbox/machines/host_tools.h"

#include <QByteArray>

namespace snapgpu::sandbox::guest {

/** Where a machine sees its control directory. */
inline constexpr char kControlPath[] = "/opt/instance";

QByteArray passwd(const HostTools &tools);
QByteArray group(const HostTools &tools);
QByteArray hosts(const QString &hostName);
QByteArray sshdConfig(const MachineSpec &spec);
QByteArray greeting();
/** Starts sshd and the onstart script; ends the machine when sshd ends or the host's pipe closes. */
QByteArray initScript(const MachineSpec &spec, const HostTools &tools);

} // namespace snapgpu::sandbox::guest
