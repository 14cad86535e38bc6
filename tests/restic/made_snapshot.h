// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"

namespace snapgpu {

/** A snapshot of noon of a day in January 2026. */
inline Snapshot made(
    const char *id, const char *host, const QStringList &paths, const QStringList &tags, int day)
{
    Snapshot snapshot;
    snapshot.id = QString::fromLatin1(id);
    snapshot.hostname = QString::fromLatin1(host);
    snapshot.paths = paths;
    snapshot.tags = tags;
    snapshot.time = QDateTime(QDate(2026, 1, day), QTime(12, 0), Qt::UTC);
    return snapshot;
}

} // namespace snapgpu
