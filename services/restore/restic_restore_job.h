// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/machine_restic.h"
#include "services/restore/metadata_seed.h"
#include "services/restore/restic_restore_engine.h"
#include "services/restore/restore_plan.h"
#include "services/restore/restore_tracker.h"

#include <QTimer>

namespace snapgpu {

/**
 * Drives one restore: restic ready and plan sent (restic_restore_begin.cpp), events followed, lost
 * connections made again. Or only follows one that was begun earlier (restic_restore_follow.cpp).
 */
class ResticRestoreJob final : public RestoreJob
{
    Q_OBJECT
public:
    ResticRestoreJob(const Clock *clock, ProbeFactory reconnect, ResticSource source,
        const RestorePatience &patience, std::shared_ptr<AgentChannel> channel, const RestoreRequest &request,
        QObject *parent);
    /** Follows what was begun earlier, and begins nothing. */
    ResticRestoreJob(const Clock *clock, ProbeFactory reconnect, const RestorePatience &patience,
        std::shared_ptr<AgentChannel> channel, const BegunRestore &begun, QObject *parent);
    ~ResticRestoreJob() override;

    const RestoreProgress &progress() const override { return m_tracker.progress(); }
    void attach(std::shared_ptr<AgentChannel> channel);

protected:
    void doCancel() override;
    void settleCancelled() override; ///< says what is there

private:
    /** Asked behind each seed; the answer says that it arrived. */
    static constexpr const char *kSeedPing = "seed";

    void makeTimers();
    void begin();
    void beginToFollow();
    void onFound(const nlohmann::json &message);
    void endForgotten();
    /** One that is followed, and the machine did not say yet whether it knows of it. */
    bool isUnknown() const { return m_begun && !m_known; }
    qint64 endedAfterMs() const; ///< -1 = nobody saw when
    void use(std::shared_ptr<AgentChannel> channel);
    void dropChannel();
    void sendPlan();
    void sendAhead(int connections);
    void beginSeeds();
    void sendSeeds();
    void onEvent(const nlohmann::json &message);
    bool onControlEvent(const QString &kind, const nlohmann::json &message);
    void onAttached(const nlohmann::json &message);
    bool beginAgain();
    void onClosed(const Error &error);
    void reconnect();
    void onDone();
    QString doneSentence() const;
    QString nothingMatchedSentence() const;
    Error failure(int exitCode) const;
    void endUnopened(const Error &error);
    void failWith(const Error &error);
    void say(const QString &message);
    static Error plainError(ErrorCategory category, const QString &message, const QString &detail = {});
    qint64 now() const;

    const Clock *m_clock;
    ProbeFactory m_reconnect;
    RestorePatience m_patience;
    RestoreRequest m_request;
    RestoreTracker m_tracker;
    std::shared_ptr<AgentChannel> m_channel;
    AgentHello m_hello; ///< of the connection the plan was sent over
    MachineRestic m_restic;
    QVector<SeedFile> m_seeds; ///< not sent yet
    SeedPace m_pace;
    SshEndpoint m_endpoint;
    QString m_label;
    std::unique_ptr<Probe> m_probe; ///< while the connection is made again
    QTimer m_tick; ///< elapsed time and coalesced progress
    QTimer m_silence; ///< patience with an agent that says nothing
    QTimer m_lost; ///< patience with a lost connection
    QTimer m_begin; ///< patience until restic runs
    QTimer m_open; ///< patience until the repository is open
    qint64 m_startMs;
    bool m_unsaid = false; ///< the plan could not put critical files first
    bool m_outside = false; ///< the plan had no critical files in the part asked for
    bool m_sent = false; ///< the plan is on the machine
    std::optional<BegunRestore> m_begun; ///< set: it is only followed
    bool m_known = false; ///< the machine knows of it
    bool m_endedUnseen = false; ///< it was over when it was asked for
    bool m_saidCritical = false;
};

} // namespace snapgpu
