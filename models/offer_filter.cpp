// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_filter.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace snapgpu {

namespace {

using Operand = OfferFilter::Operand;
using Condition = OfferFilter::Condition;

std::optional<double> numberIn(const QString &text)
{
    bool ok = false;
    const double number = text.trimmed().toDouble(&ok);
    return ok ? std::optional<double>(number) : std::nullopt;
}

QString textOf(double number) { return QString::number(number, 'g', 17); }

Operand operandOf(const QueryScalar &value)
{
    Operand operand;
    if (const auto *b = std::get_if<bool>(&value)) {
        operand.number = *b ? 1.0 : 0.0;
        operand.text = *b ? QStringLiteral("true") : QStringLiteral("false");
    } else if (const auto *i = std::get_if<qint64>(&value)) {
        operand.number = static_cast<double>(*i);
        operand.whole = *i;
        operand.text = textOf(*operand.number);
    } else if (const auto *d = std::get_if<double>(&value)) {
        operand.number = *d;
        operand.text = textOf(*d);
    } else if (const auto *s = std::get_if<QString>(&value)) {
        operand.text = *s;
        operand.number = numberIn(*s);
        bool ok = false;
        const qint64 whole = s->trimmed().toLongLong(&ok);
        operand.whole = ok ? std::optional<qint64>(whole) : std::nullopt;
    } else {
        operand.isNull = true;
    }
    return operand;
}

/** `gpu_ram_GB` and its like are written in thousands of the column. */
void scale(Operand &operand)
{
    if (operand.number) {
        operand.number = *operand.number * 1000.0;
        operand.whole.reset();
        operand.text = textOf(*operand.number);
    }
}

Condition compiled(const QueryCondition &written)
{
    const QLatin1String thousands("_GB");
    const bool isScaled = written.field.endsWith(thousands);
    const QString name = isScaled ? written.field.chopped(thousands.size()) : written.field;
    Condition condition;
    condition.op = written.op;
    condition.info = findOfferField(name);
    condition.rawName = name.toUtf8();
    condition.operand = operandOf(written.value);
    for (const QueryScalar &item : written.list) {
        condition.list.push_back(operandOf(item));
    }
    if (isScaled) {
        scale(condition.operand);
        std::for_each(condition.list.begin(), condition.list.end(), scale);
    }
    condition.isLowerBound = written.op == QueryOp::Eq
        && (written.field == QLatin1String("target_reliability")
            || written.field == QLatin1String("allocated_storage"));
    return condition;
}

std::optional<double> numberOf(const FieldValue &have)
{
    return have.text != nullptr ? numberIn(*have.text) : std::optional<double>(have.number);
}

QString textOf(const FieldValue &have)
{
    if (have.text != nullptr) {
        return *have.text;
    }
    if (have.isFlag) {
        return have.number != 0 ? QStringLiteral("true") : QStringLiteral("false");
    }
    return textOf(have.number);
}

/** Filters name the country, answers show the place: "Quebec, CA" is CA. */
bool isPlace(const QString &place, const QString &wanted)
{
    const QStringView country = QStringView(place).mid(place.lastIndexOf(QLatin1Char(',')) + 1).trimmed();
    return place.compare(wanted, Qt::CaseInsensitive) == 0
        || country.compare(wanted, Qt::CaseInsensitive) == 0;
}

bool equal(const Condition &condition, const FieldValue &have, const Operand &want)
{
    if (want.isNull) {
        return false; // the row has a value
    }
    if (condition.info != nullptr && condition.info->field == OfferField::Geolocation) {
        return isPlace(textOf(have), want.text);
    }
    if (have.isWhole && want.whole) {
        return have.whole == *want.whole;
    }
    if (want.number) {
        if (const auto number = numberOf(have)) {
            return *number == *want.number;
        }
    }
    return have.text != nullptr ? *have.text == want.text : textOf(have) == want.text;
}

/** -1, 0 or 1; text that is no number (os_version "22.04" is one) is compared as text. */
int order(const FieldValue &have, const Operand &want)
{
    if (have.isWhole && want.whole) {
        return have.whole < *want.whole ? -1 : (have.whole > *want.whole ? 1 : 0);
    }
    if (want.number) {
        if (const auto number = numberOf(have)) {
            return *number < *want.number ? -1 : (*number > *want.number ? 1 : 0);
        }
    }
    return textOf(have).compare(want.text);
}

bool holdsForNull(const Condition &condition)
{
    switch (condition.op) {
    case QueryOp::Eq:
        return condition.operand.isNull;
    case QueryOp::Neq:
        return !condition.operand.isNull;
    case QueryOp::In:
        return std::any_of(
            condition.list.begin(), condition.list.end(), [](const Operand &item) { return item.isNull; });
    default:
        return true; // unknown is not a refusal
    }
}

bool holdsForValue(const Condition &condition, const FieldValue &have)
{
    const auto isIn = [&] {
        return std::any_of(condition.list.begin(), condition.list.end(),
            [&](const Operand &item) { return equal(condition, have, item); });
    };
    switch (condition.op) {
    case QueryOp::Eq:
        return condition.isLowerBound ? order(have, condition.operand) >= 0
                                      : equal(condition, have, condition.operand);
    case QueryOp::Neq:
        return !equal(condition, have, condition.operand);
    case QueryOp::In:
        return isIn();
    case QueryOp::NotIn:
        return !isIn();
    case QueryOp::Gt:
        return order(have, condition.operand) > 0;
    case QueryOp::Gte:
        return order(have, condition.operand) >= 0;
    case QueryOp::Lt:
        return order(have, condition.operand) < 0;
    case QueryOp::Lte:
        return order(have, condition.operand) <= 0;
    }
    Q_UNREACHABLE();
}

bool holdsFor(const Condition &condition, const FieldValue &have)
{
    switch (have.presence) {
    case Presence::Absent:
        return true;
    case Presence::Null:
        return holdsForNull(condition);
    case Presence::Value:
        return holdsForValue(condition, have);
    }
    Q_UNREACHABLE();
}

/** A field beyond the table. JSON is read only where the name occurs in it at all. */
bool holdsInRaw(const Condition &condition, const Offer &offer)
{
    if (!offer.raw.contains(condition.rawName)) {
        return true;
    }
    const auto row = nlohmann::json::parse(
        offer.raw.constData(), offer.raw.constData() + offer.raw.size(), nullptr, false);
    const auto it =
        row.is_object() ? row.find(condition.rawName.toStdString()) : nlohmann::json::const_iterator();
    if (!row.is_object() || it == row.end()) {
        return true;
    }
    FieldValue have;
    have.presence = it->is_boolean() || it->is_number() || it->is_string() ? Presence::Value : Presence::Null;
    have.isFlag = it->is_boolean();
    QString text;
    if (it->is_boolean()) {
        have.number = it->get<bool>() ? 1.0 : 0.0;
    } else if (it->is_number()) {
        have.number = it->get<double>();
    } else if (it->is_string()) {
        text = QString::fromStdString(it->get_ref<const std::string &>()).trimmed();
        have.text = &text;
    }
    return holdsFor(condition, have);
}

} // namespace

OfferFilter::OfferFilter(const Query &query)
{
    m_conditions.reserve(static_cast<std::size_t>(query.conditions.size()));
    for (const QueryCondition &condition : query.conditions) {
        m_conditions.push_back(compiled(condition));
    }
}

bool OfferFilter::holds(int condition, const Offer &offer) const
{
    const Condition &wanted = m_conditions[static_cast<std::size_t>(condition)];
    return wanted.info != nullptr ? holdsFor(wanted, valueOf(*wanted.info, offer))
                                  : holdsInRaw(wanted, offer);
}

bool OfferFilter::accepts(const Offer &offer) const
{
    for (int i = 0; i < size(); ++i) {
        if (!holds(i, offer)) {
            return false;
        }
    }
    return true;
}

OfferFilter::Pass::Pass(const OfferFilter &filter)
    : m_filter(filter)
    , m_memos(filter.m_conditions.size())
{
}

bool OfferFilter::Pass::holds(int condition, const Offer &offer)
{
    const auto at = static_cast<std::size_t>(condition);
    const Condition &wanted = m_filter.m_conditions[at];
    if (wanted.info == nullptr) {
        return holdsInRaw(wanted, offer);
    }
    const FieldValue have = valueOf(*wanted.info, offer);
    if (have.text == nullptr) {
        return holdsFor(wanted, have);
    }
    const QChar *text = have.text->constData();
    constexpr std::size_t kAlignment = 16; // texts on the heap start at multiples of it
    Verdict &known = m_memos[at][(std::size_t(text) / kAlignment) % std::tuple_size_v<Memo>];
    if (known.text != text || known.size != have.text->size()) {
        known = {text, have.text->size(), holdsFor(wanted, have)};
    }
    return known.holds;
}

bool OfferFilter::Pass::accepts(const Offer &offer)
{
    for (int i = 0; i < m_filter.size(); ++i) {
        if (!holds(i, offer)) {
            return false;
        }
    }
    return true;
}

bool matches(const Query &query, const Offer &offer) { return OfferFilter(query).accepts(offer); }

} // namespace snapgpu
