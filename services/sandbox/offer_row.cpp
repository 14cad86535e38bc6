// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/core/json.h"
#include "services/sandbox/offers.h"
#include "services/sandbox/rng.h"

#include <QStringList>

namespace snapgpu::sandbox {

namespace {

using nlohmann::json;

constexpr double kHoursPerMonth = 720;
constexpr double kGbPerTb = 1024;

json text(const QString &value) { return snapgpu::json::fromQString(value); }

json textOrNull(const std::optional<QString> &value) { return value ? text(*value) : json(); }

/** "570.86.15" -> 570086015 */
qint64 driverNumber(const QString &version)
{
    qint64 number = 0;
    for (const QString &part : version.split(QLatin1Char('.'))) {
        number = number * 1000 + part.toLongLong();
    }
    return number;
}

void addIdentity(json &row, const FleetMachine &m, const Ask &ask)
{
    row["id"] = ask.id;
    row["ask_contract_id"] = ask.id;
    row["bundle_id"] = 1'100'000'000
        + static_cast<qint64>(
            mixSeed(static_cast<quint64>(m.machineId), static_cast<quint64>(ask.numGpus)) % 90'000'000);
    row["bundled_results"] = nullptr;
    row["machine_id"] = m.machineId;
    row["host_id"] = m.hostId;
    row["hostname"] = nullptr;
    row["hosting_type"] = m.datacenter ? 1 : 0;
    row["cluster_id"] = nullptr;
    row["resource_type"] = "gpu";
    row["logo"] = "/static/logos/vastai_small2.png";
    row["webpage"] = nullptr;
    row["rentable"] = ask.rentable && m.listed;
    row["rented"] = false;
    for (const char *key : {"avail_vol_ask_id", "avail_vol_dph", "avail_vol_size", "nw_disk_min_bw",
             "nw_disk_max_bw", "nw_disk_avg_bw", "platform_fee", "discount_rate"}) {
        row[key] = nullptr;
    }
}

void addGpu(json &row, const FleetMachine &m, int gpus)
{
    const GpuType &gpu = *m.gpu;
    row["gpu_name"] = gpu.name;
    row["num_gpus"] = gpus;
    row["gpu_frac"] = static_cast<double>(gpus) / m.totalGpus;
    json ids = json::array();
    for (int i = 0; i < gpus; ++i) {
        ids.push_back(500'000 + m.machineId * 8 + i);
    }
    row["gpu_ids"] = std::move(ids);
    row["gpu_ram"] = gpu.ramMb;
    row["gpu_total_ram"] = gpu.ramMb * gpus;
    row["gpu_arch"] = "nvidia";
    row["gpu_lanes"] = 16;
    row["gpu_mem_bw"] = gpu.memoryGBps;
    row["gpu_max_power"] = gpu.watts;
    row["gpu_max_temp"] = 87.0;
    row["gpu_display_active"] = false;
    row["compute_cap"] = gpu.computeCap;
    row["cuda_max_good"] = m.cudaMax;
    row["driver_version"] = text(m.driver);
    row["driver_vers"] = driverNumber(m.driver);
    row["bw_nvlink"] = 0.0;
    row["total_flops"] = gpu.tflops * gpus;
    row["dlperf"] = gpu.dlperf * gpus;
}

void addComputer(json &row, const FleetMachine &m, int gpus)
{
    row["cpu_name"] = text(m.cpuName);
    row["cpu_arch"] = "amd64";
    row["cpu_cores"] = m.cpuCores ? json(*m.cpuCores) : json();
    row["cpu_cores_effective"] = m.cpuCores.value_or(16) * static_cast<double>(gpus) / m.totalGpus;
    row["cpu_ghz"] = m.cpuGhz;
    row["cpu_ram"] = m.cpuRamMb;
    row["has_avx"] = 1;
    row["mobo_name"] = text(m.moboName);
    row["os_version"] = text(m.osVersion);
    row["pci_gen"] = m.pciGen;
    row["pcie_bw"] = m.pcieGBps;
    row["disk_name"] = text(m.diskName);
    row["disk_space"] = m.diskGb;
    row["disk_bw"] = m.diskMBps;
    row["inet_down"] = m.inetDown;
    row["inet_up"] = m.inetUp;
    row["inet_down_cost"] = m.inetDownCost;
    row["inet_up_cost"] = m.inetUpCost;
    row["internet_down_cost_per_tb"] = m.inetDownCost * kGbPerTb;
    row["internet_up_cost_per_tb"] = m.inetUpCost * kGbPerTb;
    row["direct_port_count"] = m.directPorts;
    row["public_ipaddr"] = textOrNull(m.publicIp);
    row["static_ip"] = m.staticIp;
    row["geolocation"] = textOrNull(m.geolocation);
    row["geolocode"] = stableHash(m.countryCode.toLatin1()) % 400'000'000;
}

void addTrust(json &row, const FleetMachine &m)
{
    const bool verified = m.verification == QLatin1String("verified");
    row["reliability"] = m.reliability;
    row["reliability2"] = m.reliability;
    row["reliability_mult"] = 0.99;
    row["expected_reliability"] = m.reliability * 0.998;
    row["verification"] = text(m.verification);
    row["vericode"] = verified ? 1 : 0;
    row["is_vm_deverified"] = false;
    row["vms_enabled"] = m.vms;
    row["external"] = m.external ? json(*m.external) : json();
}

void addMoney(json &row, const FleetMachine &m, int gpus, const OfferPricing &pricing)
{
    const double onDemand = askDollars(m, gpus);
    const double minBid = askMinBid(m, gpus);
    const double gpuHour = pricing.bid ? minBid : onDemand;
    const double diskHour = m.storageDollars * pricing.allocatedGb / kHoursPerMonth;
    const double total = gpuHour + diskHour;
    row["is_bid"] = pricing.bid;
    row["min_bid"] = minBid;
    row["dph_base"] = gpuHour;
    row["dph_total"] = total;
    row["dph_total_adj"] = total;
    row["storage_cost"] = m.storageDollars;
    row["storage_total_cost"] = diskHour;
    row["credit_discount_max"] = 0.4;
    row["discounted_hourly"] = 0;
    row["discounted_dph_total"] = total;
    row["search"] = priceBlock(gpuHour, diskHour);
    row["instance"] = priceBlock(0, diskHour);
    row["dlperf_per_dphtotal"] = m.gpu->dlperf * gpus / total;
    row["flops_per_dphtotal"] = m.gpu->tflops * gpus / total;
    row["vram_costperhour"] = total / (m.gpu->ramMb * gpus);
    // The vendor's formula is not public: value for money, weighed by reliability, ranks alike.
    row["score"] = m.gpu->dlperf * gpus / total * m.reliability;
}

} // namespace

double askDollars(const FleetMachine &machine, int numGpus) { return machine.gpuDollars * numGpus; }

double askMinBid(const FleetMachine &machine, int numGpus)
{
    return std::round(askDollars(machine, numGpus) * machine.bidShare * 1e4) / 1e4;
}

json priceBlock(double gpuPerHour, double diskPerHour)
{
    const double total = gpuPerHour + diskPerHour;
    return {{"gpuCostPerHour", gpuPerHour}, {"diskHour", diskPerHour}, {"totalHour", total},
        {"discountTotalHour", 0}, {"discountedTotalPerHour", total}};
}

json offerRow(const FleetMachine &machine, const Ask &ask, const OfferPricing &pricing)
{
    json row;
    addIdentity(row, machine, ask);
    addGpu(row, machine, ask.numGpus);
    addComputer(row, machine, ask.numGpus);
    addTrust(row, machine);
    addMoney(row, machine, ask.numGpus, pricing);
    row["start_date"] = machine.listedFromSec;
    row["end_date"] = machine.listedUntilSec;
    row["duration"] = std::max(0.0, machine.listedUntilSec - pricing.nowSec);
    row["time_remaining"] = "";
    row["time_remaining_isbid"] = "";
    return row;
}

} // namespace snapgpu::sandbox
