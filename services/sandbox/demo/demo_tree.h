// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <atomic>
#include <QString>

namespace snapgpu::sandbox {

/** Size and seed of the demo workspace. */
struct DemoTreeOptions
{
    quint64 seed = 1; ///< same seed, same content
    qint64 weightBytes = 170LL * 1024 * 1024; ///< of the model files together; incompressible
    int smallFiles = 4000; ///< in the venv-like tree
};

/** Number of states that applyDemoState() knows; state 0 is the tree as first written. */
inline constexpr int kDemoStates = 5;

/**
 * Writes `workspace`/MuseTalk as an ordinary person's project on a rented machine looks: weights, code, a
 * virtual environment, links, odd names. Blocking, about a second; stops early when `cancelled` becomes true.
 */
Result<Done> writeDemoTree(
    const QString &workspace, const DemoTreeOptions &options, const std::atomic_bool &cancelled);

/** The next days' work: state n follows state n - 1 with a few changed, new and removed files. Blocking. */
Result<Done> applyDemoState(const QString &workspace, const DemoTreeOptions &options, int state);

} // namespace snapgpu::sandbox
