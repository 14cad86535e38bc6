// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_filter.h"
#include "services/cloud/call_jobs.h"
#include "services/cloud/offer_search.h"
#include "services/cloud/provider.h"
#include "services/cloud/vast/vast_requests.h"
#include "services/cloud/vast/vast_rows.h"
#include "services/net/gated_client.h"

#include <functional>
#include <QPointer>
#include <QSet>

namespace snapgpu::vast {

/** A search of up to `limit` rows; beyond one page it walks up the price and drops rows it has seen. */
class SearchJob final : public OfferSearch
{
    Q_OBJECT
public:
    using SendBody = std::function<GatedJob *(const QByteArray &body)>;
    SearchJob(QObject *parent, SearchRequest request, SendBody sendBody);
    ~SearchJob() override;

protected:
    void doCancel() override;

private:
    void requestPage();
    void onPage(const Result<HttpReply> &answer);
    void advance(const QVector<Offer> &rows, bool foundNew);
    void conclude();
    bool isPaged() const;

    SearchRequest m_request;
    Query m_filter;
    OfferFilter m_compiled;
    SendBody m_sendBody;
    QPointer<GatedJob> m_call;
    QVector<Offer> m_offers;
    QSet<qint64> m_ids;
    TextPool m_pool;
    PageStart m_start;
    QVector<qint64> m_atPrice; ///< asks that cost what the next page begins with
    bool m_skipped = false; ///< a price had more offers than could be told apart
};

} // namespace snapgpu::vast
