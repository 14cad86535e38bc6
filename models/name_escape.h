// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace snapgpu {

/** A character of a file's name that must not act in a line of text: "\n", "\x1b", "\u202e". */
QString escapedChar(char32_t c);

} // namespace snapgpu
