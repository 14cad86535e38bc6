// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_palette.h"

#include "ui/theme.h"

#include <array>

namespace snapgpu {

namespace {
// Blue, orange, green, violet, ochre, rose: neighbours differ in lightness as well as in hue.
constexpr std::array<QRgb, kChartColours> kLight{
    0xff1f5aeb, 0xffb85c00, 0xff0c7350, 0xff7a2fa8, 0xff8a7a00, 0xffc03a7c};
constexpr std::array<QRgb, kChartColours> kDark{
    0xff7aa5ff, 0xfff0a04d, 0xff3ecf95, 0xffc79bff, 0xffe3d45c, 0xffff8fbe};
} // namespace

QColor chartColour(int colour, const Tokens &tokens)
{
    const auto place = static_cast<std::size_t>(qMax(0, colour)) % kChartColours;
    return QColor::fromRgb(tokens.dark ? kDark.at(place) : kLight.at(place));
}

QPen chartPen(int colour, const Tokens &tokens, double width)
{
    static const std::array<QVector<qreal>, kChartColours> dashes{
        {{}, {5, 2.5}, {1.2, 2.2}, {7, 2.5, 1.2, 2.5}, {3, 1.5}, {9, 2, 1.2, 2, 1.2, 2}}};
    QPen pen(chartColour(colour, tokens), width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    const QVector<qreal> &dash = dashes.at(static_cast<std::size_t>(qMax(0, colour)) % kChartColours);
    if (!dash.isEmpty()) {
        pen.setDashPattern(dash);
    }
    return pen;
}

} // namespace snapgpu
