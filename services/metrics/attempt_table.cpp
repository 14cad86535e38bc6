// SPDX-License-Identifier: GPL-3.0-or-later
// How attempts come into the columns. The questions stand in attempt_table_answers.cpp.
#include "services/metrics/attempt_table.h"

#include <algorithm>
#include <limits>

namespace snapgpu {

namespace {

std::uint32_t observedOf(const BootAttempt &attempt)
{
    return static_cast<std::uint32_t>(
        std::min<qint64>(attempt.observedMs, std::numeric_limits<std::int32_t>::max()));
}

std::int32_t stageOf(qint64 ms)
{
    return static_cast<std::int32_t>(std::clamp<qint64>(ms, -1, std::numeric_limits<std::int32_t>::max()));
}

} // namespace

Flaw AttemptTable::flawOf(const BootAttempt &attempt, qint64 nowMs)
{
    const bool negative = attempt.observedMs < 0 || attempt.startedAtMs <= 0 || attempt.createMs < -1
        || attempt.hostMs < -1 || attempt.imageMs < -1 || attempt.sshMs < -1 || attempt.checkMs < -1;
    if (negative) {
        return Flaw::Negative;
    }
    return attempt.startedAtMs > nowMs + kFutureMs ? Flaw::Future : Flaw::None;
}

void AttemptTable::reserve(qint64 attempts)
{
    const auto size = static_cast<std::size_t>(std::max<qint64>(0, attempts));
    m_started.reserve(size);
    m_observed.reserve(size);
    m_outcome.reserve(size);
    m_failure.reserve(size);
    for (auto &stage : m_stage) {
        stage.reserve(size);
    }
    for (auto *ids : {&m_provider, &m_gpu, &m_place, &m_image, &m_machine, &m_owner}) {
        ids->reserve(size);
    }
}

void AttemptTable::add(const BootAttempt &attempt)
{
    m_started.push_back(attempt.startedAtMs);
    m_observed.push_back(observedOf(attempt));
    m_outcome.push_back(attempt.outcome);
    m_failure.push_back(attempt.failure);
    const std::array<qint64, kStages> stages{
        attempt.createMs, attempt.hostMs, attempt.imageMs, attempt.sshMs, attempt.checkMs};
    for (std::size_t i = 0; i < stages.size(); ++i) {
        m_stage[i].push_back(stageOf(stages[i]));
    }
    m_provider.push_back(m_providers.add(attempt.provider));
    m_gpu.push_back(m_gpus.add(attempt.gpuName));
    m_place.push_back(m_places.add(attempt.place));
    m_image.push_back(m_images.add(attempt.image));
    m_machine.push_back(m_machines.add({attempt.provider, attempt.machineId}));
    m_owner.push_back(m_owners.add({attempt.provider, attempt.hostId}));
    machineOf(attempt, m_gpu.back(), m_place.back());
    m_attemptsOf[m_machine.back()].all.push_back({attempt.startedAtMs, m_observed.back(),
        static_cast<std::uint32_t>(m_started.size() - 1), attempt.outcome});
    if (attempt.raceId.isEmpty()) {
        return;
    }
    RaceFacts &race = raceOf(attempt.raceId);
    if (race.firstNumber == 0 || attempt.number < race.firstNumber) {
        race.firstNumber = std::max(1, attempt.number);
        race.firstCreateSeconds = double(std::max<qint64>(0, attempt.createMs)) / 1000;
        race.firstSeconds = race.firstCreateSeconds + double(attempt.observedMs) / 1000;
        race.firstOutcome = attempt.outcome;
    }
    if (attempt.outcome == AttemptOutcome::Ready) {
        race.winnerCost = attempt.cost;
    }
}

AttemptTable::MachineFacts &AttemptTable::machineOf(
    const BootAttempt &attempt, std::uint32_t gpu, std::uint32_t place)
{
    const std::uint32_t id = m_machine.back();
    if (id == m_facts.size()) {
        m_facts.push_back({{attempt.provider, attempt.machineId}, attempt.hostId, gpu, place, 0, 0, 0, 0});
        m_attemptsOf.emplace_back();
    }
    MachineFacts &facts = m_facts[id];
    if (attempt.startedAtMs >= facts.lastSeenMs) {
        if (facts.lastSeenMs != 0 && facts.gpu != gpu && attempt.machineId != 0) {
            ++facts.gpuChanges;
            ++m_gpuChanges;
        }
        facts.gpu = gpu;
        facts.place = place;
        facts.ownerId = attempt.hostId;
        facts.lastSeenMs = attempt.startedAtMs;
    }
    return facts;
}

void AttemptTable::MachineAttempts::sort()
{
    if (sorted == all.size()) {
        return;
    }
    const auto shorter = [](const MachineAttempt &a, const MachineAttempt &b) {
        return a.observedMs < b.observedMs;
    };
    const auto news = all.begin() + static_cast<std::ptrdiff_t>(sorted);
    std::sort(news, all.end(), shorter);
    std::inplace_merge(all.begin(), news, all.end(), shorter);
    sorted = all.size();
}

void AttemptTable::settle()
{
    for (MachineAttempts &attempts : m_attemptsOf) {
        attempts.sort();
    }
}

AttemptTable::RaceFacts &AttemptTable::raceOf(const QString &raceId)
{
    const auto known = m_raceIds.constFind(raceId);
    if (known != m_raceIds.constEnd()) {
        return m_races[*known];
    }
    m_raceIds.insert(raceId, m_races.size());
    m_races.append(RaceFacts{});
    return m_races.last();
}

void AttemptTable::add(const RaceRecord &race)
{
    RaceFacts &facts = raceOf(race.raceId);
    facts.record = race;
    facts.recorded = true;
}

void AttemptTable::add(const RestoreRecord &restore)
{
    ++m_restores;
    const auto machine = m_machines.find({restore.provider, restore.machineId});
    if (machine && restore.ok && restore.bytes > 0 && restore.elapsedMs > 0) {
        m_facts[*machine].restoreBytes += double(restore.bytes);
        m_facts[*machine].restoreSeconds += double(restore.elapsedMs) / 1000;
    }
}

AttemptTable::Column AttemptTable::column(GroupBy groupBy) const
{
    switch (groupBy) {
    case GroupBy::All:
        return {};
    case GroupBy::Gpu:
        return {&m_gpu, m_gpus.size()};
    case GroupBy::Machine:
        return {&m_machine, m_machines.size()};
    case GroupBy::Owner:
        return {&m_owner, m_owners.size()};
    case GroupBy::Place:
        return {&m_place, m_places.size()};
    case GroupBy::Image:
        return {&m_image, m_images.size()};
    case GroupBy::Provider:
        return {&m_provider, m_providers.size()};
    }
    Q_UNREACHABLE();
}

void AttemptTable::nameGroup(GroupBy groupBy, std::uint32_t id, QString *name, qint64 *number) const
{
    const auto numbered = [&](const HostKey &key) {
        *number = key.machineId;
        *name = key.machineId == 0 ? QString() : QString::number(key.machineId);
    };
    switch (groupBy) {
    case GroupBy::All:
        return;
    case GroupBy::Gpu:
        *name = m_gpus.at(id);
        return;
    case GroupBy::Machine:
        return numbered(m_machines.at(id));
    case GroupBy::Owner:
        return numbered(m_owners.at(id));
    case GroupBy::Place:
        *name = m_places.at(id);
        return;
    case GroupBy::Image:
        *name = m_images.at(id);
        return;
    case GroupBy::Provider:
        *name = m_providers.at(id);
        return;
    }
}

MemoryFacets AttemptTable::facets() const
{
    MemoryFacets facets;
    const auto sorted = [](QVector<MemoryFacets::Facet> &all) {
        std::stable_sort(
            all.begin(), all.end(), [](const auto &a, const auto &b) { return a.attempts > b.attempts; });
    };
    const auto words = [&](const Dictionary<QString> &dictionary, QVector<MemoryFacets::Facet> &out) {
        for (std::uint32_t id = 0; id < dictionary.size(); ++id) {
            out.append({dictionary.at(id), 0, dictionary.count(id)});
        }
        sorted(out);
    };
    const auto numbers = [&](const Dictionary<HostKey> &dictionary, QVector<MemoryFacets::Facet> &out) {
        for (std::uint32_t id = 0; id < dictionary.size(); ++id) {
            if (const qint64 number = dictionary.at(id).machineId; number != 0) {
                out.append({QString::number(number), number, dictionary.count(id)});
            }
        }
        sorted(out);
    };
    words(m_providers, facets.providers);
    words(m_gpus, facets.gpus);
    words(m_places, facets.places);
    words(m_images, facets.images);
    numbers(m_machines, facets.machines);
    numbers(m_owners, facets.owners);
    facets.attempts = size();
    if (!m_started.empty()) {
        const auto [first, last] = std::minmax_element(m_started.cbegin(), m_started.cend());
        facets.firstMs = *first;
        facets.lastMs = *last;
    }
    return facets;
}

} // namespace snapgpu
