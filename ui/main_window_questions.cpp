// SPDX-License-Identifier: GPL-3.0-or-later
// What the window asks before money or work is lost; the rest of it stands in main_window.cpp.
#include "ui/main_window.h"

#include "models/format.h"
#include "ui/question.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QCloseEvent>

namespace snapgpu {

namespace {

/** One line per machine: "RTX 4090, Quebec, CA: $0.370/h". */
QString machineLines(const MoneyStatus &money)
{
    QStringList lines;
    for (const LiveMachine &machine : money.machines) {
        lines.append(MainWindow::tr("%1: %2", "machine: price per hour")
                         .arg(machine.name, format::dollarsPerHour(machine.hourly)));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

void MainWindow::askToCancel()
{
    if (!isRacing()) {
        return;
    }
    const bool restoring = m_runner->phase() == SessionPhase::Restoring;
    Question question;
    question.title = restoring ? tr("Cancel the restore?") : tr("Cancel the race?");
    question.text = tr("All machines of this launch are destroyed, the winner too; they cost %1 so far.")
                        .arg(format::dollars(m_runner->race().cost, 4));
    question.answers = {{tr("Cancel and destroy"), true}};
    ask(this, question, [this](int answer) {
        if (answer == 0 && isRacing()) {
            m_runner->cancel();
        }
    });
}

void MainWindow::askToCancelRestore(const QString &instanceId)
{
    const OngoingRestore *one = m_restores->find(instanceId);
    if (one == nullptr || !one->running) {
        return;
    }
    Question question;
    question.title = tr("Cancel the restore onto %1?").arg(one->machine);
    question.text = tr("The machine stays, and so do the files that are there; restoring again goes on from "
                       "them.");
    question.answers = {{tr("Cancel the restore"), true}};
    ask(this, question, [this, instanceId](int answer) {
        if (answer == 0) {
            m_restores->cancel(instanceId);
        }
    });
}

void MainWindow::askToDestroy(const QString &label, const QString &name)
{
    if (m_services.machines == nullptr) {
        return;
    }
    Money hourly;
    Money cost;
    const MoneyStatus money = m_services.machines->status();
    for (const LiveMachine &machine : money.machines) {
        if (machine.label == label) {
            hourly = machine.hourly;
            cost = machine.cost;
        }
    }
    Question question;
    question.title = tr("Destroy %1?").arg(name);
    question.text =
        tr("It costs %1 and has cost %2 so far. Everything on it that is not in a snapshot is lost "
           "for ever.")
            .arg(format::dollarsPerHour(hourly), format::dollars(cost, 4));
    const QString backupId = backupIdOf(label);
    if (!backupId.isEmpty()) {
        question.text += QStringLiteral("\n\n")
            + tr("A backup first takes what is on it into the repository; when that fails, or leaves "
                 "something out, the machine stays.");
        question.answers = {{tr("&Back up, then destroy"), false}};
        question.defaultAnswer = 0;
    }
    question.answers.append({backupId.isEmpty() ? tr("Destroy the machine") : tr("&Destroy now"), true});
    ask(this, question, [this, label, backupId](int answer) {
        if (answer == 0 && !backupId.isEmpty()) {
            backUpThenDestroy(backupId, label);
        } else if (answer >= 0) {
            destroyNow(label);
        }
    });
}

void MainWindow::destroyNow(const QString &label)
{
    m_restores->cancelOn(label); // before its connection breaks and is waited for
    m_services.machines->destroy(label);
    refreshMoney();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    const MoneyStatus money = m_services.machines != nullptr ? m_services.machines->status() : MoneyStatus{};
    const bool racing = isRacing();
    if (m_mayClose || (money.machines.isEmpty() && !racing)) {
        saveSettings();
        Q_EMIT closedForGood();
        event->accept();
        return;
    }
    event->ignore();
    askBeforeClosing(money, racing);
}

void MainWindow::askBeforeClosing(const MoneyStatus &money, bool racing)
{
    if (findChild<QWidget *>(QStringLiteral("questionDialog")) != nullptr) {
        return; // asked already
    }
    const auto kept = static_cast<int>(sparedBy(money).size());
    Question question;
    question.title = racing
        ? tr("Stop the race and quit?")
        : tr("%n machine(s) still cost money", nullptr, static_cast<int>(money.machines.size()));
    question.text = tr("%1 in all:").arg(format::dollarsPerHour(money.hourly)) + QStringLiteral("\n\n")
        + machineLines(money);
    if (const int restores = m_restores->running(); restores > 0) {
        question.text += QStringLiteral("\n\n")
            + tr("%n restore(s) are under way; on a machine that is kept they go on without this window.",
                nullptr, restores);
    }
    if (const int backups = m_backups->running(); backups > 0) {
        question.text += QStringLiteral("\n\n")
            + tr("%n backup(s) are under way; on a machine that is kept they go on without this window.",
                nullptr, backups);
    }
    question.answers = {{tr("Destroy all and quit"), true}};
    enum class Wish { DestroyAll, KeepKept, QuitNow };
    QVector<Wish> wishes{Wish::DestroyAll};
    if (kept > 0) {
        question.answers.append({tr("Keep %n machine(s) and quit", nullptr, kept), false});
        wishes.append(Wish::KeepKept);
    }
    if (m_closing) { // asked before, and something will not die: nobody is held captive by it
        question.answers.append({tr("Quit and go on at the next start"), false});
        wishes.append(Wish::QuitNow);
    }
    ask(this, question, [this, wishes](int answer) {
        if (answer < 0 || answer >= wishes.size()) {
            return;
        }
        switch (wishes.at(answer)) {
        case Wish::DestroyAll:
            destroyThenClose({});
            break;
        case Wish::KeepKept:
            destroyThenClose(sparedBy(m_services.machines->status()));
            break;
        case Wish::QuitNow:
            m_mayClose = true; // the ledger carries the rest to the next start
            close();
            break;
        }
    });
}

bool MainWindow::belongsToTheRace(const QString &label) const
{
    if (!isRacing()) {
        return false;
    }
    const QVector<RacerView> &racers = m_runner->race().racers;
    return std::any_of(
        racers.cbegin(), racers.cend(), [&label](const RacerView &racer) { return racer.label == label; });
}

/** Machines that stay when the person says so: kept ones, but never those of a launch that is being stopped.
 */
QSet<QString> MainWindow::sparedBy(const MoneyStatus &money) const
{
    QSet<QString> labels;
    for (const LiveMachine &machine : money.machines) {
        if (machine.kept && !belongsToTheRace(machine.label)) {
            labels.insert(machine.label);
        }
    }
    return labels;
}

void MainWindow::destroyThenClose(const QSet<QString> &spared)
{
    m_closing = true;
    m_spared = spared;
    if (m_services.machines != nullptr) {
        const MoneyStatus money = m_services.machines->status();
        for (const LiveMachine &machine : money.machines) {
            if (!spared.contains(machine.label) && !belongsToTheRace(machine.label)) {
                m_restores->cancelOn(machine.label);
                m_services.machines->destroy(machine.label);
            }
        }
    }
    if (isRacing()) {
        m_runner->cancel(); // destroys its own machines
    }
    refreshStatus();
    closeWhenEmpty();
}

void MainWindow::closeWhenEmpty()
{
    const MoneyStatus money = m_services.machines != nullptr ? m_services.machines->status() : MoneyStatus{};
    const bool left = std::any_of(money.machines.cbegin(), money.machines.cend(),
        [this](const LiveMachine &machine) { return !m_spared.contains(machine.label); });
    if (left || isRacing() || m_mayClose) {
        return;
    }
    m_mayClose = true;
    QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
}

} // namespace snapgpu
