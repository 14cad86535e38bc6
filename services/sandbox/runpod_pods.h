// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/cloud.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::sandbox::runpod {

/** CreateArgs::runtype of a pod; the vast face does not show such contracts. */
inline constexpr char kRunType[] = "runpod ssh";
inline bool isPod(const Contract &contract) { return contract.args.runtype == QLatin1String(kRunType); }

QString podId(qint64 contractId); ///< 14 letters and digits, the same for ever

/** "NVIDIA GeForce RTX 4090" for "RTX 4090". */
QString longGpuName(const GpuType &gpu);
/** The data center a machine stands in; `id` and the name people read. */
struct Center
{
    const char *id;
    const char *name;
};
const Center &centerOf(const FleetMachine &machine);

/** $/h of one GPU; fixed per type and tier, whatever the host would take. */
double poolDollars(const GpuType &gpu, bool secure);

/** The pod as GET and the list show it. */
nlohmann::json podRow(const Contract &contract, const FleetMachine &machine);

/** The script of the container: `args` of a create, which is a command or JSON with entrypoint and cmd.
 * Nothing when the JSON is not understood. */
std::optional<QString> startScript(const QString &args);

} // namespace snapgpu::sandbox::runpod
