// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/error.h"
#include "services/net/http_types.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::vast {

/** What the provider says in an answer that is not a plain success. */
struct Complaint
{
    QString code; ///< `error`, may be empty
    QString text; ///< `msg`, `message` or `detail`, else the plain body; trimmed and shortened
};

Complaint complaintOf(const HttpReply &reply);
Complaint complaintOf(const nlohmann::json &document);

/**
 * Category and sentence for an answer that refuses. Code and text decide before the status does, because the
 * service answers a wrong key with 404 and a taken offer with 400 (vast-api.md 1.4, 3.4).
 */
Error errorOf(int status, const Complaint &complaint);

/** The instance in question does not exist (any more): surely not an answer about the key. */
bool saysNoSuchInstance(int status, const Complaint &complaint);

} // namespace snapgpu::vast
