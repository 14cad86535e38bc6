// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_jobs.h"

#include "services/cloud/vast/vast_answers.h"
#include "services/cloud/vast/vast_requests.h"
#include "services/core/json.h"

#include <algorithm>

namespace snapgpu::vast {

namespace {
constexpr int kMaxPages = 400; // 25 600 offers: beyond it something loops

/** The provider filters most things, but not all of them, and not always. */
bool isWanted(const Offer &offer, const Query &filter, const OfferFilter &compiled)
{
    const auto asksFor = [&](const char *field) {
        return filter.removedDefaults.contains(QLatin1String(field))
            || std::any_of(filter.conditions.begin(), filter.conditions.end(), [&](const QueryCondition &c) {
                   return c.field == QLatin1String(field) && c.value != QueryScalar(true);
               });
    };
    if ((!offer.rentable.value_or(true) && !asksFor("rentable")) || (offer.rented && !asksFor("rented"))) {
        return false;
    }
    return compiled.accepts(offer);
}
} // namespace

SearchJob::SearchJob(QObject *parent, SearchRequest request, SendBody sendBody)
    : OfferSearch(parent)
    , m_request(std::move(request))
    , m_filter(effectiveQuery(m_request))
    , m_compiled(m_filter)
    , m_sendBody(std::move(sendBody))
{
    requestPage();
}

SearchJob::~SearchJob() { SearchJob::doCancel(); }

void SearchJob::doCancel()
{
    if (m_call) {
        m_call->cancel();
    }
}

bool SearchJob::isPaged() const { return m_request.limit > kSearchPage; }

void SearchJob::requestPage()
{
    const json::Value body = isPaged() ? searchPageBody(m_request, m_start) : searchBody(m_request);
    m_call = m_sendBody(json::dump(body));
    m_call->then(this, [this](const Result<HttpReply> &answer) { onPage(answer); });
}

void SearchJob::onPage(const Result<HttpReply> &answer)
{
    const Result<QVector<Offer>> rows =
        answer ? readOffers(*answer, &m_pool) : Result<QVector<Offer>>(tl::unexpected<Error>(answer.error()));
    if (!rows) {
        finish(tl::unexpected<Error>(rows.error()));
        return;
    }
    qsizetype added = 0;
    QVector<Offer> wanted;
    for (const Offer &offer : *rows) {
        if (m_ids.contains(offer.id)) {
            continue;
        }
        m_ids.insert(offer.id);
        ++added;
        if (isWanted(offer, m_filter, m_compiled)) {
            wanted.append(offer);
        }
    }
    m_offers.append(wanted);
    ++m_pages;
    const QPointer<SearchJob> self(this);
    if (!wanted.isEmpty()) {
        Q_EMIT rowsArrived(wanted);
    }
    if (self.isNull() || isFinished()) {
        return; // whoever got the rows had enough of them
    }
    const bool full = rows->size() >= std::min(m_request.limit, kSearchPage);
    const bool enough = m_offers.size() >= m_request.limit;
    const bool priced =
        std::any_of(rows->begin(), rows->end(), [](const Offer &o) { return bool(o.dphTotal); });
    // Nothing new above the last price, or no price to go on from: that was all.
    const bool stuck = added == 0 && (m_start.above || !priced);
    m_complete = !full && !m_skipped;
    if (!isPaged() || !full || enough || stuck || m_pages >= kMaxPages) {
        conclude();
        return;
    }
    advance(*rows, added > 0);
    requestPage();
}

/**
 * The next page begins at the highest price so far, which brings its offers again. A page without anything
 * new had one price only: the known ones are excepted, and if the service does not heed that, the price is
 * left behind.
 */
void SearchJob::advance(const QVector<Offer> &rows, bool foundNew)
{
    constexpr qsizetype kMostExcepted = 2000;
    for (const Offer &offer : rows) {
        if (!offer.dphTotal) {
            continue;
        }
        if (!m_start.fromDollars || *offer.dphTotal > *m_start.fromDollars) {
            m_start = {*offer.dphTotal, false, {}};
            m_atPrice.clear();
        }
        if (*offer.dphTotal == *m_start.fromDollars && !m_atPrice.contains(offer.id)) {
            m_atPrice.append(offer.id);
        }
    }
    const bool isExcepting = !m_start.except.isEmpty();
    if (foundNew && !isExcepting) {
        return;
    }
    if (!foundNew && (isExcepting || m_atPrice.size() > kMostExcepted)) {
        m_start.above = true;
        m_start.except.clear();
        m_skipped = true;
        return;
    }
    m_start.except = m_atPrice;
}

void SearchJob::conclude()
{
    if (isPaged()) {
        sortOffers(m_offers, m_request.order);
    }
    if (m_offers.size() > m_request.limit) {
        m_offers.resize(m_request.limit);
        m_complete = false;
    }
    finish(m_offers);
}

} // namespace snapgpu::vast
