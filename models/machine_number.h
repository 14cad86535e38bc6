// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace snapgpu {

/** Number of a physical machine as people see it. 0 is not known, and a negative number stands for a pool
 * from which the provider picks the machine: both are none. */
inline QString machineNumber(qint64 machineId)
{
    return machineId > 0 ? QString::number(machineId) : QStringLiteral("–");
}

} // namespace snapgpu
