// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/row_filter.h"

#include "services/core/json.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace snapgpu::sandbox {

namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 8> kOps = {"eq", "neq", "gt", "gte", "lt", "lte", "in", "notin"};

std::optional<double> asNumber(const json &value)
{
    if (value.is_number()) {
        return value.get<double>();
    }
    if (value.is_boolean()) {
        return value.get<bool>() ? 1 : 0;
    }
    if (value.is_string()) {
        bool ok = false;
        const double number = snapgpu::json::toQString(value).toDouble(&ok);
        return ok ? std::optional(number) : std::nullopt;
    }
    return std::nullopt;
}

bool equal(const json &a, const json &b)
{
    if (a.is_null() || b.is_null()) {
        return a.is_null() && b.is_null();
    }
    if (a.is_string() && b.is_string()) {
        return a == b;
    }
    const auto left = asNumber(a);
    const auto right = asNumber(b);
    return left && right && *left == *right;
}

bool contains(const json &list, const json &value)
{
    return list.is_array()
        && std::any_of(list.begin(), list.end(), [&](const json &item) { return equal(value, item); });
}

bool satisfiesOne(const json &value, std::string_view op, const json &operand)
{
    if (op == "eq") {
        return equal(value, operand);
    }
    if (op == "neq") {
        return !equal(value, operand);
    }
    if (op == "in") {
        return contains(operand, value);
    }
    if (op == "notin") {
        return !contains(operand, value);
    }
    if (value.is_null() || operand.is_null()) {
        return false;
    }
    const auto left = asNumber(value);
    const auto right = asNumber(operand);
    if (!left || !right) {
        return false;
    }
    if (op == "gt") {
        return *left > *right;
    }
    if (op == "gte") {
        return *left >= *right;
    }
    return op == "lt" ? *left < *right : *left <= *right;
}

QString shown(const json &value)
{
    return value.is_string() ? snapgpu::json::toQString(value)
                             : QString::fromUtf8(snapgpu::json::dump(value));
}

} // namespace

Result<Done> checkFilters(const json &filters)
{
    const QString wrong = QStringLiteral("%1 is not a valid search op");
    for (const auto &item : filters.items()) {
        if (!item.value().is_object()) {
            // The real service walks a list by its index, hence "0".
            return fail(ErrorCategory::InvalidInput,
                wrong.arg(item.value().is_array() ? QStringLiteral("0") : shown(item.value())));
        }
        for (const auto &operation : item.value().items()) {
            if (std::find(kOps.begin(), kOps.end(), operation.key()) == kOps.end()) {
                return fail(ErrorCategory::InvalidInput, wrong.arg(QString::fromStdString(operation.key())));
            }
        }
    }
    return Done{};
}

bool satisfies(const json &value, const json &operators)
{
    for (const auto &operation : operators.items()) {
        if (!satisfiesOne(value, operation.key(), operation.value())) {
            return false;
        }
    }
    return true;
}

int compareValues(const json &a, const json &b)
{
    if (a.is_null() || b.is_null()) {
        return static_cast<int>(a.is_null()) - static_cast<int>(b.is_null());
    }
    if (a.is_string() && b.is_string()) {
        return a.get_ref<const std::string &>().compare(b.get_ref<const std::string &>());
    }
    const double left = asNumber(a).value_or(0);
    const double right = asNumber(b).value_or(0);
    return left < right ? -1 : static_cast<int>(left > right);
}

} // namespace snapgpu::sandbox
