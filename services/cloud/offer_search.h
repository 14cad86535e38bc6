// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer.h"
#include "services/core/job.h"

#include <QVector>

namespace snapgpu {

/**
 * A search whose rows come page by page. Whoever starts a search gets a Job; qobject_cast tells whether it is
 * one of these. The result holds all rows again, in the order that was asked for.
 */
class OfferSearch : public Job<QVector<Offer>>
{
    Q_OBJECT
public:
    using Job<QVector<Offer>>::Job;

    /** Whether the result is all there is; false when the search was cut off at its limit. Valid from
     * `finished` on. */
    bool isComplete() const { return m_complete; }
    int pages() const { return m_pages; } ///< that have come so far

Q_SIGNALS:
    /** New rows that match, each ask once; never from within the call that started the search. */
    void rowsArrived(const QVector<snapgpu::Offer> &rows);

protected:
    bool m_complete = false;
    int m_pages = 0;
};

} // namespace snapgpu
