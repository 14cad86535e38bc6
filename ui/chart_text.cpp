// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart_text.h"

#include "models/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QCoreApplication>
#include <QDateTime>

namespace snapgpu {

namespace {

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("Chart", text, comment);
}

constexpr double kMinute = 60;
constexpr double kHour = 3600;
constexpr double kDay = 86'400;
constexpr double kMsPerSecond = 1000;

/** The smallest 1, 2 or 5 times a power of ten that is not below `step`. */
double roundStep(double step)
{
    const double power = std::pow(10.0, std::floor(std::log10(step)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= step * (1 - 1e-9)) {
            return factor * power;
        }
    }
    return 10 * power;
}

/** People count seconds in minutes and hours, not in powers of ten. */
double secondStep(double step)
{
    static constexpr std::array steps{10.0, 20.0, 30.0, kMinute, 2 * kMinute, 5 * kMinute, 10 * kMinute,
        20 * kMinute, 30 * kMinute, kHour, 2 * kHour, 6 * kHour, 12 * kHour, kDay};
    if (step <= 5) {
        return roundStep(step);
    }
    const auto found = std::lower_bound(steps.cbegin(), steps.cend(), step);
    return found == steps.cend() ? roundStep(step / kDay) * kDay : *found;
}

double dayStep(double days)
{
    static constexpr std::array steps{1.0, 2.0, 7.0, 14.0, 30.0, 60.0, 91.0, 182.0, 365.0};
    const auto found = std::lower_bound(steps.cbegin(), steps.cend(), days);
    return found == steps.cend() ? std::ceil(days / 365.0) * 365.0 : *found;
}

QString secondsText(double value, double step)
{
    if (value < kMinute || (step < kMinute && value < 3 * kMinute)) {
        const int decimals = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
        return tr("%1 s", "seconds").arg(format::number(value, decimals));
    }
    if (value < kHour) {
        const double minutes = value / kMinute;
        const bool whole = std::abs(minutes - std::round(minutes)) < 1e-6;
        return tr("%1 min", "minutes").arg(format::number(minutes, whole ? 0 : 1));
    }
    const double hours = value / kHour;
    const bool whole = std::abs(hours - std::round(hours)) < 1e-6;
    return tr("%1 h", "hours").arg(format::number(hours, whole ? 0 : 1));
}

QString tickText(double value, double step, ChartUnit unit)
{
    switch (unit) {
    case ChartUnit::Seconds:
        return secondsText(value, step);
    case ChartUnit::Share:
        return tr("%1 %", "percent").arg(format::percent(value, step < 0.01 ? 1 : 0));
    case ChartUnit::Date:
        return QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value)), tr("MMM d", "day on an axis"));
    case ChartUnit::BytesPerSecond:
        return format::bytesPerSecond(value);
    case ChartUnit::Dollars:
        return format::dollars(Money::fromDollars(value), 2);
    case ChartUnit::Count:
    case ChartUnit::Text:
        break;
    }
    return format::count(std::llround(value));
}

QVector<ChartTick> logTicks(const ChartAxis &axis, int most)
{
    static constexpr std::array places{0.1, 0.3, 1.0, 3.0, 10.0, 30.0, kMinute, 3 * kMinute, 10 * kMinute,
        30 * kMinute, kHour, 3 * kHour, 10 * kHour};
    QVector<ChartTick> ticks;
    for (const double place : places) {
        if (place >= axis.from * (1 - 1e-9) && place <= axis.to * (1 + 1e-9)) {
            ticks.append({place, secondsText(place, std::min(place, kMinute))});
        }
    }
    while (ticks.size() > std::max(2, most)) { // every second one, from the right end
        for (qsizetype i = ticks.size() - 2; i >= 0; i -= 2) {
            ticks.removeAt(i);
        }
    }
    return ticks;
}

QVector<ChartTick> dateTicks(const ChartAxis &axis, int most)
{
    const auto day = [](double ms) { return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(ms)).date(); };
    const double span = (axis.to - axis.from) / kMsPerSecond / kDay;
    const auto step = static_cast<qint64>(dayStep(span / std::max(1, most)));
    QVector<ChartTick> ticks;
    for (QDate date = day(axis.to); date >= day(axis.from); date = date.addDays(-step)) {
        const auto value = static_cast<double>(date.startOfDay().toMSecsSinceEpoch());
        if (value >= axis.from && value <= axis.to) {
            ticks.prepend({value, tickText(value, 1, ChartUnit::Date)});
        }
    }
    return ticks;
}

QByteArray csvCell(QString text)
{
    if (!text.isEmpty() && QStringLiteral("=+-@\t\r").contains(text.at(0))) {
        text.prepend(QLatin1Char('\''));
    }
    const bool quote = std::any_of(text.cbegin(), text.cend(), [](QChar sign) {
        return sign == QLatin1Char('"') || sign == QLatin1Char(',') || sign == QLatin1Char('\n')
            || sign == QLatin1Char('\r');
    });
    if (quote) {
        text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    }
    return text.toUtf8();
}

QByteArray csvValue(const QVariant &value)
{
    if (!value.isValid()) {
        return {};
    }
    if (value.userType() == QMetaType::QDateTime) {
        return value.toDateTime().toUTC().toString(Qt::ISODateWithMs).toUtf8();
    }
    if (value.userType() == QMetaType::QString) {
        return csvCell(value.toString());
    }
    return QByteArray::number(value.toDouble(), 'g', 12);
}

} // namespace

QVector<ChartTick> chartTicks(const ChartAxis &axis, int most)
{
    if (!(axis.to > axis.from) || most < 1) {
        return {};
    }
    if (axis.logarithmic) {
        return logTicks(axis, most);
    }
    if (axis.unit == ChartUnit::Date) {
        return dateTicks(axis, most);
    }
    const double rough = (axis.to - axis.from) / most;
    double step = axis.unit == ChartUnit::Seconds ? secondStep(rough) : roundStep(rough);
    if (axis.unit == ChartUnit::Share && most >= 4 && std::abs(axis.to - axis.from - 1) < 0.1) {
        step = 0.25; // quarters: the median has its own line
    }
    if (axis.unit == ChartUnit::Count) {
        step = std::max(1.0, step);
    }
    QVector<ChartTick> ticks;
    for (double i = std::ceil(axis.from / step - 1e-9); i * step <= axis.to + step * 1e-9; ++i) {
        ticks.append({i * step, tickText(i * step, step, axis.unit)});
    }
    return ticks;
}

QString chartText(const QVariant &value, ChartUnit unit)
{
    if (!value.isValid()) {
        return format::missing();
    }
    if (value.userType() == QMetaType::QString) {
        return value.toString();
    }
    switch (unit) {
    case ChartUnit::Seconds: {
        const double seconds = value.toDouble();
        return seconds < kMinute ? format::seconds(std::llround(seconds * kMsPerSecond))
                                 : format::duration(std::llround(seconds));
    }
    case ChartUnit::Share:
        return tr("%1 %", "percent").arg(format::percent(value.toDouble(), 1));
    case ChartUnit::Date:
        return format::dateTime(value.userType() == QMetaType::QDateTime
                ? value.toDateTime()
                : QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(value.toDouble())));
    case ChartUnit::BytesPerSecond:
        return format::bytesPerSecond(value.toDouble());
    case ChartUnit::Dollars:
        return format::dollars(Money::fromDollars(value.toDouble()), 3);
    case ChartUnit::Count:
        return format::count(std::llround(value.toDouble()));
    case ChartUnit::Text:
        break;
    }
    return value.toString();
}

QByteArray chartCsv(const ChartTable &table)
{
    QByteArray csv;
    const auto addLine = [&csv](const QByteArrayList &cells) { csv += cells.join(',') + "\r\n"; };
    QByteArrayList cells;
    for (const ChartColumn &column : table.columns) {
        cells.append(csvCell(column.title));
    }
    addLine(cells);
    for (const QVector<QVariant> &row : table.rows) {
        cells.clear();
        std::transform(row.cbegin(), row.cend(), std::back_inserter(cells), csvValue);
        addLine(cells);
    }
    return csv;
}

} // namespace snapgpu
