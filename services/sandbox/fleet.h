// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QHash>
#include <QString>
#include <QVector>

namespace snapgpu::sandbox {

/** A kind of GPU and what one of it is worth. */
struct GpuType
{
    const char *name; ///< display name, with spaces
    int ramMb;
    int computeCap;
    double tflops;
    double dlperf;
    double memoryGBps;
    double watts;
    double dollars; ///< median $/h of one GPU
    int weight; ///< how common it is
    double datacenterShare; ///< probability that a host of it is a datacenter
    int maxGpus;
};

/** Every kind of GPU in the fleet. */
const QVector<GpuType> &gpuTypes();

/** One physical computer. Everything the search answer says about a machine and that does not depend on the
 * slice. */
struct FleetMachine
{
    qint64 machineId = 0, hostId = 0;
    const GpuType *gpu = nullptr;
    int totalGpus = 1;
    int takenGpus = 0; ///< rented by other people for good
    bool datacenter = false;
    bool listed = true; ///< false: shown with rentable = false
    QString verification; ///< verified, unverified, deverified
    std::optional<bool> external;
    std::optional<QString> geolocation; ///< "Quebec, CA", ", US" or null
    QString countryCode; ///< what a filter on geolocation compares with
    std::optional<QString> publicIp;
    bool staticIp = false;
    int directPorts = 0;
    double reliability = 0.99;
    double gpuDollars = 0.3; ///< $/h of one GPU
    double bidShare = 0.5; ///< minimum bid / price
    double storageDollars = 0.15; ///< $/GB/month
    double inetDown = 500, inetUp = 500; ///< Mb/s
    double inetDownCost = 0, inetUpCost = 0; ///< $/GB
    double diskGb = 500, diskMBps = 2000;
    QString diskName, cpuName, moboName, driver, osVersion;
    std::optional<int> cpuCores;
    double cpuGhz = 3;
    int cpuRamMb = 64000;
    double cudaMax = 12.4, pciGen = 4, pcieGBps = 24;
    double listedFromSec = 0, listedUntilSec = 0; ///< epoch seconds
    bool vms = false;

    /** How much likelier misfortune is here than on a well chosen machine (1 = a good one). */
    double misfortune() const;
};

/** The physical world behind the market: the same for the same seed and epoch. */
struct Fleet
{
    QVector<FleetMachine> machines;
    QHash<qint64, int> indexById;

    const FleetMachine *machine(qint64 machineId) const;
};

/** At least `machineCount` computers; `epochSec` anchors listing dates. Pure. */
Fleet makeFleet(quint64 seed, double epochSec, int machineCount = 360);

} // namespace snapgpu::sandbox
