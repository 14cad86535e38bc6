// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/offer_fields.h"

#include "models/query_fields.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <QCoreApplication>
#include <QHash>

namespace snapgpu {

namespace {

// clang-format off
constexpr OfferFieldInfo kFields[] = {
    {OfferField::GpuName, "gpu_name", QT_TRANSLATE_NOOP("OfferField", "GPU"), "", &Offer::gpuName, FieldForm::Text, 0, true, true},
    {OfferField::NumGpus, "num_gpus", QT_TRANSLATE_NOOP("OfferField", "N"), "", &Offer::numGpus, FieldForm::Number, 0, true, true},
    {OfferField::GpuRam, "gpu_ram", QT_TRANSLATE_NOOP("OfferField", "VRAM"), QT_TRANSLATE_NOOP("OfferField", "GB"), &Offer::gpuRamMb, FieldForm::Gigabytes, 0, true, true},
    {OfferField::Geolocation, "geolocation", QT_TRANSLATE_NOOP("OfferField", "Place"), "", &Offer::geolocation, FieldForm::Text, 0, true, true},
    {OfferField::Price, "price", "", QT_TRANSLATE_NOOP("OfferField", "$/h"), {}, FieldForm::Dollars, 3, true, false},
    {OfferField::Reliability, "reliability", QT_TRANSLATE_NOOP("OfferField", "Rel."), QT_TRANSLATE_NOOP("OfferField", "%"), &Offer::reliability, FieldForm::Percent, 1, true, true},
    {OfferField::InetDown, "inet_down", QT_TRANSLATE_NOOP("OfferField", "↓"), QT_TRANSLATE_NOOP("OfferField", "Mb/s"), &Offer::inetDownMbps, FieldForm::Number, 0, true, true},
    {OfferField::DiskBw, "disk_bw", QT_TRANSLATE_NOOP("OfferField", "Disk"), QT_TRANSLATE_NOOP("OfferField", "MB/s"), &Offer::diskBwMBps, FieldForm::Number, 0, true, true},
    {OfferField::CudaMaxGood, "cuda_max_good", QT_TRANSLATE_NOOP("OfferField", "CUDA"), "", &Offer::cudaMaxGood, FieldForm::Number, 1, true, true},
    {OfferField::HostKind, "host_kind", QT_TRANSLATE_NOOP("OfferField", "Host"), "", {}, FieldForm::Text, 0, true, false},
    {OfferField::MachineId, "machine_id", QT_TRANSLATE_NOOP("OfferField", "Machine"), "", &Offer::machineId, FieldForm::Identity, 0, false, true},
    {OfferField::BootSeconds, "boot_seconds", QT_TRANSLATE_NOOP("OfferField", "Boot"), QT_TRANSLATE_NOOP("OfferField", "s"), {}, FieldForm::Number, 0, false, false},
    {OfferField::WorkSeconds, "work_seconds", QT_TRANSLATE_NOOP("OfferField", "To work"), QT_TRANSLATE_NOOP("OfferField", "s"), {}, FieldForm::Number, 0, false, false},
    {OfferField::WorkDollars, "work_dollars", QT_TRANSLATE_NOOP("OfferField", "To work"), QT_TRANSLATE_NOOP("OfferField", "$"), {}, FieldForm::Dollars, 4, false, false},
    {OfferField::TrafficDollars, "traffic_dollars", QT_TRANSLATE_NOOP("OfferField", "Snapshot traffic"), QT_TRANSLATE_NOOP("OfferField", "$"), {}, FieldForm::Dollars, 3, false, false},
    {OfferField::Age, "age_seconds", QT_TRANSLATE_NOOP("OfferField", "Age"), "", {}, FieldForm::Seconds, 0, false, false},
    {OfferField::Id, "id", QT_TRANSLATE_NOOP("OfferField", "Ask"), "", &Offer::id, FieldForm::Identity, 0, false, true},
    {OfferField::HostId, "host_id", QT_TRANSLATE_NOOP("OfferField", "Host no."), "", &Offer::hostId, FieldForm::Identity, 0, false, true},
    {OfferField::Provider, "provider", QT_TRANSLATE_NOOP("OfferField", "Cloud"), "", &Offer::provider, FieldForm::Text, 0, false, false},
    {OfferField::DphTotal, "dph_total", QT_TRANSLATE_NOOP("OfferField", "Total"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::dphTotal, FieldForm::Dollars, 3, false, true},
    {OfferField::DphBase, "dph_base", QT_TRANSLATE_NOOP("OfferField", "GPU alone"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::dphBase, FieldForm::Dollars, 3, false, true},
    {OfferField::MinBid, "min_bid", QT_TRANSLATE_NOOP("OfferField", "Min. bid"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::minBid, FieldForm::Dollars, 3, false, true},
    {OfferField::StorageCost, "storage_cost", QT_TRANSLATE_NOOP("OfferField", "Disk price"), QT_TRANSLATE_NOOP("OfferField", "$/GB/month"), &Offer::storageCost, FieldForm::Dollars, 3, false, true},
    {OfferField::StorageTotalCost, "storage_total_cost", QT_TRANSLATE_NOOP("OfferField", "Disk cost"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::storageTotalCost, FieldForm::Dollars, 4, false, true},
    {OfferField::InetDownCost, "inet_down_cost", QT_TRANSLATE_NOOP("OfferField", "↓ price"), QT_TRANSLATE_NOOP("OfferField", "$/GB"), &Offer::inetDownCost, FieldForm::Dollars, 4, false, true},
    {OfferField::InetUpCost, "inet_up_cost", QT_TRANSLATE_NOOP("OfferField", "↑ price"), QT_TRANSLATE_NOOP("OfferField", "$/GB"), &Offer::inetUpCost, FieldForm::Dollars, 4, false, true},
    {OfferField::InetUp, "inet_up", QT_TRANSLATE_NOOP("OfferField", "↑"), QT_TRANSLATE_NOOP("OfferField", "Mb/s"), &Offer::inetUpMbps, FieldForm::Number, 0, false, true},
    {OfferField::Dlperf, "dlperf", QT_TRANSLATE_NOOP("OfferField", "DLPerf"), "", &Offer::dlperf, FieldForm::Number, 1, false, true},
    {OfferField::DlperfPerDollar, "dlperf_per_dphtotal", QT_TRANSLATE_NOOP("OfferField", "DLPerf"), QT_TRANSLATE_NOOP("OfferField", "/$"), &Offer::dlperfPerDollar, FieldForm::Number, 1, false, true},
    {OfferField::FlopsPerDollar, "flops_per_dphtotal", QT_TRANSLATE_NOOP("OfferField", "TFLOPS"), QT_TRANSLATE_NOOP("OfferField", "/$"), &Offer::flopsPerDollar, FieldForm::Number, 1, false, true},
    {OfferField::TotalFlops, "total_flops", QT_TRANSLATE_NOOP("OfferField", "Compute"), QT_TRANSLATE_NOOP("OfferField", "TFLOPS"), &Offer::totalTflops, FieldForm::Number, 1, false, true},
    {OfferField::Score, "score", QT_TRANSLATE_NOOP("OfferField", "Score"), "", &Offer::score, FieldForm::Number, 1, false, true},
    {OfferField::GpuTotalRam, "gpu_total_ram", QT_TRANSLATE_NOOP("OfferField", "Total VRAM"), QT_TRANSLATE_NOOP("OfferField", "GB"), &Offer::gpuTotalRamMb, FieldForm::Gigabytes, 0, false, true},
    {OfferField::GpuFraction, "gpu_frac", QT_TRANSLATE_NOOP("OfferField", "Share of machine"), QT_TRANSLATE_NOOP("OfferField", "%"), &Offer::gpuFraction, FieldForm::Percent, 0, false, true},
    {OfferField::GpuMemoryBw, "gpu_mem_bw", QT_TRANSLATE_NOOP("OfferField", "VRAM speed"), QT_TRANSLATE_NOOP("OfferField", "GB/s"), &Offer::gpuMemoryGBps, FieldForm::Number, 0, false, true},
    {OfferField::GpuMaxPower, "gpu_max_power", QT_TRANSLATE_NOOP("OfferField", "Max. power"), QT_TRANSLATE_NOOP("OfferField", "W"), &Offer::gpuMaxWatts, FieldForm::Number, 0, false, true},
    {OfferField::GpuMaxTemp, "gpu_max_temp", QT_TRANSLATE_NOOP("OfferField", "Max. temperature"), QT_TRANSLATE_NOOP("OfferField", "°C"), &Offer::gpuMaxCelsius, FieldForm::Number, 0, false, true},
    {OfferField::GpuArch, "gpu_arch", QT_TRANSLATE_NOOP("OfferField", "GPU maker"), "", &Offer::gpuArch, FieldForm::Text, 0, false, true},
    {OfferField::GpuLanes, "gpu_lanes", QT_TRANSLATE_NOOP("OfferField", "PCIe lanes"), "", &Offer::gpuLanes, FieldForm::Number, 0, false, true},
    {OfferField::GpuDisplayActive, "gpu_display_active", QT_TRANSLATE_NOOP("OfferField", "Display attached"), "", &Offer::gpuDisplayActive, FieldForm::YesNo, 0, false, true},
    {OfferField::GpuIds, "gpu_ids", QT_TRANSLATE_NOOP("OfferField", "GPU numbers"), "", &Offer::gpuIds, FieldForm::Identities, 0, false, true},
    {OfferField::ComputeCap, "compute_cap", QT_TRANSLATE_NOOP("OfferField", "Compute capability"), "", &Offer::computeCap, FieldForm::Identity, 0, false, true},
    {OfferField::DriverVersion, "driver_version", QT_TRANSLATE_NOOP("OfferField", "Driver"), "", &Offer::driverVersion, FieldForm::Text, 0, false, true},
    {OfferField::DriverNumber, "driver_vers", QT_TRANSLATE_NOOP("OfferField", "Driver number"), "", &Offer::driverNumber, FieldForm::Identity, 0, false, true},
    {OfferField::NvlinkBw, "bw_nvlink", QT_TRANSLATE_NOOP("OfferField", "NVLink"), QT_TRANSLATE_NOOP("OfferField", "GB/s"), &Offer::nvlinkGBps, FieldForm::Number, 0, false, true},
    {OfferField::CpuName, "cpu_name", QT_TRANSLATE_NOOP("OfferField", "CPU"), "", &Offer::cpuName, FieldForm::Text, 0, false, true},
    {OfferField::CpuArch, "cpu_arch", QT_TRANSLATE_NOOP("OfferField", "CPU type"), "", &Offer::cpuArch, FieldForm::Text, 0, false, true},
    {OfferField::CpuCores, "cpu_cores", QT_TRANSLATE_NOOP("OfferField", "CPU cores"), "", &Offer::cpuCores, FieldForm::Number, 0, false, true},
    {OfferField::CpuCoresEffective, "cpu_cores_effective", QT_TRANSLATE_NOOP("OfferField", "Own CPU cores"), "", &Offer::cpuCoresEffective, FieldForm::Number, 1, false, true},
    {OfferField::CpuGhz, "cpu_ghz", QT_TRANSLATE_NOOP("OfferField", "CPU clock"), QT_TRANSLATE_NOOP("OfferField", "GHz"), &Offer::cpuGhz, FieldForm::Number, 1, false, true},
    {OfferField::CpuRam, "cpu_ram", QT_TRANSLATE_NOOP("OfferField", "RAM"), QT_TRANSLATE_NOOP("OfferField", "GB"), &Offer::cpuRamMb, FieldForm::Gigabytes, 0, false, true},
    {OfferField::HasAvx, "has_avx", QT_TRANSLATE_NOOP("OfferField", "AVX"), "", &Offer::hasAvx, FieldForm::YesNo, 0, false, true},
    {OfferField::MoboName, "mobo_name", QT_TRANSLATE_NOOP("OfferField", "Mainboard"), "", &Offer::moboName, FieldForm::Text, 0, false, true},
    {OfferField::OsVersion, "os_version", QT_TRANSLATE_NOOP("OfferField", "Ubuntu"), "", &Offer::osVersion, FieldForm::Text, 0, false, true},
    {OfferField::PciGen, "pci_gen", QT_TRANSLATE_NOOP("OfferField", "PCIe version"), "", &Offer::pciGen, FieldForm::Number, 1, false, true},
    {OfferField::PcieBw, "pcie_bw", QT_TRANSLATE_NOOP("OfferField", "PCIe"), QT_TRANSLATE_NOOP("OfferField", "GB/s"), &Offer::pcieGBps, FieldForm::Number, 1, false, true},
    {OfferField::DiskName, "disk_name", QT_TRANSLATE_NOOP("OfferField", "Disk model"), "", &Offer::diskName, FieldForm::Text, 0, false, true},
    {OfferField::DiskSpace, "disk_space", QT_TRANSLATE_NOOP("OfferField", "Free disk"), QT_TRANSLATE_NOOP("OfferField", "GB"), &Offer::diskSpaceGb, FieldForm::Number, 0, false, true},
    {OfferField::DirectPortCount, "direct_port_count", QT_TRANSLATE_NOOP("OfferField", "Direct ports"), "", &Offer::directPortCount, FieldForm::Number, 0, false, true},
    {OfferField::DirectPortStart, "direct_port_start", QT_TRANSLATE_NOOP("OfferField", "First port"), "", &Offer::directPortStart, FieldForm::Identity, 0, false, true},
    {OfferField::PublicIp, "public_ipaddr", QT_TRANSLATE_NOOP("OfferField", "Address"), "", &Offer::publicIp, FieldForm::Text, 0, false, true},
    {OfferField::StaticIp, "static_ip", QT_TRANSLATE_NOOP("OfferField", "Fixed address"), "", &Offer::staticIp, FieldForm::YesNo, 0, false, true},
    {OfferField::Geolocode, "geolocode", QT_TRANSLATE_NOOP("OfferField", "Place code"), "", &Offer::geolocode, FieldForm::Identity, 0, false, true},
    {OfferField::Duration, "duration", QT_TRANSLATE_NOOP("OfferField", "Longest rental"), "", &Offer::durationSeconds, FieldForm::Seconds, 0, false, true},
    {OfferField::StartDate, "start_date", QT_TRANSLATE_NOOP("OfferField", "Listed since"), "", &Offer::startDate, FieldForm::Instant, 0, false, true},
    {OfferField::EndDate, "end_date", QT_TRANSLATE_NOOP("OfferField", "Listed until"), "", &Offer::endDate, FieldForm::Instant, 0, false, true},
    {OfferField::TimeRemaining, "time_remaining", QT_TRANSLATE_NOOP("OfferField", "Time left"), "", &Offer::timeRemaining, FieldForm::Text, 0, false, true},
    {OfferField::TimeRemainingIsBid, "time_remaining_isbid", QT_TRANSLATE_NOOP("OfferField", "Time left as bid"), "", &Offer::timeRemainingIsBid, FieldForm::Text, 0, false, true},
    {OfferField::Verified, "verified", QT_TRANSLATE_NOOP("OfferField", "Verified"), "", &Offer::verified, FieldForm::YesNo, 0, false, false},
    {OfferField::Datacenter, "datacenter", QT_TRANSLATE_NOOP("OfferField", "Datacenter"), "", &Offer::datacenter, FieldForm::YesNo, 0, false, false},
    {OfferField::Verification, "verification", QT_TRANSLATE_NOOP("OfferField", "Verification"), "", &Offer::verification, FieldForm::Text, 0, false, true},
    {OfferField::Vericode, "vericode", QT_TRANSLATE_NOOP("OfferField", "Verification code"), "", &Offer::vericode, FieldForm::Identity, 0, false, true},
    {OfferField::VmDeverified, "is_vm_deverified", QT_TRANSLATE_NOOP("OfferField", "VM deverified"), "", &Offer::vmDeverified, FieldForm::YesNo, 0, false, true},
    {OfferField::VmsEnabled, "vms_enabled", QT_TRANSLATE_NOOP("OfferField", "Runs VMs"), "", &Offer::vmsEnabled, FieldForm::YesNo, 0, false, true},
    {OfferField::External, "external", QT_TRANSLATE_NOOP("OfferField", "Partner market"), "", &Offer::external, FieldForm::YesNo, 0, false, true},
    {OfferField::Rentable, "rentable", QT_TRANSLATE_NOOP("OfferField", "Rentable"), "", &Offer::rentable, FieldForm::YesNo, 0, false, true},
    {OfferField::Rented, "rented", QT_TRANSLATE_NOOP("OfferField", "Rented by you"), "", &Offer::rented, FieldForm::YesNo, 0, false, true},
    {OfferField::IsBid, "is_bid", QT_TRANSLATE_NOOP("OfferField", "Interruptible"), "", &Offer::isBid, FieldForm::YesNo, 0, false, true},
    {OfferField::Reliability2, "reliability2", QT_TRANSLATE_NOOP("OfferField", "Reliability 2"), QT_TRANSLATE_NOOP("OfferField", "%"), &Offer::reliability2, FieldForm::Percent, 1, false, true},
    {OfferField::ReliabilityMult, "reliability_mult", QT_TRANSLATE_NOOP("OfferField", "Reliability factor"), "", &Offer::reliabilityMult, FieldForm::Number, 3, false, true},
    {OfferField::ExpectedReliability, "expected_reliability", QT_TRANSLATE_NOOP("OfferField", "Expected reliability"), QT_TRANSLATE_NOOP("OfferField", "%"), &Offer::expectedReliability, FieldForm::Percent, 1, false, true},
    {OfferField::HostingType, "hosting_type", QT_TRANSLATE_NOOP("OfferField", "Hosting type"), "", &Offer::hostingType, FieldForm::Identity, 0, false, true},
    {OfferField::Hostname, "hostname", QT_TRANSLATE_NOOP("OfferField", "Host name"), "", &Offer::hostname, FieldForm::Text, 0, false, true},
    {OfferField::BundleId, "bundle_id", QT_TRANSLATE_NOOP("OfferField", "Bundle"), "", &Offer::bundleId, FieldForm::Identity, 0, false, true},
    {OfferField::BundledResults, "bundled_results", QT_TRANSLATE_NOOP("OfferField", "Merged offers"), "", &Offer::bundledResults, FieldForm::Number, 0, false, true},
    {OfferField::RowNumber, "rn", QT_TRANSLATE_NOOP("OfferField", "Row of the answer"), "", &Offer::rowNumber, FieldForm::Number, 0, false, true},
    {OfferField::ClusterId, "cluster_id", QT_TRANSLATE_NOOP("OfferField", "Cluster"), "", &Offer::clusterId, FieldForm::Identity, 0, false, true},
    {OfferField::ResourceType, "resource_type", QT_TRANSLATE_NOOP("OfferField", "Resource"), "", &Offer::resourceType, FieldForm::Text, 0, false, true},
    {OfferField::VramCost, "vram_costperhour", QT_TRANSLATE_NOOP("OfferField", "VRAM price"), QT_TRANSLATE_NOOP("OfferField", "$/MB/h"), &Offer::vramDollarsPerMbHour, FieldForm::Dollars, 8, false, true},
    {OfferField::DphTotalAdjusted, "dph_total_adj", QT_TRANSLATE_NOOP("OfferField", "Adjusted total"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::dphTotalAdjusted, FieldForm::Dollars, 3, false, true},
    {OfferField::PlatformFee, "platform_fee", QT_TRANSLATE_NOOP("OfferField", "Platform fee"), QT_TRANSLATE_NOOP("OfferField", "$"), &Offer::platformFee, FieldForm::Dollars, 3, false, true},
    {OfferField::CreditDiscountMax, "credit_discount_max", QT_TRANSLATE_NOOP("OfferField", "Best discount"), QT_TRANSLATE_NOOP("OfferField", "%"), &Offer::creditDiscountMax, FieldForm::Percent, 0, false, true},
    {OfferField::DiscountRate, "discount_rate", QT_TRANSLATE_NOOP("OfferField", "Discount"), QT_TRANSLATE_NOOP("OfferField", "%"), &Offer::discountRate, FieldForm::Percent, 1, false, true},
    {OfferField::DiscountedHourly, "discounted_hourly", QT_TRANSLATE_NOOP("OfferField", "Discounted GPU"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::discountedHourly, FieldForm::Dollars, 3, false, true},
    {OfferField::DiscountedDphTotal, "discounted_dph_total", QT_TRANSLATE_NOOP("OfferField", "Discounted total"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::discountedDphTotal, FieldForm::Dollars, 3, false, true},
    {OfferField::SearchGpuHourly, "search.gpuCostPerHour", QT_TRANSLATE_NOOP("OfferField", "Search: GPU"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::searchGpuHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::SearchDiskHourly, "search.diskHour", QT_TRANSLATE_NOOP("OfferField", "Search: disk"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::searchDiskHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::SearchTotalHourly, "search.totalHour", QT_TRANSLATE_NOOP("OfferField", "Search: total"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::searchTotalHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::SearchDiscountHourly, "search.discountTotalHour", QT_TRANSLATE_NOOP("OfferField", "Search: discount"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::searchDiscountHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::SearchDiscountedHourly, "search.discountedTotalPerHour", QT_TRANSLATE_NOOP("OfferField", "Search: discounted"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::searchDiscountedHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::InstanceGpuHourly, "instance.gpuCostPerHour", QT_TRANSLATE_NOOP("OfferField", "Instance: GPU"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::instanceGpuHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::InstanceDiskHourly, "instance.diskHour", QT_TRANSLATE_NOOP("OfferField", "Instance: disk"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::instanceDiskHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::InstanceTotalHourly, "instance.totalHour", QT_TRANSLATE_NOOP("OfferField", "Instance: total"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::instanceTotalHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::InstanceDiscountHourly, "instance.discountTotalHour", QT_TRANSLATE_NOOP("OfferField", "Instance: discount"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::instanceDiscountHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::InstanceDiscountedHourly, "instance.discountedTotalPerHour", QT_TRANSLATE_NOOP("OfferField", "Instance: discounted"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::instanceDiscountedHourly, FieldForm::Dollars, 4, false, true},
    {OfferField::InetDownCostPerTb, "internet_down_cost_per_tb", QT_TRANSLATE_NOOP("OfferField", "↓ price"), QT_TRANSLATE_NOOP("OfferField", "$/TB"), &Offer::inetDownCostPerTb, FieldForm::Dollars, 2, false, true},
    {OfferField::InetUpCostPerTb, "internet_up_cost_per_tb", QT_TRANSLATE_NOOP("OfferField", "↑ price"), QT_TRANSLATE_NOOP("OfferField", "$/TB"), &Offer::inetUpCostPerTb, FieldForm::Dollars, 2, false, true},
    {OfferField::VolumeAskId, "avail_vol_ask_id", QT_TRANSLATE_NOOP("OfferField", "Volume ask"), "", &Offer::volumeAskId, FieldForm::Identity, 0, false, true},
    {OfferField::VolumeDph, "avail_vol_dph", QT_TRANSLATE_NOOP("OfferField", "Volume price"), QT_TRANSLATE_NOOP("OfferField", "$/h"), &Offer::volumeDph, FieldForm::Dollars, 4, false, true},
    {OfferField::VolumeGb, "avail_vol_size", QT_TRANSLATE_NOOP("OfferField", "Volume"), QT_TRANSLATE_NOOP("OfferField", "GB"), &Offer::volumeGb, FieldForm::Number, 0, false, true},
    {OfferField::NetworkDiskMin, "nw_disk_min_bw", QT_TRANSLATE_NOOP("OfferField", "Network disk, least"), QT_TRANSLATE_NOOP("OfferField", "MiB/s"), &Offer::networkDiskMinMiBps, FieldForm::Number, 0, false, true},
    {OfferField::NetworkDiskMax, "nw_disk_max_bw", QT_TRANSLATE_NOOP("OfferField", "Network disk, most"), QT_TRANSLATE_NOOP("OfferField", "MiB/s"), &Offer::networkDiskMaxMiBps, FieldForm::Number, 0, false, true},
    {OfferField::NetworkDiskAvg, "nw_disk_avg_bw", QT_TRANSLATE_NOOP("OfferField", "Network disk, mean"), QT_TRANSLATE_NOOP("OfferField", "MiB/s"), &Offer::networkDiskAvgMiBps, FieldForm::Number, 0, false, true},
    {OfferField::Logo, "logo", QT_TRANSLATE_NOOP("OfferField", "Logo"), "", &Offer::logo, FieldForm::Text, 0, false, true},
    {OfferField::Webpage, "webpage", QT_TRANSLATE_NOOP("OfferField", "Web page"), "", &Offer::webpage, FieldForm::Text, 0, false, true},};
// clang-format on
static_assert(std::size(kFields) == kOfferFieldCount);

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < std::size(kFields); ++i) {
        if (static_cast<std::size_t>(kFields[i].field) != i) {
            return false;
        }
    }
    return true;
}
static_assert(isInOrder(), "the table is indexed by OfferField");

QString translated(const char *source)
{
    return *source == '\0' ? QString() : QCoreApplication::translate("OfferField", source);
}

FieldValue number(double value) { return {Presence::Value, false, false, value, 0, nullptr}; }

FieldValue whole(qint64 value)
{
    return {Presence::Value, false, true, static_cast<double>(value), value, nullptr};
}

FieldValue missing(Presence presence) { return {presence, false, false, 0, 0, nullptr}; }

struct ValueReader
{
    const Offer &offer;
    OfferField field;

    FieldValue operator()(std::monostate) const { return {}; }
    FieldValue operator()(qint64 Offer::*member) const
    {
        return offer.*member != 0 ? whole(offer.*member) : FieldValue();
    }
    FieldValue operator()(int Offer::*member) const { return whole(offer.*member); }
    FieldValue operator()(Real Offer::*member) const
    {
        const Real real = offer.*member;
        return real ? number(*real) : missing(real.presence());
    }
    FieldValue operator()(Whole Offer::*member) const
    {
        const Whole value = offer.*member;
        return value ? whole(*value) : missing(value.presence());
    }
    FieldValue operator()(Flag Offer::*member) const
    {
        const Flag flag = offer.*member;
        // These two are "true or nothing" in the provider's answers.
        const bool nothingIsNo = field == OfferField::External || field == OfferField::Rented;
        if (!flag.has_value() && !(nothingIsNo && flag.presence() == Presence::Null)) {
            return missing(flag.presence());
        }
        return {Presence::Value, true, false, flag ? 1.0 : 0.0, 0, nullptr};
    }
    FieldValue operator()(QString Offer::*member) const
    {
        const QString &text = offer.*member;
        if (text.isEmpty()) {
            return missing(text.isNull() ? Presence::Absent : Presence::Null);
        }
        return {Presence::Value, false, false, 0, 0, &text};
    }
    FieldValue operator()(QVector<qint64> Offer::*member) const
    {
        // A list has no order and equals nothing; filters see it as "nothing".
        return missing((offer.*member).isEmpty() ? Presence::Absent : Presence::Null);
    }
};

QHash<QString, const OfferFieldInfo *> fieldsByName()
{
    QHash<QString, const OfferFieldInfo *> found;
    for (const OfferFieldInfo &info : kFields) {
        found.insert(info.keyText(), &info);
    }
    // Names that the server understands besides the column's own.
    static constexpr std::pair<const char *, OfferField> kOthers[] = {
        {"ask_contract_id", OfferField::Id},
        {"reliability2", OfferField::Reliability},
        {"dphtotal", OfferField::DphTotal},
        {"gpu_totalram", OfferField::GpuTotalRam},
        {"ubuntu_version", OfferField::OsVersion},
        {"driver_version", OfferField::DriverNumber}, // filters compare the number
        {"target_reliability", OfferField::ExpectedReliability},
        {"allocated_storage", OfferField::DiskSpace},
    };
    for (const auto &[name, field] : kOthers) {
        found.insert(QString::fromLatin1(name), &offerField(field));
    }
    return found;
}

} // namespace

QString OfferFieldInfo::titleText() const { return translated(title); }

QString OfferFieldInfo::unitText() const { return translated(unit); }

QString OfferFieldInfo::headerText() const
{
    const QString header = titleText() + QLatin1Char(' ') + unitText();
    return header.trimmed();
}

std::span<const OfferFieldInfo> offerFields() { return kFields; }

const OfferFieldInfo &offerField(OfferField field) { return kFields[static_cast<std::size_t>(field)]; }

const OfferFieldInfo *findOfferField(const QString &name)
{
    static const QHash<QString, const OfferFieldInfo *> byName = fieldsByName();
    return byName.value(queryfields::canonical(name), nullptr);
}

FieldValue valueOf(const OfferFieldInfo &info, const Offer &offer)
{
    return std::visit(ValueReader{offer, info.field}, info.member);
}

} // namespace snapgpu
