// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/diff_tree_model.h"
#include "services/restic/snapshot_browser.h"
#include "ui/app_services.h"

#include <QPointer>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QTreeView;

namespace snapgpu {

class ContentPanel;
class ElidedLabel;

/** Two snapshots compared, older to newer, as a tree. Enter opens and closes folders, Backspace goes up and
 * at the top back to the snapshots. */
class BrowserDiff final : public QWidget
{
    Q_OBJECT
public:
    explicit BrowserDiff(const AppServices &services, QWidget *parent = nullptr);
    ~BrowserDiff() override;

    /** In either order; the older one is the first. */
    void compare(SnapshotBrowser *browser, const Snapshot &a, const Snapshot &b);
    void focusTree();
    QString statusText() const;

Q_SIGNALS:
    void backRequested();
    /** Shows the path in the snapshot that still holds it. */
    void openRequested(const snapgpu::Snapshot &snapshot, const QByteArray &path);
    void statusChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeHead();
    void configureColumns();
    void ask();
    void showAnswer(const Result<SnapshotDiff> &answer);
    void showState();
    void applyShown();
    void openChosen();
    void expandSmall();
    void stop();

    AppServices m_services;
    QPointer<SnapshotBrowser> m_browser;
    Snapshot m_before;
    Snapshot m_after;
    DiffTreeModel *m_model;
    QPushButton *m_back;
    ElidedLabel *m_title;
    QLabel *m_sums;
    QCheckBox *m_added;
    QCheckBox *m_removed;
    QCheckBox *m_changed;
    QPushButton *m_open;
    QTreeView *m_tree;
    ContentPanel *m_panel;
    QPointer<Job<SnapshotDiff>> m_job;
    QString m_error;
};

} // namespace snapgpu
