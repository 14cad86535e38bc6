// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/packs/master_key.h"

#include "services/core/json.h"

#include <algorithm>
#include <memory>
#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace snapgpu {

namespace {

constexpr qsizetype kIvBytes = 16;
constexpr qsizetype kMacBytes = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using Mac = std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)>;
using MacRun = std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)>;

const unsigned char *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const unsigned char *>(view.data());
}

template <std::size_t N>
bool take(std::array<unsigned char, N> &out, const json::Value &object, const char *key)
{
    QByteArray bytes = QByteArray::fromBase64(json::trimmed(object, key).toLatin1());
    const bool fits = bytes.size() == static_cast<qsizetype>(N);
    if (fits) {
        std::copy_n(bytesOf(bytes), N, out.begin());
    }
    OPENSSL_cleanse(bytes.data(), static_cast<std::size_t>(bytes.size()));
    return fits;
}

bool encipher(const EVP_CIPHER *kind, const unsigned char *key, const unsigned char *iv, QByteArrayView in,
    unsigned char *out)
{
    const Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    int written = 0;
    return cipher && EVP_EncryptInit_ex(cipher.get(), kind, nullptr, key, iv) == 1
        && EVP_CIPHER_CTX_set_padding(cipher.get(), 0) == 1
        && EVP_EncryptUpdate(cipher.get(), out, &written, bytesOf(in), static_cast<int>(in.size())) == 1
        && written == in.size();
}

} // namespace

std::optional<MasterKey> MasterKey::parse(const QByteArray &text)
{
    const Result<json::Value> read = json::parse(text);
    const json::Value *mac = read ? json::object(*read, "mac") : nullptr;
    MasterKey key;
    if (mac == nullptr || !take(key.m_k, *mac, "k") || !take(key.m_r, *mac, "r")
        || !take(key.m_encrypt, *read, "encrypt")) {
        return std::nullopt;
    }
    return key;
}

MasterKey::~MasterKey()
{
    OPENSSL_cleanse(m_encrypt.data(), m_encrypt.size());
    OPENSSL_cleanse(m_k.data(), m_k.size());
    OPENSSL_cleanse(m_r.data(), m_r.size());
}

std::optional<QByteArray> MasterKey::open(QByteArrayView sealed) const
{
    const qsizetype size = sealed.size() - kIvBytes - kMacBytes;
    if (size < 0 || size > std::numeric_limits<int>::max()) {
        return std::nullopt;
    }
    const QByteArrayView iv = sealed.first(kIvBytes);
    const QByteArrayView text = sealed.sliced(kIvBytes, size);
    std::array<unsigned char, 32> oneTime{}; // r, then the enciphered IV
    std::copy(m_r.begin(), m_r.end(), oneTime.begin());
    std::array<unsigned char, kMacBytes> expected{};
    std::size_t written = 0;
    const Mac mac(EVP_MAC_fetch(nullptr, "POLY1305", nullptr), &EVP_MAC_free);
    const MacRun run(mac ? EVP_MAC_CTX_new(mac.get()) : nullptr, &EVP_MAC_CTX_free);
    const bool told = run && encipher(EVP_aes_128_ecb(), m_k.data(), nullptr, iv, oneTime.data() + kMacBytes)
        && EVP_MAC_init(run.get(), oneTime.data(), oneTime.size(), nullptr) == 1
        && EVP_MAC_update(run.get(), bytesOf(text), static_cast<std::size_t>(size)) == 1
        && EVP_MAC_final(run.get(), expected.data(), &written, expected.size()) == 1;
    OPENSSL_cleanse(oneTime.data(), oneTime.size());
    if (!told || written != kMacBytes
        || CRYPTO_memcmp(expected.data(), bytesOf(sealed.last(kMacBytes)), kMacBytes) != 0) {
        return std::nullopt;
    }
    QByteArray plain(size, Qt::Uninitialized);
    if (size > 0
        && !encipher(EVP_aes_256_ctr(), m_encrypt.data(), bytesOf(iv), text,
            reinterpret_cast<unsigned char *>(plain.data()))) {
        return std::nullopt;
    }
    return plain;
}

} // namespace snapgpu
