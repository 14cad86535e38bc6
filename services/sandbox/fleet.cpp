// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/fleet.h"

#include "services/sandbox/rng.h"

#include <algorithm>
#include <iterator>

namespace snapgpu::sandbox {

namespace {

struct Place
{
    const char *text; ///< as answers show it; "" = null
    const char *code;
};

constexpr Place kPlaces[] = {
    {"Quebec, CA", "CA"},
    {"Ontario, CA", "CA"},
    {"California, US", "US"},
    {"Texas, US", "US"},
    {"Washington, US", "US"},
    {"New York, US", "US"},
    {"Virginia, US", "US"},
    {", US", "US"},
    {"Sweden, SE", "SE"},
    {"Norway, NO", "NO"},
    {"Finland, FI", "FI"},
    {"Germany, DE", "DE"},
    {"Netherlands, NL", "NL"},
    {"France, FR", "FR"},
    {"United Kingdom, GB", "GB"},
    {"Poland, PL", "PL"},
    {"Czechia, CZ", "CZ"},
    {"Bulgaria, BG", "BG"},
    {"Romania, RO", "RO"},
    {"Spain, ES", "ES"},
    {"Iceland, IS", "IS"},
    {"Sao Paulo, BR", "BR"},
    {"Japan, JP", "JP"},
    {"South Korea, KR", "KR"},
    {"Taiwan, TW", "TW"},
    {"Vietnam, VN", "VN"},
    {"China, CN", "CN"},
    {"India, IN", "IN"},
    {"Australia, AU", "AU"},
    {"", "US"},
};

struct Cpu
{
    const char *name;
    int threads;
    double ghz;
    bool server;
};

constexpr Cpu kCpus[] = {
    {"AMD EPYC 7502 32-Core Processor", 64, 3.3, true},
    {"AMD EPYC 7763 64-Core Processor", 256, 3.5, true},
    {"AMD EPYC 9354 32-Core Processor", 128, 3.8, true},
    {"Intel(R) Xeon(R) Platinum 8470", 208, 3.8, true},
    {"Intel(R) Xeon(R) Gold 6248R CPU @ 3.00GHz", 96, 3.0, true},
    {"AMD Ryzen 5 5600X 6-Core Processor", 12, 4.6, false},
    {"AMD Ryzen 9 5950X 16-Core Processor", 32, 4.9, false},
    {"AMD Ryzen 9 7950X 16-Core Processor", 32, 5.7, false},
    {"Intel(R) Core(TM) i7-12700K", 20, 5.0, false},
    {"Intel(R) Core(TM) i9-13900K", 32, 5.8, false},
};

constexpr const char *kServerBoards[] = {"ROMED8-2T", "H12SSL-i", "0XK7TD", "MZ32-AR0-00", "X12DPG-OA6"};
constexpr const char *kHomeBoards[] = {"B550 AORUS ELITE", "X570 Taichi", "Z690 AORUS PRO", "PRIME X670-P"};
constexpr const char *kServerDisks[] = {"SAMSUNG MZQL27T6HBLA", "INTEL SSDPE2KX040T8", "KIOXIA KCD8XRUG7T68"};
constexpr const char *kHomeDisks[] = {
    "Samsung SSD 980 PRO 2TB", "WD_BLACK SN770 1TB", "CT2000P5PSSD8", "KINGSTON SNV2S2000G"};

struct Driver
{
    const char *version;
    double cuda;
};

constexpr Driver kDrivers[] = {
    {"535.183.01", 12.2},
    {"550.54.14", 12.4},
    {"550.127.05", 12.4},
    {"560.35.03", 12.6},
    {"570.86.15", 12.8},
    {"570.133.20", 12.8},
    {"580.65.06", 13.0},
};

/** Owner account; several machines, one place, one router. */
struct Host
{
    qint64 id = 0;
    const GpuType *gpu = nullptr;
    Place place{};
    bool datacenter = false;
    QString ip;
    double priceFactor = 1;
    double linkMbps = 500;
    int machines = 1;
};

QString text(const char *latin1) { return QString::fromLatin1(latin1); }

const GpuType &pickGpu(Rng &rng)
{
    int total = 0;
    for (const GpuType &type : gpuTypes()) {
        total += type.weight;
    }
    int ticket = rng.below(total);
    for (const GpuType &type : gpuTypes()) {
        ticket -= type.weight;
        if (ticket < 0) {
            return type;
        }
    }
    return gpuTypes().first();
}

Host makeHost(Rng &rng, int serial)
{
    Host host;
    host.id = 1200 + serial * 613 + rng.below(600);
    host.gpu = &pickGpu(rng);
    host.place = rng.pick(kPlaces);
    host.datacenter = rng.chance(host.gpu->datacenterShare);
    // TEST-NET-1, -2 and -3 (RFC 5737): addresses that belong to nobody.
    constexpr const char *kNets[] = {"192.0.2.%1", "198.51.100.%1", "203.0.113.%1"};
    host.ip = text(kNets[serial % 3]).arg(1 + (serial / 3) % 254);
    host.priceFactor = rng.logNormal(1.0, 0.18);
    host.linkMbps =
        host.datacenter ? rng.between(2000, 9500) : std::clamp(rng.logNormal(800, 0.7), 60.0, 5000.0);
    host.machines = host.datacenter ? 2 + rng.below(10) : (rng.chance(0.55) ? 1 : 2 + rng.below(4));
    return host;
}

double rounded(double value, double unit) { return std::round(value / unit) * unit; }

void fillTrust(FleetMachine &m, const Host &host, Rng &rng)
{
    const double dice = rng.unit();
    m.verification =
        text(host.datacenter || dice < 0.72 ? "verified" : (dice < 0.95 ? "unverified" : "deverified"));
    if (m.verification == QLatin1String("verified")) {
        m.reliability = host.datacenter ? rng.between(0.988, 0.9999) : rng.between(0.955, 0.9995);
    } else {
        m.reliability = rng.between(0.60, 0.985);
    }
    m.reliability = rounded(m.reliability, 1e-7);
    if (rng.chance(0.85)) {
        m.external = rng.chance(0.04);
    }
    m.listed = !rng.chance(0.06);
}

void fillMoney(FleetMachine &m, const Host &host, Rng &rng)
{
    const bool trusted = m.verification == QLatin1String("verified");
    const double discount = trusted ? 1.0 : rng.between(0.55, 0.9);
    m.gpuDollars = rounded(m.gpu->dollars * host.priceFactor * discount * rng.between(0.93, 1.08), 1e-4);
    m.bidShare = rng.between(0.4, 0.7);
    constexpr double kStorage[] = {0.1, 0.12, 0.15, 0.15, 0.16, 0.2, 0.2, 0.25, 0.3};
    m.storageDollars = rng.pick(kStorage);
    if (!host.datacenter && rng.chance(0.8)) {
        m.inetDownCost = rounded(std::min(rng.logNormal(0.004, 0.9), 0.039), 1e-4);
        m.inetUpCost = rounded(m.inetDownCost * rng.between(1.0, 1.4), 1e-4);
    }
}

void fillHardware(FleetMachine &m, const Host &host, Rng &rng)
{
    const bool server = host.datacenter || m.totalGpus >= 4;
    Cpu cpu = rng.pick(kCpus);
    while (cpu.server != server) {
        cpu = rng.pick(kCpus);
    }
    m.cpuName = text(cpu.name);
    m.cpuGhz = cpu.ghz;
    if (!rng.chance(0.02)) {
        m.cpuCores = cpu.threads;
    }
    m.cpuRamMb =
        static_cast<int>(rng.between(0.92, 1.0) * 1024 * (server ? 256 * std::max(1, m.totalGpus / 2) : 64));
    m.moboName = text(server ? rng.pick(kServerBoards) : rng.pick(kHomeBoards));
    m.diskName = text(server ? rng.pick(kServerDisks) : rng.pick(kHomeDisks));
    m.diskGb = rounded(server ? rng.between(600, 7000) : rng.between(60, 1600), 0.01);
    m.diskMBps = rounded(std::clamp(rng.logNormal(server ? 3600 : 1800, 0.45), 180.0, 12000.0), 0.1);
    const Driver driver = rng.pick(kDrivers);
    m.driver = text(driver.version);
    m.cudaMax = m.gpu->computeCap >= 1000 ? std::max(12.8, driver.cuda) : driver.cuda;
    m.osVersion = text(rng.chance(0.8) ? "22.04" : (rng.chance(0.5) ? "20.04" : "24.04"));
    m.pciGen = m.gpu->computeCap >= 900 ? 5 : (m.gpu->computeCap >= 800 ? 4 : 3);
    m.pcieGBps = rounded(m.pciGen * rng.between(2.8, 6.4), 0.1);
    m.vms = rng.chance(0.15);
}

void fillNetwork(FleetMachine &m, const Host &host, Rng &rng)
{
    if (*host.place.text != '\0') {
        m.geolocation = text(host.place.text);
    }
    m.countryCode = text(host.place.code);
    if (!rng.chance(0.05)) {
        m.publicIp = host.ip;
    }
    m.staticIp = host.datacenter || rng.chance(0.6);
    constexpr int kPorts[] = {15, 49, 99, 249, 249, 499, 999};
    m.directPorts = rng.chance(0.06) ? rng.below(2) : rng.pick(kPorts);
    m.inetDown = rounded(host.linkMbps * rng.between(0.85, 1.05), 0.1);
    m.inetUp = rounded(m.inetDown * (host.datacenter ? rng.between(0.8, 1.0) : rng.between(0.15, 1.0)), 0.1);
}

FleetMachine makeMachine(Rng &rng, const Host &host, qint64 machineId, double epochSec)
{
    FleetMachine m;
    m.machineId = machineId;
    m.hostId = host.id;
    m.gpu = host.gpu;
    m.datacenter = host.datacenter;
    constexpr int kSizes[] = {1, 1, 2, 2, 4, 4, 8, 8};
    m.totalGpus = std::min(rng.pick(kSizes), host.gpu->maxGpus);
    m.takenGpus = m.totalGpus > 1 && rng.chance(0.3) ? rng.below(m.totalGpus) : 0;
    fillTrust(m, host, rng);
    fillMoney(m, host, rng);
    fillHardware(m, host, rng);
    fillNetwork(m, host, rng);
    m.listedFromSec = epochSec - rng.between(2, 200) * 86400;
    m.listedUntilSec = epochSec + std::max(rng.logNormal(30, 1.0), 0.5) * 86400;
    return m;
}

} // namespace

const QVector<GpuType> &gpuTypes()
{
    // Public figures of the makers; prices are medians of the market in the reference, rounded.
    static const QVector<GpuType> types = {
        {"RTX 4090", 24564, 890, 81.92, 98.2, 862.4, 450, 0.36, 22, 0.10, 8},
        {"RTX 3090", 24576, 860, 35.21, 41.0, 793.8, 350, 0.17, 16, 0.05, 8},
        {"RTX 5090", 32607, 1200, 104.8, 141.0, 1510.0, 575, 0.52, 12, 0.10, 8},
        {"RTX 3080", 10240, 860, 29.77, 31.4, 683.0, 320, 0.11, 4, 0.0, 4},
        {"RTX 3060", 12288, 860, 12.74, 13.1, 324.2, 170, 0.07, 5, 0.0, 4},
        {"RTX 4070 Ti", 12282, 890, 40.09, 44.7, 453.0, 285, 0.15, 3, 0.0, 4},
        {"RTX 4080", 16376, 890, 48.74, 58.9, 640.0, 320, 0.22, 3, 0.0, 4},
        {"RTX 4080S", 16376, 890, 52.22, 62.3, 660.0, 320, 0.23, 2, 0.0, 4},
        {"RTX 4060 Ti", 16380, 890, 22.06, 24.6, 258.0, 165, 0.10, 3, 0.0, 4},
        {"RTX 5080", 16303, 1200, 56.28, 79.2, 850.0, 360, 0.28, 3, 0.0, 4},
        {"RTX A4000", 16376, 860, 19.17, 24.4, 388.0, 140, 0.13, 3, 0.2, 8},
        {"RTX A5000", 24564, 860, 27.77, 36.0, 660.0, 230, 0.21, 3, 0.4, 8},
        {"RTX A6000", 49140, 860, 38.71, 49.2, 672.0, 300, 0.42, 5, 0.5, 8},
        {"RTX 6000Ada", 49140, 890, 91.06, 104.0, 830.0, 300, 0.68, 3, 0.6, 8},
        {"L40S", 46068, 890, 91.6, 96.0, 744.0, 350, 0.62, 3, 0.9, 8},
        {"Tesla V100", 32768, 700, 15.67, 24.0, 765.0, 250, 0.20, 2, 0.6, 8},
        {"A100 PCIE", 40960, 800, 19.49, 76.0, 1290.0, 250, 0.60, 2, 0.9, 8},
        {"A100 SXM4", 81920, 800, 19.49, 88.0, 1560.0, 400, 0.85, 4, 1.0, 8},
        {"H100 SXM", 81559, 900, 53.52, 380.0, 2593.1, 700, 1.87, 4, 1.0, 8},
        {"H200", 143771, 900, 53.52, 412.0, 3720.0, 700, 2.35, 2, 1.0, 8},
    };
    return types;
}

double FleetMachine::misfortune() const
{
    // A well filtered pool fails in one rental of seven, a cheap unfiltered one four to six times as often
    // (reference, section 7).
    if (verification != QLatin1String("verified")) {
        return 4.0;
    }
    return reliability < 0.97 ? 2.0 : 1.0;
}

const FleetMachine *Fleet::machine(qint64 machineId) const
{
    const auto it = indexById.constFind(machineId);
    return it == indexById.cend() ? nullptr : &machines[*it];
}

Fleet makeFleet(quint64 seed, double epochSec, int machineCount)
{
    Fleet fleet;
    Rng rng(mixSeed(seed, stableHash("fleet")));
    qint64 machineId = 4000;
    for (int serial = 0; fleet.machines.size() < machineCount; ++serial) {
        const Host host = makeHost(rng, serial);
        for (int i = 0; i < host.machines; ++i) {
            machineId += 7 + rng.below(190);
            fleet.indexById.insert(machineId, static_cast<int>(fleet.machines.size()));
            fleet.machines.push_back(makeMachine(rng, host, machineId, epochSec));
        }
    }
    return fleet;
}

} // namespace snapgpu::sandbox
