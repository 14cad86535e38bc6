// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/metrics/attempt_table.h"

#include <limits>

namespace snapgpu {

/** A filter made ready for a pass over the columns: one byte per word of each dictionary. */
class AttemptSelector final
{
public:
    AttemptSelector(const AttemptTable &table, const MemoryFilter &filter)
        : m_table(table)
        , m_from(filter.fromMs.value_or(std::numeric_limits<qint64>::min()))
        , m_to(filter.toMs.value_or(std::numeric_limits<qint64>::max()))
    {
        allow(m_providers, table.m_providers, filter.providers);
        allow(m_gpus, table.m_gpus, filter.gpus);
        allow(m_places, table.m_places, filter.places);
        allow(m_images, table.m_images, filter.images);
        allowNumbers(m_machines, table.m_machines, filter.machines);
        allowNumbers(m_owners, table.m_owners, filter.owners);
    }

    bool passes(std::size_t i) const
    {
        const qint64 started = m_table.m_started[i];
        return started >= m_from && started < m_to && allowed(m_providers, m_table.m_provider[i])
            && allowed(m_gpus, m_table.m_gpu[i]) && allowed(m_places, m_table.m_place[i])
            && allowed(m_images, m_table.m_image[i]) && allowed(m_machines, m_table.m_machine[i])
            && allowed(m_owners, m_table.m_owner[i]);
    }

    bool passesTime(qint64 started) const { return started >= m_from && started < m_to; }
    /** Nothing but the time and the machine decides. */
    bool isTimeAlone() const
    {
        return m_providers.empty() && m_gpus.empty() && m_places.empty() && m_images.empty()
            && m_owners.empty();
    }
    bool passesMachine(std::uint32_t machine) const { return allowed(m_machines, machine); }

private:
    using Mask = std::vector<char>; ///< empty: everything

    static bool allowed(const Mask &mask, std::uint32_t id) { return mask.empty() || mask[id] != 0; }

    static void allow(Mask &mask, const Dictionary<QString> &words, const QStringList &wanted)
    {
        if (!wanted.isEmpty()) {
            mask.assign(words.size(), 0);
            for (const QString &word : wanted) {
                if (const auto id = words.find(word)) {
                    mask[*id] = 1;
                }
            }
        }
    }

    static void allowNumbers(Mask &mask, const Dictionary<HostKey> &keys, const QVector<qint64> &wanted)
    {
        if (!wanted.isEmpty()) {
            mask.assign(keys.size(), 0);
            for (std::uint32_t id = 0; id < keys.size(); ++id) {
                mask[id] = wanted.contains(keys.at(id).machineId) ? 1 : 0;
            }
        }
    }

    const AttemptTable &m_table;
    qint64 m_from, m_to;
    Mask m_providers, m_gpus, m_places, m_images, m_machines, m_owners;
};

} // namespace snapgpu
