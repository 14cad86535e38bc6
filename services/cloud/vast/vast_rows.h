// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "models/offer.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace snapgpu::vast {

/** One element of `offers`; nothing when it has no id. Nulls, strings for numbers and stray blanks are
 * normal. */
std::optional<Offer> offerFromRow(const nlohmann::json &row);

/** One element of `instances`; nothing when it has no id. */
std::optional<Machine> machineFromRow(const nlohmann::json &row);

} // namespace snapgpu::vast
