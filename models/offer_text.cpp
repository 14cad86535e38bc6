// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_text.h"

#include "models/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QStringList>

namespace snapgpu {

namespace {

constexpr double kMbPerGb = 1024.0;

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("OfferText", text, comment);
}

QString yesNo(Real number) { return !number ? format::missing() : *number != 0 ? tr("yes") : tr("no"); }

QString instantText(double seconds)
{
    constexpr double kLatest = 1e11; // far beyond any calendar here, far below overflow
    if (!(seconds > 0 && seconds < kLatest)) {
        return format::missing();
    }
    return format::dateTime(QDateTime::fromSecsSinceEpoch(static_cast<qint64>(seconds)));
}

QString durationText(double seconds)
{
    constexpr double kDay = 86'400;
    constexpr double kLongest = 1e12;
    if (!(seconds >= 0 && seconds < kLongest)) {
        return format::missing();
    }
    if (seconds >= 2 * kDay) {
        return tr("%1 d", "days").arg(format::number(seconds / kDay));
    }
    return format::duration(static_cast<qint64>(seconds));
}

Real asReal(const FieldValue &value)
{
    return value.presence == Presence::Value && value.text == nullptr ? Real(value.number) : Real();
}

} // namespace

HostKind hostKind(const Offer &offer)
{
    if (offer.datacenter) {
        return HostKind::Datacenter;
    }
    return offer.verified ? HostKind::Verified : HostKind::Unverified;
}

QString hostKindText(HostKind kind)
{
    switch (kind) {
    case HostKind::Datacenter:
        return tr("datacenter", "kind of host");
    case HostKind::Verified:
        return tr("verified", "kind of host");
    case HostKind::Unverified:
        return tr("unverified", "kind of host");
    }
    Q_UNREACHABLE();
}

Real shownNumber(const OfferFieldInfo &info, const Offer &offer)
{
    const Real number = asReal(valueOf(info, offer));
    if (!number) {
        return number;
    }
    switch (info.form) {
    case FieldForm::Percent:
        return *number * 100.0;
    case FieldForm::Gigabytes:
        return *number / kMbPerGb;
    default:
        return number;
    }
}

QString numberText(const OfferFieldInfo &info, Real number)
{
    if (!number) {
        return format::missing();
    }
    switch (info.form) {
    case FieldForm::Identity:
        return QString::number(*number, 'f', 0);
    case FieldForm::Seconds:
        return durationText(*number);
    case FieldForm::Instant:
        return instantText(*number);
    case FieldForm::YesNo:
        return yesNo(number);
    default:
        return format::number(number, info.decimals);
    }
}

QString fieldText(const OfferFieldInfo &info, const Offer &offer)
{
    if (const auto *list = std::get_if<QVector<qint64> Offer::*>(&info.member)) {
        QStringList numbers;
        for (const qint64 number : offer.**list) {
            numbers.append(QString::number(number));
        }
        return numbers.isEmpty() ? format::missing() : numbers.join(QStringLiteral(", "));
    }
    const FieldValue value = valueOf(info, offer);
    if (value.presence != Presence::Value) {
        return format::missing();
    }
    if (value.text != nullptr) {
        return *value.text;
    }
    if (info.form == FieldForm::Identity && value.isWhole) {
        return QString::number(value.whole); // exact beyond 2^53
    }
    return numberText(info, shownNumber(info, offer));
}

} // namespace snapgpu
