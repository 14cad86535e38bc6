// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/pack_scout.h"
#include "services/session/launch_session.h"
#include "services/session/machine_lookout.h"

#include <QPointer>
#include <QTimer>

namespace snapgpu {

/** What to restore onto a machine that runs already. */
struct MachineRestorePlan
{
    Machine machine; ///< as the provider listed it
    /** What and where to; the repository, the cache and what is known of hard links come from the services.
     */
    RestoreRequest request;
    /** Set: nothing is begun, but this restore is followed if the machine still knows of it. Needs no
     * repository; of the request only the snapshot is used, to name it. */
    std::optional<BegunRestore> begun{};
};

/**
 * A restore onto a machine that runs already, whoever rented it: logs in, then goes on as the engine's
 * restore does. Traffic goes into the ledger and the outcome into host memory, as after a launch. While the
 * connection is lost the provider is asked whether the machine still is there; one that was stopped or died
 * ends the restore with that reason. Destroyed early it lets go: what runs on the machine goes on there.
 *
 * A restore that was begun earlier has the phase Idle until the machine says that it knows of it, and keeps
 * it when it ends before: then there is nothing to tell. It is asked once, for kLookMs.
 */
class MachineRestore final : public RestoreJob
{
    Q_OBJECT
public:
    static constexpr int kAnswerMs = 60'000; ///< patience with a machine that does not answer over SSH
    static constexpr int kLookMs = 20'000; ///< likewise, when it is only asked about an earlier restore

    MachineRestore(SessionServices services, MachineRestorePlan plan, QObject *parent = nullptr);
    ~MachineRestore() override;
    Q_DISABLE_COPY_MOVE(MachineRestore)

    const RestoreProgress &progress() const override { return m_progress; }

protected:
    void doCancel() override;
    void settleCancelled() override; ///< says what is there

private:
    void knock();
    void begin(const std::shared_ptr<AgentChannel> &channel);
    void follow();
    void record(bool ok);
    void makeScout();
    void note();
    void settleNote(qint64 bytes);
    bool isUnknown() const; ///< nobody knows yet whether there is anything to follow
    void end(const Result<RestoreProgress> &result);
    void failWith(const Error &error);

    SessionServices m_services;
    MachineRestorePlan m_plan;
    RestoreProgress m_progress;
    std::unique_ptr<PackScout> m_scout; ///< of use until the machine answers
    std::unique_ptr<Probe> m_probe; ///< until the machine answers
    QTimer m_patience;
    qint64 m_askedAtMs; ///< wall clock
    bool m_noted = false; ///< that it runs, for the next start
    QPointer<RestoreJob> m_job; ///< the engine's
    MachineLookout m_lookout;
};

/** Under which name a machine's host key is kept: one without a label of ours goes by its number. */
QString hostKeyName(const Machine &machine);

/** A restore that cannot begin, because the SSH key or the repository is missing; its end says why. */
RestoreJob *refusedRestore(const Error &error, QObject *parent = nullptr);

} // namespace snapgpu
