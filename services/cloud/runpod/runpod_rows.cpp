// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/runpod/runpod_rows.h"

#include "services/cloud/runpod/runpod_pool.h"
#include "services/core/json.h"

#include <algorithm>
#include <cmath>
#include <QDateTime>

namespace snapgpu::runpod {

namespace {

constexpr double kStorageDollars = 0.10; // $/GB/month of container disk while it runs (runpod-api.md 11)
constexpr double kHoursPerMonth = 720;
constexpr double kMbPerGb = 1024;
constexpr int kMostGpus = 64;

bool hasStock(const QString &availability)
{
    return !availability.isEmpty() && availability.compare(QLatin1String("NONE"), Qt::CaseInsensitive) != 0;
}

int countOf(const json::Value &object, const char *key)
{
    return static_cast<int>(std::clamp<qint64>(json::integer(object, key).value_or(0), 0, kMostGpus));
}

Offer offerFor(const json::Value &type, const Pool &pool, double dollars, double storageGb)
{
    Offer offer;
    offer.provider = QStringLiteral("runpod");
    offer.id = offerId(pool);
    offer.machineId = poolId(pool);
    const QString name = json::trimmed(type, "name");
    offer.gpuName = name.isEmpty() ? shortGpuName(pool.gpuId) : name;
    offer.numGpus = pool.count;
    if (const auto memory = json::number(type, "memory")) {
        offer.gpuRamMb = *memory * kMbPerGb;
        offer.gpuTotalRamMb = *memory * kMbPerGb * pool.count;
    }
    offer.geolocation = placeOf(pool.dataCenter);
    offer.dphBase = dollars;
    offer.storageCost = kStorageDollars;
    offer.dphTotal = dollars + kStorageDollars * storageGb / kHoursPerMonth;
    offer.inetDownCost = offer.inetUpCost = 0.0; // RunPod charges no traffic
    offer.datacenter = pool.secure;
    offer.isBid = false;
    offer.rented = false;
    offer.gpuArch = json::trimmed(type, "manufacturer").toLower();
    return offer;
}

QByteArray extraOf(const Pool &pool, const QString &availability)
{
    json::Value extra = {{"gpu_id", json::fromQString(pool.gpuId)},
        {"cloud", json::fromQString(cloudName(pool.secure))},
        {"availability", json::fromQString(availability)}};
    if (!pool.dataCenter.isEmpty()) {
        extra["data_center"] = json::fromQString(pool.dataCenter);
    }
    return json::dump(extra);
}

/** The status words that the whole program knows (models/machine.h). */
QString statusOf(const QString &told)
{
    if (told == QLatin1String("PROVISIONING")) {
        return {};
    }
    if (told == QLatin1String("STARTING")) {
        return QStringLiteral("loading");
    }
    if (told == QLatin1String("RUNNING")) {
        return QStringLiteral("running");
    }
    if (told == QLatin1String("EXITED") || told == QLatin1String("ERROR")) {
        return QStringLiteral("exited");
    }
    return told.toLower();
}

std::optional<SshEndpoint> endpointOf(const QString &host, std::optional<qint64> port)
{
    if (host.isEmpty() || !port || *port < 1 || *port > 65535) {
        return std::nullopt;
    }
    return SshEndpoint{host, static_cast<quint16>(*port), true};
}

/** The way to port 22 by a public address. RunPod's own SSH proxy gives a terminal and nothing else: no
 * command, no file passes it (runpod-api.md 6.2), so it is no endpoint. */
QVector<SshEndpoint> endpointsOf(const json::Value &pod)
{
    QVector<SshEndpoint> found;
    const auto add = [&found](const std::optional<SshEndpoint> &endpoint) {
        if (endpoint && !found.contains(*endpoint)) {
            found.append(*endpoint);
        }
    };
    const json::Value *ssh = json::object(pod, "ssh");
    if (const json::Value *direct = ssh ? json::object(*ssh, "direct") : nullptr) {
        add(endpointOf(json::trimmed(*direct, "host"), json::integer(*direct, "port")));
    }
    const json::Value *runtime = json::object(pod, "runtime");
    const json::Value *ports = runtime ? json::array(*runtime, "ports") : nullptr;
    for (const json::Value &port : ports ? *ports : json::Value::array()) {
        if (port.is_object() && json::integer(port, "private") == 22
            && json::trimmed(port, "type") == QLatin1String("tcp")) {
            add(endpointOf(json::trimmed(port, "ip"), json::integer(port, "public")));
        }
    }
    return found;
}

qint64 instantMs(const json::Value &pod, const char *key)
{
    const QDateTime at = QDateTime::fromString(json::trimmed(pod, key), Qt::ISODateWithMs);
    return at.isValid() ? at.toMSecsSinceEpoch() : 0;
}

} // namespace

QVector<Offer> offersFromType(const json::Value &type, const CatalogAsked &asked)
{
    const QString gpuId = type.is_object() ? json::trimmed(type, "id") : QString();
    const char *tier = asked.secure ? "secure" : "community";
    const json::Value *prices = gpuId.isEmpty() ? nullptr : json::object(type, "price");
    const double price = prices ? json::number(*prices, tier).value_or(0) : 0;
    // A tier that does not sell a type comes as 0, null, absent or with a false switch.
    if (price <= 0 || !json::boolean(type, tier).value_or(true)) {
        return {};
    }
    if (const json::Value *most = json::object(type, "maxCount");
        most && countOf(*most, tier) < asked.count) {
        return {};
    }
    QVector<Offer> offers;
    const auto add = [&](const QString &dataCenter, const QString &availability) {
        const Pool pool{gpuId, asked.count, asked.secure, dataCenter};
        Offer offer = offerFor(type, pool, price * asked.count, asked.storageGb);
        offer.rentable = hasStock(availability);
        offer.raw = extraOf(pool, availability);
        offers.append(offer);
    };
    if (const json::Value *centers = json::array(type, "dataCenters")) {
        for (const json::Value &center : *centers) {
            if (center.is_object() && !json::trimmed(center, "id").isEmpty()) {
                add(json::trimmed(center, "id"), json::trimmed(center, "availability"));
            }
        }
    }
    // Creates without a data center succeeded where every named one had failed (runpod-api.md 3.4).
    add({}, json::trimmed(type, "availability"));
    return offers;
}

bool isPodId(const QString &id)
{
    constexpr int kLongest = 64;
    return !id.isEmpty() && id.size() <= kLongest && std::all_of(id.begin(), id.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || c == u'-'
            || c == u'_';
    });
}

QString podIdOf(const json::Value &pod)
{
    const QString id = pod.is_object() ? json::trimmed(pod, "id") : QString();
    return isPodId(id) ? id : QString();
}

bool isTerminated(const json::Value &pod)
{
    return json::trimmed(pod, "status") == QLatin1String("TERMINATED");
}

std::optional<Machine> machineFromPod(const json::Value &pod)
{
    Machine machine;
    machine.provider = QStringLiteral("runpod");
    machine.instanceId = podIdOf(pod);
    if (machine.instanceId.isEmpty()) {
        return std::nullopt;
    }
    const QString told = json::trimmed(pod, "status");
    const QString dataCenter = json::trimmed(pod, "dataCenterId");
    machine.label = json::trimmed(pod, "name");
    machine.geolocation = placeOf(dataCenter);
    if (const json::Value *gpu = json::object(pod, "gpu")) {
        const QString gpuId = json::trimmed(*gpu, "id");
        machine.gpuName = shortGpuName(gpuId);
        machine.numGpus = std::max(1, countOf(*gpu, "count"));
        const bool secure = json::trimmed(pod, "cloud") != cloudName(false);
        machine.machineId = poolId({gpuId, machine.numGpus, secure, dataCenter});
    } else {
        machine.numGpus = 0; // a pod of CPUs
    }
    machine.actualStatus = statusOf(told);
    machine.curState = told;
    machine.intendedStatus =
        told == QLatin1String("EXITED") ? QStringLiteral("stopped") : QStringLiteral("running");
    machine.statusMessage =
        told == QLatin1String("ERROR") ? QStringLiteral("Error: RunPod says that the pod failed") : QString();
    machine.endpoints = endpointsOf(pod);
    // Whether the time of the image's download is billed is nowhere said, and the price is shown from the
    // create on: the dearer reading counts.
    machine.gpuHourly = Money::fromDollars(json::number(pod, "cost").value_or(0));
    machine.billsFromCreate = true;
    machine.diskGb = json::number(pod, "disk").value_or(0);
    machine.inetDownCost = 0;
    machine.startedAtMs = instantMs(pod, "createdAt");
    json::Value shown = pod;
    shown.erase("env"); // of somebody else's pod it may hold secrets
    machine.raw = json::dump(shown);
    return machine;
}

} // namespace snapgpu::runpod
