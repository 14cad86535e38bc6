// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/packs/zstd_frame.h"

#include <memory>
#include <zstd.h>

namespace snapgpu {

// restic's frames under 256 bytes do not tell their size, so it is never asked for.
std::optional<QByteArray> unzstd(QByteArrayView frame, qsizetype mostBytes)
{
    const std::unique_ptr<ZSTD_DStream, decltype(&ZSTD_freeDStream)> stream(
        ZSTD_createDStream(), &ZSTD_freeDStream);
    QByteArray out;
    QByteArray chunk(static_cast<qsizetype>(ZSTD_DStreamOutSize()), Qt::Uninitialized);
    ZSTD_inBuffer in{frame.data(), static_cast<std::size_t>(frame.size()), 0};
    for (std::size_t left = 1; left != 0;) {
        ZSTD_outBuffer piece{chunk.data(), static_cast<std::size_t>(chunk.size()), 0};
        const bool wasAtEnd = in.pos == in.size;
        left = stream ? ZSTD_decompressStream(stream.get(), &piece, &in) : 1;
        const auto came = static_cast<qsizetype>(piece.pos);
        if (!stream || ZSTD_isError(left) != 0 || (wasAtEnd && came == 0) || out.size() + came > mostBytes) {
            return std::nullopt;
        }
        out.append(chunk.constData(), came);
    }
    return out;
}

} // namespace snapgpu
