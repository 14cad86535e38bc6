// SPDX-License-Identifier: GPL-3.0-or-later
// The filter applied to rows that are already here: the server does not apply every filter.
#include "models/offer.h"
#include "models/query.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace snapgpu {

namespace {

enum class Presence { Absent, Null, Value };

struct Cell
{
    Presence presence = Presence::Absent;
    QueryScalar value;
};

template <typename T> Cell cell(const std::optional<T> &value)
{
    return value ? Cell{Presence::Value, static_cast<double>(*value)} : Cell{};
}
Cell cell(qint64 value) { return value != 0 ? Cell{Presence::Value, value} : Cell{}; }
Cell cell(const QString &value) { return value.isEmpty() ? Cell{} : Cell{Presence::Value, value}; }

/** Names the server understands besides the column's own. */
QString columnOf(const QString &field)
{
    static const std::pair<QLatin1String, QLatin1String> columns[] = {
        {QLatin1String("reliability2"), QLatin1String("reliability")},
        {QLatin1String("dphtotal"), QLatin1String("dph_total")},
        {QLatin1String("gpu_totalram"), QLatin1String("gpu_total_ram")},
        {QLatin1String("ubuntu_version"), QLatin1String("os_version")},
        {QLatin1String("driver_version"), QLatin1String("driver_vers")},
        {QLatin1String("ask_contract_id"), QLatin1String("id")},
        {QLatin1String("target_reliability"), QLatin1String("expected_reliability")},
        {QLatin1String("allocated_storage"), QLatin1String("disk_space")},
    };
    for (const auto &[name, column] : columns) {
        if (field == name) {
            return column;
        }
    }
    return field;
}

/** Fields that Offer carries typed: no JSON is read for them, which keeps filtering 50 000 rows quick. */
Cell typedCell(const Offer &offer, const QString &column)
{
    using Getter = Cell (*)(const Offer &);
    static const std::pair<QLatin1String, Getter> table[] = {
        {QLatin1String("id"), [](const Offer &o) { return cell(o.id); }},
        {QLatin1String("machine_id"), [](const Offer &o) { return cell(o.machineId); }},
        {QLatin1String("host_id"), [](const Offer &o) { return cell(o.hostId); }},
        {QLatin1String("gpu_name"), [](const Offer &o) { return cell(o.gpuName); }},
        {QLatin1String("num_gpus"), [](const Offer &o) { return cell(static_cast<qint64>(o.numGpus)); }},
        {QLatin1String("gpu_ram"), [](const Offer &o) { return cell(o.gpuRamMb); }},
        {QLatin1String("geolocation"), [](const Offer &o) { return cell(o.geolocation); }},
        {QLatin1String("dph_base"), [](const Offer &o) { return cell(o.dphBase); }},
        {QLatin1String("dph_total"), [](const Offer &o) { return cell(o.dphTotal); }},
        {QLatin1String("storage_cost"), [](const Offer &o) { return cell(o.storageCost); }},
        {QLatin1String("inet_down"), [](const Offer &o) { return cell(o.inetDownMbps); }},
        {QLatin1String("inet_up"), [](const Offer &o) { return cell(o.inetUpMbps); }},
        {QLatin1String("inet_down_cost"), [](const Offer &o) { return cell(o.inetDownCost); }},
        {QLatin1String("inet_up_cost"), [](const Offer &o) { return cell(o.inetUpCost); }},
        {QLatin1String("reliability"), [](const Offer &o) { return cell(o.reliability); }},
        {QLatin1String("cuda_max_good"), [](const Offer &o) { return cell(o.cudaMaxGood); }},
        {QLatin1String("disk_space"), [](const Offer &o) { return cell(o.diskSpaceGb); }},
        {QLatin1String("disk_bw"), [](const Offer &o) { return cell(o.diskBwMBps); }},
        {QLatin1String("dlperf"), [](const Offer &o) { return cell(o.dlperf); }},
        {QLatin1String("duration"), [](const Offer &o) { return cell(o.durationSeconds); }},
        {QLatin1String("min_bid"), [](const Offer &o) { return cell(o.minBid); }},
        {QLatin1String("direct_port_count"), [](const Offer &o) { return cell(o.directPortCount); }},
    };
    for (const auto &[name, getter] : table) {
        if (column == name) {
            return getter(offer);
        }
    }
    return {};
}

/** Reads the row's JSON at most once, and only when a field asks for it. */
class Row final
{
public:
    explicit Row(const Offer &offer)
        : m_offer(offer)
    {
    }

    Cell read(const QString &field)
    {
        if (field == QLatin1String("verified")) {
            return flag(m_offer.verified, "verification");
        }
        if (field == QLatin1String("datacenter")) {
            return flag(m_offer.datacenter, "hosting_type");
        }
        const QString column = columnOf(field);
        const Cell typed = typedCell(m_offer, column);
        if (typed.presence == Presence::Value) {
            return typed;
        }
        return raw(column);
    }

private:
    /** A virtual yes/no field, known when the row has the column it stands for. */
    Cell flag(bool value, const char *column)
    {
        if (!m_offer.raw.isEmpty() && raw(QString::fromLatin1(column)).presence == Presence::Absent) {
            return {};
        }
        return {Presence::Value, value};
    }

    Cell raw(const QString &column)
    {
        if (!m_json) {
            m_json = nlohmann::json::parse(
                m_offer.raw.constData(), m_offer.raw.constData() + m_offer.raw.size(), nullptr, false);
        }
        if (!m_json->is_object()) {
            return {};
        }
        const auto it = m_json->find(column.toStdString());
        return it == m_json->end() ? Cell{} : toCell(*it, column);
    }

    static Cell toCell(const nlohmann::json &value, const QString &column)
    {
        if (value.is_boolean()) {
            return {Presence::Value, value.get<bool>()};
        }
        if (value.is_number()) {
            return {Presence::Value, value.get<double>()};
        }
        if (value.is_string()) {
            return {Presence::Value, QString::fromStdString(value.get_ref<const std::string &>()).trimmed()};
        }
        // These two are "true or nothing" in the provider's answers.
        const bool nothingIsNo = column == QLatin1String("external") || column == QLatin1String("rented");
        return nothingIsNo && value.is_null() ? Cell{Presence::Value, false} : Cell{Presence::Null, nullptr};
    }

    const Offer &m_offer;
    std::optional<nlohmann::json> m_json;
};

std::optional<double> asNumber(const QueryScalar &value)
{
    if (const auto *b = std::get_if<bool>(&value)) {
        return *b ? 1.0 : 0.0;
    }
    if (const auto *i = std::get_if<qint64>(&value)) {
        return static_cast<double>(*i);
    }
    if (const auto *d = std::get_if<double>(&value)) {
        return *d;
    }
    if (const auto *s = std::get_if<QString>(&value)) {
        bool ok = false;
        const double number = s->trimmed().toDouble(&ok);
        return ok ? std::optional<double>(number) : std::nullopt;
    }
    return std::nullopt;
}

QString asText(const QueryScalar &value)
{
    if (const auto *s = std::get_if<QString>(&value)) {
        return *s;
    }
    if (const auto *b = std::get_if<bool>(&value)) {
        return *b ? QStringLiteral("true") : QStringLiteral("false");
    }
    const auto number = asNumber(value);
    return number ? QString::number(*number, 'g', 17) : QString();
}

/** "Quebec, CA" -> "CA": filters name the country, answers show the place. */
QString countryOf(const QString &place) { return place.section(QLatin1Char(','), -1).trimmed(); }

bool equal(const QString &field, const QueryScalar &have, const QueryScalar &want)
{
    if (std::holds_alternative<std::nullptr_t>(want)) {
        return false; // the row has a value
    }
    if (field == QLatin1String("geolocation")) {
        const QString place = asText(have);
        const QString wanted = asText(want);
        return place.compare(wanted, Qt::CaseInsensitive) == 0
            || countryOf(place).compare(wanted, Qt::CaseInsensitive) == 0;
    }
    const auto a = asNumber(have);
    const auto b = asNumber(want);
    return a && b ? *a == *b : asText(have) == asText(want);
}

bool ordered(QueryOp op, const QueryScalar &have, const QueryScalar &want)
{
    const auto a = asNumber(have);
    const auto b = asNumber(want);
    // Text that is no number (os_version "22.04" is one) is compared as text.
    const int sign = a && b ? (*a < *b ? -1 : (*a > *b ? 1 : 0)) : asText(have).compare(asText(want));
    switch (op) {
    case QueryOp::Gt:
        return sign > 0;
    case QueryOp::Gte:
        return sign >= 0;
    case QueryOp::Lt:
        return sign < 0;
    default:
        return sign <= 0;
    }
}

/** `gpu_ram_GB` and its like are written in thousands of the column. */
QueryCondition scaled(QueryCondition condition)
{
    if (!condition.field.endsWith(QLatin1String("_GB"))) {
        return condition;
    }
    condition.field.chop(3);
    if (const auto number = asNumber(condition.value)) {
        condition.value = *number * 1000.0;
    }
    for (QueryScalar &item : condition.list) {
        if (const auto number = asNumber(item)) {
            item = *number * 1000.0;
        }
    }
    return condition;
}

bool holdsForNull(const QueryCondition &condition)
{
    const bool wantsNull = std::holds_alternative<std::nullptr_t>(condition.value);
    switch (condition.op) {
    case QueryOp::Eq:
        return wantsNull;
    case QueryOp::Neq:
        return !wantsNull;
    case QueryOp::In:
        return std::any_of(condition.list.begin(), condition.list.end(),
            [](const QueryScalar &item) { return std::holds_alternative<std::nullptr_t>(item); });
    default:
        return true; // unknown is not a refusal
    }
}

bool holds(const QueryCondition &written, Row &row)
{
    const QueryCondition condition = scaled(written);
    const Cell have = row.read(condition.field);
    if (have.presence == Presence::Absent) {
        return true;
    }
    if (have.presence == Presence::Null) {
        return holdsForNull(condition);
    }
    const auto isIn = [&] {
        return std::any_of(condition.list.begin(), condition.list.end(),
            [&](const QueryScalar &item) { return equal(condition.field, have.value, item); });
    };
    switch (condition.op) {
    case QueryOp::Eq:
        // Two settings of the search that the server turns into a lower bound of a column.
        if (condition.field == QLatin1String("target_reliability")
            || condition.field == QLatin1String("allocated_storage")) {
            return ordered(QueryOp::Gte, have.value, condition.value);
        }
        return equal(condition.field, have.value, condition.value);
    case QueryOp::Neq:
        return !equal(condition.field, have.value, condition.value);
    case QueryOp::In:
        return isIn();
    case QueryOp::NotIn:
        return !isIn();
    default:
        return ordered(condition.op, have.value, condition.value);
    }
}

} // namespace

bool matches(const Query &query, const Offer &offer)
{
    Row row(offer);
    return std::all_of(query.conditions.begin(), query.conditions.end(),
        [&](const QueryCondition &condition) { return holds(condition, row); });
}

} // namespace snapgpu
