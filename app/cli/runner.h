// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/composition.h"

#include <functional>
#include <QObject>
#include <QPointer>

namespace snapgpu::cli {

class LaunchReporter;

/** Carries out one command and says with which exit code the program ends. */
class Runner final : public QObject
{
    Q_OBJECT
public:
    Runner(CommandLine line, Composition *composition, Output *output, QObject *parent = nullptr);
    ~Runner() override;

    void start();
    /** First interrupt: end in order. Second: leave at once; the ledger and the leases do the rest. */
    void interrupt(int count);

Q_SIGNALS:
    void done(int exitCode);

private:
    // Reading: nothing is rented, changed or destroyed.
    void offers();
    void machines();
    void hosts();
    void carryOutHosts();
    void withTeam(const std::function<void()> &go);
    void listHosts();
    void tellHosts(const QVector<HostRow> &rows, const MemoryHealth &health, const SavingsAnswer &savings);
    void forgetHost(const HostKey &host);
    void exportHosts(const QString &file);
    void importHosts(const QString &file);
    void tellMachines(const QVector<Machine> &machines);

    // The repository.
    SnapshotBrowser *browser(); ///< null after it has failed: no repository is named
    /** The snapshots named ("latest", ids, beginnings of ids), or the end of the command. */
    void withSnapshots(const QStringList &wanted, const std::function<void(const QVector<Snapshot> &)> &go);
    void snapshots();
    void tellSnapshots(const QVector<Snapshot> &snapshots);
    void ls();
    void diff();
    void find();
    void tag();
    void forget();
    void carryOut(const ForgetPlan &plan);
    void repository();

    // Renting and destroying.
    void launch();
    void sweep();
    void destroy();
    void destroyRows(const QStringList &labels);
    void restore();
    void restoreOn(const Machine &machine, const Snapshot &snapshot);
    /** The machine of that number or label, or the end of the command. */
    void withMachine(const QString &wanted, const std::function<void(const Machine &)> &go);
    void backup();
    void sync();
    void followBackup(const Machine &machine, const BackupOrder &order);
    void tellBackup(BackupTask task, const BackupOutcome &outcome);
    void tellGone(const QString &label);
    void awaitDestroys();
    void endSweep(bool inTime);

    void sandboxCommand();
    void fail(const Error &error);
    void finish(int exitCode);
    int exitCodeFor(const Error &error) const;
    bool isStream() const; ///< the command's output is a stream of events with a last line

    const CommandLine m_line;
    Composition *const m_services;
    Output *const m_out;
    std::unique_ptr<LaunchSession> m_session;
    std::unique_ptr<LaunchReporter> m_reporter;
    QPointer<JobBase> m_ongoing; ///< a restore or a backup
    bool m_finished = false;
    int m_destroyed = 0;
};

} // namespace snapgpu::cli
