// SPDX-License-Identifier: GPL-3.0-or-later
// What the window begins and follows, launches and restores; the rest of it stands in main_window.cpp.
#include "ui/main_window.h"

#include "ui/launch_page.h"
#include "ui/machine_merge.h"
#include "ui/machine_source.h"
#include "ui/race_page.h"
#include "ui/restore_dialog.h"
#include "ui/snapshot_source.h"
#include "ui/sync_dialog.h"
#include "ui/widgets.h"

#include <algorithm>

namespace snapgpu {

void MainWindow::openRestore(const RestoreWish &wish)
{
    auto *dialog = new RestoreDialog(m_services, m_machineSource, m_source, m_restores, wish, this);
    connect(dialog, &RestoreDialog::planRequested, this, &MainWindow::useInPlan);
    connect(dialog, &RestoreDialog::restoreRequested, this,
        [this](const MachineRestorePlan &plan, const QString &machine) {
            if (m_restores->start(plan, machine)) {
                showPage(Machines); // where its progress stands
            }
        });
    dialog->open();
}

void MainWindow::useInPlan(const RestoreWish &wish)
{
    if (m_launch != nullptr) {
        m_launch->restoreOnly(wish.snapshotId, wish.patterns, wish.bytes);
    }
    showPage(Launch);
}

QString MainWindow::foundSentence() const
{
    const QVector<OngoingRestore> &all = m_restores->all();
    const auto goesOn = [](const OngoingRestore &one) { return one.running && one.isEarlier(); };
    const auto many = static_cast<int>(std::count_if(all.cbegin(), all.cend(), goesOn));
    return many == 0 ? QString()
        : many == 1  ? std::find_if(all.cbegin(), all.cend(), goesOn)->goesOnSentence()
                     : tr("%n restore(s) that were begun earlier go on.", nullptr, many);
}

/** A restore of before this window; the Machines page shows it and can cancel it. */
void MainWindow::tellFound()
{
    if (currentPage() != Machines) {
        m_foundText = foundSentence();
        m_notice->offer(m_foundText, tr("Show"));
    }
}

/** How far they are, while the notice still speaks of them. */
void MainWindow::amendFound()
{
    if (m_foundText.isEmpty() || m_notice->text() != m_foundText) {
        m_foundText.clear();
        return;
    }
    m_foundText = currentPage() == Machines ? QString() : foundSentence();
    if (m_foundText.isEmpty()) {
        m_notice->say({});
    } else {
        m_notice->amend(m_foundText);
    }
}

/** The Machines page tells it by itself; elsewhere it would pass unseen. */
void MainWindow::tellRestore(const QString &instanceId)
{
    const OngoingRestore *one = m_restores->find(instanceId);
    if (one != nullptr && currentPage() != Machines) {
        m_foundText.clear();
        m_notice->say(one->endSentence(),
            one->progress.phase == RestorePhase::Failed ? QStringLiteral("bad") : QString());
    }
}

bool MainWindow::isRacing() const
{
    return m_runner != nullptr && m_runner->phase() != SessionPhase::Finished;
}

bool MainWindow::startLaunch(const LaunchPlan &plan)
{
    if (isRacing() || m_closing || !m_services.makeRunner) {
        return false;
    }
    saveSettings();
    std::unique_ptr<LaunchRunner> next = m_services.makeRunner(plan);
    m_race->setRunner(next.get());
    m_runner = std::move(next);
    connect(m_runner.get(), &LaunchRunner::finished, this, &MainWindow::onFinished);
    followOutside();
    connect(m_runner.get(), &LaunchRunner::phaseChanged, this, &MainWindow::refreshMoney);
    m_launch->setRaceRunning(true);
    showPage(Race);
    m_runner->start();
    return true;
}

void MainWindow::onFinished()
{
    tellLaunchEnd();
    if (m_launch != nullptr) {
        m_launch->setRaceRunning(false);
        m_launch->refresh(); // the offers that were rented are gone
    }
    refreshMoney();
    if (m_closing) {
        closeWhenEmpty();
    }
}

const Machine *MainWindow::machineOf(const QString &instanceId) const
{
    const QVector<Machine> &listed = m_machineSource->machines();
    const auto found = std::find_if(listed.cbegin(), listed.cend(),
        [&instanceId](const Machine &machine) { return machine.instanceId == instanceId; });
    return found == listed.cend() ? nullptr : &*found;
}

QString MainWindow::backupIdOf(const QString &label) const
{
    if (!m_backups->canStart() || m_services.machines == nullptr
        || (m_services.browser == nullptr && m_services.repositories == nullptr)) {
        return {};
    }
    const QVector<MachineRow> rows =
        mergeMachines(m_machineSource->machines(), m_services.machines->rows(), mergeContext(m_services));
    for (const MachineRow &row : rows) {
        if (row.label == label && row.running && whyNoBackup(row).isEmpty()
            && machineOf(row.instanceId) != nullptr) {
            return row.instanceId;
        }
    }
    return {};
}

namespace {

QString nameOf(const Machine &machine)
{
    MachineRow row;
    row.gpuName = machine.gpuName;
    row.numGpus = machine.numGpus;
    row.place = machine.geolocation;
    return row.name();
}

} // namespace

void MainWindow::backUp(const QString &instanceId)
{
    if (const Machine *machine = machineOf(instanceId)) {
        m_backups->start(*machine, nameOf(*machine), {});
    }
}

void MainWindow::openSync(const QString &instanceId)
{
    const Machine *machine = machineOf(instanceId);
    if (machine == nullptr) {
        return;
    }
    auto *dialog =
        new SyncDialog(nameOf(*machine), m_backups->syncOf(instanceId), m_services.clock->wallMs(), this);
    connect(dialog, &SyncDialog::orderGiven, this, [this, instanceId](const BackupOrder &order) {
        if (const Machine *now = machineOf(instanceId)) {
            m_backups->start(*now, nameOf(*now), order);
        }
    });
    dialog->open();
}

/** Each machine that is kept is asked once; those that have a sync are asked again by themselves. */
void MainWindow::lookForSyncs()
{
    if (!m_backups->canStart() || m_services.machines == nullptr) {
        return;
    }
    const QVector<MachineRow> rows =
        mergeMachines(m_machineSource->machines(), m_services.machines->rows(), mergeContext(m_services));
    for (const MachineRow &row : rows) {
        const Machine *machine = machineOf(row.instanceId);
        if (row.role == MachineRole::Kept && row.running && machine != nullptr
            && !m_backups->syncOf(row.instanceId)) {
            m_backups->look(*machine, row.name());
        }
    }
}

void MainWindow::backUpThenDestroy(const QString &instanceId, const QString &label)
{
    const Machine *machine = machineOf(instanceId);
    const bool begun = machine != nullptr && m_backups->start(*machine, nameOf(*machine), {});
    const OngoingBackup *one = m_backups->find(instanceId);
    if (!begun && (one == nullptr || !one->running || one->task != BackupTask::Once)) {
        m_notice->say(tr("The machine was not destroyed: its backup could not begin. Try again in a moment."),
            QStringLiteral("bad"));
        return;
    }
    m_destroyAfter.insert(instanceId, label);
    showPage(Machines); // where its progress stands
}

void MainWindow::onBackupEnded(const QString &instanceId)
{
    const QString label = m_destroyAfter.take(instanceId);
    const OngoingBackup *one = m_backups->find(instanceId);
    if (one == nullptr) {
        return;
    }
    if (!label.isEmpty() && one->isWhole()) {
        m_foundText.clear();
        m_notice->say(one->progress.snapshotId.isEmpty()
                ? tr("%1 is being destroyed; nothing on it had changed since its last snapshot.")
                      .arg(one->name)
                : tr("%1 is being destroyed; what was on it is in snapshot %2.", "machine, id")
                      .arg(one->name, one->progress.snapshotId.left(8)));
        destroyNow(label);
        return m_backups->dismiss(instanceId);
    }
    const bool cancelled = one->progress.phase == BackupPhase::Cancelled;
    QString text = one->headline() + QStringLiteral(". ") + one->progress.message;
    if (!label.isEmpty()) {
        text = cancelled
            ? tr("%1 was not destroyed: its backup was cancelled.").arg(one->name)
            : tr("%1 was not destroyed. %2", "machine, sentence").arg(one->name, one->progress.message);
    } else if (cancelled) {
        return; // the person knows
    }
    const bool bad = one->failed() || !label.isEmpty();
    if (currentPage() != Machines || !label.isEmpty()) {
        m_foundText.clear();
        m_notice->say(text, bad ? QStringLiteral("bad") : QString());
    }
    if (one->task == BackupTask::Once || one->failed()) {
        tell({one->failed() ? tr("The backup failed") : tr("Backed up"), text, bad}, Machines);
    }
}

} // namespace snapgpu
