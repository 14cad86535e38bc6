// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/core/error.h"

#include <optional>

namespace snapgpu {

/** Why a restore cannot go on, by the provider's word. */
struct WinnerEnd
{
    Error error;
    bool dead = false; ///< nothing on it can be reached any more; a stopped machine keeps its disk instead
};

/**
 * Judges the winner by the provider's listings while the connection to it is lost. A connection that breaks
 * in the middle of a restore has two reasons: the way to the machine, which may come back, or a machine that
 * was stopped, outbid, exited, went offline or vanished, which does not. Only the provider knows. Pure.
 *
 * A row that says "stopped" and is meant to be is believed at once; whatever else ends a machine must be read
 * twice in a row, since single rows lie (vast API notes 4.3 to 4.5). The vendor does not say why it stopped a
 * machine; for one that was bid for, nearly always because somebody bid more.
 */
class WinnerWatch final
{
public:
    std::optional<WinnerEnd> look(
        const QVector<Machine> &listed, const QString &instanceId, bool interruptible);

private:
    int m_absent = 0; ///< listings in a row without it
    int m_dead = 0; ///< listings in a row in which it looked dead
};

} // namespace snapgpu
