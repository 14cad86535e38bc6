// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer.h"

#include <optional>

namespace snapgpu::runpod {

/**
 * What can be asked of RunPod: so many GPUs of a type, from one of its two clouds, in one data center or
 * anywhere. Its scheduler picks the host, so a pool and not a machine is what a person chooses and what the
 * host memory learns about.
 */
struct Pool
{
    QString gpuId; ///< as creates name it: "NVIDIA GeForce RTX 4090"
    int count = 1; ///< GPUs
    bool secure = true; ///< SECURE, else COMMUNITY
    QString dataCenter; ///< "EU-RO-1"; empty = anywhere

    bool operator==(const Pool &) const = default;
};

QString cloudName(bool secure); ///< SECURE, COMMUNITY

/** Positive and the same for ever: it stands for the pool in lists, filters and the command line. */
qint64 offerId(const Pool &pool);

/** Stands for Offer::machineId; negative, because it is no machine. The number of GPUs is no part of it. */
qint64 poolId(const Pool &pool);

/** The pool behind an offer of this provider; nothing for any other row. */
std::optional<Pool> poolOf(const Offer &offer);

/** "EU-RO-1, RO": the country is in the name of a data center ("CA-MTL-1" is in Canada, "EUR-IS-1" in
 * Iceland). */
QString placeOf(const QString &dataCenter);

/** "RTX 4090" for "NVIDIA GeForce RTX 4090": what RunPod calls its types where no catalog is at hand. */
QString shortGpuName(const QString &gpuId);

} // namespace snapgpu::runpod
