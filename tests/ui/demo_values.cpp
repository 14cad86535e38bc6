// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/demo.h"

#include <cmath>
#include <QRandomGenerator>

namespace snapgpu::demo {

namespace {

struct Gpu
{
    const char *name;
    double ramMb;
    double price;
};

constexpr Gpu kGpus[] = {{"RTX 4090", 24564, 0.42}, {"RTX 5090", 32607, 0.68}, {"RTX 3090", 24576, 0.22},
    {"A100 SXM4", 81920, 1.05}, {"H100 SXM", 81559, 2.1}, {"L40S", 46068, 0.71},
    {"RTX 6000Ada", 49140, 0.74}};
constexpr const char *kPlaces[] = {"Sweden, SE", "Oregon, US", "Texas, US", "Poland, PL", "Quebec, CA",
    "Spain, ES", "Bulgaria, BG", "Norway, NO", "North Carolina, US", ""};

RacerView racer(int number, int wave, const char *gpu, const char *place, qint64 machine)
{
    RacerView view;
    view.number = number;
    view.wave = wave;
    view.label = QStringLiteral("snapgpu/1a2b3c4d/7f3a/%1").arg(number);
    view.offer.gpuName = QString::fromLatin1(gpu);
    view.offer.geolocation = QString::fromLatin1(place);
    view.offer.machineId = machine;
    view.cost = Money::fromMicros(820 + number * 37);
    return view;
}

using S = RaceStage;

} // namespace

QVector<Offer> offers(int count, quint32 seed)
{
    QRandomGenerator random(seed);
    QVector<Offer> rows;
    rows.reserve(count);
    for (int i = 0; i < count; ++i) {
        const Gpu &gpu = kGpus[random.bounded(static_cast<int>(std::size(kGpus)))];
        Offer offer;
        offer.provider = QStringLiteral("vast");
        offer.id = 20'000'000 + i;
        offer.machineId = 20'000 + random.bounded(30'000);
        offer.hostId = 60'000 + random.bounded(900);
        offer.gpuName = QString::fromLatin1(gpu.name);
        offer.numGpus = 1;
        offer.gpuRamMb = gpu.ramMb;
        offer.geolocation =
            QString::fromLatin1(kPlaces[random.bounded(static_cast<int>(std::size(kPlaces)))]);
        offer.dphBase = gpu.price * (0.8 + random.generateDouble());
        offer.storageCost = 0.1 + random.generateDouble() * 0.2;
        offer.inetDownMbps = 300 + random.bounded(8000);
        offer.reliability = 0.951 + random.generateDouble() * 0.048;
        offer.cudaMaxGood = random.bounded(2) == 0 ? 12.4 : 12.8;
        if (random.bounded(12) != 0) {
            offer.diskBwMBps = 700 + random.bounded(6000);
        }
        offer.dphTotal = *offer.dphBase + *offer.storageCost * 40 / 720;
        offer.inetUpMbps = 100 + random.bounded(4000);
        offer.inetDownCost = random.bounded(4) == 0 ? 0.0 : 0.002 + random.generateDouble() * 0.02;
        offer.minBid = std::round(*offer.dphBase * (0.4 + random.generateDouble() * 0.3) * 1000) / 1000;
        offer.diskSpaceGb = 50 + random.bounded(2000);
        offer.directPortCount = random.bounded(200);
        offer.durationSeconds = 86'400.0 * (1 + random.bounded(90));
        offer.cpuName = QStringLiteral("AMD EPYC 7763 64-Core Processor");
        offer.cpuRamMb = 64'000 + random.bounded(400'000);
        offer.driverVersion = QStringLiteral("570.86.15");
        offer.raw = QByteArrayLiteral(R"({"new_field_of_tomorrow":"yes"})");
        offer.datacenter = random.bounded(3) == 0;
        offer.verified = random.bounded(8) != 0;
        rows.append(offer);
    }
    return rows;
}

QVector<Snapshot> snapshots(const QDateTime &now)
{
    const QString workspace = QStringLiteral("/workspace/MuseTalk");
    QVector<Snapshot> rows;
    const auto add = [&](int minutes, int tree, const char *host, QStringList tags, QString path,
                         qint64 bytes) {
        Snapshot s;
        s.id = QString::number(0x9e3779b97f4a7c15ULL * (minutes + 1), 16)
                   .rightJustified(16, QLatin1Char('0'))
                   .repeated(4);
        s.tree = QString::number(0xc2b2ae3d27d4eb4fULL * (tree + 1), 16)
                     .rightJustified(16, QLatin1Char('0'))
                     .repeated(4);
        s.time = now.addSecs(-60LL * minutes);
        s.hostname = QString::fromLatin1(host);
        s.tags = std::move(tags);
        s.paths = QStringList{std::move(path)};
        if (bytes > 0) {
            s.totalBytes = bytes;
            s.totalFiles = bytes / 310'000;
        }
        rows.append(s);
    };
    add(12, 0, "gpu-4090-quebec", {QStringLiteral("auto")}, workspace, 7'112'000'000);
    add(42, 0, "gpu-4090-quebec", {QStringLiteral("auto")}, workspace, 7'112'000'000);
    add(72, 0, "workstation", {QStringLiteral("manual")}, workspace, 7'112'000'000);
    add(190, 1, "workstation", {QStringLiteral("before-upgrade")}, workspace, 6'840'000'000);
    add(1500, 2, "workstation", {}, workspace, 6'790'000'000);
    add(1530, 2, "workstation", {}, workspace, 6'790'000'000);
    add(4400, 3, "gpu-4090-quebec", {QStringLiteral("nightly")}, QStringLiteral("/workspace/ComfyUI"),
        23'400'000'000);
    add(9100, 4, "workstation", {}, QStringLiteral("/workspace/experiments with a long name/run 17"), 0);
    return rows;
}

RaceView wonRace()
{
    RaceView view;
    view.raceId = QStringLiteral("7f3a");
    view.phase = RacePhase::Won;
    view.elapsedMs = 18'700;
    view.wave = 2;
    view.maxWaves = 3;
    view.waveStartsMs = {0, 11'000};
    view.winnerNumber = 1;
    view.cost = Money::fromMicros(9'300);
    view.hourlyAlive = Money::fromMicros(1'092'000);
    view.alive = 3;
    RacerView r = racer(1, 1, "RTX 4090", "Quebec, CA", 31540);
    r.state = RacerState::Winner;
    r.readyMs = 18'700;
    r.stages = {{S::Create, 0, 900}, {S::Host, 900, 3900}, {S::Image, 3900, 14'700}, {S::Ssh, 14'700, 16'300},
        {S::Check, 16'300, 18'700}};
    view.racers.append(r);
    r = racer(2, 1, "RTX 5090", "Sweden, SE", 50918);
    r.state = RacerState::Gone;
    r.reason = QStringLiteral("slower: pulling the image");
    r.stages = {{S::Create, 500, 1500}, {S::Host, 1500, 7500}, {S::Image, 7500, 18'900}};
    view.racers.append(r);
    r = racer(3, 1, "RTX 4090", "Texas, US", 22817);
    r.state = RacerState::Gone;
    r.reason = QStringLiteral("slower: still being provisioned");
    r.stages = {{S::Create, 1000, 2200}, {S::Host, 2200, 18'900}};
    view.racers.append(r);
    r = racer(4, 1, "A100 SXM4", "Poland, PL", 40771);
    r.state = RacerState::Gone;
    r.failed = true;
    r.reason = QStringLiteral("the container could not start: the driver is older than the image needs");
    r.stages = {{S::Create, 1500, 2300}, {S::Host, 2300, 6300}, {S::Image, 6300, 13'200}};
    view.racers.append(r);
    r = racer(5, 1, "RTX 4090", "Norway, NO", 38110);
    r.state = RacerState::Destroying;
    r.reason = QStringLiteral("slower: ssh answered 0.9 s later");
    r.stages = {
        {S::Create, 2000, 3000}, {S::Host, 3000, 8500}, {S::Image, 8500, 16'500}, {S::Ssh, 16'500, 19'400}};
    view.racers.append(r);
    for (int i = 6; i <= 9; ++i) {
        static constexpr const char *kNames[] = {
            "Oregon, US", "Spain, ES", "Bulgaria, BG", "North Carolina, US"};
        r = racer(i, 2, i == 7 ? "RTX 5090" : "RTX 4090", kNames[i - 6], 29'000 + i * 731);
        r.state = i == 8 ? RacerState::Destroying : RacerState::Gone;
        r.reason = QStringLiteral("slower: just created");
        r.stages = {{S::Create, 11'000 + i * 90, 11'700 + i * 90}, {S::Host, 11'700 + i * 90, 19'200}};
        view.racers.append(r);
    }
    r = racer(10, 2, "RTX 4090", "Texas, US", 27001);
    r.state = RacerState::Refused;
    r.reason = QStringLiteral("the offer was taken by somebody else");
    r.stages = {{S::Create, 12'100, 12'500}};
    r.cost = {};
    view.racers.append(r);
    return view;
}

RaceView youngRace()
{
    RaceView view = wonRace();
    view.phase = RacePhase::Running;
    view.elapsedMs = 6'400;
    view.wave = 1;
    view.waveStartsMs = {0};
    view.winnerNumber = 0;
    view.cost = Money::fromMicros(2'140);
    view.hourlyAlive = Money::fromMicros(2'718'000);
    view.alive = 5;
    view.racers.resize(5);
    for (RacerView &racer : view.racers) {
        racer.state = RacerState::Booting;
        racer.failed = false;
        racer.readyMs = -1;
        racer.reason = QStringLiteral("pulling nvidia/cuda");
        racer.stages.removeIf([](const StageSpan &span) { return span.startMs > 6'400; });
        racer.stages.last().endMs = -1;
    }
    return view;
}

RestoreProgress halfRestored()
{
    RestoreProgress p;
    p.phase = RestorePhase::Rest;
    p.bytesDone = 4'100'000'000;
    p.bytesTotal = 7'112'000'000;
    p.filesDone = 9'412;
    p.filesTotal = 22'806;
    p.bytesSkipped = 1'600'000'000;
    p.bytesPerSecond = 412e6;
    p.secondsLeft = 8;
    p.elapsedMs = 12'700;
    p.resticRunningMs = 400;
    p.criticalReadyMs = 4'100;
    p.criticalBytes = 1'900'000'000;
    p.connections = 32;
    return p;
}

} // namespace snapgpu::demo
