// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session_runner.h"

namespace snapgpu {

namespace {

class SessionRunner final : public LaunchRunner
{
public:
    SessionRunner(const SessionServices &services, const LaunchPlan &plan)
        : m_session(services, plan)
    {
        connect(&m_session, &LaunchSession::phaseChanged, this, &LaunchRunner::phaseChanged);
        connect(&m_session, &LaunchSession::raceUpdated, this, &LaunchRunner::raceUpdated);
        connect(&m_session, &LaunchSession::restoreProgressed, this, &LaunchRunner::restoreProgressed);
        connect(&m_session, &LaunchSession::criticalReady, this, &LaunchRunner::criticalReady);
        connect(&m_session, &LaunchSession::warning, this, &LaunchRunner::warning);
        connect(&m_session, &LaunchSession::finished, this, &LaunchRunner::finished);
    }

    void start() override { m_session.start(); }
    void cancel() override { m_session.cancel(); }
    SessionPhase phase() const override { return m_session.phase(); }
    const RaceView &race() const override { return m_session.race(); }
    const RestoreProgress &restore() const override { return m_session.restore(); }
    const Snapshot &snapshot() const override { return m_session.snapshot(); }
    const SessionOutcome &outcome() const override { return m_session.outcome(); }
    QString sshCommand() const override { return m_session.sshCommand(); }

private:
    LaunchSession m_session;
};

} // namespace

std::unique_ptr<LaunchRunner> makeSessionRunner(const SessionServices &services, const LaunchPlan &plan)
{
    return std::make_unique<SessionRunner>(services, plan);
}

} // namespace snapgpu
