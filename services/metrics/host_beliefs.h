// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/boot_attempt.h"
#include "models/offer.h"
#include "services/metrics/memory_query.h"

#include <QHash>

namespace snapgpu {

/** Numbers the beliefs start from; sources in launch-peers notes 1.1 and 4. */
struct BeliefSettings
{
    double halfLifeDays = 14; ///< an attempt that old weighs half
    double meanBootSeconds = 74; ///< log-normal, median 58 s, sigma 0.7: what the field measured on vast
    double sigma = 0.7; ///< spread of log boot time within one machine; until enough was seen
    double dudRisk = 0.1;
    double priorBoots = 2; ///< how many boots a parent (GPU, host, all) counts for its children
    double priorTries = 5; ///< likewise for duds
    double restoreMBps = 60; ///< until one was measured
    double priorRestoreGb = 2;

    bool operator==(const BeliefSettings &) const = default;
};

/** Decayed sums of one machine, one owner, one GPU type or of all. */
struct Evidence
{
    double boots = 0; ///< weighted count of ready attempts
    double exposureSeconds = 0; ///< weighted time under observation, ready or cancelled
    double tries = 0; ///< weighted count of attempts whose end says something about duds
    double duds = 0;
    double restoreBytes = 0, restoreSeconds = 0;
};

/** What is believed about one machine (or of one never seen, from its GPU, owner and the population). */
struct Belief
{
    double rate = 0; ///< boots per second: (a + boots) / (b + exposure)
    double expectedSeconds = 0; ///< 1 / rate
    double dudRisk = 0; ///< 0..1, mean of the Beta
    double restoreMBps = 0; ///< 10^6 bytes per second
    double boots = 0, exposureSeconds = 0; ///< own evidence of the machine, decayed
    double attempts = 0; ///< own, decayed
    double priorBoots = 0, priorSeconds = 0; ///< a and b
    qint64 cooldownUntilMs = 0; ///< wall clock; 0 = free
    FailureClass lastFailure = FailureClass::None;
    HostMark mark = HostMark::None;
    bool known = false; ///< the machine itself has been tried
};

/**
 * Gamma–exponential rate per machine with a prior from owner, GPU type and population, a Beta for duds,
 * half-life decay. Exact and incremental: adding an attempt is O(1), asking is O(1). Pure; no clock inside.
 */
class HostBeliefs final
{
public:
    explicit HostBeliefs(BeliefSettings settings = {});

    void add(const BootAttempt &attempt);
    void add(const RestoreRecord &restore);
    void setMarks(const QVector<MarkRecord> &marks); ///< all there are

    /** Of the machine behind `offer`, at wall-clock time `nowMs`. */
    Belief about(const Offer &offer, qint64 nowMs) const;
    Belief about(const HostKey &host, qint64 ownerId, const QString &gpuName, qint64 nowMs) const;
    HostMark mark(const HostKey &host) const { return m_marks.value(host, HostMark::None); }
    /** Machines of `provider` that were tried or marked, in no order. */
    QVector<qint64> machinesOf(const QString &provider) const;

    /** Spread of log boot time within one machine, learned from those that booted more than once. */
    double sigma() const;
    qint64 attempts() const { return m_attempts; }
    const BeliefSettings &settings() const { return m_settings; }

private:
    friend class ColumnsAccess;
    struct Trouble
    {
        qint64 atMs = 0;
        qint64 lastMs = 0; ///< of any attempt: an older record that arrives late changes nothing
        FailureClass failure = FailureClass::None;
        int inRow = 0; ///< failures since the last ready
    };
    /** Logarithms of the boot times of one machine. */
    struct Spread
    {
        double count = 0, sum = 0, squares = 0;
        double deviation() const { return count > 0 ? squares - sum * sum / count : 0; }
    };
    double weight(qint64 atMs) const;
    void addSpread(const HostKey &host, const BootAttempt &attempt);
    void addTrouble(const HostKey &host, const BootAttempt &attempt);

    BeliefSettings m_settings;
    double m_deviation = 0; ///< squared, of log boot times around the mean of their machine
    double m_freedom = 0;
    qint64 m_attempts = 0;
    qint64 m_epochMs = 0; ///< weights are relative to it, so that adding never touches old sums
    Evidence m_all;
    QHash<QString, Evidence> m_gpus;
    QHash<HostKey, Evidence> m_owners; ///< machineId holds the owner
    QHash<HostKey, Evidence> m_machines;
    QHash<HostKey, Trouble> m_troubles;
    QHash<HostKey, Spread> m_spreads;
    QHash<HostKey, HostMark> m_marks;
};

/** How long a machine is left alone after `inRow` failures in a row of this class; ms, 0 = not at all. */
qint64 cooldownMs(FailureClass failure, int inRow);

} // namespace snapgpu
