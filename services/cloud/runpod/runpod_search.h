// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/offer_search.h"
#include "services/cloud/provider.h"
#include "services/cloud/runpod/runpod_answers.h"
#include "services/net/gated_client.h"

#include <functional>
#include <QPointer>

namespace snapgpu::runpod {

/** Asks for all parts of the catalog at once; the first part that fails fails the search. */
class CatalogSearch final : public OfferSearch
{
    Q_OBJECT
public:
    using SendPart = std::function<GatedJob *(const CatalogAsked &part)>;
    CatalogSearch(
        QObject *parent, SearchRequest request, QVector<CatalogAsked> parts, const SendPart &sendPart);
    ~CatalogSearch() override;

protected:
    void doCancel() override;

private:
    void onPart(const CatalogAsked &part, const Result<HttpReply> &answer);
    void conclude();

    SearchRequest m_request;
    QVector<QPointer<GatedJob>> m_calls;
    QVector<Offer> m_offers;
    qsizetype m_open;
};

} // namespace snapgpu::runpod
