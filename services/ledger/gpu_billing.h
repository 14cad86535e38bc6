// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/ledger/ledger.h"

namespace snapgpu {

/** What a listing says of the GPU of a row: due from now on, not due any more, or nothing new. */
enum class GpuBilling { Unchanged, Begins, Ends };

/**
 * The GPU is due while a machine runs or is frozen; not while it loads, is stopped or outbid, or its host is
 * offline (vast API notes, section 6). A status that is null or not known says nothing. Pure.
 */
GpuBilling gpuBilling(const LedgerRow &row, const Machine &machine);

} // namespace snapgpu
