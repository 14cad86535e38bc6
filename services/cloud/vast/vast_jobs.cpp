// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_jobs.h"

#include "services/cloud/vast/vast_answers.h"
#include "services/cloud/vast/vast_requests.h"
#include "services/core/json.h"

#include <algorithm>

namespace snapgpu::vast {

namespace {
constexpr int kMaxPages = 400; // 10 000 instances, 25 600 offers: beyond it something loops

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

CreateJob::CreateJob(QObject *parent, GatedJob *call)
    : Job<CreateOutcome>(parent)
    , m_call(call)
{
    connect(call, &JobBase::finished, this, [this, call] {
        const Result<HttpReply> &answer = call->result();
        finish(answer ? readCreate(*answer)
                      : createWithoutAnswer(answer.error(), call->sent(), call->redirectStatus()));
    });
}

CreateJob::~CreateJob()
{
    if (m_call) {
        m_call->cancel();
    }
}

void CreateJob::doCancel()
{
    m_left = !m_call || m_call->isUnderWay();
    if (!m_left) {
        m_call->cancel();
    }
}

void CreateJob::settleCancelled()
{
    if (m_left) {
        return; // not settled: the answer does that
    }
    finish(CreateOutcome{CreateKind::Refused, {},
        Error{ErrorCategory::Cancelled, tr("Cancelled before it was sent."), {}, 0, 0}});
}

ListJob::ListJob(QObject *parent, SendPage sendPage, Finish putRight)
    : Job<QVector<Machine>>(parent)
    , m_sendPage(std::move(sendPage))
    , m_putRight(std::move(putRight))
{
    request({});
}

ListJob::~ListJob() { ListJob::doCancel(); }

void ListJob::doCancel()
{
    if (m_call) {
        m_call->cancel();
    }
}

void ListJob::request(const QString &token)
{
    m_call = m_sendPage(token);
    m_call->then(this, [this](const Result<HttpReply> &answer) { onPage(answer); });
}

void ListJob::onPage(const Result<HttpReply> &answer)
{
    const Result<InstancePage> page =
        answer ? readInstances(*answer) : Result<InstancePage>(tl::unexpected<Error>(answer.error()));
    if (!page) {
        finish(tl::unexpected<Error>(page.error()));
        return;
    }
    for (const Machine &machine : page->machines) {
        if (!m_ids.contains(machine.instanceId)) {
            m_ids.insert(machine.instanceId);
            m_machines.append(machine);
        }
    }
    if (page->nextToken.isEmpty()) {
        if (m_putRight) {
            m_putRight(m_machines);
        }
        finish(m_machines);
        return;
    }
    if (m_tokens.contains(page->nextToken) || m_tokens.size() >= kMaxPages) {
        finish(fail(ErrorCategory::BadAnswer,
            tr("The machine list of vast.ai does not end. Nothing is concluded from it; try again."),
            QStringLiteral("repeated page after %1 pages").arg(m_tokens.size())));
        return;
    }
    m_tokens.insert(page->nextToken);
    request(page->nextToken);
}

SearchJob::SearchJob(QObject *parent, SearchRequest request, SendBody sendBody)
    : Job<QVector<Offer>>(parent)
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
    const json::Value body =
        isPaged() ? searchPageBody(m_request, m_fromDollars, m_above) : searchBody(m_request);
    m_call = m_sendBody(json::dump(body));
    m_call->then(this, [this](const Result<HttpReply> &answer) { onPage(answer); });
}

void SearchJob::onPage(const Result<HttpReply> &answer)
{
    const Result<QVector<Offer>> rows =
        answer ? readOffers(*answer) : Result<QVector<Offer>>(tl::unexpected<Error>(answer.error()));
    if (!rows) {
        finish(tl::unexpected<Error>(rows.error()));
        return;
    }
    qsizetype added = 0;
    std::optional<double> highest = m_fromDollars;
    for (const Offer &offer : *rows) {
        if (offer.dphTotal) {
            highest = std::max(highest.value_or(*offer.dphTotal), *offer.dphTotal);
        }
        if (m_ids.contains(offer.id)) {
            continue;
        }
        m_ids.insert(offer.id);
        ++added;
        if (isWanted(offer, m_filter, m_compiled)) {
            m_offers.append(offer);
        }
    }
    const bool full = rows->size() >= kSearchPage;
    const bool enough = m_offers.size() >= m_request.limit;
    // A whole page of one price: step above it. Nothing new above it either: that was all.
    const bool stuck = added == 0 && (m_above || !highest);
    if (!isPaged() || !full || enough || stuck || ++m_pages >= kMaxPages) {
        conclude();
        return;
    }
    m_above = added == 0;
    m_fromDollars = highest;
    requestPage();
}

void SearchJob::conclude()
{
    if (isPaged()) {
        sortOffers(m_offers, m_request.order);
    }
    if (m_offers.size() > m_request.limit) {
        m_offers.resize(m_request.limit);
    }
    finish(m_offers);
}

} // namespace snapgpu::vast
