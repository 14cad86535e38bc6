// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ResticBrowser that reads files: preview, link targets, downloads.
#include "services/restic/link_target.h"
#include "services/restic/restic_browser_p.h"
#include "services/restic/restic_download.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QStorageInfo>

namespace snapgpu {

Job<FilePreview> *ResticBrowser::preview(const QString &snapshotId, const QByteArray &path, qint64 limit)
{
    auto *job = new ManualJob<FilePreview>(this);
    withSnapshot(job, snapshotId, [this, job, path, limit](const Snapshot &snapshot) {
        auto *inner = new WorkerJob<FilePreview>(
            &m_thread, m_tools, m_repository,
            [id = snapshot.id.toLatin1(), path, limit](
                ResticWorker *worker, const WorkerJob<FilePreview>::DoneFunction &done) {
                worker->run({{"dump", "--no-lock", id, path}, {}, {}, limit + 1, false},
                    [limit, done](const Result<QByteArray> &bytes) {
                        if (!bytes) {
                            return done(tl::unexpected<Error>(bytes.error()));
                        }
                        done(FilePreview{bytes->left(limit), bytes->size() <= limit});
                    });
            },
            job);
        follow(job, inner);
        inner->then(job, [job](const Result<FilePreview> &preview) { job->settleWith(preview); });
    });
    return job;
}

Job<QByteArray> *ResticBrowser::linkTarget(const QString &snapshotId, const QByteArray &path)
{
    auto *job = new ManualJob<QByteArray>(this);
    withSnapshot(job, snapshotId, [this, job, path](const Snapshot &snapshot) {
        auto *inner = new WorkerJob<QByteArray>(
            &m_thread, m_tools, m_repository,
            [id = snapshot.id.toLatin1(), path](ResticWorker *worker,
                const WorkerJob<QByteArray>::DoneFunction &done) { askLinkTarget(worker, id, path, done); },
            job);
        follow(job, inner);
        inner->then(job, [job](const Result<QByteArray> &target) { job->settleWith(target); });
    });
    return job;
}

Job<DownloadReport> *ResticBrowser::download(
    const QString &snapshotId, const QVector<QByteArray> &paths, const QString &folder)
{
    const QFileInfo target(folder);
    if (!target.isDir() || !target.isWritable()) {
        return settledJob<DownloadReport>(this,
            fail(ErrorCategory::InvalidInput,
                tr("Nothing can be written to %1. Choose another folder.").arg(folder)));
    }
    if (paths.isEmpty()) {
        return settledJob<DownloadReport>(
            this, fail(ErrorCategory::InvalidInput, tr("Choose the files and folders to download first.")));
    }
    auto *job = new ManualJob<DownloadReport>(this);
    Job<TreePointer> *opening = open(snapshotId); // what was chosen is counted, and must be there
    follow(job, opening);
    opening->then(job, [=, this](const Result<TreePointer> &tree) {
        if (!tree) {
            return job->settleWith(tl::unexpected<Error>(tree.error()));
        }
        startDownload(job, snapshotId, paths, target.absoluteFilePath(), *tree);
    });
    return job;
}

void ResticBrowser::startDownload(ManualJob<DownloadReport> *job, const QString &snapshotId,
    const QVector<QByteArray> &paths, const QString &folder, const TreePointer &tree)
{
    DownloadPlan plan;
    plan.folder = folder;
    plan.paths = withoutNested(paths);
    plan.tree = tree;
    if (const Snapshot *snapshot = known(snapshotId)) {
        plan.treeId = snapshot->tree.toLatin1();
    }
    for (const QByteArray &path : std::as_const(plan.paths)) {
        const auto node = tree->find(path);
        if (!node) {
            return job->settleWith(
                fail(ErrorCategory::NotFound, tr("%1 is not in this snapshot.").arg(nameText(path))));
        }
        plan.bytes += tree->size(*node);
        plan.files += tree->type(*node) == NodeType::Folder ? tree->files(*node) : 1;
    }
    const auto sizeOf = [](qint64 bytes) {
        return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
    };
    if (const qint64 room = QStorageInfo(folder).bytesAvailable(); room >= 0 && room < plan.bytes) {
        return job->settleWith(fail(ErrorCategory::DiskFull,
            tr("%1 has room for %2, and what you chose takes %3. Choose less, or another folder.")
                .arg(folder, sizeOf(room), sizeOf(plan.bytes))));
    }
    auto *inner = new WorkerJob<DownloadReport>(
        &m_thread, m_tools, m_repository,
        [plan, id = snapshotId.toLatin1()](ResticWorker *worker,
            const WorkerJob<DownloadReport>::DoneFunction &done) { runDownload(worker, id, plan, done); },
        job);
    relayProgress(this, inner, job, plan.bytes);
    follow(job, inner);
    inner->then(job, [job](const Result<DownloadReport> &report) { job->settleWith(report); });
}

} // namespace snapgpu
