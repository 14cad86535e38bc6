// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/format.h"

#include <array>
#include <cmath>
#include <QCoreApplication>

namespace snapgpu::format {

namespace {

QString tr(const char *text, const char *comment = nullptr, int n = -1)
{
    return QCoreApplication::translate("Format", text, comment, n);
}

constexpr qint64 kMinute = 60;
constexpr qint64 kHour = 3600;
constexpr qint64 kDay = 86'400;

} // namespace

QString missing() { return QStringLiteral("–"); }

QString number(std::optional<double> value, int decimals)
{
    return value && std::isfinite(*value) ? QLocale().toString(*value, 'f', decimals) : missing();
}

QString count(qint64 value) { return QLocale().toString(value); }

QString dollars(Money money, int decimals)
{
    const QString digits = QLocale().toString(std::abs(money.dollars()), 'f', decimals);
    const QString text = tr("$%1", "amount of US dollars").arg(digits);
    return money.micros() < 0 ? QChar(u'−') + text : text;
}

QString smallDollars(Money money)
{
    return dollars(money, money < Money::fromDollars(0.1) && Money() < money ? 4 : 2);
}

QString dollarsPerHour(Money money, int decimals)
{
    return tr("%1/h", "dollars per hour").arg(dollars(money, decimals));
}

QString percent(std::optional<double> fraction, int decimals)
{
    return fraction ? number(*fraction * 100.0, decimals) : missing();
}

QString bytes(qint64 bytes)
{
    if (bytes < 0) {
        return missing();
    }
    return QLocale().formattedDataSize(bytes, bytes < 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

QString bytesPerSecond(double rate)
{
    if (rate < 0 || !std::isfinite(rate)) {
        return missing();
    }
    const auto whole = static_cast<qint64>(rate);
    const QString size =
        QLocale().formattedDataSize(whole, whole < 100'000'000 ? 1 : 0, QLocale::DataSizeSIFormat);
    return tr("%1/s", "bytes per second").arg(size);
}

qint64 toTenth(qint64 ms) { return (ms + (ms < 0 ? -50 : 50)) / 100 * 100; }

QString seconds(qint64 ms)
{
    return tr("%1 s", "seconds").arg(QLocale().toString(static_cast<double>(toTenth(ms)) / 1000.0, 'f', 1));
}

QString shortDuration(qint64 seconds)
{
    if (seconds < 0) {
        return missing();
    }
    return seconds < kMinute ? tr("%1 s", "seconds").arg(seconds)
        : seconds < kHour    ? tr("%1 min").arg(seconds / kMinute)
                             : tr("%1 h").arg(seconds / kHour);
}

QString duration(qint64 seconds)
{
    if (seconds < 0) {
        return missing();
    }
    if (seconds < kMinute) {
        return tr("%1 s", "seconds").arg(seconds);
    }
    if (seconds < kHour) {
        return tr("%1 min %2 s").arg(seconds / kMinute).arg(seconds % kMinute);
    }
    return tr("%1 h %2 min").arg(seconds / kHour).arg((seconds % kHour) / kMinute, 2, 10, QLatin1Char('0'));
}

QString clock(qint64 ms)
{
    const qint64 total = qMax<qint64>(0, ms) / 1000;
    const QString tail = QStringLiteral("%1").arg(total % kMinute, 2, 10, QLatin1Char('0'));
    if (total < kHour) {
        return QStringLiteral("%1:%2").arg(total / kMinute).arg(tail);
    }
    return QStringLiteral("%1:%2:%3")
        .arg(total / kHour)
        .arg((total % kHour) / kMinute, 2, 10, QLatin1Char('0'))
        .arg(tail);
}

QString age(const QDateTime &then, const QDateTime &now)
{
    if (!then.isValid()) {
        return missing();
    }
    const qint64 seconds = then.secsTo(now);
    if (seconds < kMinute) {
        return tr("just now");
    }
    if (seconds < kHour) {
        return tr("%n min ago", nullptr, static_cast<int>(seconds / kMinute));
    }
    if (seconds < kDay) {
        return tr("%n h ago", nullptr, static_cast<int>(seconds / kHour));
    }
    return tr("%n day(s) ago", nullptr, static_cast<int>(seconds / kDay));
}

QString dateTime(const QDateTime &time)
{
    if (!time.isValid()) {
        return missing();
    }
    return time.toLocalTime().toString(tr("yyyy-MM-dd HH:mm", "date and time; see QDateTime::toString"));
}

} // namespace snapgpu::format
