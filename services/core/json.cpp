// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/json.h"

#include <cmath>
#include <QCoreApplication>

namespace snapgpu::json {

namespace {

/** Deepest nesting of brackets outside strings; stops counting once `limit` is passed. */
int nestingDepth(const QByteArray &text, int limit)
{
    int depth = 0;
    int deepest = 0;
    bool inString = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text.at(i);
        if (inString) {
            if (c == '\\') {
                ++i;
            } else if (c == '"') {
                inString = false;
            }
            continue;
        }
        if (c == '"') {
            inString = true;
        } else if (c == '[' || c == '{') {
            deepest = std::max(deepest, ++depth);
            if (deepest > limit) {
                return deepest;
            }
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return deepest;
}

QString tr(const char *text) { return QCoreApplication::translate("Json", text); }

} // namespace

Result<Value> parse(const QByteArray &text, Limits limits)
{
    if (text.size() > limits.maxBytes) {
        return fail(ErrorCategory::BadAnswer,
            tr("The answer is larger than %1 bytes and was not read.").arg(limits.maxBytes));
    }
    if (nestingDepth(text, limits.maxDepth) > limits.maxDepth) {
        return fail(ErrorCategory::BadAnswer,
            tr("The answer is nested deeper than %1 levels and was not read.").arg(limits.maxDepth));
    }
    Value value = Value::parse(text.constData(), text.constData() + text.size(), nullptr, false);
    if (value.is_discarded()) {
        return fail(
            ErrorCategory::BadAnswer, tr("The answer is not valid JSON."), QString::fromUtf8(text.left(200)));
    }
    return value;
}

QByteArray dump(const Value &value, int indent)
{
    const std::string text = value.dump(indent, ' ', false, Value::error_handler_t::replace);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

const Value *find(const Value &object, const char *key)
{
    if (!object.is_object()) {
        return nullptr;
    }
    const auto it = object.find(key);
    return it == object.end() || it->is_null() ? nullptr : &*it;
}

std::optional<QString> string(const Value &object, const char *key)
{
    const Value *value = find(object, key);
    if (!value) {
        return std::nullopt;
    }
    if (value->is_string()) {
        return toQString(*value);
    }
    if (value->is_number()) {
        return QString::fromUtf8(dump(*value));
    }
    return std::nullopt;
}

std::optional<double> number(const Value &object, const char *key)
{
    const Value *value = find(object, key);
    if (!value) {
        return std::nullopt;
    }
    double result = 0;
    if (value->is_number()) {
        result = value->get<double>();
    } else if (value->is_string()) {
        bool ok = false;
        result = toQString(*value).trimmed().toDouble(&ok);
        if (!ok) {
            return std::nullopt;
        }
    } else {
        return std::nullopt;
    }
    return std::isfinite(result) ? std::optional<double>(result) : std::nullopt;
}

std::optional<qint64> integer(const Value &object, const char *key)
{
    const Value *value = find(object, key);
    if (!value) {
        return std::nullopt;
    }
    if (value->is_number_unsigned()) {
        const auto wide = value->get<std::uint64_t>();
        return wide <= static_cast<std::uint64_t>(INT64_MAX)
            ? std::optional<qint64>(static_cast<qint64>(wide))
            : std::nullopt;
    }
    if (value->is_number_integer()) {
        return value->get<std::int64_t>();
    }
    if (value->is_string()) {
        bool ok = false;
        const qint64 parsed = toQString(*value).trimmed().toLongLong(&ok);
        return ok ? std::optional<qint64>(parsed) : std::nullopt;
    }
    constexpr double kExact = 9007199254740992.0; // 2^53: above it a double is no identifier
    if (value->is_number_float()) {
        const double real = value->get<double>();
        if (std::isfinite(real) && std::abs(real) <= kExact && real == std::floor(real)) {
            return static_cast<qint64>(real);
        }
    }
    return std::nullopt;
}

std::optional<bool> boolean(const Value &object, const char *key)
{
    const Value *value = find(object, key);
    if (!value) {
        return std::nullopt;
    }
    if (value->is_boolean()) {
        return value->get<bool>();
    }
    if (value->is_number()) {
        return value->get<double>() != 0.0;
    }
    if (value->is_string()) {
        const QString text = toQString(*value).trimmed().toLower();
        if (text == QLatin1String("true") || text == QLatin1String("1")) {
            return true;
        }
        if (text == QLatin1String("false") || text == QLatin1String("0")) {
            return false;
        }
    }
    return std::nullopt;
}

const Value *array(const Value &object, const char *key)
{
    const Value *value = find(object, key);
    return value && value->is_array() ? value : nullptr;
}

const Value *object(const Value &parent, const char *key)
{
    const Value *value = find(parent, key);
    return value && value->is_object() ? value : nullptr;
}

QString trimmed(const Value &object, const char *key)
{
    return string(object, key).value_or(QString()).trimmed();
}

Value fromQString(const QString &text) { return Value(text.toStdString()); }

QString toQString(const Value &text)
{
    return text.is_string() ? QString::fromStdString(text.get_ref<const std::string &>()) : QString();
}

} // namespace snapgpu::json
