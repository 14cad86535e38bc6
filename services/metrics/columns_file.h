// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <QByteArray>
#include <QString>
#include <type_traits>
#include <vector>

namespace snapgpu {

/** Plain values that may be written as the bytes they are: the file never leaves the computer that made it.
 */
template <typename T>
concept PlainValue = std::is_trivially_copyable_v<T>;

/** Collects columns, texts and numbers one behind the other. */
class ColumnsOut final
{
public:
    template <PlainValue T> void put(const T &value) { append(&value, sizeof value); }
    template <PlainValue T> void put(const std::vector<T> &values)
    {
        put(static_cast<std::uint64_t>(values.size()));
        append(values.data(), values.size() * sizeof(T));
    }
    void put(const QString &text)
    {
        put(static_cast<std::uint32_t>(text.size()));
        append(text.constData(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    }
    void reserve(qsizetype bytes) { m_bytes.reserve(bytes); }
    const QByteArray &bytes() const { return m_bytes; }

private:
    void append(const void *data, std::size_t size)
    {
        m_bytes.append(static_cast<const char *>(data), static_cast<qsizetype>(size));
    }

    QByteArray m_bytes;
};

/** Reads them back in the same order; after the first thing that does not fit nothing more is read. */
class ColumnsIn final
{
public:
    ColumnsIn(const char *data, std::size_t size)
        : m_at(data)
        , m_left(size)
    {
    }
    bool isGood() const { return m_good; }
    bool isAtEnd() const { return m_good && m_left == 0; }
    void refuse() { m_good = false; }

    template <PlainValue T> T get()
    {
        T value{};
        copy(&value, sizeof value);
        return value;
    }
    template <PlainValue T> void get(std::vector<T> *values)
    {
        const auto size = get<std::uint64_t>();
        if (!m_good || size > m_left / sizeof(T)) {
            return refuse();
        }
        values->resize(static_cast<std::size_t>(size));
        copy(values->data(), values->size() * sizeof(T));
    }
    QString text()
    {
        const auto size = get<std::uint32_t>();
        if (!m_good || size > m_left / sizeof(QChar)) {
            refuse();
            return {};
        }
        QString text(static_cast<qsizetype>(size), Qt::Uninitialized);
        copy(text.data(), size * sizeof(QChar));
        return text;
    }
    /** How many things follow, each of at least `bytes`. */
    std::uint64_t count(std::size_t bytes)
    {
        const auto size = get<std::uint64_t>();
        if (!m_good || size > m_left / bytes) {
            refuse();
            return 0;
        }
        return size;
    }

private:
    void copy(void *to, std::size_t size)
    {
        if (!m_good || size > m_left) {
            return refuse();
        }
        if (size > 0) {
            std::memcpy(to, m_at, size);
        }
        m_at += size;
        m_left -= size;
    }

    const char *m_at;
    std::size_t m_left;
    bool m_good = true;
};

} // namespace snapgpu
