// SPDX-License-Identifier: GPL-3.0-or-later
// Snapshots, files and changes as lines for people and as JSON.
#pragma once

#include "models/snapshot.h"
#include "models/snapshot_change.h"
#include "services/core/json.h"

namespace snapgpu::cli {

json::Value strings(const QStringList &list);
json::Value snapshotObject(const Snapshot &snapshot); ///< restic's own fields
json::Value groupObject(const SnapshotGroup &group); ///< the newest, with count and ids
json::Value briefObject(const Snapshot &snapshot); ///< of one that goes or changed, in a stream
json::Value changeObject(const SnapshotChange &change);
/** A path for JSON, which holds no bytes that are no UTF-8: then those stand beside it in base64. */
void putPath(json::Value &object, const QByteArray &path);

QString sizeText(const std::optional<qint64> &bytes); ///< "12.9 kB"
QString timeText(const QDateTime &time); ///< local, 19 characters
QString snapshotLine(const Snapshot &snapshot, int count);
QString changeLine(const SnapshotChange &change);

const Snapshot *knownSnapshot(const QVector<Snapshot> &snapshots, const QString &id); ///< null = not there
/** restic tells its finds in no order; those of snapshots that are not known yet come last. */
QVector<FoundFile> newestFirst(QVector<FoundFile> found, const QVector<Snapshot> &snapshots);

} // namespace snapgpu::cli
