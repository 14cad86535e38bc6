// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace snapgpu {

/**
 * How long restic opens a repository on a machine before it asks for its first file, less what asking takes:
 * a link that it leaves unused meanwhile is there for seeds and packs. `restic init` chooses scrypt's cost
 * for half a second (seen: 0.41 to 0.53 s on the processor that chose, longer on slower ones); six round
 * trips and the index come behind it. tests/bench/README.md, bench_restore: 0.7 s in all.
 */
inline constexpr qint64 kResticOpensMs = 600;

} // namespace snapgpu
