// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of matching in their plainest form, on the JSON of a row: slow, and written to be read. The
// compiled filter of models/offer_filter.h is held against it.
#include "tests/models/reference_match.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

namespace snapgpu::test {

namespace {

enum class Presence { Absent, Null, Value };

struct Cell
{
    Presence presence = Presence::Absent;
    QueryScalar value = nullptr;
};

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

std::optional<double> asNumber(const QueryScalar &value);

/** A row as the field table understands it: numbers in quotes are numbers, an empty text is nothing. */
class Row final
{
public:
    explicit Row(const nlohmann::json &fields)
        : m_fields(fields)
    {
    }

    Cell read(const QString &field) const
    {
        if (field == QLatin1String("verified")) {
            if (!m_fields.contains("verification") && !m_fields.contains("vericode")) {
                return {};
            }
            const QString word = text("verification");
            return {Presence::Value,
                word.isEmpty() ? number("vericode") == 1.0 : word == QLatin1String("verified")};
        }
        if (field == QLatin1String("datacenter")) {
            return m_fields.contains("hosting_type") ? Cell{Presence::Value, number("hosting_type") == 1.0}
                                                     : Cell{};
        }
        const QString column = columnOf(field);
        const auto it = m_fields.find(column.toStdString());
        return it == m_fields.end() ? absent(column) : toCell(*it, column);
    }

private:
    /** Some fields have a value or another name although the row does not have them. */
    Cell absent(const QString &column) const
    {
        if (column == QLatin1String("num_gpus")) {
            return {Presence::Value, 1.0};
        }
        const char *other = column == QLatin1String("id") ? "ask_contract_id"
            : column == QLatin1String("reliability")      ? "reliability2"
                                                          : nullptr;
        const auto it = other != nullptr ? m_fields.find(other) : m_fields.end();
        return it == m_fields.end() || it->is_null() ? Cell{} : toCell(*it, column);
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
            return textCell(QString::fromStdString(value.get_ref<const std::string &>()).trimmed(), column);
        }
        // These two are "true or nothing" in the provider's answers.
        const bool nothingIsNo = column == QLatin1String("external") || column == QLatin1String("rented");
        // Three identities have no null of their own.
        const bool isIdentity = column == QLatin1String("id") || column.endsWith(QLatin1String("_id"));
        if (nothingIsNo && value.is_null()) {
            return {Presence::Value, false};
        }
        return isIdentity ? Cell{} : Cell{Presence::Null, nullptr};
    }

    static Cell textCell(QString text, const QString &column)
    {
        static const QStringList texts = {QStringLiteral("gpu_name"), QStringLiteral("geolocation"),
            QStringLiteral("os_version"), QStringLiteral("cpu_name"), QStringLiteral("verification")};
        if (column == QLatin1String("geolocation") && text.startsWith(QLatin1Char(','))) {
            text = text.mid(1).trimmed();
        }
        if (text.isEmpty()) {
            return {Presence::Null, nullptr};
        }
        if (const auto number = asNumber(QueryScalar(text)); number && !texts.contains(column)) {
            return {Presence::Value, *number};
        }
        return {Presence::Value, text};
    }

    QString text(const char *name) const
    {
        const auto it = m_fields.find(name);
        return it != m_fields.end() && it->is_string()
            ? QString::fromStdString(it->get_ref<const std::string &>()).trimmed()
            : QString();
    }
    double number(const char *name) const
    {
        const auto it = m_fields.find(name);
        const Cell cell = it == m_fields.end() ? Cell{} : toCell(*it, QString::fromLatin1(name));
        return asNumber(cell.value).value_or(0);
    }

    const nlohmann::json &m_fields;
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

bool holds(const QueryCondition &written, const Row &row)
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

bool referenceMatches(const Query &query, const nlohmann::json &fields)
{
    const Row row(fields);
    return std::all_of(query.conditions.begin(), query.conditions.end(),
        [&](const QueryCondition &condition) { return holds(condition, row); });
}

} // namespace snapgpu::test
