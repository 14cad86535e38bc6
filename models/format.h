// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"

#include <optional>
#include <QDateTime>
#include <QLocale>
#include <QString>

/** Text for people, in the default QLocale. An absent value is an en dash everywhere. */
namespace snapgpu::format {

QString missing(); ///< "–"
QString number(std::optional<double> value, int decimals = 0);
QString count(qint64 value); ///< with digit groups: "3,017"
/** "$0.370"; the sign and its place follow the language. */
QString dollars(Money money, int decimals = 3);
/** Two decimals, and four below ten cents: what a race costs is often a part of a cent. */
QString smallDollars(Money money);
QString dollarsPerHour(Money money, int decimals = 3); ///< "$1.092/h"
QString percent(std::optional<double> fraction, int decimals = 1); ///< 0.954 -> "95.4"; no sign
QString bytes(qint64 bytes); ///< decimal units: "7.1 GB"; negative = missing
QString bytesPerSecond(double rate); ///< "412 MB/s"; negative = missing
qint64 toTenth(qint64 ms); ///< milliseconds as seconds() rounds them: to whole tenths of a second
QString seconds(qint64 ms); ///< one decimal: "18.7 s"
QString shortDuration(qint64 seconds); ///< its largest unit alone: "52 s", "12 min", "2 h"
QString duration(qint64 seconds); ///< "52 s", "1 min 12 s", "2 h 05 min"
QString clock(qint64 ms); ///< "0:31", "1:02:09"
QString age(const QDateTime &then, const QDateTime &now); ///< "just now", "12 min ago", "3 days ago"
QString dateTime(const QDateTime &time); ///< local time, short, with a four-digit year

} // namespace snapgpu::format
