// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/backup/backup.h"
#include "services/backup/backup_tracker.h"
#include "services/remote/channel.h"
#include "services/restore/machine_restic.h"

#include <QTimer>

namespace snapgpu {

class Clock;

/** How long a backup waits before it says so; milliseconds. */
struct BackupPatience
{
    int answerMs = 60'000; ///< for a machine that does not answer over SSH
    int beginMs = 300'000; ///< to restic's first sign, getting restic over a slow link included
    int openMs = 120'000; ///< for restic to open the repository: by itself it tries for 15 minutes
    int lostMs = 900'000; ///< for a connection that was lost
    int silenceMs = 45'000; ///< for an agent, which says every 5 s that it lives
    int againMs = 2'000; ///< between two looks at a machine where another backup runs
    int pollMs = 500; ///< between two looks at a sync that begins
};

/** What the jobs of this room need of the rest of the house; `clock` must outlive them. */
struct BackupTools
{
    const Clock *clock = nullptr;
    ProbeFactory probes; ///< logs in, also again after a loss
    ResticSource source; ///< where a machine without a restic gets one
    BackupPatience patience{};
};

/**
 * restic runs detached on the machine: a connection that is lost is made again, and what went on meanwhile is
 * told.
 */
class ResticBackupJob final : public BackupJob
{
    Q_OBJECT
public:
    ResticBackupJob(BackupTools tools, BackupOrder order, QObject *parent = nullptr);
    /** One that cannot begin, because the SSH key or the repository is missing; its end says why. */
    ResticBackupJob(BackupTools tools, const Error &why, QObject *parent = nullptr);
    ~ResticBackupJob() override;

    BackupTask task() const override { return m_order.task; }
    const BackupProgress &progress() const override { return m_tracker.progress(); }
    /** Somebody knows that the machine will not come back. */
    void giveUp(const Error &error) { failWith(error); }

protected:
    void doCancel() override;
    void settleCancelled() override;

private:
    void makeTimers();
    void knock();
    void use(const std::shared_ptr<AgentChannel> &channel);
    void dropChannel();
    void onClosed(const Error &error);
    void onEvent(const nlohmann::json &message);
    void onStatus(const nlohmann::json &message);
    void onRefused(const nlohmann::json &message);
    void onAttached(const nlohmann::json &message);
    void onWords(const QString &kind, const nlohmann::json &message);
    void sendPlan();
    void begin();
    void lookAtFirstTurn();
    void takeBack(const Error &error);
    void onDone();
    Error failure(int exitCode) const;
    void finishWell();
    void failWith(const Error &error);
    void stopTimers();
    void say(const QString &message);
    bool backsUp() const { return m_order.task == BackupTask::Once || m_order.task == BackupTask::SyncStart; }
    const SyncRequest *syncRequest() const
    {
        return m_order.task == BackupTask::SyncStart ? &m_order.sync : nullptr;
    }
    qint64 now() const;

    BackupTools m_tools;
    BackupOrder m_order; ///< with its defaults, once the machine told what it knows
    BackupTracker m_tracker;
    SyncStatus m_sync;
    std::unique_ptr<Probe> m_probe; ///< while the connection is made
    std::shared_ptr<AgentChannel> m_channel;
    MachineRestic m_restic;
    qint64 m_startMs;
    bool m_answered = false; ///< the machine did, once
    bool m_sent = false; ///< the plan is on the machine
    bool m_attached = false; ///< to the first turn of a sync
    std::optional<Error> m_takenBack; ///< why the sync that was started is stopped again
    QTimer m_tick; ///< elapsed time
    QTimer m_answer, m_begin, m_open, m_lost, m_silence; ///< see BackupPatience
    QTimer m_again, m_poll;
};

} // namespace snapgpu
