// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"

#include <QString>

namespace snapgpu {

/** "ssh -i FILE -p 40112 root@198.51.100.31", for a person and for a shell; no -i without `identityFile`. */
QString sshCommandText(const SshEndpoint &endpoint, const QString &identityFile);

} // namespace snapgpu
