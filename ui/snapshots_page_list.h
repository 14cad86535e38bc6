// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_table_model.h"
#include "ui/app_services.h"
#include "ui/snapshot_source.h"

#include <optional>
#include <QWidget>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTreeView;
class QVBoxLayout;

namespace snapgpu {

class BrowserTimeline;
class NoticeBar;
class StateView;

/**
 * The snapshots of the repository, one row per set of files, with a strip of time above and the facts of the
 * chosen row beside it. Enter opens the files, F2 tags, Delete forgets, Ctrl+D compares.
 */
class SnapshotListView final : public QWidget
{
    Q_OBJECT
public:
    SnapshotListView(const AppServices &services, SnapshotSource *source, QWidget *parent = nullptr);

    void focusFilter();
    QWidget *focusTarget() const;
    void focusTable();
    QString statusText() const;
    void say(const QString &sentence, const QString &tone = {}); ///< in the bar above the list
    QVBoxLayout *head() const { return m_head; } ///< the page puts its repository row on top

Q_SIGNALS:
    void openRequested(const snapgpu::Snapshot &snapshot);
    void compareRequested(const snapgpu::Snapshot &a, const snapgpu::Snapshot &b);
    void useRequested(const QString &snapshotId);
    void setupRequested(); ///< no repository yet, or it wants another look
    void statusChanged();

private:
    QWidget *makeListPanel();
    QWidget *makeDetailsPanel();
    QHBoxLayout *makeFilters();
    void configureColumns();
    void makeActions();
    QAction *addAction(const QString &text, const QKeySequence &keys, void (SnapshotListView::*slot)());
    void refresh();
    void refreshFacets();
    void applyFilter();
    bool isFiltered() const;
    void clearFilters();
    void showState();
    void showFailure(bool rows);
    void showNothingOpen();
    void showFreshness();
    void showDetails();
    QString repositoryName() const;
    void keepSelection();

    QModelIndex current() const; ///< of the source model
    QStringList chosenIds() const; ///< every snapshot of the chosen rows; a group means all its snapshots
    std::optional<Snapshot> comparable(const Snapshot &snapshot) const;
    void openCurrent();
    void compareChosen();
    void editTags();
    void forgetChosen();
    void cleanUp();
    void useCurrent();

    AppServices m_services;
    SnapshotSource *m_source;
    SnapshotTableModel *m_model;
    SnapshotFilterModel *m_filter;
    QVBoxLayout *m_head = nullptr;
    QLineEdit *m_search;
    QPushButton *m_reload;
    QComboBox *m_host;
    QComboBox *m_tag;
    QComboBox *m_path;
    QComboBox *m_when;
    QPushButton *m_cleanUp;
    QProgressBar *m_busy;
    NoticeBar *m_notice;
    QLabel *m_fresh; ///< how old the list is, when it is not of now
    BrowserTimeline *m_timeline;
    QStackedWidget *m_stack;
    QTreeView *m_table;
    StateView *m_state;
    QWidget *m_details = nullptr;
    QLabel *m_title;
    QLabel *m_facts;
    QPushButton *m_open;
    QPushButton *m_compare;
    QPushButton *m_tags;
    QPushButton *m_forget;
    QPushButton *m_use;
    QString m_currentKey; ///< row that stays selected across a refresh
};

} // namespace snapgpu
