// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machine_backup_panel.h"

#include "ui/machine_backups.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QVBoxLayout>

namespace snapgpu {

namespace {
constexpr int kSteps = 1000;
}

MachineBackupPanels::MachineBackupPanels(MachineBackups *backups, QWidget *parent)
    : QWidget(parent)
    , m_backups(backups)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(10);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(backups, &MachineBackups::changed, this, &MachineBackupPanels::refill);
    connect(backups, &MachineBackups::progressed, this, &MachineBackupPanels::show);
    connect(backups, &MachineBackups::ended, this, &MachineBackupPanels::show);
    refill();
}

void MachineBackupPanels::refill()
{
    for (auto line = m_lines.begin(); line != m_lines.end();) {
        if (m_backups->find(line->instanceId) == nullptr) {
            line->panel->hide();
            line->panel->deleteLater(); // the button in it may be what asked
            line = m_lines.erase(line);
        } else {
            ++line;
        }
    }
    for (const OngoingBackup &one : m_backups->all()) {
        const QString &id = one.machine.instanceId;
        if (std::none_of(m_lines.cbegin(), m_lines.cend(),
                [&id](const Line &line) { return line.instanceId == id; })) {
            addLine(id);
        }
        show(id);
    }
    setVisible(!m_lines.empty());
}

void MachineBackupPanels::addLine(const QString &instanceId)
{
    QFrame *panel = makeFrame("panel", this);
    panel->setObjectName(QStringLiteral("machineBackupPanel"));
    auto *row = new QHBoxLayout(panel);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(14);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(6);
    QLabel *headline = makeLabel({}, "heading", panel);
    QLabel *status = makeLabel({}, "", panel);
    status->setWordWrap(true); // why it failed is told in full
    status->setObjectName(QStringLiteral("machineBackupStatus"));
    auto *bar = new QProgressBar(panel);
    bar->setTextVisible(false);
    bar->setFixedHeight(6);
    texts->addWidget(headline);
    texts->addWidget(bar);
    texts->addWidget(status);
    row->addLayout(texts, 1);
    QPushButton *button = makeButton({}, "", panel);
    button->setObjectName(QStringLiteral("machineBackupButton"));
    row->addWidget(button, 0, Qt::AlignVCenter);
    connect(button, &QPushButton::clicked, this, [this, instanceId] {
        if (m_backups->isRunning(instanceId)) {
            m_backups->cancel(instanceId);
        } else {
            m_backups->dismiss(instanceId);
        }
    });
    m_layout->addWidget(panel);
    m_lines.push_back({instanceId, panel, headline, status, bar, button});
}

void MachineBackupPanels::show(const QString &instanceId)
{
    const OngoingBackup *one = m_backups->find(instanceId);
    const auto line = std::find_if(m_lines.cbegin(), m_lines.cend(),
        [&instanceId](const Line &candidate) { return candidate.instanceId == instanceId; });
    if (one != nullptr && line != m_lines.cend()) {
        fill(*line, *one);
    }
}

void MachineBackupPanels::fill(const Line &line, const OngoingBackup &backup)
{
    const BackupProgress &progress = backup.progress;
    line.headline->setText(backup.headline());
    line.status->setText(backup.statusLine());
    setTone(line.status,
        backup.failed()                ? QStringLiteral("bad")
            : progress.unreadCount > 0 ? QStringLiteral("warn")
                                       : QString());
    // While files are still counted the share would jump to and fro.
    const bool known =
        progress.phase == BackupPhase::BackingUp && progress.totalIsFinal && progress.bytesTotal > 0;
    line.bar->setVisible(backup.running);
    line.bar->setRange(0, known ? kSteps : 0);
    if (known) {
        line.bar->setValue(static_cast<int>(kSteps * progress.bytesDone / progress.bytesTotal));
    }
    line.bar->setAccessibleName(backup.headline());
    line.button->setText(backup.running ? tr("Cancel") : tr("Close"));
    line.button->setAccessibleName(
        backup.running ? tr("Cancel: %1").arg(backup.headline()) : tr("Close: %1").arg(backup.headline()));
}

} // namespace snapgpu
