// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <QByteArray>
#include <QByteArrayView>

namespace snapgpu {

/**
 * The key of a repository, as `restic cat masterkey` prints it: opens what restic encrypted. It reads
 * everything in the repository, so it lives in memory only, and each copy of this class is wiped when it
 * goes. Format: restic's design document, AES-256 in counter mode under Poly1305-AES.
 */
class MasterKey final
{
public:
    static std::optional<MasterKey> parse(const QByteArray &json);
    ~MasterKey();
    MasterKey(const MasterKey &) = default;
    MasterKey &operator=(const MasterKey &) = default;

    /** IV (16), ciphertext, MAC (16) -> plaintext; nothing when it was not encrypted with this key or was
     * damaged. */
    std::optional<QByteArray> open(QByteArrayView sealed) const;

private:
    MasterKey() = default;

    std::array<unsigned char, 32> m_encrypt{};
    std::array<unsigned char, 16> m_k{}, m_r{}; ///< of the MAC
};

} // namespace snapgpu
