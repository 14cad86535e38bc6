// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chip_rules.h"

#include "models/format.h"
#include "models/query_edit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <QCoreApplication>

namespace snapgpu::chips {

namespace {

using Ops = QVector<QueryOp>;

QString tr(const char *text) { return QCoreApplication::translate("snapgpu::chips", text); }

/** First condition on `field` with one of these operators; nullptr when there is none. */
const QueryCondition *findCondition(const Query &query, const QString &field, const QVector<QueryOp> &ops)
{
    const auto found = std::find_if(
        query.conditions.cbegin(), query.conditions.cend(), [&](const QueryCondition &condition) {
            return condition.field == field && ops.contains(condition.op);
        });
    return found == query.conditions.cend() ? nullptr : &*found;
}

/** NaN when it is not a number. */
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

/** Empty unless text or a number. */
QString textOf(const QueryScalar &value)
{
    if (const auto *text = std::get_if<QString>(&value)) {
        return *text;
    }
    const double number = numberOf(value);
    return std::isnan(number) ? QString() : QString::number(number);
}

std::optional<double> numberIn(const Query &query, const RangeField &field, const Ops &ops)
{
    const QueryCondition *condition = findCondition(query, field.field, ops);
    const double number = condition != nullptr ? numberOf(condition->value) : std::nan("");
    return std::isfinite(number) ? std::optional(number * field.shown) : std::nullopt;
}

QString bound(const RangeField &field, const char *sign, std::optional<double> value)
{
    return value ? field.written + QString::fromLatin1(sign) + queryedit::writtenNumber(*value * field.typed)
                 : QString();
}

bool same(std::optional<double> a, std::optional<double> b)
{
    return a.has_value() == b.has_value() && (!a || std::abs(*a - *b) < 1e-6);
}

} // namespace

Range rangeIn(const Query &query, const RangeField &field)
{
    if (const auto exact = numberIn(query, field, {QueryOp::Eq})) {
        return {exact, exact};
    }
    return {numberIn(query, field, {QueryOp::Gt, QueryOp::Gte}),
        numberIn(query, field, {QueryOp::Lt, QueryOp::Lte})};
}

QString withRange(const QString &text, const Query &query, const RangeField &field, const Range &range)
{
    const Range before = rangeIn(query, field);
    QString line = text;
    Range known = before;
    if (findCondition(query, field.field, {QueryOp::Eq, QueryOp::In}) != nullptr) {
        if (same(before.from, range.from) && same(before.to, range.to)) {
            return text;
        }
        line = queryedit::withCondition(line, field.field, {QueryOp::Eq, QueryOp::In}, {});
        known = {};
    }
    if (!same(known.from, range.from)) {
        line = queryedit::withCondition(
            line, field.field, {QueryOp::Gt, QueryOp::Gte}, bound(field, ">=", range.from));
    }
    if (!same(known.to, range.to)) {
        line = queryedit::withCondition(
            line, field.field, {QueryOp::Lt, QueryOp::Lte}, bound(field, "<=", range.to));
    }
    return line;
}

QString rangeText(const Range &range, int decimals)
{
    const auto number = [decimals](double value) {
        int needed = 0; // "0.5", not "0.500"
        while (needed < decimals
            && std::abs(value * std::pow(10, needed) - std::round(value * std::pow(10, needed))) > 1e-6) {
            ++needed;
        }
        return format::number(value, needed);
    };
    if (range.from && range.to) {
        return same(range.from, range.to) ? number(*range.from)
                                          : number(*range.from) + QStringLiteral("–") + number(*range.to);
    }
    if (range.from) {
        return QStringLiteral("≥ ") + number(*range.from);
    }
    return range.to ? QStringLiteral("≤ ") + number(*range.to) : QString();
}

Choice choiceIn(const Query &query, const QString &field)
{
    for (const bool excluding : {false, true}) {
        const Ops ops = excluding ? Ops{QueryOp::Neq, QueryOp::NotIn} : Ops{QueryOp::Eq, QueryOp::In};
        const QueryCondition *condition = findCondition(query, field, ops);
        if (condition == nullptr) {
            continue;
        }
        Choice choice{{}, excluding};
        if (condition->op == QueryOp::Eq || condition->op == QueryOp::Neq) {
            choice.values.append(textOf(condition->value));
        }
        for (const QueryScalar &value : condition->list) {
            choice.values.append(textOf(value));
        }
        return choice;
    }
    return {};
}

QString withChoice(const QString &text, const QString &field, const Choice &choice)
{
    QStringList values;
    for (const QString &value : choice.values) {
        values.append(queryedit::written(value));
    }
    QString condition;
    if (values.size() == 1) {
        condition = field + (choice.excluding ? QStringLiteral("!=") : QStringLiteral("=")) + values.first();
    } else if (!values.isEmpty()) {
        condition = QStringLiteral("%1 %2 [%3]")
                        .arg(field, choice.excluding ? QStringLiteral("notin") : QStringLiteral("in"),
                            values.join(QLatin1Char(',')));
    }
    const Ops wanted{QueryOp::Eq, QueryOp::In};
    const Ops unwanted{QueryOp::Neq, QueryOp::NotIn};
    const QString line = queryedit::withCondition(text, field, choice.excluding ? wanted : unwanted, {});
    return queryedit::withCondition(line, field, choice.excluding ? unwanted : wanted, condition);
}

QString withoutValue(const QString &text, const Query &query, const QString &field, const QString &value)
{
    Choice choice = choiceIn(query, field);
    if (choice.values.isEmpty() || choice.excluding) {
        return queryedit::withExcluded(text, field, value);
    }
    if (choice.values.size() > 1 && choice.values.removeAll(value) > 0) {
        return queryedit::withValues(text, field, choice.values);
    }
    return text; // only this one is wanted: taking it out would want everything
}

std::optional<bool> flagIn(const Query &query, const QString &field)
{
    const QueryCondition *condition = findCondition(query, field, {QueryOp::Eq});
    if (condition == nullptr) {
        return std::nullopt;
    }
    const auto *flag = std::get_if<bool>(&condition->value);
    return flag != nullptr ? std::optional(*flag) : std::nullopt;
}

QString withFlag(const QString &text, const QString &field, const QString &state)
{
    return queryedit::withCondition(text, field, {QueryOp::Eq, QueryOp::Neq},
        state.isEmpty() ? QString() : field + QLatin1Char('=') + state);
}

QVector<RangeField> priceFields()
{
    return {{QStringLiteral("dph_total"), QStringLiteral("dph"), 1, 1, tr("%1 $/h"),
        {tr("Price per hour, with the disk"), tr("$/h"), 200, 0.05, 3, {}, {0.25, 0.5, 1, 2, 4}}}};
}

QVector<RangeField> memoryFields()
{
    return {{QStringLiteral("gpu_ram"), QStringLiteral("gpu_ram"), 0.001, 1, tr("VRAM %1 GB"),
                {tr("Memory of each GPU"), tr("GB"), 1000, 1, 0, {12, 16, 24, 40, 48, 80}, {}}},
        {QStringLiteral("gpu_total_ram"), QStringLiteral("gpu_total_ram"), 0.001, 1, tr("%1 GB in all"),
            {tr("Memory of all GPUs together"), tr("GB"), 10'000, 1, 0, {}, {}}}};
}

QVector<RangeField> reliabilityFields()
{
    return {{QStringLiteral("reliability"), QStringLiteral("reliability"), 100, 0.01, tr("%1 %"),
        {tr("How often the host has been there"), QStringLiteral("%"), 100, 0.5, 2, {90, 95, 98, 99, 99.5},
            {}}}};
}

QVector<RangeField> linkFields()
{
    return {{QStringLiteral("inet_down"), QStringLiteral("inet_down"), 1, 1, tr("↓ %1 Mb/s"),
                {tr("Download"), tr("Mb/s"), 100'000, 100, 0, {200, 500, 1000, 2500}, {}}},
        {QStringLiteral("inet_up"), QStringLiteral("inet_up"), 1, 1, tr("↑ %1 Mb/s"),
            {tr("Upload"), tr("Mb/s"), 100'000, 100, 0, {100, 200, 500, 1000}, {}}}};
}

QVector<RangeField> diskFields()
{
    return {{QStringLiteral("disk_bw"), QStringLiteral("disk_bw"), 1, 1, tr("disk %1 MB/s"),
                {tr("Speed of the disk"), tr("MB/s"), 100'000, 100, 0, {500, 1000, 2000, 4000}, {}}},
        {QStringLiteral("disk_space"), QStringLiteral("disk_space"), 1, 1, tr("disk %1 GB"),
            {tr("Room on the disk"), tr("GB"), 100'000, 10, 0, {50, 100, 200, 500}, {}}}};
}

QVector<RangeField> cudaFields()
{
    return {{QStringLiteral("cuda_max_good"), QStringLiteral("cuda_vers"), 1, 1, tr("CUDA %1"),
        {tr("Newest CUDA its driver runs"), {}, 99, 0.1, 1, {11.8, 12.1, 12.4, 12.8}, {}}}};
}

QVector<RangeField> portFields()
{
    return {{QStringLiteral("direct_port_count"), QStringLiteral("direct_port_count"), 1, 1, tr("%1 ports"),
        {tr("Direct ports"), {}, 65'535, 1, 0, {1, 2, 10, 100}, {}}}};
}

QVector<RangeField> durationFields()
{
    return {{QStringLiteral("duration"), QStringLiteral("duration"), 1.0 / 86'400, 1, tr("%1 days"),
        {tr("How long it can be rented"), tr("days"), 3650, 1, 1, {1, 3, 7, 30}, {}}}};
}

} // namespace snapgpu::chips
