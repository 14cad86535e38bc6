// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"

#include <optional>
#include <QByteArray>
#include <QMetaType>
#include <QString>

namespace snapgpu {

/**
 * One rentable slice of a machine, as a cloud offers it. Units are in the names or comments; an absent value
 * is nullopt, never a made-up zero. Fields follow the vendor's search answer (POST bundles); `raw` keeps the
 * whole JSON object, so that nothing the provider says is lost.
 */
struct Offer
{
    QString provider; ///< "vast"
    qint64 id = 0; ///< ask id, single use
    qint64 machineId = 0; ///< physical machine, stable
    qint64 hostId = 0; ///< owner account, stable
    QString gpuName; ///< with spaces: "RTX 4090"
    int numGpus = 1;
    std::optional<double> gpuRamMb; ///< per GPU
    QString geolocation; ///< trimmed; may be empty: "Quebec, CA"
    QString publicIp; ///< trimmed; may be empty; shared by several machines
    std::optional<double> dphBase; ///< $/h for the GPU alone
    std::optional<double> dphTotal; ///< $/h incl. the disk that was asked for
    std::optional<double> storageCost; ///< $/GB/month, a month is 720 h
    std::optional<double> inetDownMbps, inetUpMbps;
    std::optional<double> inetDownCost, inetUpCost; ///< $/GB
    std::optional<double> reliability; ///< 0..1
    std::optional<double> cudaMaxGood;
    std::optional<double> diskSpaceGb, diskBwMBps;
    std::optional<double> dlperf;
    std::optional<double> durationSeconds; ///< longest rental from now
    std::optional<double> minBid; ///< $/h
    std::optional<int> directPortCount;
    bool datacenter = false;
    bool verified = false;
    bool rentable = true;
    bool rented = false;
    bool isBid = false;
    QByteArray raw; ///< compact JSON of the row

    /** $/h with `diskGb` of disk: dph_base + storage_cost * GB / 720; falls back to dph_total. */
    Money hourlyWithDisk(double diskGb) const;
    /** $/h that is due from creation on, running or not: storage only. */
    Money storageHourly(double diskGb) const;
};

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::Offer)
