// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/snapshot_browser.h"

#include <QHash>

namespace snapgpu::demo {

/** A repository in memory: every snapshot of a tree holds the same believable workspace, a little different
 * from tree to tree; errors and silence on demand. */
class Browser final : public SnapshotBrowser
{
    Q_OBJECT
public:
    explicit Browser(QObject *parent = nullptr);

    QVector<Snapshot> rows; ///< what restic would tell
    CatalogView cached; ///< what view() knows before the first refresh
    Error error; ///< set message = listing fails
    Error openError; ///< set message = files cannot be read
    bool hang = false; ///< listing stays unanswered
    bool hangDownload = false; ///< comes to a half and stays there
    QStringList forgotten; ///< ids that were asked to go
    QVector<QByteArray> downloaded;
    QVector<QByteArray> leftOut; ///< what a download cannot bring
    QHash<QString, TreePointer> trees; ///< by snapshot id, instead of the usual one

    const Repository &repository() const override { return m_repository; }
    CatalogView view() const override { return cached; }
    Job<CatalogView> *refresh() override;
    Job<TreePointer> *open(const QString &snapshotId) override;
    bool isIndexed(const QString & /*snapshotId*/) const override { return false; }
    Job<QVector<FoundFile>> *find(const QString &pattern, const QStringList &snapshotIds) override;
    Job<SnapshotDiff> *diff(const QString &a, const QString &b) override;
    Job<FilePreview> *preview(const QString &snapshotId, const QByteArray &path, qint64 limit) override;
    Job<QByteArray> *linkTarget(const QString &snapshotId, const QByteArray &path) override;
    Job<DownloadReport> *download(
        const QString &snapshotId, const QVector<QByteArray> &paths, const QString &folder) override;
    Job<CatalogView> *editTags(
        const QStringList &snapshotIds, const QStringList &add, const QStringList &remove) override;
    Job<ForgetPlan> *planForget(const ForgetPolicy &policy) override;
    Job<CatalogView> *forget(const QStringList &snapshotIds, bool evenLast) override;

private:
    Job<CatalogView> *confirmed();
    Repository m_repository;
};

/** A workspace of about 7 GB in 40 entries; one name is not UTF-8, one holds a line end. */
SnapshotBrowser::TreePointer workspaceTree();
QVector<SnapshotChange> someChanges();

} // namespace snapgpu::demo
