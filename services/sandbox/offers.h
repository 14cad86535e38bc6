// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/result.h"
#include "services/sandbox/fleet.h"

#include <nlohmann/json_fwd.hpp>

#include <QVector>

namespace snapgpu::sandbox {

/** One sellable slice of a machine; ids are used once. */
struct Ask
{
    qint64 id = 0;
    qint64 machineId = 0;
    int numGpus = 1;
    bool rentable = true;
};

/** What a search prices by. */
struct OfferPricing
{
    double allocatedGb = 8; ///< part of dph_total
    bool bid = false; ///< priced at the minimum bid
    double nowSec = 0; ///< epoch seconds of the sandbox
};

/** $/h of the GPUs of `ask`, on demand. */
double askDollars(const FleetMachine &machine, int numGpus);
/** Lowest bid for the slice, $/h. */
double askMinBid(const FleetMachine &machine, int numGpus);

/** All fields of a search answer's row (reference, 2.6 and 8.1) but `rn`. */
nlohmann::json offerRow(const FleetMachine &machine, const Ask &ask, const OfferPricing &pricing);

/** The price blocks "search" and "instance". */
nlohmann::json priceBlock(double gpuPerHour, double diskPerHour);

/** Which defaults the called endpoint applies (reference, 2.1). */
enum class SearchDefaults { Bundles, None };

/**
 * Answers a search: `query` holds filters and control keys on one level. InvalidInput with the cloud's words
 * when the query is wrong; otherwise the array of at most 64 rows.
 */
Result<nlohmann::json> searchOffers(const Fleet &fleet, const QVector<Ask> &asks, const nlohmann::json &query,
    SearchDefaults defaults, double nowSec);

} // namespace snapgpu::sandbox
