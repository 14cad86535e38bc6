// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine_table_model.h"
#include "ui/app_services.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace snapgpu {

class ElidedLabel;
class MachineBackups;
class MachineSource;
class NoticeBar;
class StateView;

/** Everything alive on the account, ours and foreign, and what it costs. */
class MachinesPage final : public QWidget
{
    Q_OBJECT
public:
    /** Shows `source` and lets the sweeper learn from it; both must outlive the page. */
    MachinesPage(const AppServices &services, MachineSource *source, MachineRestores *restores,
        MachineBackups *backups, QWidget *parent = nullptr);

    void refresh(); ///< asks the provider now
    QWidget *focusTarget() const; ///< where the keyboard begins on this page
    QString statusText() const;

Q_SIGNALS:
    void destroyRequested(const QString &label, const QString &name);
    void restoreRequested(const QString &instanceId);
    void backupRequested(const QString &instanceId);
    void syncRequested(const QString &instanceId);
    void cancelRestoreRequested(const QString &instanceId);
    void statusChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *makeHead();
    void configureColumns();
    void readLedger();
    void showMachines();
    void fitStates();
    void showState();
    void showBackups();
    void showSummary();
    void refreshButtons();
    void copySsh();
    void openTerminal();
    const MachineRow *current() const;

    AppServices m_services;
    MachineSource *m_source;
    MachineRestores *m_restores;
    MachineBackups *m_backups;
    MachineTableModel *m_model;
    MachineSortModel *m_sorted;
    QVector<LedgerRow> m_ledgerRows;
    ElidedLabel *m_summary;
    ElidedLabel *m_backupState; ///< of the chosen machine; empty while nothing is known
    QPushButton *m_restore;
    QPushButton *m_backup;
    QPushButton *m_sync;
    QPushButton *m_copySsh;
    QPushButton *m_terminal;
    QPushButton *m_destroy;
    QPushButton *m_reload;
    QProgressBar *m_busy;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    QTableView *m_table;
    StateView *m_state;
    QTimer m_tick; ///< ages and countdowns
    QString m_currentKey;
    QStringList m_states; ///< texts that the column is as wide as
    QString m_shownError; ///< of the listing; what the notice says besides stays
};

} // namespace snapgpu
