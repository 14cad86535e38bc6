// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>
#include <tl/expected.hpp>
#include <variant>

namespace snapgpu {

/** Comparison operators by the names the provider uses on the wire. */
enum class QueryOp { Eq, Neq, Gt, Gte, Lt, Lte, In, NotIn };
QString toText(QueryOp op); ///< "eq", "neq", … "notin"

/** A value after the vendor's own processing: text stays text, multiplied fields are numbers. */
using QueryScalar = std::variant<std::nullptr_t, bool, qint64, double, QString>;

/** `field op value`; `list` is used by In and NotIn only. */
struct QueryCondition
{
    QString field; ///< after aliases: dph -> dph_total
    QueryOp op = QueryOp::Eq;
    QueryScalar value;
    QVector<QueryScalar> list;
    int position = 0; ///< character where it starts in the text

    bool operator==(const QueryCondition &) const = default;
};

/** A parsed filter line. Conditions keep their order; a later one with the same field and op replaced the
 * earlier. */
struct Query
{
    QVector<QueryCondition> conditions;
    QStringList removedDefaults; ///< fields written as `= any`
    QStringList warnings; ///< unknown fields: sent all the same, as the vendor does

    bool operator==(const Query &) const = default;
};

/** Why a line was not understood, where, and what to write instead (may be empty). */
struct QueryError
{
    QString message;
    int position = 0;
    QString suggestion;
};

/** `field` and direction of one key of the order text. */
struct OrderKey
{
    QString field;
    bool descending = false;

    bool operator==(const OrderKey &) const = default;
};

/** Parses a filter line by the grammar of `vastai search offers` (vast-api.md 2.7); pure. */
tl::expected<Query, QueryError> parseQuery(const QString &text);

/** The text that parses to this condition again (positions apart). */
QString toText(const QueryCondition &condition);
/** The text that parses to this query again, removed defaults first (positions and warnings apart). */
QString toText(const Query &query);

/** Parses an order text such as "dph,reliability-": a '-' at either end means descending. */
QVector<OrderKey> parseOrder(const QString &text);

/** Every field the vendor's command line knows, for completion and warnings. */
const QStringList &knownQueryFields();

struct Offer;
/**
 * Whether the row satisfies the query, judged locally (the server does not apply every filter). A condition
 * on a field that the row does not carry holds (unknown is not a refusal), except `eq` against a present
 * null.
 */
bool matches(const Query &query, const Offer &offer);

} // namespace snapgpu
