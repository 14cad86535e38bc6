// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/contract.h"
#include "services/sandbox/faults.h"

#include <functional>
#include <tl/expected.hpp>

namespace snapgpu::sandbox {

/** A refusal in the cloud's own words. */
struct Refusal
{
    int http = 400;
    QString error; ///< code, may be empty
    QString message;
    qint64 newContract = 0; ///< a machine that was left behind all the same
    qint64 askId = 0; ///< repeated in the answer when not 0
};

template <typename T> using Answer = tl::expected<T, Refusal>;

/** What the real machines must do now. */
enum class MachineAction { Boot, Halt, Destroy, Keys };

struct MachineCommand
{
    MachineAction action = MachineAction::Boot;
    qint64 contractId = 0;
};

/** What the cloud cannot make itself: secrets and loopback ports. */
struct CloudSources
{
    std::function<QString()> newKey; ///< 64 hex
    std::function<quint16()> newPort; ///< 0 = none free
};

/**
 * The cloud as a value that is moved by the clock: market, contracts, lifecycle, billing. No sockets, no
 * timers, no processes. Every call takes the sandbox time in wall milliseconds and first plays everything
 * that happened until then. Time never goes back (an earlier time is taken as the last one).
 */
class SandboxCloud final
{
public:
    SandboxCloud(CloudState state, Faults faults, CloudSources sources);
    /** A cloud on its first day: full market, $100 of credit. */
    static CloudState firstDay(quint64 seed, qint64 epochMs, const QString &accountKey);

    void step(qint64 nowMs);
    QVector<MachineCommand> takeCommands();
    /** Boots again what ran when the last process ended. */
    void bootAgain();
    /** When something is due next, or -1. */
    qint64 nextDueMs() const;

    Answer<qint64> create(qint64 askId, const CreateArgs &args, qint64 nowMs);
    Answer<Done> destroy(qint64 contractId, qint64 nowMs);
    /** False: no GPU free, queued (the answer is success:false with a text). */
    Answer<bool> start(qint64 contractId, qint64 nowMs);
    Answer<Done> stop(qint64 contractId, qint64 nowMs);
    Answer<Done> restart(qint64 contractId, const QString &status, qint64 nowMs);
    /** Somebody bids more for an interruptible machine: it is stopped at once, its disk goes on billing. */
    Answer<Done> outbid(qint64 contractId, qint64 nowMs);
    /** The machine dies by itself, now: its container exits, its host goes offline, or it vanishes. */
    Answer<Done> kill(qint64 contractId, StepEffect how, qint64 nowMs);
    Answer<Done> setLabel(qint64 contractId, const QString &label);
    Answer<Done> setBid(qint64 contractId, double dollars);
    Answer<Done> attachKey(qint64 contractId, const QString &key);
    Answer<Done> detachKey(qint64 contractId, qint64 keyId);
    Answer<StoredKey> addAccountKey(const QString &key);
    Answer<Done> removeAccountKey(qint64 keyId);
    int reportMachine(qint64 machineId) { return ++m_state.machineReports[machineId]; }

    // What the real machines say.
    void sshAnswers(qint64 contractId);
    void machineEnded(qint64 contractId, const QString &reason);

    const Fleet &fleet() const { return m_fleet; }
    const CloudState &state() const { return m_state; }
    Faults &faults() { return m_faults; }
    void setFaults(Faults faults) { m_faults = std::move(faults); }
    /** Not gone and past the read-side lag; otherwise nullptr. */
    const Contract *visible(qint64 contractId) const;
    const Contract *contract(qint64 contractId) const;
    QVector<const Contract *> visibleContracts() const; ///< by id
    Money credit() const;
    void setCredit(Money credit);
    int aliveCount() const;
    double nowSec() const { return static_cast<double>(m_state.nowMs) / 1000; }
    QStringList authorizedKeys(const Contract &contract) const;

private:
    Answer<Contract *> changeable(qint64 contractId);
    Refusal offerGone(qint64 askId, bool known);
    Answer<qint64> checkCreate(qint64 askId, const CreateArgs &args);
    Contract &openContract(const Ask &ask, const FleetMachine &machine, const CreateArgs &args);
    void planBoot(Contract &contract, const FleetMachine &machine);
    void play(Contract &contract, qint64 nowMs);
    void apply(Contract &contract, const PlanStep &step, qint64 atMs);
    void accrue(Contract &contract, qint64 toMs);
    void stopNow(Contract &contract, qint64 atMs);
    void close(Contract &contract, qint64 atMs);
    void resurrect(Contract &contract);
    void stopAllWithoutCredit();
    void refreshAsks(qint64 machineId);
    int freeGpus(const FleetMachine &machine) const;
    bool imageCached(qint64 machineId, const QString &image) const;
    Rng contractRng(const Contract &contract, quint64 purpose) const;

    CloudState m_state;
    Fleet m_fleet;
    Faults m_faults;
    CloudSources m_sources;
    QVector<MachineCommand> m_commands;
};

} // namespace snapgpu::sandbox
