// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_table_model.h"
#include "ui/app_services.h"
#include "ui/snapshot_source.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace snapgpu {

class NoticeBar;
class StateView;

/** What the repository holds, one row per set of files; details of the row beside it. */
class SnapshotsPage final : public QWidget
{
    Q_OBJECT
public:
    SnapshotsPage(const AppServices &services, SnapshotSource *source, QWidget *parent = nullptr);

    void focusFilter();
    QWidget *focusTarget() const; ///< where the keyboard begins on this page
    QString statusText() const;

Q_SIGNALS:
    void useRequested(const QString &snapshotId);
    void statusChanged();

private:
    QWidget *makeListPanel();
    QWidget *makeDetailsPanel();
    void configureColumns();
    void refresh();
    void showState();
    void showDetails();
    const SnapshotGroup *currentGroup() const;

    AppServices m_services;
    SnapshotSource *m_source;
    SnapshotTableModel *m_model;
    SnapshotFilterModel *m_filter;
    QLineEdit *m_search;
    QPushButton *m_reload;
    QProgressBar *m_busy;
    NoticeBar *m_notice;
    QStackedWidget *m_stack;
    QTableView *m_table;
    StateView *m_state;
    QWidget *m_details = nullptr;
    QLabel *m_title;
    QLabel *m_facts;
    QPlainTextEdit *m_ids;
    QPushButton *m_use;
    QString m_currentKey; ///< row that stays selected across a refresh
};

} // namespace snapgpu
