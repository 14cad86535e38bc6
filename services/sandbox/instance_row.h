// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/contract.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::sandbox {

/** The list has two fields that the single read lacks (reference, 4.1). */
enum class RowKind { List, Single };

/**
 * A contract as the cloud shows it (reference, 4.2 and 8.2), stray newlines and nulls included. The address
 * is loopback, so that what the row promises can be used.
 */
nlohmann::json instanceRow(
    const Contract &contract, const FleetMachine &machine, RowKind kind, double nowSec);

} // namespace snapgpu::sandbox
