// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace snapgpu {

/** Parts of the world by the names that the vendor's launch helper uses. */
enum class Region { NorthAmerica, SouthAmerica, Europe, Asia, Oceania, Africa };

const QVector<Region> &allRegions();
QString regionKey(Region region); ///< "North_America"
QString regionText(Region region); ///< translated
/** Two-letter codes, for `geolocation in [...]`. */
const QStringList &countriesOf(Region region);
/** Two-letter code at the end of a place: "Quebec, CA" -> "CA"; upper case, empty when there is none. */
QString countryOf(const QString &place);
/** Index of the region in allRegions(), -1 when the code belongs to none. */
int regionOf(const QString &country);

} // namespace snapgpu
