// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/packs/pack_index.h"

#include "services/core/json.h"

#include <algorithm>
#include <limits>

namespace snapgpu {

namespace {

constexpr qsizetype kHexDigits = 64;
constexpr quint32 kSealBytes = 32; ///< IV and MAC, which every blob has
constexpr qint64 kMostPackBytes = qint64(1) << 31; ///< restic's packs go up to 128 MiB and one blob more
constexpr quint32 kMostPlainBytes = 1U << 30;

std::optional<quint32> small(const json::Value &object, const char *key)
{
    const auto value = json::integer(object, key);
    if (!value || *value < 0 || *value > std::numeric_limits<quint32>::max()) {
        return std::nullopt;
    }
    return static_cast<quint32>(*value);
}

std::optional<BlobPlace> placeOf(const json::Value &blob)
{
    const auto id = objectIdOf(json::trimmed(blob, "id").toLatin1());
    const auto offset = small(blob, "offset");
    const auto length = small(blob, "length");
    const quint32 plain = small(blob, "uncompressed_length").value_or(0);
    if (!id || !offset || !length || *length < kSealBytes || qint64(*offset) + *length > kMostPackBytes
        || plain > kMostPlainBytes) {
        return std::nullopt;
    }
    return BlobPlace{*id, 0, *offset, *length, plain};
}

} // namespace

std::optional<ObjectId> objectIdOf(const QByteArray &hex)
{
    const QByteArray bytes = QByteArray::fromHex(hex);
    ObjectId id{};
    if (hex.size() != kHexDigits || bytes.size() != static_cast<qsizetype>(id.size())) {
        return std::nullopt;
    }
    std::copy_n(reinterpret_cast<const unsigned char *>(bytes.constData()), id.size(), id.begin());
    return id;
}

bool PackIndex::add(const QByteArray &text)
{
    const Result<json::Value> index = json::parse(text, {qsizetype(1) << 30, 16});
    const json::Value *packs = index ? json::array(*index, "packs") : nullptr;
    const std::size_t packsBefore = m_packs.size();
    const std::size_t placesBefore = m_places.size();
    bool good = packs != nullptr;
    for (std::size_t i = 0; good && i < packs->size(); ++i) {
        const json::Value &pack = packs->at(i);
        const QByteArray name = json::trimmed(pack, "id").toLatin1();
        const json::Value *blobs = json::array(pack, "blobs");
        good = objectIdOf(name).has_value() && blobs != nullptr;
        for (std::size_t k = 0; good && k < blobs->size(); ++k) {
            auto place = placeOf(blobs->at(k));
            good = place.has_value();
            if (good) {
                place->pack = static_cast<quint32>(m_packs.size());
                m_places.push_back(*place);
            }
        }
        m_packs.push_back(name);
    }
    if (!good) {
        m_packs.resize(packsBefore);
        m_places.resize(placesBefore);
    }
    return good;
}

void PackIndex::seal()
{
    std::stable_sort(m_places.begin(), m_places.end(),
        [](const BlobPlace &a, const BlobPlace &b) { return a.blob < b.blob; });
}

std::span<const BlobPlace> PackIndex::places(const ObjectId &blob) const
{
    const auto first = std::lower_bound(m_places.cbegin(), m_places.cend(), blob,
        [](const BlobPlace &place, const ObjectId &id) { return place.blob < id; });
    auto last = first;
    while (last != m_places.cend() && last->blob == blob) {
        ++last;
    }
    return {first, last};
}

} // namespace snapgpu
