// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace snapgpu::test {

/** Where the programs under test were built: "…/build/bin". */
QString binDir();
/** The root of the source tree. */
QString sourceDir();

} // namespace snapgpu::test
