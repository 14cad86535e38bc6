// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/backup/backup.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace snapgpu {

/** Starts or stops the sync of one machine. */
class SyncDialog final : public QDialog
{
    Q_OBJECT
public:
    /** `machine` is its name for people. */
    SyncDialog(const QString &machine, const std::optional<SyncStatus> &sync, qint64 nowMs,
        QWidget *parent = nullptr);

Q_SIGNALS:
    void orderGiven(const snapgpu::BackupOrder &order); ///< SyncStart or SyncStop

private:
    void giveStart();
    void refresh();
    QStringList folders() const;

    QComboBox *m_every;
    QLineEdit *m_folders;
    QCheckBox *m_forget;
    QLabel *m_mistake;
    QPushButton *m_start;
};

} // namespace snapgpu
