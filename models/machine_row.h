// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"

#include <optional>
#include <QString>
#include <QVector>

namespace snapgpu {

/** What a machine of the account is to us; the order is that of the table. */
enum class MachineRole {
    LeftOver, ///< our label, yet no row of the ledger wants it: the sweeper destroys it
    Destroying, ///< until confirmed gone
    Asked, ///< a create was sent; nobody knows yet whether it rented something
    Racing, ///< a racer, booting or running
    Kept, ///< the person keeps it
    Foreign, ///< not our label: shown, never touched
};

/** One machine that may cost money, from the provider's list and the ledger together. */
struct MachineRow
{
    QString key; ///< stable identity: label of ours, else provider and instance id
    QString label;
    QString instanceId; ///< empty until known
    QString gpuName;
    int numGpus = 1;
    QString place;
    MachineRole role = MachineRole::Foreign;
    bool stopped = false; ///< bills its disk only
    bool interruptible = false; ///< stopped means: outbid, most likely
    bool running = false;
    bool listed = false; ///< the provider showed it the last time
    Money hourly; ///< now
    qint64 sinceMs = 0; ///< wall clock; 0 = unknown
    std::optional<Money> cost; ///< so far, from rates; nothing when it cannot be reckoned
    std::optional<qint64> leaseEndsAtMs; ///< wall clock: it destroys itself then
    QVector<SshEndpoint> endpoints;
    QString reason; ///< of the last step in the ledger

    bool isOurs() const { return role != MachineRole::Foreign; }
    /** "RTX 4090, Quebec, CA" */
    QString name() const
    {
        const QString gpu = numGpus > 1 ? QStringLiteral("%1 × %2").arg(numGpus).arg(gpuName) : gpuName;
        return place.isEmpty() ? gpu : gpu + QStringLiteral(", ") + place;
    }
    bool operator==(const MachineRow &) const = default;
};

} // namespace snapgpu
