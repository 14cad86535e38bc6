// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_table_model.h"
#include "ui/app_services.h"
#include "ui/snapshot_source.h"

#include <optional>
#include <QWidget>

class QAction;
class QLabel;
class QTreeView;
class QVBoxLayout;

namespace snapgpu {

class BrowserTimeline;
class ContentPanel;
class NoticeBar;
class SnapshotFacts;
class SnapshotFilterBar;

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
    QVBoxLayout *head() const; ///< the page puts its repository row on top

Q_SIGNALS:
    void openRequested(const snapgpu::Snapshot &snapshot);
    void compareRequested(const snapgpu::Snapshot &a, const snapgpu::Snapshot &b);
    void useRequested(const QString &snapshotId);
    void restoreRequested(const snapgpu::RestoreWish &wish);
    void setupRequested(); ///< no repository yet, or it wants another look
    void statusChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void configureColumns();
    void fitNames();
    void makeActions();
    QAction *addAction(const QString &text, const QKeySequence &keys, void (SnapshotListView::*slot)());
    void refresh();
    void applyFilter();
    bool isFiltered() const;
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
    void restoreCurrent();

    AppServices m_services;
    SnapshotSource *m_source;
    SnapshotTableModel *m_model;
    SnapshotFilterModel *m_filter;
    SnapshotFilterBar *m_filters;
    NoticeBar *m_notice;
    QLabel *m_fresh; ///< how old the list is, when it is not of now
    BrowserTimeline *m_timeline;
    QTreeView *m_table;
    ContentPanel *m_panel;
    SnapshotFacts *m_facts;
    QString m_currentKey; ///< row that stays selected across a refresh
};

} // namespace snapgpu
