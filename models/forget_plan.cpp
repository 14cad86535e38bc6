// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/forget_plan.h"

#include <algorithm>
#include <QSet>

namespace snapgpu {

ForgetPlan planForgetIds(const QVector<Snapshot> &all, const QStringList &ids)
{
    const QSet<QString> chosen(ids.cbegin(), ids.cend());
    ForgetPlan plan;
    for (const Snapshot &snapshot : all) {
        (chosen.contains(snapshot.id) ? plan.remove : plan.keep).append(snapshot);
    }
    completeForgetPlan(plan, all);
    return plan;
}

void completeForgetPlan(ForgetPlan &plan, const QVector<Snapshot> &all)
{
    QSet<QString> going;
    QSet<QString> goingPaths;
    plan.knownBytes = 0;
    for (const Snapshot &snapshot : std::as_const(plan.remove)) {
        going.insert(snapshot.id);
        goingPaths.unite(QSet<QString>(snapshot.paths.cbegin(), snapshot.paths.cend()));
        plan.knownBytes += snapshot.totalBytes.value_or(0);
    }
    for (const Snapshot &snapshot : all) {
        if (!going.contains(snapshot.id)) {
            goingPaths.subtract(QSet<QString>(snapshot.paths.cbegin(), snapshot.paths.cend()));
        }
    }
    plan.lastOf = QStringList(goingPaths.cbegin(), goingPaths.cend());
    plan.lastOf.sort();
}

} // namespace snapgpu
