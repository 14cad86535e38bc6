// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/snapshot_browser.h"

#include <QPointer>
#include <QWidget>

namespace snapgpu {

class NoticeBar;

/**
 * Brings chosen files to this computer, one download at a time: asks for the folder, shows how far it is, and
 * says at the end what came, where it lies and what was left out.
 */
class BrowserDownload final : public QObject
{
    Q_OBJECT
public:
    /** Speaks through `notice`; its dialog belongs to `view`, which owns it. */
    BrowserDownload(NoticeBar *notice, QWidget *view);

    void ask(SnapshotBrowser *browser, const QString &snapshotId, const QVector<QByteArray> &paths);
    void stop();
    bool isRunning() const { return m_job != nullptr; }
    /** The closing sentence. */
    static QString resultText(const DownloadReport &report);

Q_SIGNALS:
    void runningChanged();

private:
    void start(SnapshotBrowser *browser, const QString &snapshotId, const QVector<QByteArray> &paths,
        const QString &folder);
    void onDone(const Result<DownloadReport> &done);

    NoticeBar *m_notice;
    QWidget *m_view;
    QPointer<Job<DownloadReport>> m_job;
};

} // namespace snapgpu
