// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <QByteArray>
#include <QString>

namespace snapgpu::json {

using Value = nlohmann::json;

/** Limits for JSON from outside. Deep documents crash a recursive reader long before memory runs out. */
struct Limits
{
    qsizetype maxBytes = 64 * 1024 * 1024;
    int maxDepth = 128;
};

/** Size cap, depth scan (strings respected), parse without exceptions. */
Result<Value> parse(const QByteArray &text, Limits limits = {});

/** Text with invalid UTF-8 replaced, so that writing never throws. `indent` < 0 = compact. */
QByteArray dump(const Value &value, int indent = -1);

// Checked readers: null, missing and other types give nullopt; numbers may arrive as strings.
const Value *find(const Value &object, const char *key); ///< nullptr when missing or null
std::optional<QString> string(const Value &object, const char *key); ///< numbers become text; not trimmed
std::optional<double> number(const Value &object, const char *key); ///< finite only
std::optional<qint64> integer(const Value &object, const char *key);
std::optional<bool> boolean(const Value &object, const char *key); ///< also 0/1 and "true"/"false"
const Value *array(const Value &object, const char *key); ///< nullptr unless an array
const Value *object(const Value &object, const char *key); ///< nullptr unless an object
QString trimmed(
    const Value &object, const char *key); ///< empty when absent; the cloud's strings carry newlines

Value fromQString(const QString &text);
QString toQString(const Value &text); ///< empty unless a string

} // namespace snapgpu::json
