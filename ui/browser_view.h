// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/file_tree_model.h"
#include "services/restic/snapshot_browser.h"
#include "ui/app_services.h"
#include "ui/browser_details.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;
class QTreeView;

namespace snapgpu {

class BrowserDownload;
class ContentPanel;
class ElidedLabel;
class NoticeBar;

/**
 * The files of one snapshot. Keys: arrows, Enter opens and closes folders and previews files, Backspace goes
 * up and at the top back to the snapshots, Space previews, Ctrl+F searches the whole snapshot as one types,
 * Escape takes the search back.
 */
class BrowserView final : public QWidget
{
    Q_OBJECT
public:
    explicit BrowserView(const AppServices &services, QWidget *parent = nullptr);
    ~BrowserView() override;

    /** `path` is shown and chosen when it is there; empty = the first folder with something to see. */
    void open(SnapshotBrowser *browser, const Snapshot &snapshot, const QByteArray &path = {});
    const Snapshot &snapshot() const { return m_snapshot; }
    void focusFilter();
    void focusTree();
    QString statusText() const;

Q_SIGNALS:
    void backRequested();
    /** Patterns that match exactly what is chosen, for the plan. */
    void firstRequested(const QString &snapshotId, const QStringList &patterns);
    void restoreRequested(const snapgpu::RestoreWish &wish); ///< of exactly what is chosen
    void statusChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeHead();
    void configureColumns();
    void connectParts();
    void read();
    void showTree(const Result<SnapshotBrowser::TreePointer> &answer);
    void goTo(SnapshotTree::Node node);
    void goToFirst();
    void filter();
    void activate(const QModelIndex &index);
    bool onTreeKey(int key);
    void goUp();
    void showState();
    void showSelection();
    void showVersions();
    void download();
    void showProgress(const JobBase *job, const BrowseProgress &progress);
    QVector<ChosenEntry> chosen() const; ///< outermost only: a file inside a chosen folder is chosen with it
    QStringList chosenPatterns() const;
    RestoreWish wish() const;
    void stopJobs();

    AppServices m_services;
    QPointer<SnapshotBrowser> m_browser;
    Snapshot m_snapshot;
    QByteArray m_wantedPath;
    FileTreeModel *m_model;
    QPushButton *m_back;
    ElidedLabel *m_title;
    QLineEdit *m_search;
    QPushButton *m_versions;
    NoticeBar *m_notice;
    BrowserDownload *m_download;
    QTreeView *m_tree;
    ContentPanel *m_panel;
    BrowserDetails *m_details;
    QTimer m_filterTimer; ///< the search waits until the typing rests
    QPointer<Job<SnapshotBrowser::TreePointer>> m_readJob;
    QString m_error; ///< why the snapshot could not be read
    qint64 m_read = 0; ///< entries so far
    bool m_cut = false; ///< more matches than are shown
};

} // namespace snapgpu
