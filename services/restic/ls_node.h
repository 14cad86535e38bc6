// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"
#include "services/core/json.h"

#include <functional>

namespace snapgpu {

/** One line of `restic ls --json`, or one match of `find`. */
struct LsNode
{
    QByteArray path; ///< UTF-8; bytes that are none have become U+FFFD, which is all that JSON can hold
    TreeEntry entry; ///< without the name
};

/** The fields of a node object; nullopt when it has no path. */
std::optional<LsNode> lsNode(const json::Value &object);

/** Milliseconds since 1970 of restic's times ("2026-11-23T13:19:07.576856179+02:00"); 0 when it is none.
 * `restNs` takes what they leave out, here 856'179. */
qint64 resticTimeMs(QByteArrayView text, quint32 *restNs = nullptr);

/**
 * Finds the raw bytes of names that are no UTF-8. `restic ls` without --json prints the same nodes in the
 * same order as they are on disk, where JSON has U+FFFD for each byte that is no UTF-8. Names may hold
 * newlines, so the text is cut by what JSON says, not by lines.
 */
class RawNames final
{
public:
    explicit RawNames(QByteArray text)
        : m_text(std::move(text))
    {
    }
    /** The raw path for the next path of the JSON list; nothing when the two lists do not fit. */
    std::optional<QByteArray> next(const QByteArray &jsonPath);

private:
    QByteArray m_text;
    qsizetype m_at = 0;
    bool m_begun = false;
};

} // namespace snapgpu
