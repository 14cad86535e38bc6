// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/restore_finder.h"

#include "ui/machine_merge.h"
#include "ui/machine_source.h"

#include <algorithm>

namespace snapgpu {

QVector<MachineRestorePlan> plansToFollow(
    const QVector<BegunRestore> &begun, const QVector<Machine> &listed, const QVector<MachineRow> &rows)
{
    QVector<MachineRestorePlan> plans;
    for (const BegunRestore &one : begun) {
        const auto machine = std::find_if(listed.cbegin(), listed.cend(),
            [&one](const Machine &candidate) { return one.isOn(candidate.provider, candidate.instanceId); });
        const auto row = std::find_if(rows.cbegin(), rows.cend(),
            [&one](const MachineRow &candidate) { return candidate.instanceId == one.instanceId; });
        if (machine == listed.cend() || row == rows.cend() || !row->running
            || !whyNoRestore(*row).isEmpty()) {
            continue;
        }
        MachineRestorePlan plan;
        plan.machine = *machine;
        plan.request.snapshot = one.snapshot;
        plan.begun = one;
        plans.append(plan);
    }
    return plans;
}

RestoreFinder::RestoreFinder(
    const AppServices &services, MachineSource *source, MachineRestores *restores, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_source(source)
    , m_restores(restores)
    , m_begun(services.begunRestores ? services.begunRestores() : QVector<BegunRestore>())
{
    if (m_begun.isEmpty()) {
        return;
    }
    connect(source, &MachineSource::listed, this, &RestoreFinder::look, Qt::SingleShotConnection);
    source->refresh();
}

void RestoreFinder::look()
{
    const QVector<LedgerRow> ledger =
        m_services.machines != nullptr ? m_services.machines->rows() : QVector<LedgerRow>();
    const QVector<MachineRow> rows = mergeMachines(m_source->machines(), ledger, mergeContext(m_services));
    for (const MachineRestorePlan &plan : plansToFollow(m_begun, m_source->machines(), rows)) {
        const auto row = std::find_if(rows.cbegin(), rows.cend(),
            [&plan](const MachineRow &candidate) { return candidate.instanceId == plan.machine.instanceId; });
        m_restores->look(plan, row->name());
    }
}

} // namespace snapgpu
