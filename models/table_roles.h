// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace snapgpu {

/** Roles that every table of the program has beside the standard ones. */
enum TableRole {
    RawRole = Qt::UserRole, ///< the value behind the text; an invalid QVariant when it is missing
    IdRole, ///< stable identity of the row
};

} // namespace snapgpu
