// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <QByteArray>
#include <span>
#include <vector>

namespace snapgpu {

/** SHA-256 that names a blob or a file of a repository. */
using ObjectId = std::array<unsigned char, 32>;
std::optional<ObjectId> objectIdOf(const QByteArray &hex);

/** Where a blob lies: one of its places, there may be several. */
struct BlobPlace
{
    ObjectId blob{};
    quint32 pack = 0; ///< number of the pack in its index
    quint32 offset = 0, length = 0; ///< bytes, as encrypted
    quint32 plainLength = 0; ///< 0 = not compressed
};

/** What the index files of a repository tell: in which packs blobs lie. Pure. */
class PackIndex final
{
public:
    /** One index file, decrypted; false when it is none, and nothing of it is kept. */
    bool add(const QByteArray &json);
    /** Between the last add() and the first places(). */
    void seal();
    std::span<const BlobPlace> places(const ObjectId &blob) const;
    const QByteArray &packName(quint32 pack) const { return m_packs.at(pack); } ///< hexadecimal
    std::size_t blobCount() const { return m_places.size(); }

private:
    std::vector<QByteArray> m_packs;
    std::vector<BlobPlace> m_places; ///< sorted by blob
};

} // namespace snapgpu
