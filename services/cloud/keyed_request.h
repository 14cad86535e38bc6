// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/net/http_types.h"

namespace snapgpu {

/**
 * `request` with its address below the service's `base` (which may have a path of its own; `query` is
 * percent-encoded) and with the account's key, which the log knows as a secret from then on. Without a key
 * none is sent.
 */
HttpRequest keyedRequest(
    HttpRequest request, const QUrl &base, const QString &path, const QByteArray &query, const QString &key);

} // namespace snapgpu
