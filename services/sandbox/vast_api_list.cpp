// SPDX-License-Identifier: GPL-3.0-or-later
// Listing instances: keyset pages of v1, the withdrawn v0 (reference, 1.5).
#include "services/sandbox/instance_row.h"
#include "services/sandbox/row_filter.h"
#include "services/sandbox/runpod_pods.h"
#include "services/sandbox/vast_api_call.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace snapgpu::sandbox {

namespace {

using Value = nlohmann::json;

constexpr int kMostRows = 25;
constexpr int kRowsForNonsense = 5;
constexpr std::array<std::string_view, 17> kStoredColumns = {"id", "label", "actual_status",
    "intended_status", "cur_state", "next_state", "gpu_name", "verification", "machine_id", "host_id",
    "image_uuid", "image_runtype", "template_id", "template_hash_id", "start_date", "end_date", "status_msg"};

struct ListQuery
{
    int limit = kMostRows;
    Value filters = Value::object();
    std::vector<std::pair<std::string, bool>> order; ///< column, descending; id always last
    Value columns = Value::array({"*"});
    std::optional<Value> after; ///< values of the order columns of the last row seen
};

HttpAnswer invalid(const char *code, const QString &message)
{
    return answers::refusal(400, QString::fromLatin1(code), message);
}

/** Column values of `row` in the query's order, as the token carries them. */
Value keyOf(const Value &row, const ListQuery &query)
{
    Value key = Value::array();
    for (const auto &[column, descending] : query.order) {
        const auto it = row.find(column);
        key.push_back(it == row.end() ? Value() : *it);
    }
    return key;
}

bool before(const Value &a, const Value &b, const ListQuery &query)
{
    for (std::size_t i = 0; i < query.order.size(); ++i) {
        if (const int c = compareValues(a[i], b[i]); c != 0) {
            return query.order[i].second ? c > 0 : c < 0;
        }
    }
    return false;
}

tl::expected<Value, HttpAnswer> jsonParameter(const HttpRequest &request, const char *name, Value fallback)
{
    const QString text = request.queryValue(QString::fromLatin1(name));
    if (text.isEmpty()) {
        return fallback;
    }
    auto parsed = json::parse(text.toUtf8());
    if (!parsed) {
        return tl::unexpected(
            invalid("invalid_request", QStringLiteral("%1 is not valid JSON").arg(QLatin1String(name))));
    }
    return *parsed;
}

std::optional<HttpAnswer> readFilters(const HttpRequest &request, ListQuery &query)
{
    auto filters = jsonParameter(request, "select_filters", Value::object());
    if (!filters) {
        return filters.error();
    }
    if (!filters->is_object()) {
        return invalid("invalid_request", QStringLiteral("select_filters must be an object"));
    }
    for (const auto &item : filters->items()) {
        if (std::find(kStoredColumns.begin(), kStoredColumns.end(), item.key()) == kStoredColumns.end()) {
            return invalid("invalid_request",
                QStringLiteral("%1 is not a valid search key").arg(QString::fromStdString(item.key())));
        }
    }
    if (auto checked = checkFilters(*filters); !checked) {
        return invalid("invalid_request", checked.error().message);
    }
    query.filters = std::move(*filters);
    return std::nullopt;
}

std::optional<HttpAnswer> readOrder(const HttpRequest &request, ListQuery &query)
{
    auto order = jsonParameter(request, "order_by", Value::array());
    if (!order) {
        return order.error();
    }
    for (const Value &key : *order) {
        const QString column = json::trimmed(key, "col");
        if (column.isEmpty()) {
            return invalid("invalid_request", QStringLiteral("order_by must list {\"col\", \"dir\"}"));
        }
        query.order.emplace_back(column.toStdString(), json::trimmed(key, "dir") == QLatin1String("desc"));
    }
    query.order.emplace_back("id", false);
    return std::nullopt;
}

std::optional<HttpAnswer> readPage(const HttpRequest &request, ListQuery &query)
{
    const QString limit = request.queryValue(QStringLiteral("limit"));
    if (!limit.isEmpty()) {
        const int asked = limit.toInt();
        query.limit = asked <= 0 ? kRowsForNonsense : std::min(asked, kMostRows);
    }
    const QString token = request.queryValue(QStringLiteral("after_token"));
    if (!token.isEmpty() && token != QLatin1String("null")) {
        auto after = json::parse(QByteArray::fromBase64(token.toUtf8(), QByteArray::Base64UrlEncoding));
        if (!after || !after->is_array() || after->size() != query.order.size()) {
            return invalid("invalid_token", QStringLiteral("after_token is not valid"));
        }
        query.after = std::move(*after);
    }
    auto columns = jsonParameter(request, "select_cols", Value::array({"*"}));
    if (!columns) {
        return columns.error();
    }
    query.columns = std::move(*columns);
    return std::nullopt;
}

Value selected(const Value &row, const Value &columns)
{
    Value result = Value::object();
    for (const Value &column : columns) {
        if (column == "*") {
            return row;
        }
        if (column.is_string()) {
            const auto name = column.get<std::string>();
            result[name] = row.contains(name) ? row[name] : Value();
        }
    }
    return result;
}

HttpAnswer deprecated(int status)
{
    return answers::refusal(status, QStringLiteral("deprecated_endpoint"),
        QStringLiteral("/api/v0/instances/ is deprecated. Use /api/v1/instances/ instead."));
}

/** 200, and yet no list. */
HttpAnswer junkList(int kind)
{
    HttpAnswer answer;
    switch (kind) {
    case 0:
        return deprecated(200);
    case 1:
        answer.body = R"({"success": true, "instances_found": 3, "instances": [{"id": 4731)";
        return answer;
    case 2:
        answer.body = "[]";
        return answer;
    default:
        answer = answers::html(502);
        answer.status = 200;
        return answer;
    }
}

} // namespace

HttpAnswer VastApi::listV0(Call &) { return deprecated(m_cloud->faults().hit(Fault::V0List200) ? 200 : 410); }

HttpAnswer VastApi::listV1(Call &call)
{
    if (m_cloud->faults().hit(Fault::List5xx)) {
        return answers::html(503);
    }
    if (m_cloud->faults().hit(Fault::ListJunk)) {
        return junkList(static_cast<int>(m_junk++ % 4));
    }
    ListQuery query;
    for (auto *read : {&readFilters, &readOrder, &readPage}) {
        if (auto wrong = (*read)(call.request, query)) {
            return *wrong;
        }
    }
    std::vector<Value> rows;
    int total = 0;
    Value labels = Value::object();
    for (const Contract *contract : m_cloud->visibleContracts()) {
        if (runpod::isPod(*contract)) {
            continue; // rented at another provider, so to say
        }
        ++total;
        const FleetMachine &machine = *m_cloud->fleet().machine(contract->machineId);
        Value row = instanceRow(*contract, machine, RowKind::List, m_cloud->nowSec());
        const auto passes = [&row](const auto &item) {
            return satisfies(row.value(item.key(), Value()), item.value());
        };
        const auto filters = query.filters.items();
        if (std::all_of(filters.begin(), filters.end(), passes)) {
            if (contract->args.hasLabel) {
                const std::string label = contract->args.label.toStdString();
                labels[label] = labels.value(label, 0) + 1;
            }
            rows.push_back(std::move(row));
        }
    }
    const auto found = rows.size();
    std::sort(rows.begin(), rows.end(),
        [&](const Value &a, const Value &b) { return before(keyOf(a, query), keyOf(b, query), query); });
    Value page = Value::array();
    Value next;
    for (const Value &row : rows) {
        if (query.after && !before(*query.after, keyOf(row, query), query)) {
            continue;
        }
        if (page.size() == static_cast<std::size_t>(query.limit)) {
            next = page.back();
            break;
        }
        page.push_back(row);
    }
    Value token;
    if (!next.is_null()) {
        token = json::dump(keyOf(next, query)).toBase64(QByteArray::Base64UrlEncoding).toStdString();
    }
    for (Value &row : page) {
        row = selected(row, query.columns);
    }
    return answers::ok({{"success", true}, {"instances_found", found}, {"total_instances", total},
        {"label_counts", std::move(labels)}, {"next_token", std::move(token)},
        {"instances", std::move(page)}});
}

} // namespace snapgpu::sandbox
