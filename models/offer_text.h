// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_fields.h"

namespace snapgpu {

/** A stored field for people, without its unit; an en dash when it is missing. */
QString fieldText(const OfferFieldInfo &info, const Offer &offer);
/** A number by the form of its field: "95.4" for a reliability of 0.954. */
QString numberText(const OfferFieldInfo &info, Real number);
/** The number as the column shows it: percent, gigabytes; missing for texts. */
Real shownNumber(const OfferFieldInfo &info, const Offer &offer);

enum class HostKind { Datacenter, Verified, Unverified };
HostKind hostKind(const Offer &offer);
QString hostKindText(HostKind kind); ///< translated

} // namespace snapgpu
