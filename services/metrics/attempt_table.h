// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/host_beliefs.h"
#include "services/metrics/memory_query.h"

#include <array>
#include <cstdint>
#include <QHash>
#include <QVector>
#include <vector>

namespace snapgpu {

/** Texts or keys that repeat a million times, as small numbers; counts how often each is used. */
template <typename Key> class Dictionary final
{
public:
    std::uint32_t add(const Key &key)
    {
        const auto known = m_ids.constFind(key);
        if (known != m_ids.constEnd()) {
            ++m_counts[*known];
            return *known;
        }
        const auto id = static_cast<std::uint32_t>(m_keys.size());
        m_ids.insert(key, id);
        m_keys.push_back(key);
        m_counts.push_back(1);
        return id;
    }
    /** As it was before; for reading it back. */
    void append(const Key &key, qint64 count)
    {
        m_ids.insert(key, size());
        m_keys.push_back(key);
        m_counts.push_back(count);
    }
    std::optional<std::uint32_t> find(const Key &key) const
    {
        const auto known = m_ids.constFind(key);
        return known == m_ids.constEnd() ? std::nullopt : std::optional(*known);
    }
    const Key &at(std::uint32_t id) const { return m_keys[id]; }
    qint64 count(std::uint32_t id) const { return m_counts[id]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(m_keys.size()); }

private:
    QHash<Key, std::uint32_t> m_ids;
    std::vector<Key> m_keys;
    std::vector<qint64> m_counts;
};

/** Why a record is not used; None = it is. */
enum class Flaw { None, Negative, Future };

/**
 * Every attempt as columns in memory, and the answers to all questions as passes over them: a million take
 * some ten milliseconds. Pure: no database, thread or clock. Append only; forgetting makes a new table.
 */
class AttemptTable final
{
public:
    static constexpr qint64 kFutureMs = 86'400'000; ///< a start later than now by more = the clock jumped

    /** Why this attempt cannot be believed. */
    static Flaw flawOf(const BootAttempt &attempt, qint64 nowMs);

    void reserve(qint64 attempts);
    void add(const BootAttempt &attempt); ///< one without flaw
    void add(const RaceRecord &race);
    void add(const RestoreRecord &restore);

    /** Puts what add() brought into the order that hosts() walks through; it works without, but slower. */
    void settle();

    qint64 size() const { return static_cast<qint64>(m_started.size()); }
    qint64 races() const { return static_cast<qint64>(m_races.size()); }
    qint64 restores() const { return m_restores; }
    qint64 gpuChanges() const { return m_gpuChanges; }

    CurvesAnswer curves(const MemoryFilter &filter, GroupBy groupBy, int maxGroups) const;
    QVector<HostRow> hosts(const MemoryFilter &filter, const HostBeliefs &beliefs, qint64 nowMs) const;
    StagesAnswer stages(const MemoryFilter &filter, GroupBy groupBy, int maxGroups) const;
    TimelineAnswer timeline(const MemoryFilter &filter, int maxPoints) const;
    HistogramAnswer histogram(const MemoryFilter &filter, int bins) const;
    SavingsAnswer savings(const MemoryFilter &filter) const;
    MemoryFacets facets() const;

private:
    friend class AttemptSelector;
    friend class ColumnsAccess;
    static constexpr int kStages = 5;

    struct MachineFacts
    {
        HostKey key;
        qint64 ownerId = 0;
        std::uint32_t gpu = 0, place = 0;
        int gpuChanges = 0;
        qint64 lastSeenMs = 0;
        double restoreBytes = 0, restoreSeconds = 0;
    };
    struct RaceFacts
    {
        RaceRecord record;
        bool recorded = false; ///< the race itself is known, not only attempts of it
        int firstNumber = 0; ///< the first machine that the provider accepted; 0 = none known
        double firstSeconds = 0; ///< its create and observed time
        double firstCreateSeconds = 0;
        AttemptOutcome firstOutcome = AttemptOutcome::Cancelled;
        Money winnerCost;
    };
    /** One attempt among those of its machine: all that the host table asks of most of them. */
    struct MachineAttempt
    {
        qint64 startedMs = 0;
        std::uint32_t observedMs = 0;
        std::uint32_t index = 0; ///< in the columns
        AttemptOutcome outcome = AttemptOutcome::Cancelled;
    };
    struct MachineAttempts
    {
        std::vector<MachineAttempt> all;
        std::size_t sorted = 0; ///< so many, from the first, ascend by observed time
        void sort();
    };
    struct Column
    {
        const std::vector<std::uint32_t> *ids = nullptr; ///< nullptr: everything is one group
        std::uint32_t groups = 1;
    };

    Column column(GroupBy groupBy) const;
    void nameGroup(GroupBy groupBy, std::uint32_t id, QString *name, qint64 *number) const;
    MachineFacts &machineOf(const BootAttempt &attempt, std::uint32_t gpu, std::uint32_t place);
    RaceFacts &raceOf(const QString &raceId);
    void describe(const MachineFacts &facts, const HostBeliefs &beliefs, qint64 nowMs, HostRow *row) const;
    std::vector<std::uint32_t> biggest(const std::vector<qint64> &counts, int most) const;

    std::vector<qint64> m_started;
    std::vector<std::uint32_t> m_observed;
    std::vector<AttemptOutcome> m_outcome;
    std::vector<FailureClass> m_failure;
    std::array<std::vector<std::int32_t>, kStages> m_stage;
    std::vector<std::uint32_t> m_provider, m_gpu, m_place, m_image, m_machine, m_owner;

    Dictionary<QString> m_providers, m_gpus, m_places, m_images;
    Dictionary<HostKey> m_machines, m_owners;
    std::vector<MachineFacts> m_facts; ///< by machine id of the dictionary
    std::vector<MachineAttempts> m_attemptsOf; ///< likewise
    QHash<QString, qsizetype> m_raceIds;
    QVector<RaceFacts> m_races;
    qint64 m_restores = 0;
    qint64 m_gpuChanges = 0;
};

} // namespace snapgpu
