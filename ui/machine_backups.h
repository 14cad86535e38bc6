// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine.h"
#include "models/machine_row.h"
#include "services/backup/backup.h"

#include <functional>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QVector>

namespace snapgpu {

class Clock;

/** Makes a backup, or a word to the sync of a machine, that has begun; it ends as every job does. */
using BackupFactory = std::function<BackupJob *(const Machine &machine, const BackupOrder &order)>;

/** Why nothing can be backed up from this machine now, one sentence; empty = it can. Pure. */
QString whyNoBackup(const MachineRow &machine);

/** One backup of this window, or the start or stop of a sync, under way or over. */
struct OngoingBackup
{
    Machine machine;
    QString name; ///< "RTX 4090, Quebec, CA"
    BackupTask task = BackupTask::Once;
    BackupProgress progress;
    bool running = true;
    qint64 endedAtMs = 0; ///< wall clock

    bool failed() const { return !running && progress.phase == BackupPhase::Failed; }
    /** A snapshot of everything that was asked for is in the repository. */
    bool isWhole() const
    {
        return !running && progress.phase == BackupPhase::Done && progress.unreadCount == 0;
    }
    QString headline() const; ///< what it is and where: "Backing up RTX 4090, Quebec, CA"
    QString statusLine() const; ///< how far it is, or how it ended
};

/** "5 min", "1 h", and "1 min 30 s" where one unit does not say it. */
QString intervalText(int seconds);

/** "Sync every 5 min; all was safe 2 min ago; next in 3 min"; empty when there is none. Pure. */
QString syncSentence(const SyncStatus &sync, qint64 nowMs);

/**
 * The backups of this window, one at a time on each machine, and what is known of the syncs on the machines.
 * They go on whatever page is shown; one that is over stays to be read until it is dismissed. A sync that
 * runs is looked at every minute, so that its failures are told.
 */
class MachineBackups final : public QObject
{
    Q_OBJECT
public:
    static constexpr int kLookMs = 60'000;

    /** Without a factory nothing can be started. */
    MachineBackups(BackupFactory factory, const Clock *clock, QObject *parent = nullptr);
    ~MachineBackups() override; ///< what runs on a machine goes on there

    bool canStart() const { return m_factory != nullptr; }
    /** False while another one runs for that machine. */
    bool start(const Machine &machine, const QString &name, const BackupOrder &order);
    /** Asks the machine for its sync, unless it is being asked or was asked within a minute. */
    void look(const Machine &machine, const QString &name);
    void cancel(const QString &instanceId);
    void dismiss(const QString &instanceId); ///< nothing happens while it runs
    const OngoingBackup *find(const QString &instanceId) const; ///< null = none; valid until the next change
    const QVector<OngoingBackup> &all() const { return m_all; } ///< in the order in which they began
    bool isRunning(const QString &instanceId) const;
    int running() const;
    /** As the machine told it last; nothing when it was never asked or did not answer. */
    std::optional<SyncStatus> syncOf(const QString &instanceId) const;

Q_SIGNALS:
    void changed(); ///< one began or was dismissed
    void progressed(const QString &instanceId);
    void ended(const QString &instanceId);
    void syncChanged(const QString &instanceId);
    /** A turn failed, all before it did not. */
    void syncFailed(const QString &name, const QString &why);

private:
    struct Sync
    {
        Machine machine;
        QString name;
        std::optional<SyncStatus> status;
        qint64 askedAtMs = 0; ///< monotonic
        int misses = 0; ///< questions in a row that were not answered
        QPointer<BackupJob> look;
    };
    qsizetype placeOf(const QString &instanceId) const; ///< -1 = none
    void take(const QString &instanceId, const BackupJob *job);
    void end(const QString &instanceId, const BackupJob *job);
    void takeSync(const QString &instanceId, const SyncStatus &status);
    void lookAgain();

    BackupFactory m_factory;
    const Clock *m_clock;
    QVector<OngoingBackup> m_all;
    QHash<QString, QPointer<BackupJob>> m_jobs; ///< by instance id
    QHash<QString, Sync> m_syncs; ///< likewise
    QTimer m_looks;
};

} // namespace snapgpu
