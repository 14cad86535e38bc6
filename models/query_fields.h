// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace snapgpu::queryfields {

QString canonical(const QString &field); ///< dph -> dph_total; unknown names come back as they are
double multiplier(
    const QString &field); ///< what the vendor multiplies the number with; 0 = not a number field
QString nearest(const QString &field); ///< the known field that looks most like it; empty when none does

} // namespace snapgpu::queryfields
