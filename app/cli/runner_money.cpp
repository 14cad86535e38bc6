// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that rent, restore and destroy: launch, sweep, destroy, restore.
#include "app/cli/runner.h"

#include "app/cli/launch_reporter.h"
#include "services/core/json.h"

#include <QTimer>

namespace snapgpu::cli {

void Runner::launch()
{
    const Result<SessionServices> services = m_services->sessionServices(m_line.plan.restore);
    if (!services) {
        return fail(services.error());
    }
    // What an earlier, killed run left behind goes first; it does not hold up the race.
    m_services->sweeper()->sweep();
    m_session = std::make_unique<LaunchSession>(*services, m_line.plan);
    m_reporter = std::make_unique<LaunchReporter>(m_session.get(), m_out);
    connect(
        m_session.get(), &LaunchSession::finished, this, [this] { finish(m_session->outcome().exitCode); });
    m_session->start();
}

void Runner::tellGone(const QString &label)
{
    ++m_destroyed;
    m_out->event("gone", {{"label", label.toStdString()}});
    m_out->note(tr("destroyed and confirmed: %1").arg(label));
}

void Runner::endSweep(bool inTime)
{
    if (m_finished) {
        return;
    }
    const SweepStatus status = m_services->sweeper()->status();
    if (inTime && status.pending == 0 && status.elsewhere > 0) {
        return fail(Error{ErrorCategory::LeftBehind, status.message, {}, 0, 0});
    }
    if (!inTime || status.pending > 0) {
        return fail(Error{ErrorCategory::LeftBehind,
            tr("%n machine(s) could not be confirmed destroyed. %1", nullptr, status.pending)
                .arg(status.message),
            {}, 0, 0});
    }
    m_out->say(tr("%n machine(s) destroyed; nothing is left behind.", nullptr, m_destroyed));
    m_out->event("swept", {{"destroyed", m_destroyed}});
    m_out->finished(true, 0);
    finish(0);
}

/** endSweep() follows: when nothing is pending any more, or when the patience ends. */
void Runner::awaitDestroys()
{
    Sweeper *sweeper = m_services->sweeper();
    connect(sweeper, &Sweeper::gone, this, &Runner::tellGone);
    connect(sweeper, &Sweeper::idle, this, [this] { endSweep(true); });
    QTimer::singleShot(m_services->options().graceSeconds * 1000, this, [this] { endSweep(false); });
}

void Runner::sweep()
{
    Sweeper *sweeper = m_services->sweeper();
    if (m_line.dryRun) {
        for (const LedgerRow &row : m_services->ledger()->openRows()) {
            const bool kept = row.state == LedgerState::Kept;
            m_out->event(kept ? "kept" : "would_destroy",
                {{"label", row.label.toStdString()}, {"instance_id", row.instanceId.toStdString()},
                    {"state", toText(row.state).toStdString()}});
            m_out->say((kept ? tr("kept, stays:    %1 (%2)") : tr("would destroy:  %1 (%2)"))
                           .arg(row.label, row.instanceId.isEmpty() ? QStringLiteral("–") : row.instanceId));
        }
        m_out->finished(true, 0);
        return finish(0);
    }
    // A wrong key is said at once instead of after minutes of trying.
    m_services->provider()->list()->then(this, [this, sweeper](const Result<QVector<Machine>> &list) {
        if (!list && list.error().category == ErrorCategory::Auth) {
            return fail(list.error());
        }
        awaitDestroys();
        sweeper->sweep();
        if (sweeper->isIdle()) {
            endSweep(true);
        }
    });
}

void Runner::destroy()
{
    const qint64 askedAt = m_services->clock()->monotonicMs();
    m_services->provider()->list()->then(this, [this, askedAt](const Result<QVector<Machine>> &list) {
        if (!list) {
            return fail(list.error());
        }
        const Ledger &ledger = *m_services->ledger();
        QStringList labels;
        if (m_line.all) {
            for (const LedgerRow &row : ledger.openRows()) {
                labels.append(row.label);
            }
        }
        for (const QString &wanted : m_line.arguments) {
            std::optional<LedgerRow> row = ledger.rowByInstance(m_services->provider()->id(), wanted);
            if (!row) {
                row = ledger.row(wanted);
            }
            if (!row || row->state == LedgerState::Gone || row->state == LedgerState::Refused) {
                return fail(Error{ErrorCategory::NotFound,
                    tr("%1 is not a machine that this SnapGPU home started and that is still alive, so it "
                       "was not "
                       "touched. \"snapgpu-cli machines\" shows what there is.")
                        .arg(wanted),
                    {}, 0, 0});
            }
            labels.append(row->label);
        }
        destroyRows(labels);
        // Only now: what is condemned has been seen, so two listings without it are a proof.
        m_services->sweeper()->observe(*list, askedAt);
    });
}

void Runner::destroyRows(const QStringList &labels)
{
    Sweeper *sweeper = m_services->sweeper();
    awaitDestroys();
    for (const QString &label : labels) {
        sweeper->condemn(label, tr("destroyed by you"), true);
    }
    if (sweeper->isIdle()) {
        endSweep(true);
    }
}

void Runner::restore()
{
    const Result<SessionServices> services = m_services->sessionServices(true);
    if (!services) {
        return fail(services.error());
    }
    withMachine(m_line.arguments.first(), [this](const Machine &machine) {
        m_services->catalog()
            ->list(*m_services->repository())
            ->then(this, [this, machine](const Result<QVector<Snapshot>> &snapshots) {
                const Result<Snapshot> snapshot = snapshots ? findSnapshot(*snapshots, m_line.plan.snapshot)
                                                            : tl::unexpected<Error>(snapshots.error());
                snapshot ? restoreOn(machine, *snapshot) : fail(snapshot.error());
            });
    });
}

void Runner::withMachine(const QString &wanted, const std::function<void(const Machine &)> &go)
{
    m_services->provider()->list()->then(this, [this, wanted, go](const Result<QVector<Machine>> &list) {
        if (!list) {
            return fail(list.error());
        }
        const auto machine = std::find_if(list->cbegin(), list->cend(),
            [&](const Machine &m) { return m.instanceId == wanted || m.label == wanted; });
        if (machine == list->cend()) {
            return fail(Error{ErrorCategory::NotFound,
                tr("There is no machine %1 on this account. \"snapgpu-cli machines\" shows what there is.")
                    .arg(wanted),
                {}, 0, 0});
        }
        go(*machine);
    });
}

void Runner::restoreOn(const Machine &machine, const Snapshot &snapshot)
{
    MachineRestorePlan plan{machine, {}};
    plan.request.snapshot = snapshot;
    plan.request.subfolder = m_line.plan.subfolder;
    plan.request.only = m_line.plan.only;
    plan.request.critical = m_line.plan.critical;
    plan.request.target = m_line.plan.target;
    plan.request.connections = m_line.plan.connections;
    plan.request.verify = m_line.plan.verify;
    plan.request.startCommand = m_line.plan.startCommand;
    m_out->event("connecting", {{"instance_id", machine.instanceId.toStdString()}});
    RestoreJob *job = m_services->restoreOn(plan);
    m_ongoing = job;
    connect(job, &RestoreJob::progressed, this, [this, job] {
        m_out->event("progress", restoreFields(job->progress()));
        m_out->status(tr("restoring: %1").arg(restoreLine(job->progress())));
    });
    connect(job, &RestoreJob::criticalReady, this, [this, job] {
        m_out->event("critical_ready", restoreFields(job->progress()));
        m_out->note(tr("you can work: the critical files are there"));
    });
    job->then(this, [this](const Result<RestoreProgress> &result) {
        if (!result) {
            return fail(result.error());
        }
        m_out->event("restored", restoreFields(*result));
        m_out->say(tr("restored %1").arg(restoreLine(*result)));
        m_out->finished(true, 0);
        finish(0);
    });
}

} // namespace snapgpu::cli
