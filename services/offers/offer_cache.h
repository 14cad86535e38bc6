// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer.h"
#include "services/core/result.h"

#include <QString>
#include <QThreadPool>
#include <QVector>

namespace snapgpu {

/** A list of offers and when the cloud said each of them; wall time, 0 = unknown. */
struct CachedOffers
{
    QString source; ///< which cloud at which address: lists of different ones are never mixed
    QVector<Offer> offers;
    QVector<qint64> seenAtMs; ///< one per offer
};

/**
 * Offers as bytes and back. Compact (texts once, numbers as decimals), versioned by the field table, guarded
 * by a checksum: anything that is damaged, cut off or written by another version is refused, never half read.
 * Holds what the cloud tells everybody and no secret. Both are pure.
 */
QByteArray encodeOffers(const CachedOffers &list);
Result<CachedOffers> decodeOffers(const QByteArray &bytes);

/**
 * The last list of offers in the home, so that a start shows it at once. Writing happens on a thread of its
 * own and is atomic: a killed program leaves the old file. The last of several writes wins.
 */
class OfferCache final
{
public:
    explicit OfferCache(QString file);
    ~OfferCache(); ///< waits for the write that is under way
    Q_DISABLE_COPY_MOVE(OfferCache)

    /** An empty list when there is none yet or it belongs to another source; an error when it is damaged. */
    Result<CachedOffers> load(const QString &source) const;
    void save(const CachedOffers &list);
    void flush(); ///< waits until everything is on disk

private:
    QString m_file;
    QThreadPool m_writer;
};

} // namespace snapgpu
