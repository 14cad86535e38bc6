// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger/gpu_billing.h"

namespace snapgpu {

GpuBilling gpuBilling(const LedgerRow &row, const Machine &machine)
{
    const bool before = row.runningSinceMs && !row.stoppedAtMs;
    const bool now = machine.isGpuDue().value_or(before);
    return now == before ? GpuBilling::Unchanged : now ? GpuBilling::Begins : GpuBilling::Ends;
}

} // namespace snapgpu
