// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/forget_plan.h"
#include "models/snapshot_change.h"
#include "services/core/result.h"

#include <QByteArrayList>

namespace snapgpu {

/** The node of a path that came through JSON, which has U+FFFD for each byte that is no UTF-8; nothing when
 * there is none or when several names look the same there. */
std::optional<SnapshotTree::Node> findJsonPath(const SnapshotTree &tree, const QByteArray &path);

/** `restic find --json`. */
Result<QVector<FoundFile>> parseFind(const QByteArray &output);

/** `restic diff --json`; sizes come from the trees, either of which may be absent. */
Result<SnapshotDiff> parseDiff(const QByteArray &output, const SnapshotTree *a, const SnapshotTree *b);

/** `restic forget --dry-run --json` with a policy; `lastOf` is not filled in. */
Result<ForgetPlan> parseForgetPlan(const QByteArray &output);

/** The options of a policy; values stand in the same word as their option. */
QByteArrayList policyArguments(const ForgetPolicy &policy);

/** The restic pattern that matches exactly this path of a snapshot; a byte that is no UTF-8 becomes '?'. */
QByteArray exactPattern(const QByteArray &path);

} // namespace snapgpu
