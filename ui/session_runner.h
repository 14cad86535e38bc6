// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/launch_runner.h"

namespace snapgpu {

/** The real thing behind the window: a LaunchSession over `services`, which must outlive it. */
std::unique_ptr<LaunchRunner> makeSessionRunner(const SessionServices &services, const LaunchPlan &plan);

} // namespace snapgpu
