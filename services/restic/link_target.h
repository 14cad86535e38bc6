// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <functional>
#include <QByteArray>

namespace snapgpu {

class ResticWorker;

/** Asks restic where the link at `path` points; NotFound when it is no link. In the worker's thread. */
void askLinkTarget(ResticWorker *worker, const QByteArray &snapshotId, const QByteArray &path,
    const std::function<void(Result<QByteArray>)> &done);

} // namespace snapgpu
