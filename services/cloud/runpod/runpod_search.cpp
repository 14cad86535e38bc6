// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/runpod/runpod_search.h"

#include "services/cloud/runpod/runpod_requests.h"

namespace snapgpu::runpod {

CatalogSearch::CatalogSearch(
    QObject *parent, SearchRequest request, QVector<CatalogAsked> parts, const SendPart &sendPart)
    : OfferSearch(parent)
    , m_request(std::move(request))
    , m_open(parts.size())
{
    for (const CatalogAsked &part : std::as_const(parts)) {
        GatedJob *call = sendPart(part);
        m_calls.append(call);
        call->then(this, [this, part](const Result<HttpReply> &answer) { onPart(part, answer); });
    }
    if (parts.isEmpty()) { // a query that no row can match
        m_complete = true;
        finish(QVector<Offer>());
    }
}

CatalogSearch::~CatalogSearch() { CatalogSearch::doCancel(); }

void CatalogSearch::doCancel()
{
    for (const QPointer<GatedJob> &call : std::as_const(m_calls)) {
        if (call) {
            call->cancel();
        }
    }
}

void CatalogSearch::onPart(const CatalogAsked &part, const Result<HttpReply> &answer)
{
    if (isFinished()) {
        return;
    }
    const Result<QVector<Offer>> rows =
        answer ? readCatalog(*answer, part) : Result<QVector<Offer>>(tl::unexpected<Error>(answer.error()));
    if (!rows) {
        doCancel();
        finish(tl::unexpected<Error>(rows.error()));
        return;
    }
    m_offers += *rows;
    ++m_pages;
    --m_open;
    const QPointer<CatalogSearch> self(this);
    const QVector<Offer> wanted = wantedOffers(*rows, m_request);
    if (!wanted.isEmpty()) {
        Q_EMIT rowsArrived(wanted);
    }
    if (self && !isFinished() && m_open == 0) {
        conclude();
    }
}

void CatalogSearch::conclude()
{
    bool isCut = false;
    QVector<Offer> wanted = wantedOffers(std::move(m_offers), m_request, &isCut);
    m_complete = !isCut;
    finish(std::move(wanted));
}

} // namespace snapgpu::runpod
