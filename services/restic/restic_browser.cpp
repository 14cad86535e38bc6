// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restic/restic_browser.h"

#include "models/restore_filter.h"
#include "services/core/json.h"
#include "services/core/log.h"
#include "services/restic/browse_parse.h"
#include "services/restic/restic_browser_p.h"
#include "services/restic/restic_json.h"
#include "services/restic/tree_indexer.h"

#include <algorithm>
#include <QCryptographicHash>
#include <QSet>

namespace snapgpu {

namespace {

/** Reads the list, the id of the repository where it is not known or looks changed, and keeps both. */
void listWork(ResticWorker *worker, const std::function<void(Result<CachedCatalog>)> &done,
    const CatalogCache &cache, CachedCatalog before)
{
    const QString place = worker->repository().displayName();
    const auto keep = [cache, place, done](const CachedCatalog &catalog) {
        if (const auto stored = cache.store(place, catalog); !stored) {
            qCWarning(lcRestic).noquote() << stored.error().message; // it does not stop the work
        }
        done(catalog);
    };
    worker->run(
        {{"snapshots", "--json", "--no-lock"}, {}, {}, -1, false}, [=](const Result<QByteArray> &output) {
            const Result<QVector<Snapshot>> list =
                output ? parseSnapshots(*output) : tl::unexpected<Error>(output.error());
            if (!list) {
                return done(tl::unexpected<Error>(list.error()));
            }
            CachedCatalog catalog{before.repositoryId, *list, QDateTime::currentDateTimeUtc()};
            std::stable_sort(catalog.snapshots.begin(), catalog.snapshots.end(),
                [](const Snapshot &a, const Snapshot &b) { return a.time > b.time; });
            QSet<QString> ids;
            for (const Snapshot &one : std::as_const(catalog.snapshots)) {
                ids.insert(one.id);
            }
            const bool sharesOne = std::any_of(before.snapshots.cbegin(), before.snapshots.cend(),
                [&](const Snapshot &one) { return ids.contains(one.id); });
            if (!catalog.repositoryId.isEmpty() && (sharesOne || before.snapshots.isEmpty())) {
                return keep(catalog);
            }
            worker->run({{"cat", "config", "--no-lock"}, {}, {}, -1, false},
                [=, catalog = std::move(catalog)](const Result<QByteArray> &config) mutable {
                    const Result<json::Value> object =
                        config ? json::parse(*config) : tl::unexpected<Error>(config.error());
                    catalog.repositoryId = object ? json::trimmed(*object, "id") : QString();
                    if (catalog.repositoryId.isEmpty()) {
                        catalog.repositoryId = QString::fromLatin1(
                            QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).toHex());
                    }
                    keep(catalog);
                });
        });
}

/** Deleting a worker puts off the deletion of its processes once more, which a thread that ends at once would
 * never come to. */
void endBehindWorkers(QThread &thread)
{
    auto *last = new QObject;
    last->moveToThread(&thread);
    QMetaObject::invokeMethod(last, [last, &thread] {
        QMetaObject::invokeMethod(
            last,
            [last, &thread] {
                last->deleteLater();
                thread.quit();
            },
            Qt::QueuedConnection);
    });
    thread.wait();
}

} // namespace

ResticBrowser::ResticBrowser(
    ResticTools tools, Repository repository, const BrowserFiles &files, QObject *parent)
    : SnapshotBrowser(parent)
    , m_tools(std::move(tools))
    , m_repository(std::move(repository))
    , m_cache(files.catalogFile)
    , m_trees(files.treesFolder)
    , m_own(files.ownProcessesFile)
{
    qRegisterMetaType<BrowseProgress>();
    m_thread.setObjectName(QStringLiteral("restic"));
    m_thread.start();
    take(m_cache.load(m_repository.displayName()));
    m_view.fromCache = true;
}

ResticBrowser::~ResticBrowser()
{
    const QList<JobBase *> jobs = findChildren<JobBase *>(QString(), Qt::FindDirectChildrenOnly);
    qDeleteAll(jobs); // their workers end in the thread
    endBehindWorkers(m_thread);
}

void ResticBrowser::take(const CachedCatalog &catalog)
{
    m_repositoryId = catalog.repositoryId;
    m_view = {catalog.snapshots, catalog.askedAt, false};
    m_rowOfId.clear();
    for (qsizetype row = 0; row < m_view.snapshots.size(); ++row) {
        m_rowOfId.insert(m_view.snapshots.at(row).id, row);
    }
}

const Snapshot *ResticBrowser::known(const QString &snapshotId) const
{
    const auto row = m_rowOfId.constFind(snapshotId);
    return row == m_rowOfId.constEnd() ? nullptr : &m_view.snapshots.at(*row);
}

Job<CatalogView> *ResticBrowser::refresh()
{
    auto *outer = new ManualJob<CatalogView>(this);
    const CachedCatalog before{m_repositoryId, m_view.snapshots, m_view.askedAt};
    auto *inner = new WorkerJob<CachedCatalog>(
        &m_thread, m_tools, m_repository,
        [cache = m_cache, before](ResticWorker *worker, const WorkerJob<CachedCatalog>::DoneFunction &done) {
            listWork(worker, done, cache, before);
        },
        outer);
    follow(outer, inner);
    inner->then(outer, [this, outer](const Result<CachedCatalog> &catalog) {
        if (!catalog) {
            return outer->settleWith(tl::unexpected<Error>(catalog.error()));
        }
        const CatalogView old = m_view;
        take(*catalog);
        const bool same = std::equal(old.snapshots.cbegin(), old.snapshots.cend(), m_view.snapshots.cbegin(),
            m_view.snapshots.cend(), [](const Snapshot &a, const Snapshot &b) { return a.id == b.id; });
        if (!same || old.fromCache) {
            Q_EMIT catalogChanged();
        }
        outer->settleWith(m_view);
    });
    return outer;
}

bool ResticBrowser::isIndexed(const QString &snapshotId) const
{
    const Snapshot *snapshot = known(snapshotId);
    return snapshot && (!m_open.value(snapshot->tree).expired() || m_trees.has(snapshot->tree));
}

Job<ResticBrowser::TreePointer> *ResticBrowser::open(const QString &snapshotId)
{
    auto *job = new ManualJob<TreePointer>(this);
    withSnapshot(job, snapshotId, [this, job](const Snapshot &snapshot) { openKnown(job, snapshot); });
    return job;
}

void ResticBrowser::openKnown(ManualJob<TreePointer> *job, const Snapshot &snapshot)
{
    TreePointer tree = m_open.value(snapshot.tree).lock();
    if (!tree) {
        tree = m_trees.load(snapshot.tree);
    }
    if (tree) {
        m_open.insert(snapshot.tree, tree);
        job->settleWith(std::move(tree));
        return;
    }
    auto *inner = indexSnapshot(&m_thread, m_tools, m_repository, snapshot, m_trees, job);
    relayProgress(this, inner, job);
    follow(job, inner);
    inner->then(job, [this, job, treeId = snapshot.tree](const Result<TreePointer> &made) {
        if (made) {
            m_open.insert(treeId, *made);
        }
        job->settleWith(made);
    });
}

Job<QVector<FoundFile>> *ResticBrowser::find(const QString &pattern, const QStringList &snapshotIds)
{
    using Found = QVector<FoundFile>;
    if (pattern.trimmed().isEmpty()) {
        return settledJob<Found>(
            this, fail(ErrorCategory::InvalidInput, tr("Say what to look for, for example *.safetensors.")));
    }
    if (const QString mistake = patternMistake({pattern}); !mistake.isEmpty()) { // some restics panic
        return settledJob<Found>(this, fail(ErrorCategory::InvalidInput, mistake));
    }
    ResticCall call{{"find", "--json", "--no-lock"}, {}, {}, -1, false};
    for (const QString &id : snapshotIds) {
        call.arguments.append("--snapshot=" + id.toLatin1());
    }
    call.arguments << "--" << pattern.toUtf8();
    return new WorkerJob<Found>(
        &m_thread, m_tools, m_repository,
        [call](ResticWorker *worker, const WorkerJob<Found>::DoneFunction &done) {
            worker->run(call, [done](const Result<QByteArray> &output) {
                done(output ? parseFind(*output) : tl::unexpected<Error>(output.error()));
            });
        },
        this);
}

Job<SnapshotDiff> *ResticBrowser::diff(const QString &a, const QString &b)
{
    auto *job = new ManualJob<SnapshotDiff>(this);
    Job<TreePointer> *first = open(a);
    follow(job, first);
    first->then(job, [this, job, a, b](const Result<TreePointer> &treeA) {
        if (!treeA) {
            return job->settleWith(tl::unexpected<Error>(treeA.error()));
        }
        Job<TreePointer> *second = open(b);
        follow(job, second);
        second->then(job, [this, job, a, b, first = *treeA](const Result<TreePointer> &treeB) {
            if (!treeB) {
                return job->settleWith(tl::unexpected<Error>(treeB.error()));
            }
            compare(job, {a, first}, {b, *treeB});
        });
    });
    return job;
}

void ResticBrowser::compare(ManualJob<SnapshotDiff> *job, const OpenTree &a, const OpenTree &b)
{
    auto *inner = new WorkerJob<SnapshotDiff>(
        &m_thread, m_tools, m_repository,
        [a, b](ResticWorker *worker, const WorkerJob<SnapshotDiff>::DoneFunction &done) {
            worker->run(
                {{"diff", "--json", "--no-lock", a.first.toLatin1(), b.first.toLatin1()}, {}, {}, -1, false},
                [a, b, done](const Result<QByteArray> &output) {
                    done(output ? parseDiff(*output, a.second.get(), b.second.get())
                                : tl::unexpected<Error>(output.error()));
                });
        },
        job);
    follow(job, inner);
    inner->then(job, [job](const Result<SnapshotDiff> &diff) { job->settleWith(diff); });
}

} // namespace snapgpu
