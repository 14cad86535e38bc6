// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QPolygonF>
#include <QString>
#include <QVector>

namespace snapgpu {

/** A country where machines stand. */
struct Country
{
    QString code; ///< two letters: "SE"
    QString name; ///< translated
    QPointF place; ///< degrees: longitude, latitude of the middle of where people live
};

/** The country behind a two-letter code; a code nobody knows is its own name, and nowhere on the map. */
Country countryByCode(const QString &code);
/** Its part of the world, translated. */
QString regionNameOf(const QString &code);

/** Coasts as rough polygons in degrees (longitude, latitude), enough for a map of a few hundred pixels. */
const QVector<QPolygonF> &coasts();

} // namespace snapgpu
