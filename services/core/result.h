// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <tl/expected.hpp>

namespace snapgpu {

template <typename T> using Result = tl::expected<T, Error>;

/** Success without a value. */
struct Done
{
};

/** Shortest way to return a failure: `return fail(ErrorCategory::Network, "…")`. */
inline tl::unexpected<Error> fail(
    ErrorCategory category, QString message, QString detail = {}, int httpStatus = 0, int exitCode = 0)
{
    return tl::unexpected<Error>(
        Error{category, std::move(message), std::move(detail), httpStatus, exitCode});
}

} // namespace snapgpu
