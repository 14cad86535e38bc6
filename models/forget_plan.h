// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot.h"

namespace snapgpu {

/** restic's --keep-… options; 0 and empty = not given. */
struct ForgetPolicy
{
    int last = 0, hourly = 0, daily = 0, weekly = 0, monthly = 0, yearly = 0;
    QString within; ///< "2y5m7d3h"
    QStringList tags; ///< --keep-tag
    // Which snapshots the policy looks at; empty = all.
    QString host, path, tag;

    bool keepsNothing() const
    {
        return last <= 0 && hourly <= 0 && daily <= 0 && weekly <= 0 && monthly <= 0 && yearly <= 0
            && within.isEmpty() && tags.isEmpty();
    }
    bool operator==(const ForgetPolicy &) const = default;
};

/** What would go and what stays; shown to the person, and then carried out by exactly these ids. */
struct ForgetPlan
{
    QVector<Snapshot> remove;
    QVector<Snapshot> keep; ///< of those the policy looked at; all others when ids were chosen
    /** Paths that no snapshot would hold any more: the keep-one guard refuses those unless told otherwise. */
    QStringList lastOf;
    /** Bytes of the snapshots that go, where restic wrote them down. Data shared with others stays. */
    qint64 knownBytes = 0;
};

/** The plan for snapshots chosen by id; ids that are not in the list are ignored. */
ForgetPlan planForgetIds(const QVector<Snapshot> &all, const QStringList &ids);

/** Fills `lastOf` and `knownBytes` of a plan from the whole list. */
void completeForgetPlan(ForgetPlan &plan, const QVector<Snapshot> &all);

} // namespace snapgpu
