// SPDX-License-Identifier: GPL-3.0-or-later
// Shared by the parts of ResticBrowser; included by nothing else.
#pragma once

#include "services/restic/restic_browser.h"
#include "services/restic/restic_worker.h"

#include <QPointer>

namespace snapgpu {

/** Cancelling the outer job ends the inner one, whichever it is by then. */
template <typename T> void follow(ManualJob<T> *outer, JobBase *inner)
{
    outer->onCancel = [inner = QPointer<JobBase>(inner)] {
        if (inner) {
            inner->cancel();
        }
    };
}

/** Progress of the worker of `inner` as that of `shown`, which is the job the caller holds. */
template <typename T>
void relayProgress(
    SnapshotBrowser *browser, WorkerJob<T> *inner, JobBase *shown, std::optional<qint64> total = {})
{
    QObject::connect(inner->worker(), &ResticWorker::progressed, browser,
        [browser, total, job = QPointer<JobBase>(shown)](qint64 done) {
            if (job && !job->isFinished()) {
                Q_EMIT browser->progress(job, BrowseProgress{done, total});
            }
        });
}

template <typename T, typename F> void ResticBrowser::withSnapshot(ManualJob<T> *job, const QString &id, F go)
{
    if (const Snapshot *snapshot = known(id)) {
        go(*snapshot);
        return;
    }
    Job<CatalogView> *listing = refresh();
    follow(job, listing);
    listing->then(job, [job, id, go = std::move(go)](const Result<CatalogView> &view) {
        const Result<Snapshot> found =
            view ? findSnapshot(view->snapshots, id) : tl::unexpected<Error>(view.error());
        if (!found) {
            return job->settleWith(tl::unexpected<Error>(found.error()));
        }
        go(*found);
    });
}

} // namespace snapgpu
