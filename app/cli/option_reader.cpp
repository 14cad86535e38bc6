// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/option_reader.h"

#include <QCoreApplication>

namespace snapgpu::cli {

void OptionReader::seconds(qint64 &ms, double least, double most)
{
    if (const std::optional<double> seconds = inRange(least, most, false)) {
        ms = static_cast<qint64>(*seconds * 1000);
    }
}

void OptionReader::money(std::optional<Money> &out)
{
    if (const std::optional<double> dollars = inRange(0.000001, 1'000'000, false)) {
        out = Money::fromDollars(*dollars);
    }
}

std::optional<double> OptionReader::inRange(double least, double most, bool whole)
{
    bool ok = false;
    const double number = value().toDouble(&ok);
    const bool fits = !whole || number == static_cast<double>(static_cast<qint64>(number));
    if (ok && fits && number >= least && number <= most) {
        return number;
    }
    mistake(QCoreApplication::translate("CommandLine", "--%1 needs a number from %2 to %3, not \"%4\".")
                .arg(m_name)
                .arg(least)
                .arg(most, 0, 'f', 0)
                .arg(value()));
    return std::nullopt;
}

} // namespace snapgpu::cli
