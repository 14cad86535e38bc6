// SPDX-License-Identifier: GPL-3.0-or-later
// What the window begins and follows, launches and restores; the rest of it stands in main_window.cpp.
#include "ui/main_window.h"

#include "ui/launch_page.h"
#include "ui/machine_source.h"
#include "ui/race_page.h"
#include "ui/restore_dialog.h"
#include "ui/snapshot_source.h"
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

} // namespace snapgpu
