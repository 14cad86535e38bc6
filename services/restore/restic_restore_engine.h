// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/restic_bootstrap.h"
#include "services/restore/restore_engine.h"

#include <QPointer>
#include <QString>

namespace snapgpu {

class Clock;
class ResticRestoreJob;

/** How long a restore waits before it says so; milliseconds. */
struct RestorePatience
{
    int beginMs = 300'000; ///< to restic's first sign, getting restic over a slow link included
    int openMs = 120'000; ///< for restic to open the repository: by itself it tries for 15 minutes
    int lostMs = 900'000; ///< for a connection that was lost
    int silenceMs = 45'000; ///< for an agent, which says every 5 s that it lives
};

/**
 * Restores with restic on the machine. `reconnect`, when given, makes a new connection after a loss, and the
 * restore, which went on meanwhile, is followed again. `clock` must outlive the engine.
 */
class ResticRestoreEngine final : public RestoreEngine
{
    Q_OBJECT
public:
    explicit ResticRestoreEngine(
        const Clock *clock, ProbeFactory reconnect = {}, ResticSource source = {}, QObject *parent = nullptr);

    RestoreJob *start(std::shared_ptr<AgentChannel> channel, const RestoreRequest &request) override;
    RestoreJob *follow(std::shared_ptr<AgentChannel> channel, const BegunRestore &begun) override;
    /** Follows the running restore of `job` (made by this engine) over another connection. */
    void attach(RestoreJob *job, std::shared_ptr<AgentChannel> channel);
    void setPatience(const RestorePatience &patience) { m_patience = patience; }

private:
    const Clock *m_clock;
    ProbeFactory m_reconnect;
    ResticSource m_source;
    RestorePatience m_patience;
};

} // namespace snapgpu
