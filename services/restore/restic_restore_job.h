// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/restic_restore_engine.h"
#include "services/restore/restore_plan.h"
#include "services/restore/restore_tracker.h"

#include <QTimer>

namespace snapgpu {

/** Drives one restore: restic ready, plan sent, events followed, lost connections made again. */
class ResticRestoreJob final : public RestoreJob
{
    Q_OBJECT
public:
    ResticRestoreJob(const Clock *clock, ProbeFactory reconnect, ResticSource source,
        std::shared_ptr<AgentChannel> channel, const RestoreRequest &request, QObject *parent);
    ~ResticRestoreJob() override;

    const RestoreProgress &progress() const override { return m_tracker.progress(); }
    void attach(std::shared_ptr<AgentChannel> channel);

protected:
    void doCancel() override;

private:
    void begin();
    void use(std::shared_ptr<AgentChannel> channel);
    void dropChannel();
    void fetchRestic();
    void onResticReady(const nlohmann::json &message);
    void sendPlan(const QString &path, ResticVersion version);
    void onEvent(const nlohmann::json &message);
    void onClosed(const Error &error);
    void reconnect();
    void onDone();
    Error failure() const;
    void failWith(const Error &error);
    void say(const QString &message);
    qint64 now() const;

    const Clock *m_clock;
    ProbeFactory m_reconnect;
    ResticSource m_source;
    RestoreRequest m_request;
    RestoreTracker m_tracker;
    std::shared_ptr<AgentChannel> m_channel;
    AgentHello m_hello; ///< of the first connection
    SshEndpoint m_endpoint;
    QString m_label;
    std::unique_ptr<Probe> m_probe; ///< while the connection is made again
    QTimer m_tick; ///< elapsed time and coalesced progress
    QTimer m_lost; ///< patience with a lost connection
    QTimer m_begin; ///< patience until restic runs
    qint64 m_startMs;
    bool m_sent = false; ///< the plan is on the machine
    bool m_saidCritical = false;
};

} // namespace snapgpu
