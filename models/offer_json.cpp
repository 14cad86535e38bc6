// SPDX-License-Identifier: GPL-3.0-or-later
// An offer as JSON, and what it holds beyond the field table.
#include "models/offer_fields.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace snapgpu {

namespace {

using nlohmann::json;

json numberJson(double value)
{
    constexpr double kExact = 9007199254740992.0; // 2^53
    const bool isWhole = std::abs(value) < kExact && value == std::floor(value);
    return isWhole ? json(static_cast<qint64>(value)) : json(value);
}

/** The value as the vendor writes it; discarded = the row does not have the field. */
struct JsonWriter
{
    const Offer &offer;

    json operator()(std::monostate) const { return absent(); }
    json operator()(qint64 Offer::*member) const
    {
        return offer.*member != 0 ? json(offer.*member) : absent();
    }
    json operator()(int Offer::*member) const { return offer.*member; }
    json operator()(Real Offer::*member) const
    {
        const Real real = offer.*member;
        return real ? numberJson(*real) : missing(real.presence());
    }
    json operator()(Whole Offer::*member) const
    {
        const Whole whole = offer.*member;
        return whole ? json(*whole) : missing(whole.presence());
    }
    json operator()(Flag Offer::*member) const
    {
        const Flag flag = offer.*member;
        return flag.has_value() ? json(static_cast<bool>(flag)) : missing(flag.presence());
    }
    json operator()(QString Offer::*member) const
    {
        const QString &text = offer.*member;
        return text.isEmpty() ? missing(text.isNull() ? Presence::Absent : Presence::Null)
                              : json(text.toStdString());
    }
    json operator()(QVector<qint64> Offer::*member) const
    {
        const QVector<qint64> &list = offer.*member;
        return list.isEmpty() ? absent() : json(std::vector<qint64>(list.begin(), list.end()));
    }

    static json absent() { return json(json::value_t::discarded); }
    static json missing(Presence presence) { return presence == Presence::Null ? json() : absent(); }
};

json extraObject(const Offer &offer)
{
    json extra = json::parse(offer.raw.constData(), offer.raw.constData() + offer.raw.size(), nullptr, false);
    return extra.is_object() ? extra : json::object();
}

/** Objects such as "search" are joined; anything else takes the place of what the table wrote. */
void addExtra(json &row, const json &extra)
{
    for (const auto &[name, value] : extra.items()) {
        if (value.is_object() && row.contains(name) && row[name].is_object()) {
            row[name].update(value);
        } else {
            row[name] = value;
        }
    }
}

QString textOf(const json &value)
{
    const std::string text = value.is_string() ? value.get_ref<const std::string &>()
                                               : value.dump(-1, ' ', false, json::error_handler_t::replace);
    return QString::fromStdString(text);
}

} // namespace

QVector<ExtraField> extraFields(const Offer &offer)
{
    QVector<ExtraField> fields;
    if (offer.raw.isEmpty()) {
        return fields;
    }
    const json extra = extraObject(offer);
    for (const auto &[name, value] : extra.items()) {
        fields.append({QString::fromStdString(name), textOf(value)});
    }
    return fields;
}

QByteArray offerJson(const Offer &offer)
{
    json row = json::object();
    for (const OfferFieldInfo &info : offerFields()) {
        if (!info.onWire) {
            continue;
        }
        json value = std::visit(JsonWriter{offer}, info.member);
        if (value.is_discarded()) {
            continue;
        }
        const std::string key(info.key);
        const std::size_t dot = key.find('.');
        if (dot == std::string::npos) {
            row[key] = std::move(value);
        } else {
            row[key.substr(0, dot)][key.substr(dot + 1)] = std::move(value);
        }
    }
    if (offer.id != 0) {
        row["ask_contract_id"] = offer.id;
    }
    if (!offer.raw.isEmpty()) {
        addExtra(row, extraObject(offer));
    }
    const std::string text = row.dump(-1, ' ', false, json::error_handler_t::replace);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace snapgpu
