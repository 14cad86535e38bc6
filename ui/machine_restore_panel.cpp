// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/machine_restore_panel.h"

#include "ui/machine_restores.h"
#include "ui/restore_panel.h"
#include "ui/widgets.h"

#include <algorithm>
#include <QVBoxLayout>

namespace snapgpu {

MachineRestorePanels::MachineRestorePanels(
    const AppServices &services, MachineRestores *restores, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_restores(restores)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(10);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(restores, &MachineRestores::changed, this, &MachineRestorePanels::refill);
    connect(restores, &MachineRestores::progressed, this, &MachineRestorePanels::show);
    connect(restores, &MachineRestores::ended, this, &MachineRestorePanels::show);
    refill();
}

void MachineRestorePanels::refill()
{
    const QVector<OngoingRestore> &all = m_restores->all();
    for (auto line = m_lines.begin(); line != m_lines.end();) {
        if (m_restores->find(line->instanceId) == nullptr) {
            line->panel->hide();
            line->panel->deleteLater(); // the button in it may be what asked
            line = m_lines.erase(line);
        } else {
            ++line;
        }
    }
    for (const OngoingRestore &one : all) {
        const bool there = std::any_of(m_lines.cbegin(), m_lines.cend(),
            [&one](const Line &line) { return line.instanceId == one.instanceId(); });
        if (!there) {
            addLine(one.instanceId());
        }
        show(one.instanceId());
    }
    setVisible(!m_lines.empty());
}

void MachineRestorePanels::addLine(const QString &instanceId)
{
    auto *panel = new RestorePanel(m_services.theme, this);
    QPushButton *button = makeButton({}, "", panel);
    button->setObjectName(QStringLiteral("machineRestoreButton"));
    panel->setObjectName(QStringLiteral("machineRestorePanel"));
    panel->addButton(button);
    connect(button, &QPushButton::clicked, this, [this, instanceId] {
        if (m_restores->isRunning(instanceId)) {
            Q_EMIT cancelRequested(instanceId);
        } else {
            m_restores->dismiss(instanceId);
        }
    });
    m_layout->addWidget(panel);
    m_lines.push_back({instanceId, panel, button});
}

void MachineRestorePanels::show(const QString &instanceId)
{
    const OngoingRestore *one = m_restores->find(instanceId);
    const auto line = std::find_if(m_lines.begin(), m_lines.end(),
        [&instanceId](const Line &candidate) { return candidate.instanceId == instanceId; });
    if (one == nullptr || line == m_lines.end()) {
        return;
    }
    line->panel->setProgress(one->progress, one->plan.request.snapshot, one->machine);
    line->button->setText(one->running ? tr("Cancel") : tr("Close"));
    line->button->setAccessibleName(one->running ? tr("Cancel the restore onto %1").arg(one->machine)
                                                 : tr("Close what is said of %1").arg(one->machine));
}

} // namespace snapgpu
