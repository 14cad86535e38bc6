// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <optional>
#include <QByteArray>
#include <QVector>

namespace snapgpu {

/** One entry of a tree object as restic keeps it (`restic cat blob ID`), as far as it is of use here. */
struct TreeObjectNode
{
    QByteArray name; ///< raw bytes
    QByteArray type; ///< "file", "dir", "symlink" and so on
    QByteArray subtree; ///< id of a folder's own tree object
    QVector<QByteArray> content; ///< of a file: ids of its blobs, in order
    quint64 inode = 0, device = 0; ///< on the computer of the backup
    std::optional<QByteArray> linkTarget; ///< raw bytes
};

/** The raw bytes of a name as restic's tree objects hold it: quoted as Go quotes, without the marks. */
QByteArray unquotedName(const QByteArray &text);

Result<QVector<TreeObjectNode>> parseTreeObject(const QByteArray &bytes);

/** Where the link `name` of a tree object points; NotFound when it is no link there. */
Result<QByteArray> linkTargetIn(const QByteArray &bytes, const QByteArray &name);
tl::unexpected<Error> notALink(); ///< NotFound, with the sentence for it

} // namespace snapgpu
