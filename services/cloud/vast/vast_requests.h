// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"

#include <nlohmann/json_fwd.hpp>

namespace snapgpu::vast {

constexpr int kSearchPage = 64; ///< the service returns no more rows, whatever is asked
constexpr int kListPage = 25; ///< likewise for instances

/** The query with the vendor's defaults under it, as it is sent and as rows are checked again here. */
Query effectiveQuery(const SearchRequest &request);

/** Body of POST bundles/: filters and control keys on one level, as the vendor's command line sends them. */
nlohmann::json searchBody(const SearchRequest &request);

/** Where the next page by price begins. */
struct PageStart
{
    std::optional<double> fromDollars; ///< nothing = at the cheapest
    bool above = false; ///< dearer than that, when a whole price cannot be told apart
    QVector<qint64> except; ///< asks of that price that are known already
};
nlohmann::json searchPageBody(const SearchRequest &request, const PageStart &start);

/** Body of PUT asks/ID/. */
nlohmann::json createBody(const CreateRequest &request);

/** Sorts as the server would by `order` (default score, descending); absent values last. */
void sortOffers(QVector<Offer> &offers, const QVector<OrderKey> &order);

} // namespace snapgpu::vast
