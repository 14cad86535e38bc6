// SPDX-License-Identifier: GPL-3.0-or-later
// Shared by the vast_api_*.cpp files only.
#pragma once

#include "services/core/json.h"
#include "services/sandbox/vast_api.h"

namespace snapgpu::sandbox {

/** One request on its way through the handlers. */
struct VastApi::Call
{
    const HttpRequest &request;
    Identity identity;
    QVector<qint64> ids; ///< numbers of the path
    nlohmann::json body = nlohmann::json::object();
    qint64 nowMs = 0; ///< sandbox time
    bool changed = false;
    bool saveFirst = false;
};

namespace answers {

HttpAnswer ok(const nlohmann::json &body);
/** {"success": false, "error": …, "msg": …} */
HttpAnswer refusal(int status, const QString &error, const QString &message);
HttpAnswer refusal(const Refusal &refusal);
/** The page of the front end when the service behind it is ill. */
HttpAnswer html(int status);

} // namespace answers

} // namespace snapgpu::sandbox
