// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ResticBrowser that changes the repository: tags and forget.
#include "services/restic/browse_parse.h"
#include "services/restic/changing_run.h"
#include "services/restic/restic_browser_p.h"

#include <algorithm>
#include <QRegularExpression>

namespace snapgpu {

namespace {

/** Ids go into arguments: nothing but hexadecimal digits may look like one. */
bool areIds(const QStringList &ids)
{
    static const QRegularExpression hex(QStringLiteral("\\A[0-9a-f]{8,64}\\z"));
    return !ids.isEmpty()
        && std::all_of(ids.cbegin(), ids.cend(), [](const QString &id) { return hex.match(id).hasMatch(); });
}

QString badTag(const QStringList &tags)
{
    const auto bad = std::find_if(tags.cbegin(), tags.cend(),
        [](const QString &tag) { return tag.trimmed().isEmpty() || tag.contains(QLatin1Char(',')); });
    return bad == tags.cend() ? QString() : QLatin1Char('"') + *bad + QLatin1Char('"');
}

} // namespace

Job<CatalogView> *ResticBrowser::change(const QByteArrayList &arguments)
{
    auto *job = new ManualJob<CatalogView>(this);
    auto *run = new ChangingRun(m_tools, m_repository, arguments, m_own, job);
    follow(job, run);
    run->then(job, [this, job](const Result<QByteArray> &end) {
        if (!end) {
            return job->settleWith(tl::unexpected<Error>(end.error()));
        }
        Job<CatalogView> *listing = refresh();
        follow(job, listing);
        listing->then(job, [job](const Result<CatalogView> &view) { job->settleWith(view); });
    });
    return job;
}

Job<CatalogView> *ResticBrowser::editTags(
    const QStringList &snapshotIds, const QStringList &add, const QStringList &remove)
{
    if (!areIds(snapshotIds) || (add.isEmpty() && remove.isEmpty())) {
        return settledJob<CatalogView>(this,
            fail(ErrorCategory::InvalidInput, tr("Choose snapshots and at least one tag to add or remove.")));
    }
    if (const QString bad = badTag(add + remove); !bad.isEmpty()) {
        return settledJob<CatalogView>(this,
            fail(ErrorCategory::InvalidInput,
                tr("%1 cannot be a tag: a tag is not blank and holds no comma.").arg(bad)));
    }
    QByteArrayList arguments{"tag"};
    for (const QString &tag : add) {
        arguments.append("--add=" + tag.trimmed().toUtf8());
    }
    for (const QString &tag : remove) {
        arguments.append("--remove=" + tag.toUtf8());
    }
    for (const QString &id : snapshotIds) {
        arguments.append(id.toLatin1());
    }
    return change(arguments);
}

Job<ForgetPlan> *ResticBrowser::planForget(const ForgetPolicy &policy)
{
    if (policy.keepsNothing()) {
        return settledJob<ForgetPlan>(this,
            fail(ErrorCategory::InvalidInput,
                tr("Say what to keep, for example the last 10: a policy that keeps nothing would forget "
                   "every "
                   "snapshot.")));
    }
    auto *job = new ManualJob<ForgetPlan>(this);
    const ResticCall call{
        QByteArrayList{"forget", "--dry-run", "--json", "--no-lock"} + policyArguments(policy), {}, {}, -1,
        false};
    auto *inner = new WorkerJob<ForgetPlan>(
        &m_thread, m_tools, m_repository,
        [call](ResticWorker *worker, const WorkerJob<ForgetPlan>::DoneFunction &done) {
            worker->run(call, [done](const Result<QByteArray> &output) {
                done(output ? parseForgetPlan(*output) : tl::unexpected<Error>(output.error()));
            });
        },
        job);
    follow(job, inner);
    inner->then(job, [this, job](const Result<ForgetPlan> &plan) {
        if (!plan) {
            return job->settleWith(tl::unexpected<Error>(plan.error()));
        }
        ForgetPlan complete = *plan;
        // The view may be older than restic's answer, so what restic names counts as known too.
        QVector<Snapshot> all = m_view.snapshots + complete.remove + complete.keep;
        completeForgetPlan(complete, all);
        job->settleWith(complete);
    });
    return job;
}

Job<CatalogView> *ResticBrowser::forget(const QStringList &snapshotIds, bool evenLast)
{
    if (!areIds(snapshotIds)) {
        return settledJob<CatalogView>(
            this, fail(ErrorCategory::InvalidInput, tr("Choose the snapshots to forget first.")));
    }
    // The guard needs the truth of now, not of the cache: another computer may have forgotten the others.
    auto *job = new ManualJob<CatalogView>(this);
    Job<CatalogView> *listing = refresh();
    follow(job, listing);
    listing->then(job, [this, job, snapshotIds, evenLast](const Result<CatalogView> &view) {
        if (!view) {
            return job->settleWith(tl::unexpected<Error>(view.error()));
        }
        const ForgetPlan plan = planForgetIds(view->snapshots, snapshotIds);
        if (plan.remove.isEmpty()) {
            return job->settleWith(fail(
                ErrorCategory::SnapshotMissing, tr("Those snapshots are not in the repository any more.")));
        }
        if (!plan.lastOf.isEmpty() && !evenLast) {
            return job->settleWith(fail(ErrorCategory::InvalidInput,
                tr("This would forget the last snapshot of %1, so nothing was forgotten. Confirm that too, "
                   "or "
                   "keep one.")
                    .arg(plan.lastOf.join(QStringLiteral(", ")))));
        }
        QByteArrayList arguments{"forget"};
        for (const Snapshot &snapshot : plan.remove) {
            arguments.append(snapshot.id.toLatin1());
        }
        Job<CatalogView> *forgetting = change(arguments);
        follow(job, forgetting);
        forgetting->then(job, [job](const Result<CatalogView> &left) { job->settleWith(left); });
    });
    return job;
}

} // namespace snapgpu
