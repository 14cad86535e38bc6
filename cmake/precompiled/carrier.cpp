// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled headers belong to a target, and a target has a source; these have nothing else.
namespace snapgpu {
extern const int precompiledCarrier;
const int precompiledCarrier = 0;
} // namespace snapgpu
