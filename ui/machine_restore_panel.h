// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"

#include <QWidget>
#include <vector>

class QPushButton;
class QVBoxLayout;

namespace snapgpu {

class RestorePanel;

/** The restores onto machines that run, one below the other; takes no room while there is none. */
class MachineRestorePanels final : public QWidget
{
    Q_OBJECT
public:
    MachineRestorePanels(const AppServices &services, MachineRestores *restores, QWidget *parent = nullptr);

Q_SIGNALS:
    void cancelRequested(const QString &instanceId);

private:
    struct Line
    {
        QString instanceId;
        RestorePanel *panel;
        QPushButton *button; ///< cancels while it runs, then takes the panel away
    };
    void refill();
    void addLine(const QString &instanceId);
    void show(const QString &instanceId);

    AppServices m_services;
    MachineRestores *m_restores;
    QVBoxLayout *m_layout;
    std::vector<Line> m_lines;
};

} // namespace snapgpu
