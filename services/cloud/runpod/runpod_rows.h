// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "models/offer.h"
#include "services/cloud/runpod/runpod_answers.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::runpod {

/** The rows of one GPU type of the catalog; none when the tier does not sell it or not so many at once. */
QVector<Offer> offersFromType(const nlohmann::json &type, const CatalogAsked &asked);

/** One pod of the list; nothing without an id. */
std::optional<Machine> machineFromPod(const nlohmann::json &pod);

QString podIdOf(const nlohmann::json &pod); ///< empty unless it can stand in an address
bool isPodId(const QString &id);
bool isTerminated(const nlohmann::json &pod); ///< it is no more, though it may be listed for some seconds

} // namespace snapgpu::runpod
