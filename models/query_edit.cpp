// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query_edit.h"

#include "models/query_fields.h"
#include "models/query_scan.h"

#include <algorithm>

namespace snapgpu::queryedit {

namespace {

using queryscan::Comparison;

bool isLower(QueryOp op) { return op == QueryOp::Gt || op == QueryOp::Gte; }

QString symbolOf(QueryOp op)
{
    switch (op) {
    case QueryOp::Gt:
        return QStringLiteral(">");
    case QueryOp::Gte:
        return QStringLiteral(">=");
    case QueryOp::Lt:
        return QStringLiteral("<");
    case QueryOp::Lte:
        return QStringLiteral("<=");
    default:
        return QStringLiteral("=");
    }
}

bool isWildcard(const Comparison &c)
{
    return c.value == QLatin1String("any") || c.value == QLatin1String("*") || c.value == QLatin1String("?");
}

/** Cuts [from, to) out of the line and puts `replacement` there, with one blank on either side. */
QString spliced(const QString &text, int from, int to, const QString &replacement)
{
    const QString left = text.left(from);
    const QString right = text.mid(to);
    QStringList parts;
    for (const QString &part : {left.trimmed(), replacement.trimmed(), right.trimmed()}) {
        if (!part.isEmpty()) {
            parts.append(part);
        }
    }
    return parts.join(QLatin1Char(' '));
}

QString appended(const QString &text, const QString &condition)
{
    const auto end = static_cast<int>(text.size());
    return spliced(text, end, end, condition);
}

/** Replaces those comparisons that `concerns` says; the first place gets the replacement. */
template <typename Predicate>
QString replaced(const QString &text, const QString &replacement, Predicate concerns)
{
    if (!parseQuery(text)) {
        return text;
    }
    const QVector<Comparison> all = queryscan::comparisons(text);
    QString line = text;
    bool found = false;
    int first = -1;
    for (auto it = all.crbegin(); it != all.crend(); ++it) { // from the right: positions stay true
        if (concerns(*it)) {
            found = true;
            first = it->fieldAt;
        }
    }
    for (auto it = all.crbegin(); it != all.crend(); ++it) {
        if (concerns(*it)) {
            line = spliced(line, it->fieldAt, it->end, it->fieldAt == first ? replacement : QString());
        }
    }
    return found || replacement.isEmpty() ? line : appended(line, replacement);
}

QString scalarText(const QueryScalar &value)
{
    if (const auto *text = std::get_if<QString>(&value)) {
        return *text;
    }
    if (const auto *yes = std::get_if<bool>(&value)) {
        return *yes ? QStringLiteral("true") : QStringLiteral("false");
    }
    if (const auto *whole = std::get_if<qint64>(&value)) {
        return QString::number(*whole);
    }
    if (const auto *real = std::get_if<double>(&value)) {
        return writtenNumber(*real);
    }
    return QStringLiteral("null");
}

QString listText(const QStringList &values)
{
    QStringList items;
    for (const QString &value : values) {
        items.append(written(value));
    }
    return QLatin1Char('[') + items.join(QLatin1Char(',')) + QLatin1Char(']');
}

QStringList listOf(const Query &query, const QString &field, QueryOp listOp, QueryOp oneOp)
{
    QStringList values;
    for (const QueryCondition &condition : query.conditions) {
        if (condition.field != queryfields::canonical(field)) {
            continue;
        }
        if (condition.op == oneOp) {
            values.append(scalarText(condition.value));
        } else if (condition.op == listOp) {
            for (const QueryScalar &item : condition.list) {
                values.append(scalarText(item));
            }
        }
    }
    return values;
}

} // namespace

QString written(const QString &value)
{
    QString text = value;
    text.replace(QLatin1Char(' '), QLatin1Char('_'));
    const bool plain = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return c.isLetterOrNumber() || QStringLiteral("._:/+-").contains(c);
    });
    return plain ? text : QLatin1Char('"') + text + QLatin1Char('"');
}

QString writtenNumber(double number)
{
    QString text = QString::number(number, 'f', 6);
    while (text.endsWith(QLatin1Char('0'))) {
        text.chop(1);
    }
    if (text.endsWith(QLatin1Char('.'))) {
        text.chop(1);
    }
    return text == QLatin1String("-0") ? QStringLiteral("0") : text;
}

QString withCondition(
    const QString &text, const QString &field, const QVector<QueryOp> &ops, const QString &replacement)
{
    const QString wanted = queryfields::canonical(field);
    return replaced(text, replacement, [&](const Comparison &c) {
        if (queryfields::canonical(c.field) != wanted) {
            return false;
        }
        const auto op = queryscan::operatorOf(c.op);
        return ops.isEmpty() || isWildcard(c) || (op && ops.contains(*op));
    });
}

QString withoutField(const QString &text, const QString &field) { return withCondition(text, field, {}, {}); }

QString withoutConditionAt(const QString &text, int position) { return withConditionAt(text, position, {}); }

QString withConditionAt(const QString &text, int position, const QString &replacement)
{
    const QVector<Comparison> all = queryscan::comparisons(text);
    const auto found = std::find_if(
        all.begin(), all.end(), [position](const Comparison &c) { return c.fieldAt == position; });
    return found == all.end() ? text : spliced(text, found->fieldAt, found->end, replacement);
}

QString withBound(const QString &text, const QString &field, QueryOp op, double bound)
{
    const QVector<QueryOp> sameSide = isLower(op) ? QVector<QueryOp>{QueryOp::Gt, QueryOp::Gte}
                                                  : QVector<QueryOp>{QueryOp::Lt, QueryOp::Lte};
    return withCondition(text, field, sameSide, field + symbolOf(op) + writtenNumber(bound));
}

QString withValues(const QString &text, const QString &field, const QStringList &values)
{
    QString condition;
    if (values.size() == 1) {
        condition = field + QLatin1Char('=') + written(values.first());
    } else if (!values.isEmpty()) {
        condition = field + QStringLiteral(" in ") + listText(values);
    }
    return withCondition(text, field, {QueryOp::Eq, QueryOp::In}, condition);
}

QStringList valuesOf(const Query &query, const QString &field)
{
    return listOf(query, field, QueryOp::In, QueryOp::Eq);
}

QString withValueToggled(const QString &text, const QString &field, const QString &value)
{
    const auto query = parseQuery(text);
    if (!query) {
        return text;
    }
    QStringList values = valuesOf(*query, field);
    if (values.removeAll(value) == 0) {
        values.append(value);
    }
    return withValues(text, field, values);
}

QString withExcluded(const QString &text, const QString &field, const QString &value)
{
    const auto query = parseQuery(text);
    if (!query) {
        return text;
    }
    QStringList values = excludedOf(*query, field);
    if (!values.contains(value)) {
        values.append(value);
    }
    return withCondition(
        text, field, {QueryOp::Neq, QueryOp::NotIn}, field + QStringLiteral(" notin ") + listText(values));
}

QStringList excludedOf(const Query &query, const QString &field)
{
    return listOf(query, field, QueryOp::NotIn, QueryOp::Neq);
}

} // namespace snapgpu::queryedit
