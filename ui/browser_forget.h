// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/snapshot_browser.h"
#include "ui/app_services.h"

#include <QDialog>
#include <QPointer>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QTreeWidget;

namespace snapgpu {

/**
 * Forgets snapshots: those chosen, or those a policy would let go. Everything that goes is named before the
 * button can be pressed; the last snapshot of a path goes only when that is ticked.
 */
class ForgetDialog final : public QDialog
{
    Q_OBJECT
public:
    /** The snapshots chosen by id. */
    ForgetDialog(const AppServices &services, SnapshotBrowser *browser, const QStringList &ids,
        QWidget *parent = nullptr);
    /** A policy that the person fills in; `host` and `path` limit it when they are not empty. */
    ForgetDialog(const AppServices &services, SnapshotBrowser *browser, const QString &host,
        const QString &path, QWidget *parent = nullptr);
    ~ForgetDialog() override;

private:
    ForgetDialog(const AppServices &services, SnapshotBrowser *browser, bool policy, QWidget *parent);
    QWidget *makePolicy();
    ForgetPolicy policy() const;
    void onPolicyEdited();
    void askPlan();
    void showPlan(const ForgetPlan &plan);
    void addRow(const Snapshot &snapshot, bool goes);
    void updateButton();
    void carryOut();
    void say(const QString &sentence, const QString &tone);

    AppServices m_services;
    QPointer<SnapshotBrowser> m_browser;
    bool m_byPolicy;
    QString m_host;
    QString m_path;
    QVector<QSpinBox *> m_counts; ///< last, hourly, daily, weekly, monthly, yearly
    QLineEdit *m_tags = nullptr;
    QPushButton *m_look = nullptr;
    QLabel *m_heading;
    QTreeWidget *m_list;
    QLabel *m_sentence;
    QCheckBox *m_evenLast;
    QPushButton *m_cancel;
    QPushButton *m_go;
    QPointer<JobBase> m_job;
    ForgetPlan m_plan;
    bool m_planned = false; ///< m_plan answers what is filled in
};

} // namespace snapgpu
