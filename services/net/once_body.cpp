// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/net/once_body.h"

#include <algorithm>
#include <cstring>

namespace snapgpu {

OnceBody::OnceBody(QByteArray bytes, QObject *parent)
    : QIODevice(parent)
    , m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool OnceBody::reset() { return !m_wasRead; }

bool OnceBody::seek(qint64 pos) { return pos == m_offset && QIODevice::seek(pos); }

qint64 OnceBody::readData(char *data, qint64 maxSize)
{
    const qint64 count = std::min<qint64>(maxSize, m_bytes.size() - m_offset);
    if (count <= 0) {
        return -1;
    }
    std::memcpy(data, m_bytes.constData() + m_offset, static_cast<std::size_t>(count));
    m_offset += count;
    m_wasRead = true;
    return count;
}

qint64 OnceBody::writeData(const char *, qint64) { return -1; }

} // namespace snapgpu
