// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restic_restore_engine.h"

#include "services/restore/restic_restore_job.h"

namespace snapgpu {

ResticRestoreEngine::ResticRestoreEngine(
    const Clock *clock, ProbeFactory reconnect, ResticSource source, QObject *parent)
    : RestoreEngine(parent)
    , m_clock(clock)
    , m_reconnect(std::move(reconnect))
    , m_source(std::move(source))
{
}

RestoreJob *ResticRestoreEngine::start(std::shared_ptr<AgentChannel> channel, const RestoreRequest &request)
{
    return new ResticRestoreJob(
        m_clock, m_reconnect, m_source, m_patience, std::move(channel), request, this);
}

RestoreJob *ResticRestoreEngine::follow(std::shared_ptr<AgentChannel> channel, const BegunRestore &begun)
{
    return new ResticRestoreJob(m_clock, m_reconnect, m_patience, std::move(channel), begun, this);
}

void ResticRestoreEngine::attach(RestoreJob *job, std::shared_ptr<AgentChannel> channel)
{
    if (auto *own = qobject_cast<ResticRestoreJob *>(job)) {
        own->attach(std::move(channel));
    }
}

} // namespace snapgpu
