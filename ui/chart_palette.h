// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPen>

namespace snapgpu {

struct Tokens;

/** How many series a chart can tell apart; more are never drawn. */
inline constexpr int kChartColours = 6;

/**
 * Colour of a series. Each has at least 3:1 contrast against the panel (a test computes it) and a lightness
 * of its own for eyes that do not tell the hues apart; the dash pattern says it once more.
 */
QColor chartColour(int colour, const Tokens &tokens);

/** Line of a series: colour and dash pattern; number 0 is solid. */
QPen chartPen(int colour, const Tokens &tokens, double width = 1.8);

} // namespace snapgpu
