// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <cmath>
#include <concepts>
#include <limits>
#include <optional>
#include <QtGlobal>

namespace snapgpu {

/** Whether a row has a field at all, has it as "nothing", or has it with a value. Filters tell these apart.
 */
enum class Presence : quint8 { Absent, Null, Value };

/**
 * A finite number that may be missing, in eight bytes: missing ones are two bit patterns that no finite
 * number has. A table of 50 000 offers holds millions of these; std::optional<double> would take twice the
 * room.
 */
class Real final
{
public:
    constexpr Real() = default; ///< absent
    constexpr Real(std::nullopt_t) { }
    constexpr Real(double value)
        : m_bits(isFinite(value) ? std::bit_cast<quint64>(value) : kNull)
    {
    }
    constexpr Real(std::optional<double> value)
        : Real(value ? Real(*value) : Real())
    {
    }
    static constexpr Real null()
    {
        Real real;
        real.m_bits = kNull;
        return real;
    }

    constexpr Presence presence() const
    {
        return m_bits == kAbsent ? Presence::Absent : m_bits == kNull ? Presence::Null : Presence::Value;
    }
    constexpr bool has_value() const { return presence() == Presence::Value; }
    constexpr explicit operator bool() const { return has_value(); }
    /** Only with a value. */
    constexpr double operator*() const { return std::bit_cast<double>(m_bits); }
    constexpr double value() const { return **this; }
    constexpr double value_or(double other) const { return has_value() ? **this : other; }
    constexpr operator std::optional<double>() const
    {
        return has_value() ? std::optional<double>(**this) : std::nullopt;
    }
    constexpr bool operator==(const Real &) const = default;

private:
    static constexpr quint64 kAbsent = 0x7ff8'0000'0000'0001;
    static constexpr quint64 kNull = 0x7ff8'0000'0000'0002;
    static constexpr bool isFinite(double value)
    {
        return value - value == 0; // false for infinities and NaN; std::isfinite is not constexpr yet
    }

    quint64 m_bits = kAbsent;
};

/** A 64-bit whole number that may be missing: identities, which a double would round. */
class Whole final
{
public:
    constexpr Whole() = default; ///< absent
    template <std::integral T>
    constexpr Whole(T value)
        : m_value(value)
    {
    }
    static constexpr Whole null() { return Whole(kNull); }

    constexpr Presence presence() const
    {
        return m_value == kAbsent ? Presence::Absent : m_value == kNull ? Presence::Null : Presence::Value;
    }
    constexpr bool has_value() const { return presence() == Presence::Value; }
    constexpr explicit operator bool() const { return has_value(); }
    constexpr qint64 operator*() const { return m_value; }
    constexpr qint64 value_or(qint64 other) const { return has_value() ? m_value : other; }
    constexpr bool operator==(const Whole &) const = default;

private:
    static constexpr qint64 kAbsent = std::numeric_limits<qint64>::min();
    static constexpr qint64 kNull = kAbsent + 1;

    qint64 m_value = kAbsent;
};

/** Yes or no, or missing; in a condition only "yes" is true. */
class Flag final
{
public:
    constexpr Flag() = default; ///< absent
    template <std::same_as<bool> T>
    constexpr Flag(T yes)
        : m_state(yes ? State::Yes : State::No)
    {
    }
    static constexpr Flag null()
    {
        Flag flag;
        flag.m_state = State::Null;
        return flag;
    }

    constexpr Presence presence() const
    {
        return m_state == State::Absent ? Presence::Absent
            : m_state == State::Null    ? Presence::Null
                                        : Presence::Value;
    }
    constexpr bool has_value() const { return m_state >= State::No; }
    constexpr explicit operator bool() const { return m_state == State::Yes; }
    constexpr bool value_or(bool other) const { return has_value() ? m_state == State::Yes : other; }
    constexpr bool operator==(const Flag &) const = default;

private:
    enum class State : quint8 { Absent, Null, No, Yes };

    State m_state = State::Absent;
};

} // namespace snapgpu
