// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"

#include <optional>
#include <QByteArray>
#include <QMetaType>
#include <QString>
#include <QVector>

namespace snapgpu {

/** A place where sshd of a machine may answer. */
struct SshEndpoint
{
    QString host;
    quint16 port = 0;
    bool direct = false; ///< false: the provider's proxy

    bool operator==(const SshEndpoint &) const = default;
};

/** One rented instance as the provider's list shows it; empty strings stand for null. */
struct Machine
{
    QString provider; ///< "vast"
    QString instanceId;
    QString label;
    qint64 machineId = 0; ///< physical machine
    qint64 hostId = 0;
    QString gpuName;
    int numGpus = 1;
    QString geolocation;
    QString actualStatus; ///< empty = null: still being provisioned
    QString intendedStatus;
    QString curState;
    QString statusMessage; ///< trimmed; last line of docker or the daemon, may be stale
    QVector<SshEndpoint> endpoints; ///< direct first, then proxy; direct only once ports are mapped
    Money gpuHourly; ///< see isGpuDue()
    Money storageHourly; ///< due from creation on
    double diskGb = 0;
    std::optional<double> inetDownCost; ///< $/GB
    bool billsFromCreate = false; ///< the GPU too is due from creation on, whatever the status
    bool isBid = false; ///< interruptible: stopped as soon as somebody bids more
    qint64 startedAtMs = 0; ///< contract start, wall clock
    QByteArray raw; ///< compact JSON of the row

    bool isRunning() const { return actualStatus == QLatin1String("running"); }
    /** Whether the GPU is billed: while the machine runs or is frozen; not while it loads, is stopped or
     * outbid, or its host is offline (vast API notes, section 6). A status that is null or not known says
     * nothing. */
    std::optional<bool> isGpuDue() const
    {
        const bool ended = actualStatus == QLatin1String("exited") || actualStatus == QLatin1String("stopped")
            || actualStatus == QLatin1String("offline");
        if (billsFromCreate && !ended) {
            return true;
        }
        for (const char *status : {"running", "frozen"}) {
            if (actualStatus == QLatin1String(status)) {
                return true;
            }
        }
        for (const char *status : {"created", "loading", "exited", "stopped", "offline"}) {
            if (actualStatus == QLatin1String(status)) {
                return false;
            }
        }
        return std::nullopt;
    }
    Money hourlyNow() const { return isGpuDue().value_or(false) ? gpuHourly + storageHourly : storageHourly; }
};

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::Machine)
