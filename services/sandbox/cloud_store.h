// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/sandbox/contract.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::sandbox {

/** The state file's content; everything that CloudState holds, readable by people. */
nlohmann::json stateToJson(const CloudState &state);
/** BadAnswer when the text is not a state of this version. */
Result<CloudState> stateFromJson(const nlohmann::json &document);

} // namespace snapgpu::sandbox
