// SPDX-License-Identifier: GPL-3.0-or-later
// One row of a search answer, read by the field table.
#include "models/offer_fields.h"
#include "services/cloud/vast/vast_rows.h"
#include "services/core/json.h"

#include <string_view>

namespace snapgpu::vast {

namespace {

constexpr int kMostGpus = 1'000'000; // far above any machine, far below overflow

/** Where a field lies: in the row itself or in one of its objects. */
struct Place
{
    const json::Value *object = nullptr;
    std::string group; ///< empty = the row itself
    std::string name;
};

Place placeOf(const json::Value &row, const char *key)
{
    const std::string_view path(key);
    const std::size_t dot = path.find('.');
    if (dot == std::string_view::npos) {
        return {&row, {}, std::string(path)};
    }
    const std::string group(path.substr(0, dot));
    const auto it = row.find(group);
    const bool found = it != row.end() && it->is_object();
    return {found ? &*it : nullptr, group, std::string(path.substr(dot + 1))};
}

/** Reads one member; false when the value has a type that the member cannot take. */
struct MemberReader
{
    Offer &offer;
    const OfferFieldInfo &info;
    const json::Value &object;
    const char *name;
    bool isNull;
    TextPool *pool;

    bool operator()(std::monostate) const { return true; }
    bool operator()(qint64 Offer::*member) const
    {
        const auto value = json::integer(object, name);
        offer.*member = value.value_or(0);
        return isNull || value;
    }
    bool operator()(int Offer::*member) const
    {
        const auto value = json::number(object, name);
        const bool good = value && *value >= 0 && *value <= kMostGpus;
        if (good) {
            offer.*member = static_cast<int>(*value);
        }
        return isNull || good;
    }
    bool operator()(Real Offer::*member) const
    {
        const auto value = json::number(object, name);
        // A price below nothing would be the cheapest offer of all.
        const bool good = value && !(info.isMoney() && *value < 0);
        offer.*member = good ? Real(*value) : Real::null();
        return isNull || good;
    }
    bool operator()(Whole Offer::*member) const
    {
        const auto value = json::integer(object, name);
        offer.*member = value ? Whole(*value) : Whole::null();
        return isNull || value;
    }
    bool operator()(Flag Offer::*member) const
    {
        const auto value = json::boolean(object, name);
        offer.*member = value ? Flag(*value) : Flag::null();
        return isNull || value;
    }
    bool operator()(QString Offer::*member) const
    {
        const auto value = json::string(object, name);
        const QString text = value.value_or(QString()).trimmed();
        const bool isPlace = info.field == OfferField::Geolocation;
        const QString told = isPlace ? placeText(text) : text;
        offer.*member = told.isEmpty() ? QStringLiteral("") : pool != nullptr ? pool->shared(told) : told;
        return isNull || value;
    }
    bool operator()(QVector<qint64> Offer::*member) const
    {
        const json::Value *list = json::array(object, name);
        if (list == nullptr) {
            return isNull;
        }
        QVector<qint64> numbers;
        for (const json::Value &item : *list) {
            if (!item.is_number_integer()) {
                return false;
            }
            numbers.append(item.get<qint64>());
        }
        offer.*member = numbers;
        return true;
    }
};

/** Reads what the table knows and takes it out of `rest`. */
void readFields(const json::Value &row, Offer &offer, json::Value &rest, TextPool *pool)
{
    for (const OfferFieldInfo &info : offerFields()) {
        if (!info.onWire) {
            continue;
        }
        const Place place = placeOf(row, info.key);
        const auto it = place.object != nullptr ? place.object->find(place.name) : row.end();
        if (place.object == nullptr || it == place.object->end()) {
            continue;
        }
        const MemberReader reader{offer, info, *place.object, place.name.c_str(), it->is_null(), pool};
        if (!std::visit(reader, info.member)) {
            continue; // stays in `rest`
        }
        json::Value &holder = place.group.empty() ? rest : rest[place.group];
        holder.erase(place.name);
        if (!place.group.empty() && holder.empty()) {
            rest.erase(place.group);
        }
    }
}

void readVirtual(const json::Value &row, Offer &offer)
{
    if (row.contains("verification") || row.contains("vericode")) {
        offer.verified = offer.verification.isEmpty() ? offer.vericode.value_or(0) == 1
                                                      : offer.verification == QLatin1String("verified");
    }
    if (row.contains("hosting_type")) {
        offer.datacenter = offer.hostingType.value_or(0) == 1;
    }
    if (!offer.reliability && offer.reliability2) {
        offer.reliability = offer.reliability2;
    }
}

} // namespace

QString TextPool::shared(const QString &text)
{
    const auto known = m_texts.constFind(text);
    return known != m_texts.constEnd() ? *known : *m_texts.insert(text);
}

QString placeText(const QString &geolocation)
{
    return geolocation.startsWith(QLatin1Char(',')) ? geolocation.mid(1).trimmed() : geolocation;
}

std::optional<Offer> offerFromRow(const json::Value &row, TextPool *pool)
{
    auto id = json::integer(row, "id");
    if (!id) {
        id = json::integer(row, "ask_contract_id");
    }
    if (!id) {
        return std::nullopt;
    }
    Offer offer;
    offer.provider = QStringLiteral("vast");
    json::Value rest = row;
    readFields(row, offer, rest, pool);
    readVirtual(row, offer);
    offer.id = *id;
    if (json::integer(row, "ask_contract_id") == id) {
        rest.erase("ask_contract_id"); // the same number under its other name
    }
    offer.raw = rest.empty() ? QByteArray() : json::dump(rest);
    return offer;
}

} // namespace snapgpu::vast
