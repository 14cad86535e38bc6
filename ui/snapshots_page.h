// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/app_services.h"
#include "ui/snapshot_source.h"

#include <QWidget>

class QComboBox;
class QStackedWidget;

namespace snapgpu {

class BrowserDiff;
class BrowserView;
class SnapshotListView;

/** The snapshots of the repository; from there into the files of one, or into the comparison of two, and
 * back. */
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
    /** The plan is to restore these patterns first. */
    void firstRequested(const QString &snapshotId, const QStringList &patterns);
    /** A snapshot, or of one only what is chosen, is to come back onto a machine. */
    void restoreRequested(const snapgpu::RestoreWish &wish);
    void statusChanged();

private:
    void makeRepositoryRow();
    void refillRepositories();
    void chooseRepository(int index);
    void openRepositories();
    void open(const Snapshot &snapshot, const QByteArray &path);
    void goBack();

    AppServices m_services;
    SnapshotSource *m_source;
    QComboBox *m_repositories = nullptr; ///< only where there is a book of them
    QStackedWidget *m_stack;
    SnapshotListView *m_list;
    BrowserView *m_browser;
    BrowserDiff *m_diff;
    QWidget *m_backTo; ///< where Backspace in the files leads
};

} // namespace snapgpu
