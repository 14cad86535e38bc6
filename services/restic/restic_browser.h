// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/catalog_cache.h"
#include "services/restic/own_locks.h"
#include "services/restic/snapshot_browser.h"
#include "services/restic/tree_store.h"

#include <QHash>
#include <QThread>

namespace snapgpu {

/** Where the browser keeps what it knows; below the home. */
struct BrowserFiles
{
    QString catalogFile; ///< SQLite
    QString treesFolder;
    QString ownProcessesFile; ///< of own restics that take locks
};

/** The browser over restic itself. Everything that reads runs in a thread of its own. */
class ResticBrowser final : public SnapshotBrowser
{
    Q_OBJECT
public:
    ResticBrowser(
        ResticTools tools, Repository repository, const BrowserFiles &files, QObject *parent = nullptr);
    ~ResticBrowser() override;

    const Repository &repository() const override { return m_repository; }
    CatalogView view() const override { return m_view; }
    Job<CatalogView> *refresh() override;
    Job<TreePointer> *open(const QString &snapshotId) override;
    bool isIndexed(const QString &snapshotId) const override;
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
    const Snapshot *known(const QString &snapshotId) const;
    /** The snapshot of the id, asking restic when the view does not know it. */
    template <typename T, typename F> void withSnapshot(ManualJob<T> *job, const QString &id, F go);
    void openKnown(ManualJob<TreePointer> *job, const Snapshot &snapshot);
    void take(const CachedCatalog &catalog);
    using OpenTree = std::pair<QString, TreePointer>; ///< snapshot id and its files
    void compare(ManualJob<SnapshotDiff> *job, const OpenTree &a, const OpenTree &b);
    void startDownload(ManualJob<DownloadReport> *job, const QString &snapshotId,
        const QVector<QByteArray> &paths, const QString &folder, const TreePointer &tree);
    /** Runs a command that takes a lock, then lists again. */
    Job<CatalogView> *change(const QByteArrayList &arguments);

    ResticTools m_tools;
    Repository m_repository;
    CatalogCache m_cache;
    TreeStore m_trees;
    OwnProcesses m_own;
    QThread m_thread;
    QString m_repositoryId;
    CatalogView m_view;
    QHash<QString, qsizetype> m_rowOfId;
    QHash<QString, std::weak_ptr<const SnapshotTree>> m_open; ///< by tree id
};

} // namespace snapgpu
