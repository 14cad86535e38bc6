// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++'s <compare> before a Qt header has brought in its configuration.
#include <QString>

#include <compare>
#include <cstdint>

namespace snapgpu {

/** Money as whole micro-dollars. Sums are exact; doubles from an API are rounded once, at the border. */
class Money final
{
public:
    constexpr Money() = default;
    static constexpr Money fromMicros(std::int64_t micros)
    {
        Money m;
        m.m_micros = micros;
        return m;
    }
    /** Rounds to the nearest micro-dollar; NaN and infinities become zero, huge values saturate. */
    static Money fromDollars(double dollars);

    constexpr std::int64_t micros() const { return m_micros; }
    double dollars() const { return static_cast<double>(m_micros) / 1e6; }

    constexpr Money operator+(Money o) const { return fromMicros(m_micros + o.m_micros); }
    constexpr Money operator-(Money o) const { return fromMicros(m_micros - o.m_micros); }
    constexpr Money &operator+=(Money o)
    {
        m_micros += o.m_micros;
        return *this;
    }
    constexpr auto operator<=>(const Money &) const = default;

    /** What this hourly rate costs in `ms` milliseconds. */
    Money forMilliseconds(std::int64_t ms) const;

private:
    std::int64_t m_micros = 0;
};

/** "$0.370": always `decimals` places, C-locale digits (used in logs and JSON-adjacent text). */
QString moneyText(Money money, int decimals = 3);

} // namespace snapgpu
