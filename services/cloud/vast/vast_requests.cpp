// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_requests.h"

#include "models/offer_sort.h"
#include "services/core/json.h"

#include <algorithm>
#include <limits>
#include <numeric>

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

json::Value searchPageBody(const SearchRequest &request, const PageStart &start)
{
    json::Value body = searchBody(request);
    body["order"] = orderBody({{QStringLiteral("dph_total"), false}});
    body["limit"] = kSearchPage;
    if (!start.fromDollars) {
        return body;
    }
    json::Value &price = body["dph_total"];
    const double own = json::number(price, "gte").value_or(-std::numeric_limits<double>::infinity());
    if (start.above) {
        price["gt"] = std::max(*start.fromDollars, json::number(price, "gt").value_or(*start.fromDollars));
    } else {
        price["gte"] = std::max(*start.fromDollars, own);
    }
    for (const qint64 ask : start.except) {
        body["ask_contract_id"]["notin"].push_back(ask);
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
    std::vector<std::vector<double>> keys;
    for (const OrderKey &key : orderOf(order)) {
        if (const OfferFieldInfo *info = findOfferField(key.field)) {
            keys.push_back(fieldKeys(*info, offers));
            if (key.descending) {
                descend(keys.back());
            }
        }
    }
    std::vector<qsizetype> rows(static_cast<std::size_t>(offers.size()));
    std::iota(rows.begin(), rows.end(), 0);
    std::stable_sort(rows.begin(), rows.end(), [&](qsizetype a, qsizetype b) {
        for (const std::vector<double> &key : keys) {
            const double x = key[static_cast<std::size_t>(a)];
            const double y = key[static_cast<std::size_t>(b)];
            if (x != y) {
                return x < y;
            }
        }
        return false;
    });
    QVector<Offer> sorted;
    sorted.reserve(offers.size());
    for (const qsizetype row : rows) {
        sorted.append(offers.at(row));
    }
    offers = sorted;
}

} // namespace snapgpu::vast
