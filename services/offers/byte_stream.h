// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstring>
#include <QByteArray>
#include <QtGlobal>

namespace snapgpu::bytestream {

/** Whole numbers in as few bytes as they need, seven bits each; signed ones zigzag. */
class Writer final
{
public:
    void byte(quint8 value) { m_bytes.append(static_cast<char>(value)); }
    void number(quint64 value)
    {
        while (value >= 0x80) {
            byte(static_cast<quint8>(value | 0x80));
            value >>= 7;
        }
        byte(static_cast<quint8>(value));
    }
    void signedNumber(qint64 value)
    {
        number((static_cast<quint64>(value) << 1) ^ static_cast<quint64>(value >> 63));
    }
    void real(double value)
    {
        char raw[sizeof value];
        std::memcpy(raw, &value, sizeof value); // this file never leaves the computer that wrote it
        m_bytes.append(raw, sizeof raw);
    }
    void bytes(const QByteArray &value)
    {
        number(static_cast<quint64>(value.size()));
        m_bytes.append(value);
    }
    const QByteArray &result() const { return m_bytes; }
    void reserve(qsizetype size) { m_bytes.reserve(size); }

private:
    QByteArray m_bytes;
};

/** Reads what Writer wrote. Past the end it yields zeros and isGood() turns false; it never reads beyond. */
class Reader final
{
public:
    explicit Reader(const QByteArray &bytes)
        : m_at(bytes.constData())
        , m_end(m_at + bytes.size())
    {
    }

    bool isGood() const { return m_good; }
    bool atEnd() const { return m_at == m_end; }
    qsizetype left() const { return m_end - m_at; }

    quint8 byte()
    {
        if (m_at == m_end) {
            m_good = false;
            return 0;
        }
        return static_cast<quint8>(*m_at++);
    }
    quint64 number()
    {
        quint64 value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const quint8 next = byte();
            value |= static_cast<quint64>(next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        m_good = false;
        return 0;
    }
    qint64 signedNumber()
    {
        const quint64 value = number();
        return static_cast<qint64>((value >> 1) ^ (~(value & 1) + 1));
    }
    double real()
    {
        double value = 0;
        if (left() < static_cast<qsizetype>(sizeof value)) {
            m_good = false;
            m_at = m_end;
            return 0;
        }
        std::memcpy(&value, m_at, sizeof value);
        m_at += sizeof value;
        return value;
    }
    QByteArray bytes()
    {
        const quint64 size = number();
        if (size > static_cast<quint64>(left())) {
            m_good = false;
            m_at = m_end;
            return {};
        }
        const QByteArray value(m_at, static_cast<qsizetype>(size));
        m_at += size;
        return value;
    }

private:
    const char *m_at;
    const char *m_end;
    bool m_good = true;
};

} // namespace snapgpu::bytestream
