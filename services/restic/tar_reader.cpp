// SPDX-License-Identifier: GPL-3.0-or-later
// Layout: POSIX.1-1988 ustar, the "pax" records of POSIX.1-2001, and GNU's long names and base-256 numbers.
#include "services/restic/tar_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace snapgpu {

namespace {

constexpr qsizetype kBlock = 512;
constexpr qint64 kMostExtension = 1024 * 1024; ///< a path and a few attributes, not a way to fill memory

QByteArrayView text(QByteArrayView header, qsizetype at, qsizetype length)
{
    const QByteArrayView field = header.sliced(at, length);
    const qsizetype end = field.indexOf('\0');
    return end < 0 ? field : field.first(end);
}

/** Octal, or base-256 when the first bit is set; nullopt = neither, or negative. */
std::optional<qint64> number(QByteArrayView field)
{
    if ((static_cast<uchar>(field[0]) & 0x80) != 0) {
        quint64 value = static_cast<uchar>(field[0]) & 0x7f;
        for (const char c : field.sliced(1)) {
            if (value > (~quint64(0) >> 9)) {
                return std::nullopt;
            }
            value = (value << 8) | static_cast<uchar>(c);
        }
        return static_cast<qint64>(value);
    }
    qint64 value = 0;
    for (const char c : field) {
        if (c == ' ' || c == '\0') {
            continue;
        }
        if (c < '0' || c > '7') {
            return std::nullopt;
        }
        value = value * 8 + (c - '0');
    }
    return value;
}

bool hasGoodSum(QByteArrayView header)
{
    qint64 sum = 0;
    for (qsizetype i = 0; i < kBlock; ++i) {
        sum += i >= 148 && i < 156 ? ' ' : static_cast<uchar>(header[i]);
    }
    return number(header.sliced(148, 8)) == sum;
}

TarKind kindOf(char flag)
{
    switch (flag) {
    case '\0':
    case '0':
    case '7':
        return TarKind::File;
    case '1':
        return TarKind::HardLink;
    case '2':
        return TarKind::Symlink;
    case '5':
        return TarKind::Folder;
    default:
        return TarKind::Other;
    }
}

/** "1732567890.123456789" -> milliseconds; nullopt = no time. */
std::optional<qint64> paxTimeMs(QByteArrayView value)
{
    const qsizetype dot = value.indexOf('.');
    bool good = false;
    const qint64 seconds = (dot < 0 ? value : value.first(dot)).toByteArray().toLongLong(&good);
    if (!good || seconds > 1'000'000'000'000 || seconds < -1'000'000'000'000) {
        return std::nullopt;
    }
    const QByteArray fraction =
        dot < 0 ? QByteArray("000") : value.sliced(dot + 1).toByteArray().leftJustified(3, '0', true);
    return seconds * 1000 + fraction.toLongLong();
}

} // namespace

TarReader::TarReader(Receiver receiver)
    : m_receiver(std::move(receiver))
{
}

bool TarReader::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && m_state != State::End && m_state != State::Broken) {
        if (m_state == State::Header) {
            const qsizetype take = std::min<qsizetype>(bytes.size(), kBlock - m_buffer.size());
            m_buffer.append(bytes.first(take));
            bytes = bytes.sliced(take);
            if (m_buffer.size() == kBlock) {
                takeHeader();
            }
            continue;
        }
        const auto take = static_cast<qsizetype>(std::min<qint64>(bytes.size(), m_left));
        m_left -= take;
        if (m_state == State::Data) {
            m_receiver.data(bytes.first(take));
        } else if (m_state == State::Extension) {
            m_buffer.append(bytes.first(take));
        }
        bytes = bytes.sliced(take);
        if (m_left > 0) {
            continue;
        }
        if (m_state == State::Padding) {
            m_state = State::Header;
            continue;
        }
        if (m_state == State::Extension) {
            takeExtension();
        }
        m_state = m_state == State::Broken ? m_state : State::Padding;
        m_left = m_padding;
        if (m_left == 0 && m_state == State::Padding) {
            m_state = State::Header;
        }
    }
    return m_state != State::Broken;
}

/** Data, if there is any, and what fills its last block. */
void TarReader::skipPadding(qint64 dataSize)
{
    m_left = dataSize;
    m_padding = (kBlock - dataSize % kBlock) % kBlock;
}

void TarReader::takeHeader()
{
    const QByteArray header = std::exchange(m_buffer, {});
    if (header.count('\0') == kBlock) {
        m_state = State::End; // a second such block follows; nothing after it counts
        return;
    }
    const std::optional<qint64> size = number(QByteArrayView(header).sliced(124, 12));
    if (!hasGoodSum(header) || !size || *size < 0) {
        m_state = State::Broken;
        return;
    }
    const char flag = header.at(156);
    if (flag == 'x' || flag == 'g' || flag == 'L' || flag == 'K') {
        m_extension = flag;
        m_state = *size > kMostExtension ? State::Broken : State::Extension;
        skipPadding(*size);
        if (*size == 0 && m_state == State::Extension) {
            m_state = State::Header;
        }
        return;
    }
    TarEntry entry = std::exchange(m_next, {});
    const qint64 toldSize = std::exchange(m_nextSize, -1);
    entry.kind = kindOf(flag);
    if (entry.path.isEmpty()) {
        const bool isUstar = QByteArrayView(header).sliced(257, 5) == QByteArrayView("ustar");
        const QByteArrayView prefix = isUstar ? text(header, 345, 155) : QByteArrayView();
        entry.path = prefix.isEmpty() ? QByteArray() : prefix.toByteArray() + '/';
        entry.path += text(header, 0, 100);
    }
    if (entry.linkTarget.isEmpty()) {
        entry.linkTarget = text(header, 157, 100).toByteArray();
    }
    if (entry.path.endsWith('/')) {
        entry.path.chop(1);
        entry.kind = entry.kind == TarKind::File ? TarKind::Folder : entry.kind;
    }
    entry.mode = static_cast<quint32>(number(QByteArrayView(header).sliced(100, 8)).value_or(0644)) & 07777U;
    if (!std::exchange(m_nextHasTime, false)) {
        entry.mtimeMs = number(QByteArrayView(header).sliced(136, 12)).value_or(0) * 1000;
    }
    // Only files are followed by data, whatever the size of others says.
    entry.size = entry.kind != TarKind::File ? 0 : toldSize >= 0 ? toldSize : *size;
    m_state = entry.size > 0 ? State::Data : State::Header;
    skipPadding(entry.size);
    m_receiver.entry(entry);
}

void TarReader::takeExtension()
{
    const QByteArray body = std::exchange(m_buffer, {});
    if (m_extension == 'L') {
        m_next.path = text(body, 0, body.size()).toByteArray();
    } else if (m_extension == 'K') {
        m_next.linkTarget = text(body, 0, body.size()).toByteArray();
    } else if (m_extension == 'x') {
        takePax(body);
    }
}

/** "27 path=a longer name\n", one after the other; the number counts itself. */
void TarReader::takePax(QByteArrayView records)
{
    while (!records.isEmpty()) {
        const qsizetype blank = records.indexOf(' ');
        bool good = false;
        const qint64 length = blank < 0 ? 0 : records.first(blank).toByteArray().toLongLong(&good);
        const QByteArrayView record =
            good && length > blank + 1 && length <= records.size() ? records.first(length) : QByteArrayView();
        const qsizetype equals = record.indexOf('=');
        if (record.isEmpty() || !record.endsWith('\n') || equals < blank) {
            m_state = State::Broken;
            return;
        }
        const QByteArrayView key = record.sliced(blank + 1, equals - blank - 1);
        const QByteArrayView value = record.sliced(equals + 1, record.size() - equals - 2);
        if (key == QByteArrayView("path")) {
            m_next.path = value.toByteArray();
        } else if (key == QByteArrayView("linkpath")) {
            m_next.linkTarget = value.toByteArray();
        } else if (key == QByteArrayView("size")) {
            m_nextSize = value.toByteArray().toLongLong(&good);
            if (!good || m_nextSize < 0) {
                m_state = State::Broken;
                return;
            }
        } else if (key.startsWith("SCHILY.xattr.") || key.startsWith("SCHILY.acl.")) {
            m_next.hasAttributes = true;
        } else if (const auto ms = key == QByteArrayView("mtime") ? paxTimeMs(value) : std::nullopt) {
            m_next.mtimeMs = *ms;
            m_nextHasTime = true;
        }
        records = records.sliced(length);
    }
}

} // namespace snapgpu
