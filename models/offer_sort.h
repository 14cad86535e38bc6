// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_fields.h"

#include <vector>

namespace snapgpu {

/**
 * One number per offer that orders them by this field, ascending: the number itself, or the rank of a text
 * (letter case apart) among all of them. Missing values are +infinity; negate the others to descend and they
 * stay last.
 */
std::vector<double> fieldKeys(const OfferFieldInfo &info, const QVector<Offer> &offers);

/** Turns ascending keys into descending ones; missing stay last. */
void descend(std::vector<double> &keys);

} // namespace snapgpu
