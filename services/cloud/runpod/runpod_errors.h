// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"
#include "services/net/http_types.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::runpod {

/** What a refusing answer says: problem+json of v2, `error` of v1, `errors` of GraphQL. */
struct Complaint
{
    QString code; ///< GraphQL's extensions.code
    QString text;
};
Complaint complaintOf(const HttpReply &reply);
Complaint complaintOf(const nlohmann::json &document);

/**
 * Category and sentence for an answer that refuses. The text decides before the status does: no capacity
 * comes as 400, as 500 and as a GraphQL error (runpod-api.md 3.5 and 8).
 */
Error errorOf(int status, const Complaint &complaint);

/** The answer surely comes from RunPod and says that this pod does not exist (any more). */
bool saysNoSuchPod(int status, const Complaint &complaint);

} // namespace snapgpu::runpod
