// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/snapshot_tree.h"
#include "services/restic/snapshot_browser.h"
#include "ui/app_services.h"

#include <QFrame>
#include <QPointer>

class QImage;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace snapgpu {

class ElidedLabel;
class FactGrid;

/** One entry that is chosen, with the raw path that restic knows it by. */
struct ChosenEntry
{
    QByteArray path;
    TreeEntry entry;
};

/** What is chosen in the browser: properties of one entry, sums of several; a preview; what can be done. */
class BrowserDetails final : public QFrame
{
    Q_OBJECT
public:
    BrowserDetails(const AppServices &services, QWidget *parent = nullptr);
    ~BrowserDetails() override;

    void setBrowser(SnapshotBrowser *browser) { m_browser = browser; }
    void setSelection(const QString &snapshotId, const QVector<ChosenEntry> &entries);
    /** Reads the first kilobytes of the chosen file and shows them, text or picture. */
    void preview();
    /** While files come down the button stops that; what is chosen may change meanwhile. */
    void setDownloading(bool downloading);
    bool hasPreview() const;
    QString previewText() const;
    qint64 chosenBytes() const; ///< of the files in what is chosen

Q_SIGNALS:
    void firstRequested();
    void onlyRequested();
    void downloadRequested();
    void stopRequested();

private:
    QWidget *makePreview();
    void showFacts();
    void say(const QString &sentence);
    void show(const FilePreview &file);
    void showPicture(const QImage &image);
    void askLinkTarget();
    void stopReading();

    AppServices m_services;
    SnapshotBrowser *m_browser = nullptr;
    QString m_snapshotId;
    QVector<ChosenEntry> m_entries;
    ElidedLabel *m_title;
    FactGrid *m_facts;
    QStackedWidget *m_stack;
    QLabel *m_sentence;
    QPlainTextEdit *m_text;
    QLabel *m_picture;
    QPushButton *m_read;
    QPushButton *m_only;
    QPushButton *m_first;
    QPushButton *m_download;
    bool m_downloading = false;
    QPointer<Job<FilePreview>> m_job;
    QPointer<Job<QByteArray>> m_linkJob;
};

} // namespace snapgpu
