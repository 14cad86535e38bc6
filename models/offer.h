// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"
#include "models/offer_value.h"

#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <QVector>

namespace snapgpu {

/**
 * One rentable slice of a machine, as a cloud offers it, with every field of the vendor's search answer (POST
 * bundles). Units are in the names or comments. A missing value is missing, never a made-up zero; texts are
 * trimmed, a null QString is absent and an empty one is "nothing". Names on the wire, titles and formats
 * stand in the one table of models/offer_fields.h.
 */
struct Offer
{
    QString provider; ///< "vast"
    qint64 id = 0; ///< ask id, single use
    qint64 machineId = 0; ///< physical machine, stable; 0 = not told
    qint64 hostId = 0; ///< owner account, stable; 0 = not told
    QString gpuName; ///< with spaces: "RTX 4090"
    int numGpus = 1;
    Real gpuRamMb; ///< per GPU
    QString geolocation; ///< "Quebec, CA"
    QString publicIp; ///< shared by several machines
    Real dphBase; ///< $/h for the GPU alone
    Real dphTotal; ///< $/h incl. the disk that was asked for
    Real storageCost; ///< $/GB/month, a month is 720 h
    Real inetDownMbps, inetUpMbps;
    Real inetDownCost, inetUpCost; ///< $/GB
    Real reliability; ///< 0..1
    Real cudaMaxGood;
    Real diskSpaceGb, diskBwMBps;
    Real dlperf;
    Real durationSeconds; ///< longest rental from now
    Real minBid; ///< $/h
    Real directPortCount;
    Flag datacenter; ///< hosting_type is 1
    Flag verified; ///< verification is "verified"
    Flag rentable, rented, isBid;

    // Identity
    Whole bundleId, clusterId, geolocode;
    Real bundledResults, rowNumber, hostingType;
    QString hostname, resourceType, logo, webpage;
    // GPU
    Real gpuFraction, gpuTotalRamMb, gpuLanes, gpuMemoryGBps, gpuMaxWatts, gpuMaxCelsius;
    Real computeCap; ///< 890 = sm_89
    Real driverNumber; ///< 570086015 for "570.86.15"
    Real nvlinkGBps, totalTflops, dlperfPerDollar, flopsPerDollar, score;
    Real vramDollarsPerMbHour;
    Flag gpuDisplayActive;
    QString gpuArch, driverVersion;
    QVector<qint64> gpuIds;
    // Computer
    Real cpuCores, cpuCoresEffective, cpuGhz, cpuRamMb, hasAvx, pciGen, pcieGBps;
    QString cpuName, cpuArch, moboName, osVersion, diskName;
    // Network
    Real inetDownCostPerTb, inetUpCostPerTb, directPortStart;
    Flag staticIp;
    // Trust
    Real reliability2, reliabilityMult, expectedReliability, vericode;
    QString verification; ///< verified, unverified, deverified
    Flag vmDeverified, vmsEnabled, external;
    // Price
    Real dphTotalAdjusted, storageTotalCost, platformFee, creditDiscountMax;
    Real discountRate, discountedHourly, discountedDphTotal;
    Real searchGpuHourly, searchDiskHourly, searchTotalHourly, searchDiscountHourly, searchDiscountedHourly;
    Real instanceGpuHourly, instanceDiskHourly, instanceTotalHourly, instanceDiscountHourly;
    Real instanceDiscountedHourly;
    // Time; seconds since 1970
    Real startDate, endDate;
    QString timeRemaining, timeRemainingIsBid;
    // Volumes and network disks
    Whole volumeAskId;
    Real volumeDph, volumeGb, networkDiskMinMiBps, networkDiskMaxMiBps, networkDiskAvgMiBps;

    /** Compact JSON object of what the row says beyond these fields, or in a type that none of them takes;
     * empty when there is nothing. Nothing the provider says is lost. */
    QByteArray raw;

    /** $/h with `diskGb` of disk: dph_base + storage_cost * GB / 720; falls back to dph_total. An offer that
     * is priced as interruptible costs its minimum bid instead of dph_base. */
    Money hourlyWithDisk(double diskGb) const;
    /** $/h that is due from creation on, running or not: storage only. */
    Money storageHourly(double diskGb) const;
    /** What downloading this many bytes costs; missing when the offer does not say its traffic price. */
    Real trafficDollars(qint64 bytes) const;

    bool operator==(const Offer &) const = default;
};

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::Offer)
