// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/call_jobs.h"

namespace snapgpu {

namespace {
constexpr int kMaxPages = 400; // 10 000 machines at 25 a page: beyond it something loops
} // namespace

CreateOutcome createWithoutAnswer(const Error &error, bool sent, int redirectStatus)
{
    // 307 and 308 ask to send the same request elsewhere, so it was not carried out here.
    const bool turnedAway = redirectStatus == 307 || redirectStatus == 308;
    const bool nothingDone = !sent || turnedAway || error.category == ErrorCategory::RateLimited;
    return {nothingDone ? CreateKind::Refused : CreateKind::Unknown, {}, error};
}

CreateJob::CreateJob(QObject *parent, GatedJob *call, Reader reader)
    : Job<CreateOutcome>(parent)
    , m_call(call)
{
    connect(call, &JobBase::finished, this, [this, call, reader = std::move(reader)] {
        const Result<HttpReply> &answer = call->result();
        finish(answer ? reader(*answer)
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

MachineListJob::MachineListJob(QObject *parent, SendPage sendPage, Reader reader, Finish putRight)
    : Job<QVector<Machine>>(parent)
    , m_sendPage(std::move(sendPage))
    , m_reader(std::move(reader))
    , m_putRight(std::move(putRight))
{
    request({});
}

MachineListJob::~MachineListJob() { MachineListJob::doCancel(); }

void MachineListJob::doCancel()
{
    if (m_call) {
        m_call->cancel();
    }
}

void MachineListJob::request(const QString &token)
{
    m_call = m_sendPage(token);
    m_call->then(this, [this](const Result<HttpReply> &answer) { onPage(answer); });
}

void MachineListJob::onPage(const Result<HttpReply> &answer)
{
    const Result<MachinePage> page =
        answer ? m_reader(*answer) : Result<MachinePage>(tl::unexpected<Error>(answer.error()));
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
            tr("The provider's list of machines does not end. Nothing is concluded from it; try again."),
            QStringLiteral("repeated page after %1 pages").arg(m_tokens.size())));
        return;
    }
    m_tokens.insert(page->nextToken);
    request(page->nextToken);
}

} // namespace snapgpu
