// SPDX-License-Identifier: GPL-3.0-or-later
// The filter line by the rules of the vendor's command line (vast-api.md 2.7). Where that one raises an
// exception, this one says where and what to write instead.
#include "models/query.h"
#include "models/query_fields.h"
#include "models/query_scan.h"

#include <cmath>
#include <optional>
#include <QCoreApplication>

namespace snapgpu {

namespace {

using queryscan::Comparison;
using queryscan::operatorOf;
using queryscan::Scanner;

QString tr(const char *text) { return QCoreApplication::translate("Query", text); }

/** What somebody who wrote this unknown operator most likely meant. */
QString likelyOperator(const QString &text)
{
    if (text.contains(QLatin1Char('!')) || text == QLatin1String("<>")) {
        return QStringLiteral("!=");
    }
    if (text.contains(QLatin1Char('>'))) {
        return QStringLiteral(">=");
    }
    return text.contains(QLatin1Char('<')) ? QStringLiteral("<=") : QStringLiteral("=");
}

QString stripped(QString text, const QString &characters)
{
    while (!text.isEmpty() && characters.contains(text.front())) {
        text.remove(0, 1);
    }
    while (!text.isEmpty() && characters.contains(text.back())) {
        text.chop(1);
    }
    return text;
}

QString cleanText(QString text)
{
    text.replace(QLatin1Char('_'), QLatin1Char(' '));
    return stripped(text, QStringLiteral("\""));
}

QueryScalar typed(const QString &text)
{
    if (text == QLatin1String("true") || text == QLatin1String("True")) {
        return true;
    }
    if (text == QLatin1String("false") || text == QLatin1String("False")) {
        return false;
    }
    if (text == QLatin1String("null") || text == QLatin1String("None")) {
        return nullptr;
    }
    return text;
}

/** "535.86.05" -> 535086005; nothing unless it has exactly three numeric parts of at most three digits. */
std::optional<qint64> driverNumber(const QString &text)
{
    const QStringList parts = text.split(QLatin1Char('.'));
    if (parts.size() != 3) {
        return std::nullopt;
    }
    qint64 number = 0;
    for (const QString &part : parts) {
        bool ok = false;
        const int value = part.toInt(&ok);
        if (!ok || value < 0 || value > 999) {
            return std::nullopt;
        }
        number = number * 1000 + value;
    }
    return number;
}

tl::unexpected<QueryError> error(const QString &message, int position, const QString &suggestion = {})
{
    return tl::unexpected<QueryError>(QueryError{message, position, suggestion});
}

using ScalarResult = tl::expected<QueryScalar, QueryError>;

ScalarResult scalarValue(const Comparison &c, const QString &field, const QString &value)
{
    if (field == QLatin1String("driver_version") && value.contains(QLatin1Char('.'))) {
        if (const auto number = driverNumber(cleanText(value))) {
            return QueryScalar(*number);
        }
        return error(tr("A driver version has three numbers with dots between, not “%1”.").arg(value),
            c.valueAt, QStringLiteral("driver_version>=535.86.05"));
    }
    const QString text = cleanText(value);
    const double factor = queryfields::multiplier(field);
    if (factor == 0.0) {
        return typed(text);
    }
    bool ok = false;
    const double number = text.trimmed().toDouble(&ok);
    if (!ok || !std::isfinite(number * factor)) {
        return error(
            tr("%1 needs a number, not “%2”.").arg(field, text), c.valueAt, field + QStringLiteral(">=24"));
    }
    return QueryScalar(number * factor);
}

tl::expected<QueryCondition, QueryError> listCondition(
    const Comparison &c, QueryCondition condition, const QString &value)
{
    if (queryfields::multiplier(condition.field) != 0.0) {
        return error(tr("%1 takes no list; write a range instead.").arg(condition.field), c.valueAt,
            QStringLiteral("%1>=24 %1<=48").arg(condition.field));
    }
    const QStringList parts = value.split(QLatin1Char(','));
    for (const QString &part : parts) {
        if (part.trimmed().isEmpty()) {
            continue;
        }
        const ScalarResult item = scalarValue(c, condition.field, part.trimmed());
        if (!item) {
            return tl::unexpected<QueryError>(item.error());
        }
        condition.list.append(*item);
    }
    return condition;
}

bool isWildcard(const QString &value)
{
    return value == QLatin1String("any") || value == QLatin1String("*") || value == QLatin1String("?");
}

void removeField(Query &query, const QString &field)
{
    query.conditions.removeIf([&](const QueryCondition &c) { return c.field == field; });
    if (!query.removedDefaults.contains(field)) {
        query.removedDefaults.append(field);
    }
}

/** A later condition with the same field and operator takes the place of the earlier one. */
void addCondition(Query &query, const QueryCondition &condition)
{
    for (QueryCondition &existing : query.conditions) {
        if (existing.field == condition.field && existing.op == condition.op) {
            existing = condition;
            return;
        }
    }
    query.conditions.append(condition);
}

void warnUnknown(Query &query, const QString &field)
{
    if (knownQueryFields().contains(field)) {
        return;
    }
    const QString guess = queryfields::nearest(field);
    query.warnings.append(guess.isEmpty()
            ? tr("Unknown field “%1”; it is sent all the same.").arg(field)
            : tr("Unknown field “%1”; it is sent all the same. Did you mean %2?").arg(field, guess));
}

std::optional<QueryError> apply(const Comparison &c, Query &query)
{
    const QString value = stripped(c.value, QStringLiteral(",[]"));
    const QString field = queryfields::canonical(c.field);
    const auto op = operatorOf(c.op);
    if (!op) {
        const QString sample = value.isEmpty() ? QStringLiteral("1") : value;
        return QueryError{c.op.isEmpty() ? tr("After “%1” a comparison such as >= is missing.").arg(c.field)
                                         : tr("Unknown operator “%1”.").arg(c.op),
            c.opAt, c.field + likelyOperator(c.op) + sample};
    }
    if (value.trimmed().isEmpty()) {
        return QueryError{tr("The value of “%1” cannot be blank.").arg(c.field), c.valueAt,
            c.field + QStringLiteral("=any")};
    }
    warnUnknown(query, field);
    QueryCondition condition;
    condition.field = field;
    condition.op = *op;
    condition.position = c.fieldAt;
    if (*op == QueryOp::In || *op == QueryOp::NotIn) {
        const auto list = listCondition(c, condition, value);
        if (!list) {
            return list.error();
        }
        addCondition(query, *list);
        return std::nullopt;
    }
    if (isWildcard(value)) {
        if (*op != QueryOp::Eq) {
            return QueryError{
                tr("“%1” only makes sense with “=”.").arg(value), c.opAt, c.field + QLatin1Char('=') + value};
        }
        removeField(query, field);
        return std::nullopt;
    }
    const ScalarResult scalar = scalarValue(c, field, value);
    if (!scalar) {
        return scalar.error();
    }
    condition.value = *scalar;
    addCondition(query, condition);
    return std::nullopt;
}

} // namespace

tl::expected<Query, QueryError> parseQuery(const QString &text)
{
    Query query;
    Scanner scanner(text);
    while (!scanner.atEnd()) {
        const int at = scanner.position();
        const auto comparison = scanner.next();
        if (!comparison) {
            return error(tr("“%1” is not understood here; a field name is expected.").arg(text.mid(at, 12)),
                at, tr("Separate conditions by blanks only: num_gpus=1 dph<=0.5"));
        }
        if (const auto problem = apply(*comparison, query)) {
            return tl::unexpected<QueryError>(*problem);
        }
    }
    return query;
}

} // namespace snapgpu
