// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/money.h"

#include <cmath>

namespace snapgpu {

Money Money::fromDollars(double dollars)
{
    if (!std::isfinite(dollars)) {
        return {};
    }
    const double micros = dollars * 1e6;
    constexpr double kLimit = 9.0e18;
    if (micros > kLimit) {
        return fromMicros(static_cast<std::int64_t>(kLimit));
    }
    if (micros < -kLimit) {
        return fromMicros(-static_cast<std::int64_t>(kLimit));
    }
    return fromMicros(std::llround(micros));
}

Money Money::forMilliseconds(std::int64_t ms) const
{
    constexpr double kMsPerHour = 3'600'000.0;
    return fromMicros(std::llround(static_cast<double>(m_micros) * static_cast<double>(ms) / kMsPerHour));
}

QString moneyText(Money money, int decimals)
{
    const QString number = QString::number(std::abs(money.dollars()), 'f', decimals);
    return (money.micros() < 0 ? QStringLiteral("-$") : QStringLiteral("$")) + number;
}

} // namespace snapgpu
