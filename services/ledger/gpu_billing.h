// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/ledger/ledger.h"

namespace snapgpu {

/** What a listing says of the GPU of a row: due from now on, not due any more, or nothing new. */
enum class GpuBilling { Unchanged, Begins, Ends };

/** By Machine::isGpuDue(); a status that says nothing changes nothing. Pure. */
GpuBilling gpuBilling(const LedgerRow &row, const Machine &machine);

} // namespace snapgpu
