// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <QByteArray>

namespace snapgpu {

/** The raw bytes of a name as restic's tree objects hold it: quoted as Go quotes, without the marks. */
QByteArray unquotedName(const QByteArray &text);

/** Where the link `name` of a tree object (`restic cat tree`) points; NotFound when it is no link there. */
Result<QByteArray> linkTargetIn(const QByteArray &treeObject, const QByteArray &name);

} // namespace snapgpu
