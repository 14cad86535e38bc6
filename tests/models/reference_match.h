// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/query.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::test {

/** Whether the row of a search answer satisfies the query, judged on its JSON. */
bool referenceMatches(const Query &query, const nlohmann::json &fields);

} // namespace snapgpu::test
