// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser_download.h"

#include "models/file_text.h"
#include "models/format.h"
#include "ui/widgets.h"

#include <QDir>
#include <QFileDialog>

namespace snapgpu {

namespace {

constexpr qsizetype kNamed = 3; ///< entries left out that are named, so that the sentence stays one

QString namesOf(const QVector<QByteArray> &paths)
{
    QStringList names;
    for (const QByteArray &path : paths.first(std::min(paths.size(), kNamed))) {
        names.append(filetext::name(path));
    }
    return names.join(QStringLiteral(", ")) + (paths.size() > kNamed ? QStringLiteral(", …") : QString());
}

} // namespace

BrowserDownload::BrowserDownload(NoticeBar *notice, QWidget *view)
    : QObject(view)
    , m_notice(notice)
    , m_view(view)
{
}

void BrowserDownload::ask(
    SnapshotBrowser *browser, const QString &snapshotId, const QVector<QByteArray> &paths)
{
    if (paths.isEmpty() || browser == nullptr || m_job) {
        return;
    }
    auto *dialog = new QFileDialog(m_view, tr("Folder to restore into"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName(QStringLiteral("downloadDialog"));
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setLabelText(QFileDialog::Accept, tr("Restore here"));
    connect(dialog, &QFileDialog::fileSelected, this,
        [this, browser = QPointer<SnapshotBrowser>(browser), snapshotId, paths](const QString &folder) {
            if (browser) {
                start(browser, snapshotId, paths, folder);
            }
        });
    dialog->open();
}

void BrowserDownload::stop()
{
    if (m_job) {
        m_job->cancel();
    }
}

void BrowserDownload::start(SnapshotBrowser *browser, const QString &snapshotId,
    const QVector<QByteArray> &paths, const QString &folder)
{
    const QString shown = QDir::toNativeSeparators(folder);
    m_notice->say(tr("Restoring into %1…").arg(shown));
    m_job = browser->download(snapshotId, paths, folder);
    connect(browser, &SnapshotBrowser::progress, m_job,
        [this, shown](const JobBase *job, const BrowseProgress &progress) {
            if (job == m_job && progress.total) {
                m_notice->say(tr("Restoring into %1: %2 of %3")
                                  .arg(shown, format::bytes(progress.done), format::bytes(*progress.total)));
            }
        });
    m_job->then(this, [this](const Result<DownloadReport> &done) { onDone(done); });
    Q_EMIT runningChanged();
}

void BrowserDownload::onDone(const Result<DownloadReport> &done)
{
    m_job = nullptr;
    if (done) {
        m_notice->say(resultText(*done));
    } else if (done.error().category == ErrorCategory::Cancelled) {
        m_notice->say(tr("The download was stopped; nothing of it was kept."));
    } else {
        m_notice->say(done.error().message, QStringLiteral("bad"));
    }
    Q_EMIT runningChanged();
}

QString BrowserDownload::resultText(const DownloadReport &report)
{
    QStringList sentences{tr("%1 in %Ln file(s) restored into %2.", nullptr, static_cast<int>(report.files))
                              .arg(format::bytes(report.bytes), QDir::toNativeSeparators(report.folder))};
    if (const auto count = static_cast<int>(report.leftOut.size()); count > 0) {
        sentences.append(
            tr("%n special file(s) left out (%1): devices are made by root only (\"sudo restic restore\"), "
               "sockets by the program that listens on them.",
                nullptr, count)
                .arg(namesOf(report.leftOut)));
    }
    if (report.apart > 0) {
        sentences.append(tr(
            "%n file(s) may be hard links of others and came as files of their own: the restic on the VPS is "
            "too old to tell. One of 0.16.1 or newer there joins them.",
            nullptr, static_cast<int>(report.apart)));
    }
    QStringList lost;
    if (const auto count = static_cast<int>(report.lost.owners); count > 0) {
        lost.append(tr("owner or group of %Ln file(s) and folder(s)", nullptr, count));
    }
    if (const auto count = static_cast<int>(report.lost.setIds); count > 0) {
        lost.append(tr("setuid or setgid of %Ln", nullptr, count));
    }
    if (const auto count = static_cast<int>(report.lost.attributes); count > 0) {
        lost.append(tr("extended attributes of %Ln", nullptr, count));
    }
    if (!lost.isEmpty()) {
        sentences.append(
            tr("Not brought from the VPS: %1. With restic on this computer they come as far as you "
               "may set them.")
                .arg(lost.join(QLatin1String(", "))));
    }
    return sentences.join(QLatin1Char(' '));
}

} // namespace snapgpu
