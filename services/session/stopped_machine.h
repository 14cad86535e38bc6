// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/core/error.h"

#include <optional>

namespace snapgpu {

/**
 * What to tell when the provider stopped a machine that works for us: the row says that it is stopped and is meant
 * to be. The vendor does not say why (vast API notes 4.5); for a machine that was bid for, nearly always because
 * somebody bid more. Absent while the machine may still be used. Pure.
 */
std::optional<Error> stoppedMachine(const Machine &machine, bool interruptible);

} // namespace snapgpu
