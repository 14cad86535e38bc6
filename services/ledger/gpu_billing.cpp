// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ledger/gpu_billing.h"

#include <algorithm>
#include <array>

namespace snapgpu {

GpuBilling gpuBilling(const LedgerRow &row, const Machine &machine)
{
    const auto isOneOf = [&machine](const auto &words) {
        return std::any_of(words.cbegin(), words.cend(),
            [&machine](const char *word) { return machine.actualStatus == QLatin1String(word); });
    };
    constexpr std::array due{"running", "frozen"};
    constexpr std::array notDue{"created", "loading", "exited", "stopped", "offline"};
    const bool isDue = row.runningSinceMs && !row.stoppedAtMs;
    if (isDue) {
        return isOneOf(notDue) ? GpuBilling::Ends : GpuBilling::Unchanged;
    }
    return isOneOf(due) ? GpuBilling::Begins : GpuBilling::Unchanged;
}

} // namespace snapgpu
