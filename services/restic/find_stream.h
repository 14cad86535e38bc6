// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QByteArray>
#include <QByteArrayView>

namespace snapgpu {

/**
 * Cuts the matches out of the one array that `restic find --json` prints, as it comes and in pieces of any
 * size: for a million matches neither the text nor a parsed document of it ever stands in memory.
 */
class FindStream final
{
public:
    /** `match` gets the text of one object. */
    explicit FindStream(std::function<void(const QByteArray &)> match)
        : m_match(std::move(match))
    {
    }
    void feed(QByteArrayView bytes);
    /** The array was closed: without that something is missing. */
    bool isComplete() const { return m_began && m_depth == 0; }

private:
    std::function<void(const QByteArray &)> m_match;
    QByteArray m_object;
    int m_depth = 0;
    bool m_began = false; ///< lines of text may stand before the array
    bool m_atLineStart = true;
    bool m_inString = false;
    bool m_escaped = false;
};

} // namespace snapgpu
