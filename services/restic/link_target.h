// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <functional>
#include <QByteArray>

namespace snapgpu {

class ResticWorker;

/** The raw bytes of a name as restic's tree objects hold it: quoted as Go quotes, without the marks. */
QByteArray unquotedName(const QByteArray &text);

/** Where the link `name` of a tree object (`restic cat tree`) points; NotFound when it is no link there. */
Result<QByteArray> linkTargetIn(const QByteArray &treeObject, const QByteArray &name);

/** Asks restic (0.16 and newer) where the link at `path` points; in the worker's thread. */
void askLinkTarget(ResticWorker *worker, const QByteArray &snapshotId, const QByteArray &path,
    const std::function<void(Result<QByteArray>)> &done);

} // namespace snapgpu
