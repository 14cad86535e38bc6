// SPDX-License-Identifier: GPL-3.0-or-later
// What the window says through the system while the person looks elsewhere. Each of it stands in the window
// too, so nothing is lost where the system shows no notifications; while a window of ours is in front there
// are none.
#include "ui/main_window.h"

#include "models/format.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QApplication>
#include <utility>

namespace snapgpu {

void MainWindow::makeTray()
{
    connect(m_tray, &Tray::windowRequested, this, &MainWindow::comeToFront);
    connect(m_tray, &Tray::notificationClicked, this, [this] {
        comeToFront();
        showPage(m_toldPage);
    });
    connect(m_tray, &Tray::quitRequested, this, [this] {
        comeToFront(); // it may ask
        close();
    });
    connect(m_restores, &MachineRestores::changed, this, &MainWindow::refreshTray);
    connect(m_restores, &MachineRestores::ended, this, &MainWindow::refreshTray);
    connect(m_restores, &MachineRestores::ended, this, &MainWindow::tellRestoreOutside);
    connect(m_backups, &MachineBackups::changed, this, &MainWindow::refreshTray);
    connect(m_backups, &MachineBackups::ended, this, &MainWindow::refreshTray);
    connect(m_backups, &MachineBackups::syncFailed, this, [this](const QString &name, const QString &why) {
        const QString text = tr("%1: the sync failed. %2", "machine, sentence").arg(name, why);
        tell({tr("The backup failed"), text, true}, Machines);
        if (currentPage() != Machines) {
            m_foundText.clear();
            m_notice->say(text, QStringLiteral("bad"));
        }
    });
    connect(m_restores, &MachineRestores::criticalReady, this, [this](const QString &instanceId) {
        if (const OngoingRestore *one = m_restores->find(instanceId)) {
            tell({tr("You can work"),
                     tr("%1: the files you need first are there; the rest follows.").arg(one->machine)},
                Machines);
        }
    });
}

void MainWindow::comeToFront()
{
    if (isMinimized()) {
        showNormal();
    }
    show();
    raise();
    activateWindow();
}

void MainWindow::tell(const Notification &notification, Page page)
{
    if (QApplication::activeWindow() != nullptr || !m_services.settings->values().notifications) {
        return;
    }
    m_toldPage = page;
    if (m_notifier) {
        m_notifier(notification);
    } else {
        m_tray->notify(notification);
    }
}

void MainWindow::tellRestoreOutside(const QString &instanceId)
{
    const OngoingRestore *one = m_restores->find(instanceId);
    if (one == nullptr || one->progress.phase == RestorePhase::Cancelled) {
        return; // the person knows
    }
    const bool failed = one->progress.phase == RestorePhase::Failed;
    tell({failed ? tr("The restore failed") : tr("Restored"), one->endSentence(), failed}, Machines);
}

void MainWindow::followOutside()
{
    m_toldWinner = false;
    connect(m_runner.get(), &LaunchRunner::raceUpdated, this, &MainWindow::tellWinner);
    connect(m_runner.get(), &LaunchRunner::criticalReady, this, [this] {
        tell({tr("You can work"), tr("The files you need first are there; the rest follows.")}, Race);
    });
}

/** Once for each race. */
void MainWindow::tellWinner()
{
    const RaceView &race = m_runner->race();
    const auto winner = std::find_if(race.racers.cbegin(), race.racers.cend(),
        [&race](const RacerView &racer) { return racer.number == race.winnerNumber; });
    if (race.phase != RacePhase::Won || winner == race.racers.cend() || std::exchange(m_toldWinner, true)) {
        return;
    }
    QStringList name{winner->offer.gpuName};
    if (!winner->offer.geolocation.isEmpty()) {
        name.append(winner->offer.geolocation);
    }
    tell({tr("The race is won"),
             tr("%1 was ready after %2.", "machine, time")
                 .arg(name.join(QStringLiteral(", ")), format::seconds(winner->readyMs))},
        Race);
}

void MainWindow::tellLaunchEnd()
{
    const SessionOutcome &outcome = m_runner->outcome();
    if (outcome.ok && m_runner->restore().phase == RestorePhase::Done) {
        const RestoreProgress &done = m_runner->restore();
        tell({tr("Restored"),
                 tr("%1 in %2 files, %3.", "size, files, time")
                     .arg(format::bytes(done.bytesDone), format::count(done.filesDone),
                         format::seconds(done.elapsedMs))},
            Race);
    } else if (!outcome.ok && outcome.error.category != ErrorCategory::Cancelled) {
        tell({tr("The launch failed"), outcome.error.message, true}, Race);
    }
}

/** Once for each machine, however long it takes. */
void MainWindow::tellStubborn(const MoneyStatus &money)
{
    QSet<QString> labels;
    QStringList names;
    for (const StubbornMachine &machine : money.stubborn) {
        labels.insert(machine.label);
        if (!m_toldStubborn.contains(machine.label)) {
            names.append(machine.name);
        }
    }
    m_toldStubborn = labels;
    if (!names.isEmpty()) {
        tell({tr("A machine will not die"),
                 tr("It may cost money: %1. SnapGPU goes on trying.").arg(names.join(QStringLiteral("; "))),
                 true},
            Machines);
    }
}

void MainWindow::refreshTray()
{
    if (m_services.machines != nullptr) {
        m_tray->setState(trayState(m_services.machines->status(),
            isRacing() || m_restores->running() > 0 || m_backups->running() > 0));
    }
}

} // namespace snapgpu
