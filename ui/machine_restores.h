// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine_row.h"
#include "services/session/machine_restore.h"

#include <functional>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QVector>

namespace snapgpu {

/** What the person wants back, before they have said where to and how. */
struct RestoreWish
{
    QString instanceId; ///< of the machine; empty = whichever runs
    QString snapshotId; ///< empty = the newest
    QStringList patterns; ///< only these; empty = everything
    QString folder; ///< the one folder that was chosen; empty = none or several things
    qint64 bytes = 0; ///< of what the patterns name
};

/** Makes a restore that has begun; it ends as every job does. */
using RestoreFactory = std::function<RestoreJob *(const MachineRestorePlan &plan)>;

/** Why nothing can be restored onto this machine now, one sentence; empty = it can. Pure. */
QString whyNoRestore(const MachineRow &machine);

/** One restore onto a machine that runs, under way or over. */
struct OngoingRestore
{
    MachineRestorePlan plan;
    QString machine; ///< "RTX 4090, Quebec, CA"
    RestoreProgress progress;
    bool running = true;

    bool isEarlier() const { return plan.begun.has_value(); } ///< begun before this window was there
    QString goesOnSentence() const; ///< for one that was begun earlier: where, and how far it is
    QString instanceId() const { return plan.machine.instanceId; }
    QString endSentence() const; ///< on which machine and how it ended; empty while it runs
};

/**
 * The restores of this window onto machines that run already: one at a time on each machine. They go on
 * whatever page is shown; one that is over stays to be read until it is dismissed, or the next one on its
 * machine begins.
 */
class MachineRestores final : public QObject
{
    Q_OBJECT
public:
    /** Without a factory nothing can be started. */
    explicit MachineRestores(RestoreFactory factory, QObject *parent = nullptr);
    ~MachineRestores() override;

    bool canStart() const { return m_factory != nullptr; }
    /** False while another one runs on that machine. */
    bool start(const MachineRestorePlan &plan, const QString &machine);
    /** Looks for `plan.begun` on its machine; what is not there, or does not answer, is not told. */
    void look(const MachineRestorePlan &plan, const QString &machine);
    void cancel(const QString &instanceId);
    void cancelOn(const QString &label); ///< whatever runs on the machine of that label
    void dismiss(const QString &instanceId); ///< nothing happens while it runs
    const OngoingRestore *find(const QString &instanceId) const; ///< null = none; valid until the next change
    const QVector<OngoingRestore> &all() const { return m_all; } ///< in the order in which they began
    bool isRunning(const QString &instanceId) const;
    int running() const;

Q_SIGNALS:
    void changed(); ///< one began, was found or was dismissed
    void found(const QString &instanceId); ///< one that was begun earlier; it may be over already
    void criticalReady(const QString &instanceId); ///< while somebody looked
    void progressed(const QString &instanceId);
    void ended(const QString &instanceId);

private:
    qsizetype placeOf(const QString &instanceId) const; ///< -1 = none
    void add(const MachineRestorePlan &plan, const QString &machine, RestoreJob *job);
    void dropLook(const QString &instanceId);
    void take(const QString &instanceId, const RestoreJob *job);
    void end(const QString &instanceId, const RestoreJob *job);

    RestoreFactory m_factory;
    QVector<OngoingRestore> m_all;
    QHash<QString, QPointer<RestoreJob>> m_jobs; ///< by instance id
    QHash<QString, QPointer<RestoreJob>> m_looks; ///< likewise: nobody knows yet whether there is one
};

} // namespace snapgpu
