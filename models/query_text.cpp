// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query.h"
#include "models/query_fields.h"

namespace snapgpu {

namespace {

QString driverText(qint64 number)
{
    return QStringLiteral("%1.%2.%3").arg(number / 1'000'000).arg(number / 1000 % 1000).arg(number % 1000);
}

bool isPlain(QChar c) { return c.isLetterOrNumber() || QStringLiteral("._:/+-").contains(c); }

QString quotedIfNeeded(QString text)
{
    text.replace(QLatin1Char(' '), QLatin1Char('_'));
    const bool plain =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), isPlain) && text != QLatin1String("any");
    return plain ? text : QLatin1Char('"') + text + QLatin1Char('"');
}

QString scalarText(const QString &field, const QueryScalar &value)
{
    if (const auto *b = std::get_if<bool>(&value)) {
        return *b ? QStringLiteral("true") : QStringLiteral("false");
    }
    if (const auto *i = std::get_if<qint64>(&value)) {
        return field == QLatin1String("driver_version") ? driverText(*i) : QString::number(*i);
    }
    if (const auto *d = std::get_if<double>(&value)) {
        const double factor = queryfields::multiplier(field);
        return QString::number(factor == 0.0 ? *d : *d / factor, 'g', 15);
    }
    if (const auto *s = std::get_if<QString>(&value)) {
        return quotedIfNeeded(*s);
    }
    return QStringLiteral("null");
}

QString operatorText(QueryOp op)
{
    switch (op) {
    case QueryOp::Eq:
        return QStringLiteral("=");
    case QueryOp::Neq:
        return QStringLiteral("!=");
    case QueryOp::Gt:
        return QStringLiteral(">");
    case QueryOp::Gte:
        return QStringLiteral(">=");
    case QueryOp::Lt:
        return QStringLiteral("<");
    case QueryOp::Lte:
        return QStringLiteral("<=");
    case QueryOp::In:
        return QStringLiteral(" in ");
    case QueryOp::NotIn:
        return QStringLiteral(" notin ");
    }
    Q_UNREACHABLE();
}

} // namespace

QString toText(const QueryCondition &condition)
{
    const QString head = condition.field + operatorText(condition.op);
    if (condition.op != QueryOp::In && condition.op != QueryOp::NotIn) {
        return head + scalarText(condition.field, condition.value);
    }
    QStringList items;
    for (const QueryScalar &item : condition.list) {
        items.append(scalarText(condition.field, item));
    }
    return head + QLatin1Char('[') + items.join(QLatin1Char(',')) + QLatin1Char(']');
}

QString toText(const Query &query)
{
    QStringList parts;
    for (const QString &field : query.removedDefaults) {
        parts.append(field + QStringLiteral("=any"));
    }
    for (const QueryCondition &condition : query.conditions) {
        parts.append(toText(condition));
    }
    return parts.join(QLatin1Char(' '));
}

} // namespace snapgpu
