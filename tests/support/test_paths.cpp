// SPDX-License-Identifier: GPL-3.0-or-later
// The only source that knows the folders, so that all others compile to the same bytes in every checkout
// and a compiler cache serves them all.
#include "tests/support/test_paths.h"

namespace snapgpu::test {

QString binDir() { return QStringLiteral(SNAPGPU_BIN_DIR); }
QString sourceDir() { return QStringLiteral(SNAPGPU_SOURCE_DIR); }

} // namespace snapgpu::test
