// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/snapshot_browser.h"
#include "ui/app_services.h"

#include <QDialog>
#include <QPointer>

class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace snapgpu {

/** Every snapshot that holds one path, newest first, with what the file was there: when did it change, and
 * where is the last good one. */
class BrowserVersions final : public QDialog
{
    Q_OBJECT
public:
    BrowserVersions(const AppServices &services, SnapshotBrowser *browser, const QByteArray &path,
        QWidget *parent = nullptr);
    ~BrowserVersions() override;

Q_SIGNALS:
    void openRequested(const snapgpu::Snapshot &snapshot, const QByteArray &path);

private:
    void show(const QVector<FoundFile> &found);
    void openChosen();

    AppServices m_services;
    QPointer<SnapshotBrowser> m_browser;
    QByteArray m_path;
    QProgressBar *m_busy;
    QTreeWidget *m_list;
    QLabel *m_sentence;
    QPushButton *m_open;
    QVector<Snapshot> m_rows; ///< as they stand in the list
    QPointer<Job<QVector<FoundFile>>> m_job;
};

} // namespace snapgpu
