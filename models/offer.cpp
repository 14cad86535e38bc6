// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer.h"

namespace snapgpu {

namespace {
// The provider's month for storage prices has 720 hours (invoices reproduce it exactly).
constexpr double kHoursPerMonth = 720.0;
constexpr double kBytesPerGb = 1e9;
} // namespace

Money Offer::storageHourly(double diskGb) const
{
    return Money::fromDollars(storageCost.value_or(0.0) * diskGb / kHoursPerMonth);
}

Money Offer::hourlyWithDisk(double diskGb) const
{
    if (isBid && minBid) {
        return Money::fromDollars(*minBid) + storageHourly(diskGb);
    }
    if (dphBase) {
        return Money::fromDollars(*dphBase) + storageHourly(diskGb);
    }
    return Money::fromDollars(dphTotal.value_or(0.0));
}

Real Offer::trafficDollars(qint64 bytes) const
{
    return inetDownCost ? Real(*inetDownCost * static_cast<double>(bytes) / kBytesPerGb) : Real();
}

} // namespace snapgpu
