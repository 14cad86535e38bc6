// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/ahead_list.h"

#include "services/restic/repository_address.h"
#include "services/restic/s3_signature.h"
#include "services/restore/restic_opening.h"
#include "services/restore/restore_plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace snapgpu {

namespace {

constexpr quint32 kWorthARequest = 4 * kAheadBlock; ///< a smaller gap is faster read than left out
constexpr quint32 kPieceBytes = 64 * kAheadBlock;
constexpr double kBytesPerMbit = 125'000;
constexpr double kUnknownMbps = 1000;
constexpr int kSignedForSeconds = 600;
constexpr qsizetype kMostListBytes = 32'768; ///< the plan waits behind it: 50 ms of an uplink of 5 Mbit/s
constexpr int kPiecesPerConnection = 15; ///< requests that get an answer while restic opens

double speedOf(double linkMbps) { return linkMbps > 0 ? linkMbps : kUnknownMbps; }

quint32 roundedUp(quint32 value) { return (value + kAheadBlock - 1) / kAheadBlock * kAheadBlock; }

qint64 sumOf(const QVector<PackRange> &pieces)
{
    return std::accumulate(pieces.cbegin(), pieces.cend(), qint64(0),
        [](qint64 sum, const PackRange &piece) { return sum + piece.length; });
}

QByteArray linesOf(const QByteArray &pack, const QVector<PackRange> &pieces, const QByteArray &url)
{
    QByteArray lines = "p " + pack + ' ' + QByteArray::number(pieces.size()) + ' ' + url + '\n';
    for (const PackRange &piece : pieces) {
        lines += "r " + QByteArray::number(piece.from) + ' ' + QByteArray::number(piece.length) + '\n';
    }
    return lines;
}

} // namespace

QVector<PackRange> aheadPieces(const QVector<PackRange> &ranges)
{
    QVector<PackRange> joined;
    for (const PackRange &range : ranges) {
        const quint32 from = range.from / kAheadBlock * kAheadBlock;
        const quint32 end = range.from + range.length;
        if (!joined.isEmpty() && from < joined.last().from + joined.last().length + kWorthARequest) {
            joined.last().length = end - joined.last().from;
        } else {
            joined.append({from, end - from});
        }
    }
    QVector<PackRange> pieces;
    for (const PackRange &range : std::as_const(joined)) {
        const quint32 count = (range.length + kPieceBytes - 1) / kPieceBytes;
        const quint32 step = roundedUp((range.length + count - 1) / count);
        for (quint32 at = 0; at < range.length; at += step) {
            pieces.append({range.from + at, std::min(step, range.length - at)});
        }
    }
    return pieces;
}

qint64 aheadBudget(double linkMbps)
{
    return qint64(
        std::min(double(kMostAheadBytes), speedOf(linkMbps) * kBytesPerMbit * kResticOpensMs / 1000));
}

QByteArray aheadList(const RestoreRequest &request, int connections, const QDateTime &now)
{
    const std::optional<S3Address> address = parseS3Url(request.repository.url);
    const std::optional<S3Keys> keys = s3KeysOf(request.repository);
    if (!request.ahead || !address || address->bucket.isEmpty() || !keys) {
        return {};
    }
    const QString folder = address->prefix.isEmpty() ? QString() : address->prefix + QLatin1Char('/');
    qint64 left = aheadBudget(request.linkMbps);
    qint64 bytes = 0;
    qsizetype pieces = 0;
    QByteArray lines;
    for (const PackPart &part : request.ahead->packs) {
        const QVector<PackRange> ranges = aheadPieces(part.ranges);
        const qint64 size = sumOf(ranges);
        pieces += ranges.size();
        if (size > left || pieces > kPiecesPerConnection * connections || lines.size() > kMostListBytes) {
            break;
        }
        left -= size;
        bytes += size;
        const QString key =
            QStringLiteral("%1data/%2/%3")
                .arg(folder, QString::fromLatin1(part.pack.left(2)), QString::fromLatin1(part.pack));
        lines += linesOf(
            part.pack, ranges, s3SignedUrl(s3ObjectUrl(*address, key), *keys, now, kSignedForSeconds));
    }
    if (lines.isEmpty()) {
        return {};
    }
    // On a thin link many connections would all be under way when restic begins, and none of them through.
    const double useful = std::ceil(speedOf(request.linkMbps) / kMbpsPerConnection);
    return request.ahead->repository + ' '
        + QByteArray::number(int(std::clamp(useful, 1.0, double(std::max(1, connections))))) + ' '
        + QByteArray::number(bytes) + '\n' + lines;
}

} // namespace snapgpu
