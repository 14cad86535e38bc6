// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/money.h"
#include "services/sandbox/boot_plan.h"
#include "services/sandbox/offers.h"

#include <QMap>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QVector>

namespace snapgpu::sandbox {

/** A public SSH key of the account or of one instance. */
struct StoredKey
{
    qint64 id = 0;
    QString text;
    qint64 addedMs = 0;
};

/** What a create asks for (reference, 3.2). */
struct CreateArgs
{
    QString image;
    double diskGb = 10;
    QString label;
    bool hasLabel = false;
    QVector<QPair<QString, QString>> env;
    QString onstart;
    QString runtype;
    bool cancelUnavail = true;
    bool stopped = false; ///< target_state
    std::optional<double> bidDollars;
    /** $/h whatever the machine's owner asks; not on disk, because the contract keeps its prices. */
    std::optional<double> fixedDollars;
};

/** One rental, from its creation on; kept after its end for the books. Times are sandbox wall milliseconds.
 */
struct Contract
{
    qint64 id = 0, askId = 0, machineId = 0;
    int numGpus = 1;
    CreateArgs args;
    QString instanceKey, jupyterToken;
    quint16 sshPort = 0;
    Money gpuHourly, storageHourly;

    QString actualStatus, statusMessage; ///< empty = null
    QString intendedStatus, curState, nextState;
    bool portsChosen = false, portsMapped = false;
    bool machineUp = false; ///< the real machine was told to boot
    bool sshUp = false; ///< and sshd answers
    bool gpuOn = false; ///< GPU time is billed
    bool offline = false; ///< nothing is billed
    bool holdsGpus = true; ///< false while stopped
    bool closed = false; ///< billing ended for ever
    bool gone = false; ///< no row any more
    bool everRan = false;

    BootPlan plan;
    qint64 planStartMs = 0;
    int planNext = 0;

    qint64 createdMs = 0, visibleMs = 0, runningSinceMs = 0, closedMs = 0, goneMs = 0;
    qint64 resurrectMs = 0; ///< 0 = stays dead
    qint64 accruedToMs = 0, gpuMs = 0, storageMs = 0;
    QVector<StoredKey> keys;

    bool isAlive() const { return !closed; }
    Money earlierCost; ///< at prices before the last change of the bid
    Money cost() const
    {
        return earlierCost + gpuHourly.forMilliseconds(gpuMs) + storageHourly.forMilliseconds(storageMs);
    }
};

/** Everything the cloud remembers; the state file is exactly this. */
struct CloudState
{
    quint64 seed = 1;
    qint64 epochMs = 0; ///< sandbox wall time of the first start
    qint64 nowMs = 0; ///< time of the last step
    QString accountKey;
    Money deposited;
    Money spentClosed; ///< by contracts that are closed
    qint64 nextContract = 0, nextAsk = 0, nextKey = 1;
    QVector<Ask> asks;
    QMap<qint64, Contract> contracts;
    QMap<qint64, QStringList> cachedImages; ///< by machine: pulled here before
    QVector<StoredKey> accountKeys;
    QMap<qint64, int> machineReports;
};

} // namespace snapgpu::sandbox
