// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "services/cloud/provider.h"
#include "services/core/clock.h"
#include "services/ledger/ledger.h"

#include <memory>
#include <QObject>

namespace snapgpu {

/** What the money line shows. */
struct SweepStatus
{
    int pending = 0; ///< condemned or of unknown fate, not yet confirmed gone
    int stubborn = 0; ///< of these, longer than two minutes: the red line
    int elsewhere = 0; ///< not pending here: another account pays them, and its key is needed
    bool lastListOk = true;
    QString message; ///< one sentence, empty when all is well
};

/**
 * The only place that destroys machines. Everything condemned is destroyed until it was seen missing in two
 * listings of the provider; 429/5xx/timeouts are retried for as long as the program runs, and the ledger
 * carries the rest to the next start. Rows of dead processes (Intent/Alive that nobody claims) are condemned
 * at sweep(). Only labels with our own prefix are ever touched. It asks the provider whose account it is
 * before it calls a machine of a known account gone.
 */
class Sweeper final : public QObject
{
    Q_OBJECT
public:
    Sweeper(CloudProvider *provider, Ledger *ledger, const Clock *clock, QObject *parent = nullptr);
    ~Sweeper() override;

    /** A running race calls this for each of its labels, so that sweep() leaves them alone. */
    void claim(const QString &label);
    /** Gives a claimed label up without condemning it (refused, kept). */
    void release(const QString &label);
    /** The provider surely rented nothing under this label, even if it was condemned meanwhile: writes
     * Refused and gives the label up. */
    void refused(const QString &label, const QString &reason);
    /** Destroy this machine, soon; `running` ones go first. Writes the ledger before anything is sent. */
    void condemn(const QString &label, const QString &reason, bool running);
    /** Condemns every open row nobody claims and keeps, and starts destroying. */
    void sweep();
    /** Uses a complete listing somebody else just got (the race polls once for both). `askedAtMs` is the
     * monotonic time at which it was requested; without it, it counts as asked for now. */
    void observe(const QVector<Machine> &machines, qint64 askedAtMs = -1);
    bool isIdle() const; ///< nothing pending
    SweepStatus status() const;

Q_SIGNALS:
    void destroySent(const QString &label, const QString &instanceId);
    void gone(const QString &label); ///< confirmed
    void statusChanged();
    void idle(); ///< nothing pending any more

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace snapgpu
