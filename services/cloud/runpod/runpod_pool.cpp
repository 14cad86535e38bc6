// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/runpod/runpod_pool.h"

#include "services/core/json.h"

#include <QStringList>

namespace snapgpu::runpod {

namespace {

/** FNV-1a: no secret, only the same on every computer and in every version. */
quint64 stableHash(const QString &text)
{
    quint64 hash = 0xcbf29ce484222325ULL;
    for (const char byte : text.toUtf8()) {
        hash = (hash ^ static_cast<quint8>(byte)) * 0x100000001b3ULL;
    }
    return hash ^ (hash >> 29);
}

QString placeKey(const Pool &pool)
{
    return QStringList{pool.gpuId, cloudName(pool.secure), pool.dataCenter}.join(QLatin1Char('\n'));
}

} // namespace

QString cloudName(bool secure) { return secure ? QStringLiteral("SECURE") : QStringLiteral("COMMUNITY"); }

qint64 offerId(const Pool &pool)
{
    constexpr quint64 kBits = (quint64{1} << 40) - 1; // short enough to type, whole in any JSON reader
    const quint64 hash = stableHash(placeKey(pool) + QLatin1Char('\n') + QString::number(pool.count));
    return static_cast<qint64>(hash & kBits) | 1;
}

qint64 poolId(const Pool &pool)
{
    constexpr quint64 kBits = (quint64{1} << 31) - 1;
    return -(static_cast<qint64>(stableHash(placeKey(pool)) & kBits) | 1);
}

std::optional<Pool> poolOf(const Offer &offer)
{
    const Result<json::Value> extra = json::parse(offer.raw);
    if (!extra || !extra->is_object()) {
        return std::nullopt;
    }
    const QString gpuId = json::trimmed(*extra, "gpu_id");
    const QString cloud = json::trimmed(*extra, "cloud");
    if (gpuId.isEmpty() || cloud.isEmpty()) {
        return std::nullopt;
    }
    return Pool{gpuId, offer.numGpus, cloud == cloudName(true), json::trimmed(*extra, "data_center")};
}

QString placeOf(const QString &dataCenter)
{
    const QStringList parts = dataCenter.split(QLatin1Char('-'));
    if (parts.size() < 2) {
        return dataCenter;
    }
    const bool isCountry = parts.first() == QLatin1String("US") || parts.first() == QLatin1String("CA");
    return dataCenter + QStringLiteral(", ") + (isCountry ? parts.at(0) : parts.at(1));
}

QString shortGpuName(const QString &gpuId)
{
    for (const char *prefix : {"NVIDIA GeForce ", "NVIDIA ", "AMD Instinct ", "AMD "}) {
        if (gpuId.startsWith(QLatin1String(prefix))) {
            return gpuId.mid(static_cast<qsizetype>(qstrlen(prefix)));
        }
    }
    return gpuId;
}

} // namespace snapgpu::runpod
