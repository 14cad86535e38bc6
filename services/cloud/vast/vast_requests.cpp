// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_requests.h"

#include "services/core/json.h"

#include <algorithm>
#include <limits>

namespace snapgpu::vast {

namespace {

json::Value scalar(const QueryScalar &value)
{
    if (const auto *b = std::get_if<bool>(&value)) {
        return *b;
    }
    if (const auto *i = std::get_if<qint64>(&value)) {
        return *i;
    }
    if (const auto *d = std::get_if<double>(&value)) {
        return *d;
    }
    if (const auto *s = std::get_if<QString>(&value)) {
        return json::fromQString(*s);
    }
    return nullptr;
}

json::Value operand(const QueryCondition &condition)
{
    if (condition.op != QueryOp::In && condition.op != QueryOp::NotIn) {
        return scalar(condition.value);
    }
    json::Value list = json::Value::array();
    for (const QueryScalar &item : condition.list) {
        list.push_back(scalar(item));
    }
    return list;
}

/** A filter on `id` finds nothing at the server; the same number stands in ask_contract_id. */
QString sentName(const QString &field)
{
    return field == QLatin1String("id") ? QStringLiteral("ask_contract_id") : field;
}

QString sentType(const QString &type)
{
    return type == QLatin1String("interruptible") ? QStringLiteral("bid") : type;
}

json::Value orderBody(const QVector<OrderKey> &order)
{
    json::Value out = json::Value::array();
    for (const OrderKey &key : order) {
        out.push_back({json::fromQString(key.field), key.descending ? "desc" : "asc"});
    }
    return out;
}

void setDefault(QVector<QueryCondition> &conditions, const char *field, bool value)
{
    QueryCondition condition;
    condition.field = QString::fromLatin1(field);
    condition.op = QueryOp::Eq;
    condition.value = value;
    conditions.append(condition);
}

QVector<OrderKey> orderOf(const QVector<OrderKey> &order)
{
    return order.isEmpty() ? QVector<OrderKey>{{QStringLiteral("score"), true}} : order;
}

} // namespace

Query effectiveQuery(const SearchRequest &request)
{
    Query query = request.query;
    if (!request.vendorDefaults) {
        return query;
    }
    QVector<QueryCondition> conditions;
    setDefault(conditions, "verified", true);
    setDefault(conditions, "external", false);
    setDefault(conditions, "rentable", true);
    conditions.removeIf([&](const QueryCondition &standard) {
        const auto replaces = [&](const QueryCondition &own) {
            return own.field == standard.field && own.op == standard.op;
        };
        return query.removedDefaults.contains(standard.field)
            || std::any_of(query.conditions.begin(), query.conditions.end(), replaces);
    });
    query.conditions = conditions + query.conditions;
    return query;
}

json::Value searchBody(const SearchRequest &request)
{
    json::Value body = json::Value::object();
    const Query query = effectiveQuery(request);
    for (const QueryCondition &condition : query.conditions) {
        body[sentName(condition.field).toStdString()][toText(condition.op).toStdString()] =
            operand(condition);
    }
    body["order"] = orderBody(orderOf(request.order));
    body["type"] = json::fromQString(sentType(request.type));
    body["limit"] = std::clamp(request.limit, 1, kSearchPage);
    body["allocated_storage"] = request.storageGb;
    return body;
}

json::Value searchPageBody(const SearchRequest &request, std::optional<double> fromDollars, bool above)
{
    json::Value body = searchBody(request);
    body["order"] = orderBody({{QStringLiteral("dph_total"), false}});
    body["limit"] = kSearchPage;
    if (!fromDollars) {
        return body;
    }
    json::Value &price = body["dph_total"];
    const double own = json::number(price, "gte").value_or(-std::numeric_limits<double>::infinity());
    if (above) {
        price["gt"] = std::max(*fromDollars, json::number(price, "gt").value_or(*fromDollars));
    } else {
        price["gte"] = std::max(*fromDollars, own);
    }
    return body;
}

json::Value createBody(const CreateRequest &request)
{
    json::Value env = json::Value::object(); // text would be ignored without a word
    for (auto it = request.env.begin(); it != request.env.end(); ++it) {
        env[it.key().toStdString()] = json::fromQString(it.value());
    }
    json::Value body = {{"client_id", "me"}, {"image", json::fromQString(request.image)},
        {"disk", request.diskGb}, {"label", json::fromQString(request.label)}, {"env", env},
        {"onstart", json::fromQString(request.onstart)}, {"runtype", "ssh_direc ssh_proxy"},
        {"target_state", "running"},
        // Otherwise a machine that cannot start stays behind stopped, with its disk billed.
        {"cancel_unavail", true}};
    if (request.bidPrice) {
        body["price"] = request.bidPrice->dollars();
    }
    return body;
}

void sortOffers(QVector<Offer> &offers, const QVector<OrderKey> &order)
{
    struct Keyed
    {
        qsizetype index;
        std::vector<std::pair<std::optional<double>, QString>> keys;
    };
    const QVector<OrderKey> wanted = orderOf(order);
    std::vector<Keyed> rows;
    rows.reserve(static_cast<std::size_t>(offers.size()));
    for (qsizetype i = 0; i < offers.size(); ++i) {
        Keyed row{i, {}};
        const auto document = json::parse(offers.at(i).raw);
        for (const OrderKey &key : wanted) {
            const std::string name = key.field.toStdString();
            row.keys.emplace_back(document ? json::number(*document, name.c_str()) : std::nullopt,
                document ? json::trimmed(*document, name.c_str()) : QString());
        }
        rows.push_back(std::move(row));
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const Keyed &a, const Keyed &b) {
        for (std::size_t k = 0; k < a.keys.size(); ++k) {
            const bool descending = wanted.at(static_cast<qsizetype>(k)).descending;
            const auto &[numberA, textA] = a.keys[k];
            const auto &[numberB, textB] = b.keys[k];
            if (textA.isEmpty() != textB.isEmpty()) {
                return textB.isEmpty(); // absent values last, in either direction
            }
            if (numberA && numberB && *numberA != *numberB) {
                return descending ? *numberA > *numberB : *numberA < *numberB;
            }
            if (!(numberA && numberB) && textA != textB) {
                return descending ? textA > textB : textA < textB;
            }
        }
        return false;
    });
    QVector<Offer> sorted;
    sorted.reserve(offers.size());
    for (const Keyed &row : rows) {
        sorted.append(offers.at(row.index));
    }
    offers = sorted;
}

} // namespace snapgpu::vast
