// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/json.h"
#include "services/sandbox/offers.h"
#include "services/sandbox/row_filter.h"

#include <algorithm>
#include <vector>

namespace snapgpu::sandbox {

namespace {

using nlohmann::json;

constexpr int kMostRows = 64;
constexpr double kDefaultGb = 8; // the server's; the vendor's command line sends 5
constexpr const char *kControlKeys[] = {"type", "order", "limit", "allocated_storage", "target_reliability",
    "disable_bundling", "extra_ids", "show_incompatible", "sort_option", "template_id", "gpu_option"};

/** Names the server understands beside the columns of an answer (reference, 2.6). */
struct Alias
{
    const char *name;
    const char *column;
    double factor;
};

constexpr Alias kAliases[] = {
    {"dphtotal", "dph_total", 1},
    {"gpu_totalram", "gpu_total_ram", 1},
    {"gpu_ram_GB", "gpu_ram", 1000},
    {"cpu_ram_GB", "cpu_ram", 1000},
    {"gpu_totalram_GB", "gpu_total_ram", 1000},
    {"ubuntu_version", "os_version", 1},
    {"driver_version", "driver_vers", 1},
};

struct SearchPlan
{
    json filters = json::object();
    json order = json::array();
    OfferPricing pricing;
    int limit = kMostRows;
};

bool isControlKey(const std::string &key)
{
    return std::any_of(
        std::begin(kControlKeys), std::end(kControlKeys), [&](const char *k) { return key == k; });
}

void scale(json &operators, double factor)
{
    for (auto &operand : operators) {
        bool ok = false;
        const double number = operand.is_number() ? (ok = true, operand.get<double>())
                                                  : snapgpu::json::toQString(operand).toDouble(&ok);
        if (ok) {
            operand = number * factor;
        }
    }
}

void addFilter(json &filters, const std::string &name, json operators)
{
    for (const Alias &alias : kAliases) {
        if (name == alias.name) {
            if (alias.factor != 1 && operators.is_object()) {
                scale(operators, alias.factor);
            }
            filters[alias.column] = std::move(operators);
            return;
        }
    }
    filters[name] = std::move(operators);
}

Result<SearchPlan> readQuery(const json &query, SearchDefaults defaults, double nowSec)
{
    SearchPlan plan;
    if (defaults == SearchDefaults::Bundles) {
        plan.filters["verified"] = {{"eq", true}};
        plan.filters["rentable"] = {{"eq", true}};
    }
    for (const auto &item : query.items()) {
        if (!isControlKey(item.key())) {
            addFilter(plan.filters, item.key(), item.value());
        }
    }
    plan.pricing.nowSec = nowSec;
    plan.pricing.allocatedGb = snapgpu::json::number(query, "allocated_storage").value_or(kDefaultGb);
    plan.pricing.bid = snapgpu::json::string(query, "type") == QLatin1String("bid");
    plan.limit = static_cast<int>(
        std::clamp<qint64>(snapgpu::json::integer(query, "limit").value_or(kMostRows), 0, kMostRows));
    if (const json *order = snapgpu::json::array(query, "order")) {
        plan.order = *order;
    } else {
        plan.order = json::array({json::array({"score", "desc"})});
    }
    // The backend does not filter `rented` (reference, 2.4).
    plan.filters.erase("rented");
    if (auto checked = checkFilters(plan.filters); !checked) {
        return tl::unexpected(checked.error());
    }
    if (query.contains("allocated_storage")) {
        plan.filters["disk_space"]["gte"] = plan.pricing.allocatedGb;
    }
    if (const auto reliability = snapgpu::json::number(query, "target_reliability")) {
        plan.filters["expected_reliability"]["gte"] = *reliability;
    }
    return plan;
}

/** The value a filter on `column` compares with; virtual columns are translated here. */
json columnValue(const json &row, const FleetMachine &machine, const std::string &column)
{
    if (column == "verified") {
        return row.value("vericode", 0) == 1;
    }
    if (column == "datacenter") {
        return machine.datacenter;
    }
    if (column == "geolocation") {
        return snapgpu::json::fromQString(machine.countryCode);
    }
    if (column == "external") {
        return machine.external.value_or(false); // "external eq false" keeps rows that say null
    }
    const auto it = row.find(column);
    return it == row.end() ? json() : *it;
}

bool passes(const json &row, const FleetMachine &machine, const json &filters)
{
    for (const auto &item : filters.items()) {
        if (item.key() == "id") {
            return false; // a filter on `id` finds nothing (reference, 2.4)
        }
        const bool known = row.contains(item.key()) || item.key() == "verified" || item.key() == "datacenter";
        if (known && !satisfies(columnValue(row, machine, item.key()), item.value())) {
            return false;
        }
    }
    return true;
}

void sortRows(std::vector<json> &rows, const json &order)
{
    std::vector<std::pair<std::string, bool>> keys;
    for (const json &key : order) {
        if (key.is_array() && !key.empty() && key[0].is_string()) {
            keys.emplace_back(key[0].get<std::string>(), key.size() > 1 && key[1] == "desc");
        }
    }
    std::stable_sort(rows.begin(), rows.end(), [&](const json &a, const json &b) {
        for (const auto &[column, descending] : keys) {
            const auto left = a.find(column);
            const auto right = b.find(column);
            if (left == a.end() || right == b.end()) {
                continue;
            }
            if (const int order3 = compareValues(*left, *right); order3 != 0) {
                return descending ? order3 > 0 : order3 < 0;
            }
        }
        return false;
    });
}

} // namespace

Result<json> searchOffers(
    const Fleet &fleet, const QVector<Ask> &asks, const json &query, SearchDefaults defaults, double nowSec)
{
    const auto plan = readQuery(query, defaults, nowSec);
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    std::vector<json> rows;
    for (const Ask &ask : asks) {
        const FleetMachine *machine = fleet.machine(ask.machineId);
        if (machine == nullptr) {
            continue;
        }
        json row = offerRow(*machine, ask, plan->pricing);
        if (passes(row, *machine, plan->filters)) {
            rows.push_back(std::move(row));
        }
    }
    sortRows(rows, plan->order);
    if (rows.size() > static_cast<std::size_t>(plan->limit)) {
        rows.resize(static_cast<std::size_t>(plan->limit));
    }
    json answer = json::array();
    for (json &row : rows) {
        row["rn"] = static_cast<int>(answer.size()) + 1;
        answer.push_back(std::move(row));
    }
    return answer;
}

} // namespace snapgpu::sandbox
