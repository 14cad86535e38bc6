// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QString>

namespace snapgpu {

/** Starts `preferred`, else the first terminal found here, with this command; returns at once. */
Result<Done> openInTerminal(const QString &command, const QString &preferred);

} // namespace snapgpu
