// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"

#include <QByteArray>
#include <QString>

namespace snapgpu {

/**
 * Category and sentence for a restic that did not exit with 0. Exit codes 10, 11 and 12 exist since 0.17; for
 * older versions the texts decide, and they are the same in every version. `output` is standard error (JSON
 * lines, plain text, or both); `url` is only named in the sentence.
 */
Error resticError(int exitCode, const QByteArray &output, const QString &url);

} // namespace snapgpu
