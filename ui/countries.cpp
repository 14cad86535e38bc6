// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/countries.h"

#include "models/regions.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu {

namespace {

struct Row
{
    const char *code;
    const char *name;
    double longitude, latitude;
};

constexpr Row kRows[] = {
    {"AE", QT_TRANSLATE_NOOP("Country", "United Arab Emirates"), 54.5, 24.3},
    {"AL", QT_TRANSLATE_NOOP("Country", "Albania"), 20, 41},
    {"AM", QT_TRANSLATE_NOOP("Country", "Armenia"), 44.6, 40.2},
    {"AR", QT_TRANSLATE_NOOP("Country", "Argentina"), -60.5, -34},
    {"AT", QT_TRANSLATE_NOOP("Country", "Austria"), 14.5, 47.6},
    {"AU", QT_TRANSLATE_NOOP("Country", "Australia"), 146, -33},
    {"BE", QT_TRANSLATE_NOOP("Country", "Belgium"), 4.5, 50.7},
    {"BG", QT_TRANSLATE_NOOP("Country", "Bulgaria"), 25, 42.7},
    {"BR", QT_TRANSLATE_NOOP("Country", "Brazil"), -47, -20},
    {"BY", QT_TRANSLATE_NOOP("Country", "Belarus"), 28, 53.5},
    {"CA", QT_TRANSLATE_NOOP("Country", "Canada"), -96, 52},
    {"CH", QT_TRANSLATE_NOOP("Country", "Switzerland"), 8, 46.9},
    {"CL", QT_TRANSLATE_NOOP("Country", "Chile"), -71, -33},
    {"CN", QT_TRANSLATE_NOOP("Country", "China"), 108, 33},
    {"CO", QT_TRANSLATE_NOOP("Country", "Colombia"), -74, 4.5},
    {"CZ", QT_TRANSLATE_NOOP("Country", "Czechia"), 15.3, 49.9},
    {"DE", QT_TRANSLATE_NOOP("Country", "Germany"), 10, 51.2},
    {"DK", QT_TRANSLATE_NOOP("Country", "Denmark"), 9.6, 56},
    {"EE", QT_TRANSLATE_NOOP("Country", "Estonia"), 25.5, 58.8},
    {"EG", QT_TRANSLATE_NOOP("Country", "Egypt"), 31, 28.5},
    {"ES", QT_TRANSLATE_NOOP("Country", "Spain"), -3.7, 40.2},
    {"FI", QT_TRANSLATE_NOOP("Country", "Finland"), 26, 62.5},
    {"FR", QT_TRANSLATE_NOOP("Country", "France"), 2.4, 46.8},
    {"GB", QT_TRANSLATE_NOOP("Country", "United Kingdom"), -1.8, 52.8},
    {"GE", QT_TRANSLATE_NOOP("Country", "Georgia (country)"), 43.6, 42.2},
    {"GR", QT_TRANSLATE_NOOP("Country", "Greece"), 22.5, 39},
    {"HK", QT_TRANSLATE_NOOP("Country", "Hong Kong"), 114.2, 22.3},
    {"HR", QT_TRANSLATE_NOOP("Country", "Croatia"), 16, 45.4},
    {"HU", QT_TRANSLATE_NOOP("Country", "Hungary"), 19.4, 47.1},
    {"ID", QT_TRANSLATE_NOOP("Country", "Indonesia"), 110, -7.2},
    {"IE", QT_TRANSLATE_NOOP("Country", "Ireland"), -8, 53.2},
    {"IL", QT_TRANSLATE_NOOP("Country", "Israel"), 34.9, 31.6},
    {"IN", QT_TRANSLATE_NOOP("Country", "India"), 78, 21},
    {"IS", QT_TRANSLATE_NOOP("Country", "Iceland"), -19, 64.8},
    {"IT", QT_TRANSLATE_NOOP("Country", "Italy"), 12, 43},
    {"JP", QT_TRANSLATE_NOOP("Country", "Japan"), 138, 36},
    {"KE", QT_TRANSLATE_NOOP("Country", "Kenya"), 37, -0.5},
    {"KR", QT_TRANSLATE_NOOP("Country", "South Korea"), 127.8, 36.5},
    {"KZ", QT_TRANSLATE_NOOP("Country", "Kazakhstan"), 69, 48},
    {"LT", QT_TRANSLATE_NOOP("Country", "Lithuania"), 24, 55.3},
    {"LU", QT_TRANSLATE_NOOP("Country", "Luxembourg"), 6.1, 49.7},
    {"LV", QT_TRANSLATE_NOOP("Country", "Latvia"), 25, 57},
    {"MD", QT_TRANSLATE_NOOP("Country", "Moldova"), 28.6, 47.2},
    {"MX", QT_TRANSLATE_NOOP("Country", "Mexico"), -101, 21.5},
    {"MY", QT_TRANSLATE_NOOP("Country", "Malaysia"), 102, 4},
    {"NG", QT_TRANSLATE_NOOP("Country", "Nigeria"), 7.5, 9},
    {"NL", QT_TRANSLATE_NOOP("Country", "Netherlands"), 5.4, 52.4},
    {"NO", QT_TRANSLATE_NOOP("Country", "Norway"), 9, 61},
    {"NZ", QT_TRANSLATE_NOOP("Country", "New Zealand"), 175, -38.5},
    {"PE", QT_TRANSLATE_NOOP("Country", "Peru"), -76, -10},
    {"PH", QT_TRANSLATE_NOOP("Country", "Philippines"), 121.5, 14.5},
    {"PL", QT_TRANSLATE_NOOP("Country", "Poland"), 19.3, 52},
    {"PR", QT_TRANSLATE_NOOP("Country", "Puerto Rico"), -66.5, 18.2},
    {"PT", QT_TRANSLATE_NOOP("Country", "Portugal"), -8.3, 39.6},
    {"RO", QT_TRANSLATE_NOOP("Country", "Romania"), 25, 45.8},
    {"RS", QT_TRANSLATE_NOOP("Country", "Serbia"), 20.8, 44.2},
    {"RU", QT_TRANSLATE_NOOP("Country", "Russia"), 40, 56},
    {"SA", QT_TRANSLATE_NOOP("Country", "Saudi Arabia"), 45, 24},
    {"SE", QT_TRANSLATE_NOOP("Country", "Sweden"), 15.5, 60.5},
    {"SG", QT_TRANSLATE_NOOP("Country", "Singapore"), 103.8, 1.3},
    {"SI", QT_TRANSLATE_NOOP("Country", "Slovenia"), 14.8, 46.1},
    {"SK", QT_TRANSLATE_NOOP("Country", "Slovakia"), 19.5, 48.7},
    {"TH", QT_TRANSLATE_NOOP("Country", "Thailand"), 101, 15},
    {"TR", QT_TRANSLATE_NOOP("Country", "Turkey"), 33, 39.3},
    {"TW", QT_TRANSLATE_NOOP("Country", "Taiwan"), 121, 23.8},
    {"UA", QT_TRANSLATE_NOOP("Country", "Ukraine"), 31.5, 49},
    {"US", QT_TRANSLATE_NOOP("Country", "United States"), -98, 39},
    {"UY", QT_TRANSLATE_NOOP("Country", "Uruguay"), -56, -33.5},
    {"UZ", QT_TRANSLATE_NOOP("Country", "Uzbekistan"), 65, 41},
    {"VN", QT_TRANSLATE_NOOP("Country", "Vietnam"), 106.5, 16},
    {"ZA", QT_TRANSLATE_NOOP("Country", "South Africa"), 26, -28},
};

// Drawn by hand for this map: a few hundred corners, good to about two degrees.
constexpr double kEnd = 999; // ends a coast
constexpr double kCoasts[] = {
    // North America
    -168, 66, -156, 71, -140, 70, -125, 70, -115, 68, -95, 68, -94, 72, -85, 69, -82, 67, -87, 64, -94, 60,
    -93, 58, -82, 55, -79, 52, -77, 57, -78, 62, -70, 61, -64, 59, -57, 52, -66, 50, -60, 47, -66, 44, -70,
    43, -74, 40, -76, 35, -81, 31, -80, 26, -82, 29, -85, 30, -90, 29, -97, 27, -97, 22, -94, 18, -90, 21,
    -87, 21, -88, 16, -84, 15, -83, 10, -79, 9, -77, 8, -80, 7, -85, 10, -91, 14, -97, 16, -105, 20, -106, 23,
    -113, 31, -110, 24, -115, 28, -117, 33, -121, 35, -124, 40, -124, 48, -130, 54, -140, 60, -150, 60, -158,
    56, -164, 55, -158, 59, -165, 61, -162, 64, kEnd, //
    -80, 73, -68, 68, -64, 64, -73, 65, -85, 71, kEnd, //
    -117, 73, -105, 73, -102, 69, -115, 69, kEnd, //
    -92, 80, -65, 82, -78, 76, -92, 77, kEnd, //
    -55, 82, -30, 83, -20, 78, -22, 72, -38, 65, -43, 60, -50, 64, -54, 70, -68, 76, -65, 80, kEnd, //
    -84, 22.5, -75, 20.5, -77, 19.5, -83, 21.5, kEnd, -74, 20, -68, 19, -71, 17.5, kEnd, //
    // South America
    -77, 8, -72, 12, -62, 10, -52, 5, -50, 0, -44, -3, -35, -6, -39, -14, -41, -22, -48, -26, -54, -34, -58,
    -38, -65, -42, -68, -50, -66, -55, -72, -53, -75, -47, -73, -38, -71, -30, -70, -18, -76, -14, -81, -6,
    -80, 1, kEnd, //
    // Africa
    -6, 36, 10, 37, 11, 34, 20, 31, 25, 32, 32, 31, 36, 24, 38, 18, 43, 12, 51, 12, 46, 3, 40, -4, 41, -15,
    35, -20, 35, -24, 31, -30, 26, -34, 19, -35, 15, -27, 12, -18, 13, -8, 9, -1, 9, 4, 4, 6, -8, 4, -13, 8,
    -17, 14, -17, 21, -10, 30, kEnd, //
    49, -12, 50, -16, 47, -25, 44, -24, 44, -17, kEnd, //
    // Europe and Asia
    -9, 37, -9, 43, -2, 43, -1, 46, -5, 48, 2, 51, 8, 54, 8, 57, 11, 56, 11, 54, 20, 55, 21, 57, 24, 59, 30,
    60, 23, 60, 22, 63, 25, 65, 21, 64, 17, 61, 18, 59, 14, 55, 12, 56, 11, 59, 6, 58, 5, 61, 12, 66, 18, 70,
    27, 71, 40, 67, 33, 66, 40, 64, 44, 67, 55, 68, 68, 69, 72, 73, 80, 73, 87, 75, 104, 78, 113, 74, 130, 71,
    140, 73, 160, 70, 180, 69, 180, 65, 170, 60, 163, 58, 157, 51, 155, 58, 163, 62, 150, 59, 137, 54, 141,
    52, 135, 44, 130, 42, 129, 36, 126, 35, 125, 39, 121, 40, 118, 38, 122, 37, 120, 34, 122, 30, 118, 24,
    110, 21, 106, 20, 109, 12, 105, 9, 101, 13, 99, 9, 104, 2, 101, 3, 98, 9, 97, 16, 91, 22, 87, 21, 80, 14,
    77, 8, 73, 17, 72, 21, 67, 25, 57, 26, 50, 30, 48, 30, 51, 25, 56, 26, 60, 22, 52, 16, 44, 13, 39, 21, 35,
    28, 34, 31, 36, 36, 30, 36, 27, 38, 29, 41, 35, 42, 41, 42, 37, 45, 40, 47, 35, 46, 31, 46, 28, 43, 26,
    40, 23, 40, 24, 38, 22, 37, 19, 42, 13, 45, 12, 44, 16, 41, 18, 40, 16, 38, 12, 42, 9, 44, 3, 43, 0, 39,
    -2, 37, -6, 36, kEnd, //
    -5, 50, 1, 51, 2, 53, -2, 56, -2, 58, -5, 58, -5, 55, -3, 54, -5, 52, kEnd, //
    -10, 52, -6, 52, -6, 55, -10, 54, kEnd, -24, 65, -22, 66, -15, 66, -14, 65, -19, 63, kEnd, //
    130, 32, 132, 34, 136, 34, 140, 35, 142, 40, 140, 41, 136, 37, 131, 34, kEnd, //
    140, 42, 145, 43, 142, 45, kEnd, 120, 23, 121, 25, 122, 25, 121, 22, kEnd, //
    120, 18, 122, 18, 124, 13, 126, 7, 122, 8, 120, 14, kEnd, //
    109, 1, 114, 5, 119, 6, 117, 1, 114, -4, 110, -2, kEnd, 95, 5, 104, -2, 106, -6, 102, -4, kEnd, //
    105, -6, 114, -7, 114, -8.5, 106, -7.8, kEnd, 119, -5, 120, 1, 125, 1, 121, -1, 122, -5, kEnd, //
    131, -1, 141, -3, 150, -10, 143, -9, 138, -8, 132, -4, kEnd, 80, 9, 82, 7, 80, 6, kEnd, //
    // Oceania
    114, -22, 122, -18, 129, -15, 136, -12, 136, -15, 140, -17, 142, -11, 146, -19, 153, -26, 150, -37, 144,
    -39, 138, -35, 131, -31, 124, -33, 115, -34, kEnd, 145, -41, 148, -41, 147, -43, kEnd, //
    173, -35, 178, -38, 175, -41, 174, -39, kEnd, 172, -41, 174, -42, 167, -46, 168, -44, kEnd};

QVector<QPolygonF> readCoasts()
{
    QVector<QPolygonF> all;
    QPolygonF coast;
    for (std::size_t i = 0; i < std::size(kCoasts);) {
        if (kCoasts[i] == kEnd) {
            all.append(std::exchange(coast, {}));
            ++i;
            continue;
        }
        coast.append(QPointF(kCoasts[i], kCoasts[i + 1]));
        i += 2;
    }
    return all;
}

} // namespace

Country countryByCode(const QString &code)
{
    const auto row = std::find_if(std::begin(kRows), std::end(kRows),
        [&code](const Row &candidate) { return code == QLatin1String(candidate.code); });
    if (row == std::end(kRows)) {
        return {code, code, {}};
    }
    return {code, QCoreApplication::translate("Country", row->name), {row->longitude, row->latitude}};
}

QString regionNameOf(const QString &code)
{
    const int region = regionOf(code);
    return region >= 0 ? regionText(allRegions().at(region))
                       : QCoreApplication::translate("Country", "Elsewhere");
}

const QVector<QPolygonF> &coasts()
{
    static const QVector<QPolygonF> all = readCoasts();
    return all;
}

} // namespace snapgpu
