// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/find_stream.h"

#include <utility>

namespace snapgpu {

namespace {

constexpr int kMatchDepth = 4; ///< [ { "matches": [ { is one
constexpr qsizetype kMostMatch = 1024 * 1024; ///< a path, a link's target and some numbers

} // namespace

void FindStream::feed(QByteArrayView bytes)
{
    for (const char c : bytes) {
        const bool lineStart = std::exchange(m_atLineStart, c == '\n');
        if (m_depth == 0 && !(c == '[' && lineStart)) {
            continue;
        }
        if (m_depth >= kMatchDepth && m_object.size() < kMostMatch) {
            m_object += c;
        }
        if (m_inString) {
            m_inString = m_escaped || c != '"';
            m_escaped = !m_escaped && c == '\\';
        } else if (c == '"') {
            m_inString = true;
        } else if (c == '[' || c == '{') {
            m_began = true;
            if (++m_depth == kMatchDepth) {
                m_object = QByteArray(1, c);
            }
        } else if ((c == ']' || c == '}') && m_depth-- == kMatchDepth) {
            m_match(std::exchange(m_object, {}));
        }
    }
}

} // namespace snapgpu
