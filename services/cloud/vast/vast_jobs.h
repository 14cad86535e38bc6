// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/offer_filter.h"
#include "services/cloud/offer_search.h"
#include "services/cloud/provider.h"
#include "services/cloud/vast/vast_requests.h"
#include "services/cloud/vast/vast_rows.h"
#include "services/net/gated_client.h"

#include <functional>
#include <QPointer>
#include <QSet>

namespace snapgpu::vast {

/** One call whose answer is read by a pure function. Cancelling it cancels the call. */
template <typename T> class CallJob final : public Job<T>
{
public:
    using Reader = std::function<Result<T>(const Result<HttpReply> &)>;

    CallJob(QObject *parent, GatedJob *call, Reader reader)
        : Job<T>(parent)
        , m_call(call)
    {
        call->then(this, [this, reader = std::move(reader)](const Result<HttpReply> &answer) {
            this->finish(reader(answer));
        });
    }
    ~CallJob() override { CallJob::doCancel(); }

protected:
    void doCancel() override
    {
        if (m_call) {
            m_call->cancel();
        }
    }

private:
    QPointer<GatedJob> m_call;
};

/**
 * A create. Cancelled before it left, it is a sure refusal. Once it left it cannot be called back: cancel()
 * does nothing then, and the answer tells which machine has to be destroyed.
 */
class CreateJob final : public Job<CreateOutcome>
{
    Q_OBJECT
public:
    CreateJob(QObject *parent, GatedJob *call);
    ~CreateJob() override;

protected:
    void doCancel() override;
    void settleCancelled() override;

private:
    QPointer<GatedJob> m_call;
    bool m_left = false; ///< when cancel() was called
};

/** The whole instance list, page after page. */
class ListJob final : public Job<QVector<Machine>>
{
    Q_OBJECT
public:
    using SendPage = std::function<GatedJob *(const QString &token)>; ///< empty token = first page
    using Finish = std::function<void(QVector<Machine> &machines)>; ///< last touch to a complete list
    ListJob(QObject *parent, SendPage sendPage, Finish putRight = {});
    ~ListJob() override;

protected:
    void doCancel() override;

private:
    void request(const QString &token);
    void onPage(const Result<HttpReply> &answer);

    SendPage m_sendPage;
    Finish m_putRight;
    QPointer<GatedJob> m_call;
    QVector<Machine> m_machines;
    QSet<QString> m_ids, m_tokens;
};

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
