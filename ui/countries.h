// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QString>
#include <QVector>

namespace snapgpu {

/** The regions that the vendor's launch helper knows; countries are shown and chosen by them. */
enum class WorldRegion { NorthAmerica, SouthAmerica, Europe, Asia, Oceania, Africa, Elsewhere };
QString regionName(WorldRegion region); ///< translated

/** A country where machines stand. */
struct Country
{
    QString code; ///< two letters: "SE"
    QString name; ///< translated
    WorldRegion region = WorldRegion::Elsewhere;
    QPointF place; ///< degrees: longitude, latitude of the middle of where people live
};

/** The country behind a two-letter code; a code nobody knows is its own name, in no region. */
Country countryOf(const QString &code);
/** "Quebec, CA" -> "CA"; empty when the text does not end in two capital letters. */
QString countryCode(const QString &geolocation);

/** Coasts as rough polygons in degrees (longitude, latitude), enough for a map of a few hundred pixels. */
const QVector<QPolygonF> &coasts();

} // namespace snapgpu
