// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>

namespace snapgpu {

/** Cuts a byte stream into lines. A line longer than the cap is dropped whole and counted. */
class LineSplitter final
{
public:
    explicit LineSplitter(qsizetype maxLine = 1024 * 1024);

    /** Complete lines without their ends (LF or CRLF); the rest waits for more. */
    QByteArrayList feed(const QByteArray &bytes);
    /** What came after the last newline; empties the buffer. */
    QByteArray takeRest();
    qint64 dropped() const { return m_dropped; }

private:
    qsizetype m_maxLine;
    QByteArray m_buffer;
    bool m_skipping = false; ///< inside a line that was too long
    qint64 m_dropped = 0;
};

} // namespace snapgpu
