// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace snapgpu {

/** The agent as it is sent to machines (resources/agent/agent.sh, embedded). */
QByteArray agentScript();

} // namespace snapgpu
