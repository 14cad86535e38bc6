// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/backup_view.h"

#include <nlohmann/json_fwd.hpp>
#include <optional>

namespace snapgpu {

/** The agent's answer to "sync status"; `url` is only named in sentences. Times are put right by the
 * difference of the clocks. Pure. */
SyncStatus parseSyncStatus(const nlohmann::json &message, const QString &url, qint64 wallMs);

/** What the same answer says was restored on the machine. */
RestoredNote parseRestored(const nlohmann::json &message);

/** "5m", "90s", "2h", "1d", or seconds; nothing when it is none of these. */
std::optional<int> parseInterval(const QString &text);

} // namespace snapgpu
