// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/forget_plan.h"
#include "models/snapshot_change.h"
#include "services/core/job.h"
#include "services/restic/repository.h"
#include "services/restic/repository_report.h"

namespace snapgpu {

/** The snapshots as they are known now. */
struct CatalogView
{
    QVector<Snapshot> snapshots;
    QDateTime askedAt; ///< when restic last told them; invalid = never
    bool fromCache = true; ///< not yet confirmed by restic in this run
};

/** A job that tells how far it is. */
struct BrowseProgress
{
    qint64 done = 0; ///< entries or bytes
    std::optional<qint64> total; ///< absent = not known (yet)
};

/** A piece of a file. */
struct FilePreview
{
    QByteArray bytes;
    bool complete = false; ///< false: the file is longer than the limit
};

/** What came down to this computer. */
/** What an entry is besides its name, data, time and permissions; counts of entries that lost it. */
struct LostTraits
{
    qint64 owners = 0; ///< owner or group, where they are not who downloads
    qint64 setIds = 0; ///< setuid or setgid
    qint64 attributes = 0; ///< extended attributes and access lists, as far as restic tells of any
};

struct DownloadReport
{
    QString folder; ///< where it lies
    qint64 files = 0, bytes = 0;
    QStringList names; ///< the chosen entries as they are called there; "(2)" where a name was taken
    QVector<QByteArray> leftOut = {}; ///< devices and sockets, which cannot be made there
    qint64 apart = 0; ///< files that may be hard links of others, but became files of their own
    LostTraits lost = {}; ///< with restic on a VPS
};

/**
 * Everything a person does with one repository, as jobs. Reading takes no lock. Jobs are owned by the
 * browser; cancelling one ends its restic. Paths are raw bytes; a path comes from a SnapshotTree.
 */
class SnapshotBrowser : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    using TreePointer = std::shared_ptr<const SnapshotTree>;

    virtual const Repository &repository() const = 0;

    /** At once, from the cache on disk or the last refresh; empty when this repository was never seen. */
    virtual CatalogView view() const = 0;
    /** Asks restic and writes the cache; `catalogChanged` comes before the job ends when something changed.
     */
    virtual Job<CatalogView> *refresh() = 0;

    /**
     * All files of a snapshot: at once when its tree was indexed before, by whichever snapshot, else one
     * streamed `restic ls` in another thread. `progress` counts entries.
     */
    virtual Job<TreePointer> *open(const QString &snapshotId) = 0;
    /** Whether open() would answer at once. */
    virtual bool isIndexed(const QString &snapshotId) const = 0;

    /** restic's pattern over the snapshots given (empty = all): "*.safetensors", "/ws/models/unet*". */
    virtual Job<QVector<FoundFile>> *find(const QString &pattern, const QStringList &snapshotIds) = 0;
    /** Sizes come from both trees, which are indexed on the way. */
    virtual Job<SnapshotDiff> *diff(const QString &a, const QString &b) = 0;
    /** The first `limit` bytes of a file. */
    virtual Job<FilePreview> *preview(const QString &snapshotId, const QByteArray &path, qint64 limit) = 0;
    /** Where a symbolic link points. */
    virtual Job<QByteArray> *linkTarget(const QString &snapshotId, const QByteArray &path) = 0;
    /**
     * Restores the chosen files and folders into `folder` of this computer, each by its last name, without
     * overwriting anything: a name that is taken gets a number. Nothing half-written stays after a failure or
     * cancel. `progress` counts bytes.
     */
    virtual Job<DownloadReport> *download(
        const QString &snapshotId, const QVector<QByteArray> &paths, const QString &folder) = 0;

    /** Changes tags; restic gives such snapshots new ids, so a refreshed view is the answer. */
    virtual Job<CatalogView> *editTags(
        const QStringList &snapshotIds, const QStringList &add, const QStringList &remove) = 0;
    /** What a policy would remove (restic's dry run); nothing is changed. */
    virtual Job<ForgetPlan> *planForget(const ForgetPolicy &policy) = 0;
    /**
     * Removes exactly these snapshots. Refused (InvalidInput, naming the path) when it would take the last
     * snapshot of a path, unless `evenLast`. Data stays in the repository until a prune.
     */
    virtual Job<CatalogView> *forget(const QStringList &snapshotIds, bool evenLast) = 0;

Q_SIGNALS:
    void catalogChanged();
    /** From a job of this browser, at most ten times a second. */
    void progress(snapgpu::JobBase *job, const snapgpu::BrowseProgress &progress);
};

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::BrowseProgress)
