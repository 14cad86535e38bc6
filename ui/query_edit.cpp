// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/query_edit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <QRegularExpression>

namespace snapgpu {

namespace {

bool concerns(const QueryCondition &condition, const QString &field, const QVector<QueryOp> &ops)
{
    return condition.field == field && ops.contains(condition.op);
}

QString joined(const QStringList &parts)
{
    QStringList kept;
    for (const QString &part : parts) {
        if (const QString trimmed = part.trimmed(); !trimmed.isEmpty()) {
            kept.append(trimmed);
        }
    }
    return kept.join(QLatin1Char(' '));
}

/** `field = any` leaves no condition behind, only the name in removedDefaults; find where it stands. */
QString withoutWildcard(QString text, const QString &field)
{
    const QRegularExpression wildcard(QStringLiteral("(^|\\s)%1\\s*(=|==|\\seq\\s)\\s*(any|\\*|\\?)(?=\\s|$)")
                                          .arg(QRegularExpression::escape(field)));
    return text.replace(wildcard, QStringLiteral(" "));
}

} // namespace

const QueryCondition *findCondition(const Query &query, const QString &field, const QVector<QueryOp> &ops)
{
    const auto found = std::find_if(query.conditions.cbegin(), query.conditions.cend(),
        [&](const QueryCondition &condition) { return concerns(condition, field, ops); });
    return found == query.conditions.cend() ? nullptr : &*found;
}

QString withCondition(
    const QString &text, const QString &field, const QVector<QueryOp> &ops, const QString &replacement)
{
    const QString line = withoutWildcard(text, field);
    const auto query = parseQuery(line);
    if (!query) {
        return text; // a line that is not understood is the person's to mend
    }
    QVector<QueryCondition> conditions = query->conditions;
    std::sort(conditions.begin(), conditions.end(),
        [](const QueryCondition &a, const QueryCondition &b) { return a.position < b.position; });
    QStringList parts;
    bool placed = false;
    parts.append(conditions.isEmpty() ? line : line.left(conditions.first().position));
    for (qsizetype i = 0; i < conditions.size(); ++i) {
        const int start = conditions.at(i).position;
        const qsizetype end = i + 1 < conditions.size() ? conditions.at(i + 1).position : line.size();
        if (!concerns(conditions.at(i), field, ops)) {
            parts.append(line.mid(start, end - start));
        } else if (!placed) {
            parts.append(replacement);
            placed = true;
        }
    }
    if (!placed) {
        parts.append(replacement);
    }
    return joined(parts);
}

double numberOf(const QueryScalar &value)
{
    if (const auto *whole = std::get_if<qint64>(&value)) {
        return static_cast<double>(*whole);
    }
    if (const auto *real = std::get_if<double>(&value)) {
        return *real;
    }
    if (const auto *text = std::get_if<QString>(&value)) {
        bool ok = false;
        const double number = text->toDouble(&ok);
        return ok ? number : std::numeric_limits<double>::quiet_NaN();
    }
    return std::numeric_limits<double>::quiet_NaN();
}

QString textOf(const QueryScalar &value)
{
    if (const auto *text = std::get_if<QString>(&value)) {
        return *text;
    }
    const double number = numberOf(value);
    return std::isnan(number) ? QString() : QString::number(number);
}

} // namespace snapgpu
