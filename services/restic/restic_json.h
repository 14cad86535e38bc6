// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"
#include "services/core/result.h"

#include <QByteArray>

namespace snapgpu {

/**
 * The answer of `restic snapshots --json`, also grouped (--group-by, --latest) and with lines of text before
 * it. Rows without an id are left out; missing numbers and lists are empty.
 */
Result<QVector<Snapshot>> parseSnapshots(const QByteArray &output);

/** The JSON lines of `ls` or `diff`; text between them is left out. */
QVector<QByteArray> jsonLines(const QByteArray &output);

} // namespace snapgpu
