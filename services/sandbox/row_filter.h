// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::sandbox {

/**
 * The cloud's filter objects over JSON rows: {"column": {"op": value, …}, …}, everything joined by AND; ops
 * eq neq gt gte lt lte in notin; numeric strings are numbers (reference, 2.2). Pure.
 */

/** InvalidInput with the cloud's own words when a filter is not an object of known operators. */
Result<Done> checkFilters(const nlohmann::json &filters);

/** Whether one value satisfies all operators of one column. Null satisfies eq null and the negative operators
 * only. */
bool satisfies(const nlohmann::json &value, const nlohmann::json &operators);

/** Three-way comparison for sorting: numbers, then texts; null comes last. */
int compareValues(const nlohmann::json &a, const nlohmann::json &b);

} // namespace snapgpu::sandbox
