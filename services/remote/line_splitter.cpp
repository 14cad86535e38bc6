// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/remote/line_splitter.h"

#include <utility>

namespace snapgpu {

LineSplitter::LineSplitter(qsizetype maxLine)
    : m_maxLine(maxLine)
{
}

QByteArrayList LineSplitter::feed(const QByteArray &bytes)
{
    QByteArrayList lines;
    qsizetype from = 0;
    while (from < bytes.size()) {
        const qsizetype end = bytes.indexOf('\n', from);
        const qsizetype stop = end < 0 ? bytes.size() : end;
        if (!m_skipping) {
            m_buffer.append(bytes.constData() + from, stop - from);
            if (m_buffer.size() > m_maxLine) {
                m_buffer.clear();
                m_skipping = true;
                ++m_dropped;
            }
        }
        if (end < 0) {
            break;
        }
        if (!m_skipping) {
            if (m_buffer.endsWith('\r')) {
                m_buffer.chop(1);
            }
            lines.append(std::exchange(m_buffer, {}));
        }
        m_skipping = false;
        from = end + 1;
    }
    return lines;
}

QByteArray LineSplitter::takeRest()
{
    m_skipping = false;
    return std::exchange(m_buffer, {});
}

} // namespace snapgpu
