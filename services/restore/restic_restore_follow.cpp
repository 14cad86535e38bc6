// SPDX-License-Identifier: GPL-3.0-or-later
// Following a restore that was begun earlier, by a program that was closed or killed since. Nothing is begun
// here, so no secret is needed.
#include "services/restore/restic_restore_job.h"

#include "services/core/clock.h"
#include "services/core/json.h"

#include <algorithm>
#include <limits>

namespace snapgpu {

namespace {

constexpr qint64 kPastMs = 700; ///< the past is told at once

RestoreRequest requestOf(const BegunRestore &begun)
{
    RestoreRequest request;
    request.repository.url = begun.repository;
    request.snapshot = begun.snapshot;
    request.target = begun.target;
    return request;
}

} // namespace

ResticRestoreJob::ResticRestoreJob(const Clock *clock, ProbeFactory reconnect,
    const RestorePatience &patience, std::shared_ptr<AgentChannel> channel, const BegunRestore &begun,
    QObject *parent)
    : RestoreJob(parent)
    , m_clock(clock)
    , m_reconnect(std::move(reconnect))
    , m_patience(patience)
    , m_request(requestOf(begun))
    , m_tracker(begun.snapshot, false)
    , m_restic(ResticSource())
    , m_startMs(clock->monotonicMs() - std::max<qint64>(0, clock->wallMs() - begun.begunAtMs))
    , m_begun(begun)
{
    m_tracker.progress().phase = RestorePhase::Idle;
    makeTimers();
    if (!channel || !channel->isOpen()) {
        failWith(plainError(
            ErrorCategory::Network, tr("The connection to the machine was lost before it answered.")));
        return;
    }
    m_endpoint = channel->endpoint();
    m_label = channel->objectName();
    m_hello = channel->hello();
    m_sent = true;
    use(std::move(channel));
    m_channel->send("attach");
}

void ResticRestoreJob::onFound(const nlohmann::json &message)
{
    m_known = true;
    if (!json::boolean(message, "found").value_or(false)) {
        return endForgotten();
    }
    if (json::trimmed(message, "key").toLatin1() != m_begun->key) {
        m_known = false;
        return failWith(plainError(
            ErrorCategory::NotFound, tr("Another restore was begun on %1 since.").arg(m_endpoint.host)));
    }
    const bool running = json::boolean(message, "running").value_or(false);
    m_endedUnseen = !running;
    m_tracker.beginUnseen(now(), running ? now() + kPastMs : std::numeric_limits<qint64>::max());
    m_tracker.progress().phase = RestorePhase::Preparing;
    m_tick.start();
    if (running) {
        say(tr("This restore was begun earlier; following it."));
    }
}

void ResticRestoreJob::endForgotten()
{
    failWith(plainError(ErrorCategory::HostFault,
        tr("The machine %1 knows nothing of the restore any more; it was probably restarted. Restore again, "
           "and "
           "it goes on from what is there.")
            .arg(m_endpoint.host)));
}

qint64 ResticRestoreJob::endedAfterMs() const { return m_endedUnseen ? -1 : now(); }

} // namespace snapgpu
