// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/net/gated_client.h"

#include <functional>
#include <QPointer>
#include <QSet>

namespace snapgpu {

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

/** What a create without a complete answer means; `sent` false is a proof that nothing was rented. */
CreateOutcome createWithoutAnswer(const Error &error, bool sent, int redirectStatus);

/**
 * A create. Cancelled before it left, it is a sure refusal. Once it left it cannot be called back: cancel()
 * does nothing then, and the answer tells which machine has to be destroyed.
 */
class CreateJob final : public Job<CreateOutcome>
{
    Q_OBJECT
public:
    using Reader = std::function<CreateOutcome(const HttpReply &)>;
    CreateJob(QObject *parent, GatedJob *call, Reader reader);
    ~CreateJob() override;

protected:
    void doCancel() override;
    void settleCancelled() override;

private:
    QPointer<GatedJob> m_call;
    bool m_left = false; ///< when cancel() was called
};

/** One page of the list of machines. */
struct MachinePage
{
    QVector<Machine> machines;
    QString nextToken; ///< empty on the last page
};

/** The whole list of machines, page after page. */
class MachineListJob final : public Job<QVector<Machine>>
{
    Q_OBJECT
public:
    using SendPage = std::function<GatedJob *(const QString &token)>; ///< empty token = first page
    using Reader = std::function<Result<MachinePage>(const HttpReply &)>;
    using Finish = std::function<void(QVector<Machine> &machines)>; ///< last touch to a complete list
    MachineListJob(QObject *parent, SendPage sendPage, Reader reader, Finish putRight = {});
    ~MachineListJob() override;

protected:
    void doCancel() override;

private:
    void request(const QString &token);
    void onPage(const Result<HttpReply> &answer);

    SendPage m_sendPage;
    Reader m_reader;
    Finish m_putRight;
    QPointer<GatedJob> m_call;
    QVector<Machine> m_machines;
    QSet<QString> m_ids, m_tokens;
};

} // namespace snapgpu
