// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query_complete.h"

#include "models/query_edit.h"
#include "models/query_fields.h"
#include "models/query_scan.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu {

namespace {

using queryscan::Comparison;
using Candidate = QueryCompletion::Candidate;

QString tr(const char *text) { return QCoreApplication::translate("QueryCompletion", text); }

/** Fields whose values are words; order and size mean nothing there. */
bool isWords(const OfferFieldInfo &info) { return info.isText(); }

bool isFlag(const OfferFieldInfo &info) { return std::holds_alternative<Flag Offer::*>(info.member); }

QVector<Candidate> fieldCandidates()
{
    QVector<Candidate> all;
    for (const QString &name : knownQueryFields()) {
        const OfferFieldInfo *info = findOfferField(name);
        all.append({name, info != nullptr ? info->headerText() : QString()});
    }
    return all;
}

QVector<Candidate> operatorCandidates(const QString &field)
{
    const OfferFieldInfo *info = findOfferField(field);
    const Candidate is{QStringLiteral("="), tr("is")};
    const Candidate isNot{QStringLiteral("!="), tr("is not")};
    const Candidate in{QStringLiteral("in"), tr("is one of")};
    const Candidate notIn{QStringLiteral("notin"), tr("is none of")};
    if (info != nullptr && isFlag(*info)) {
        return {is};
    }
    if (info != nullptr && isWords(*info)) {
        return {is, isNot, in, notIn};
    }
    const QVector<Candidate> bounds = {{QStringLiteral(">="), tr("at least")},
        {QStringLiteral("<="), tr("at most")}, is, {QStringLiteral(">"), tr("more than")},
        {QStringLiteral("<"), tr("less than")}, isNot};
    const bool listable = queryfields::multiplier(field) == 0;
    return listable ? bounds + QVector<Candidate>{in, notIn} : bounds;
}

QVector<Candidate> valueCandidates(const QString &field, bool mayBeAny, const ValueSource &values)
{
    QVector<Candidate> all;
    // The text of the driver, not the number that filters compare.
    const OfferFieldInfo *info = field == QLatin1String("driver_version")
        ? &offerField(OfferField::DriverVersion)
        : findOfferField(field);
    if (info != nullptr && isFlag(*info)) {
        all = {{QStringLiteral("true"), {}}, {QStringLiteral("false"), {}}};
    } else if (info != nullptr && values) {
        for (const FacetValue &value : values(*info)) {
            all.append({queryedit::written(value.value), QString::number(value.count)});
        }
    }
    if (mayBeAny) {
        all.append({QStringLiteral("any"), tr("no condition, also not the usual one")});
    }
    return all;
}

QVector<Candidate> fitting(const QVector<Candidate> &all, const QString &prefix)
{
    QVector<Candidate> first;
    QVector<Candidate> later;
    for (const Candidate &candidate : all) {
        if (candidate.text.startsWith(prefix, Qt::CaseInsensitive)) {
            first.append(candidate);
        } else if (candidate.text.contains(prefix, Qt::CaseInsensitive)) {
            later.append(candidate);
        }
    }
    return first + later;
}

/** Where the word around the cursor ends: a candidate takes the place of all of it. */
int wordEnd(const QString &text, int at)
{
    while (at < text.size() && !text.at(at).isSpace() && !QStringLiteral(",]=<>!").contains(text.at(at))) {
        ++at;
    }
    return at;
}

struct Place
{
    QueryCompletion::Kind kind = QueryCompletion::Kind::Field;
    QString field;
    int from = 0;
    bool inList = false;
    bool isEqual = false;
};

/** Inside `[...` that is still open, behind a list operator. */
std::optional<Place> listPlace(const QString &left)
{
    const auto open = static_cast<int>(left.lastIndexOf(QLatin1Char('[')));
    if (open < 0 || left.indexOf(QLatin1Char(']'), open) >= 0) {
        return std::nullopt;
    }
    const QVector<Comparison> before = queryscan::comparisons(left.left(open) + QLatin1Char('x'));
    if (before.isEmpty() || before.last().op.isEmpty()) {
        return std::nullopt;
    }
    int from = std::max(open, static_cast<int>(left.lastIndexOf(QLatin1Char(',')))) + 1;
    while (from < left.size() && left.at(from).isSpace()) {
        ++from;
    }
    return Place{
        QueryCompletion::Kind::Value, queryfields::canonical(before.last().field), from, true, false};
}

Place placeOf(const QString &left)
{
    const auto cursor = static_cast<int>(left.size());
    if (const auto list = listPlace(left)) {
        return *list;
    }
    const QVector<Comparison> all = queryscan::comparisons(left);
    if (all.isEmpty()) {
        return {QueryCompletion::Kind::Field, {}, cursor, false, false};
    }
    const Comparison &last = all.last();
    const QString field = queryfields::canonical(last.field);
    const bool touches = last.end == cursor;
    if (last.op.isEmpty() && last.value.isEmpty()) {
        const auto fieldEnd = last.fieldAt + static_cast<int>(last.field.size());
        return fieldEnd == cursor ? Place{QueryCompletion::Kind::Field, {}, last.fieldAt, false, false}
                                  : Place{QueryCompletion::Kind::Operator, field, cursor, false, false};
    }
    if (last.op.isEmpty()) { // "num_gpus i": the beginning of a word operator
        return touches ? Place{QueryCompletion::Kind::Operator, field, last.valueAt, false, false}
                       : Place{QueryCompletion::Kind::Field, {}, cursor, false, false};
    }
    if (touches || last.value.isEmpty()) {
        const auto op = queryscan::operatorOf(last.op);
        const int from = last.value.isEmpty() ? cursor : last.valueAt;
        return {QueryCompletion::Kind::Value, field, from, false, op == QueryOp::Eq};
    }
    return {QueryCompletion::Kind::Field, {}, cursor, false, false};
}

} // namespace

QueryCompletion completeQuery(const QString &text, int cursor, const ValueSource &values)
{
    const int at = std::clamp(cursor, 0, static_cast<int>(text.size()));
    const QString left = text.left(at);
    const Place place = placeOf(left);
    QueryCompletion completion;
    completion.kind = place.kind;
    completion.field = place.field;
    completion.from = place.from;
    completion.to = wordEnd(text, at);
    completion.prefix = left.mid(place.from);
    QString sought = completion.prefix;
    if (place.kind == QueryCompletion::Kind::Value) {
        sought.remove(QLatin1Char('"'));
        sought.replace(QLatin1Char(' '), QLatin1Char('_'));
    }
    switch (place.kind) {
    case QueryCompletion::Kind::Field:
        completion.candidates = fitting(fieldCandidates(), sought);
        break;
    case QueryCompletion::Kind::Operator:
        completion.candidates = fitting(operatorCandidates(place.field), sought);
        break;
    case QueryCompletion::Kind::Value:
        completion.candidates = fitting(valueCandidates(place.field, place.isEqual, values), sought);
        break;
    case QueryCompletion::Kind::Nothing:
        break;
    }
    if (completion.candidates.isEmpty()
        || (completion.candidates.size() == 1 && completion.candidates.first().text == completion.prefix)) {
        completion.kind = QueryCompletion::Kind::Nothing;
        completion.candidates.clear();
    }
    return completion;
}

std::pair<QString, int> withCompletion(
    const QString &text, const QueryCompletion &completion, const QString &candidate)
{
    QString put = candidate;
    if (completion.kind == QueryCompletion::Kind::Operator && candidate.at(0).isLetter()) {
        const bool apart = completion.from > 0 && text.at(completion.from - 1).isSpace();
        put = (apart ? QString() : QStringLiteral(" ")) + candidate + QStringLiteral(" [");
    }
    const QString line = text.left(completion.from) + put + text.mid(completion.to);
    return {line, completion.from + static_cast<int>(put.size())};
}

} // namespace snapgpu
