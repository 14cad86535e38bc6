// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

class QFrame;
class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace snapgpu {

class MachineBackups;
struct OngoingBackup;

/** The backups from machines, one below the other; takes no room while there is none. */
class MachineBackupPanels final : public QWidget
{
    Q_OBJECT
public:
    explicit MachineBackupPanels(MachineBackups *backups, QWidget *parent = nullptr);

private:
    struct Line
    {
        QString instanceId;
        QFrame *panel;
        QLabel *headline;
        QLabel *status;
        QProgressBar *bar;
        QPushButton *button; ///< cancels while it runs, then takes the panel away
    };
    void refill();
    void addLine(const QString &instanceId);
    void show(const QString &instanceId);
    static void fill(const Line &line, const OngoingBackup &backup);

    MachineBackups *m_backups;
    QVBoxLayout *m_layout;
    std::vector<Line> m_lines;
};

} // namespace snapgpu
