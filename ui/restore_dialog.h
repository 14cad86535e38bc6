// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/machine_row.h"
#include "ui/app_services.h"
#include "ui/machine_restores.h"

#include <optional>
#include <QDialog>
#include <QPointer>
#include <QVector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace snapgpu {

class MachineSource;
class PartEdit;
class PatternEdit;
class SnapshotBox;
class SnapshotSource;

/**
 * Asks what comes back, onto which machine and where to. Machines that run are offered, and behind them the
 * plan: then the winner of the next race gets it. What the button will do stands above it in one sentence.
 */
class RestoreDialog final : public QDialog
{
    Q_OBJECT
public:
    /** `restores` says which machines are busy; all must outlive the dialog. */
    RestoreDialog(const AppServices &services, MachineSource *machines, SnapshotSource *snapshots,
        const MachineRestores *restores, RestoreWish wish, QWidget *parent);
    ~RestoreDialog() override;

protected:
    bool event(QEvent *event) override;

Q_SIGNALS:
    void restoreRequested(const MachineRestorePlan &plan, const QString &machine);
    void planRequested(const RestoreWish &wish); ///< no machine of today: the next race's winner

private:
    enum What { Everything, Part, Folder };

    QWidget *makeFields();
    void connectFields();
    void refillMachines();
    void refillSnapshots();
    void refresh();
    const MachineRow *machine() const; ///< null: the plan, or none is there
    std::optional<Snapshot> snapshot() const;
    RestoreRequest request() const;
    std::optional<qint64> bytes() const; ///< of what comes back; nothing when it is not known
    QString mistake() const; ///< why the button cannot be pressed; empty = it can
    QString summary() const;
    void fit();
    void confirm();

    AppServices m_services;
    QPointer<MachineSource> m_machines; ///< dies before the dialog when the window does
    SnapshotSource *m_snapshots;
    const MachineRestores *m_restores;
    RestoreWish m_wish;
    QVector<MachineRow> m_rows; ///< those that can be restored onto
    QVector<QPair<QString, QString>> m_entries; ///< of the box: text, instance id
    int m_fitted = 0; ///< height that was given to it last
    QWidget *m_fields = nullptr;
    QComboBox *m_machine;
    SnapshotBox *m_snapshot;
    QComboBox *m_what;
    PartEdit *m_part;
    QLineEdit *m_folder;
    QWidget *m_folderField;
    QWidget *m_how; ///< what the plan has fields of its own for
    QLineEdit *m_target;
    PatternEdit *m_critical;
    QCheckBox *m_verify;
    QLabel *m_summary;
    QPushButton *m_ok;
};

} // namespace snapgpu
