// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that back up: backup, sync.
#include "app/cli/runner.h"
#include "app/cli/snapshot_text.h"

#include "services/core/json.h"

namespace snapgpu::cli {

namespace {

json::Value backupFields(const BackupProgress &progress)
{
    json::Value fields = {{"phase", toText(progress.phase).toStdString()}, {"bytes_done", progress.bytesDone},
        {"files_done", progress.filesDone}, {"unread", progress.unreadCount}};
    const auto add = [&](const char *key, qint64 value) {
        if (value >= 0) {
            fields[key] = value;
        }
    };
    add("bytes_total", progress.bytesTotal);
    add("files_total", progress.filesTotal);
    add("seconds_left", progress.secondsLeft);
    add("bytes_per_second", static_cast<qint64>(progress.bytesPerSecond));
    add("bytes_added", progress.addedBytes);
    add("files_new", progress.filesNew);
    add("files_changed", progress.filesChanged);
    add("files_unmodified", progress.filesUnmodified);
    if (!progress.snapshotId.isEmpty()) {
        fields["snapshot"] = progress.snapshotId.toStdString();
    }
    if (!progress.host.isEmpty()) {
        fields["host"] = progress.host.toStdString();
        fields["paths"] = strings(progress.paths);
    }
    if (!progress.resticVersion.isEmpty()) {
        fields["restic_version"] = progress.resticVersion.toStdString();
    }
    return fields;
}

/** How far it is, on one line of a terminal. */
QString backupLine(const BackupProgress &progress)
{
    if (progress.phase != BackupPhase::BackingUp || progress.bytesTotal < 0) {
        return progress.message;
    }
    QStringList parts{
        Runner::tr("%1 of %2").arg(sizeText(progress.bytesDone), sizeText(progress.bytesTotal))};
    if (progress.filesDone > 0) {
        parts << Runner::tr("%n file(s)", nullptr, static_cast<int>(progress.filesDone));
    }
    if (progress.bytesPerSecond > 0) {
        parts << Runner::tr("%1/s").arg(sizeText(static_cast<qint64>(progress.bytesPerSecond)));
    }
    if (progress.secondsLeft >= 0) {
        parts << Runner::tr("about %1 s left").arg(progress.secondsLeft);
    }
    return parts.join(QStringLiteral(", "));
}

json::Value syncFields(const SyncStatus &sync)
{
    json::Value fields = {{"state", toText(sync.state).toStdString()}, {"restore_runs", sync.restoreRuns},
        {"backup_runs", sync.backupRuns}};
    if (sync.state == SyncStatus::State::None) {
        return fields;
    }
    fields.update({{"every_s", sync.everySeconds}, {"failures", sync.failures}, {"turns", sync.turns},
        {"host", sync.host.toStdString()}, {"paths", strings(sync.paths)}});
    const auto moment = [&](const char *key, qint64 seconds) {
        if (seconds > 0) {
            fields[key] = seconds * 1000;
        }
    };
    moment("ok_ms", sync.okAt);
    moment("next_ms", sync.nextAt);
    moment("began_ms", sync.beganAt);
    moment("ended_ms", sync.endedAt);
    moment("snapshot_ms", sync.snapshotAt);
    if (!sync.snapshotId.isEmpty()) {
        fields["snapshot"] = sync.snapshotId.toStdString();
    }
    if (sync.addedBytes >= 0) {
        fields["bytes_added"] = sync.addedBytes;
    }
    if (sync.unread > 0) {
        fields["unread"] = sync.unread;
    }
    if (!sync.error.isEmpty()) {
        fields["error"] = sync.error.toStdString();
    }
    return fields;
}

QString moment(qint64 seconds) { return timeText(QDateTime::fromSecsSinceEpoch(seconds)); }

QStringList syncLines(const SyncStatus &sync)
{
    switch (sync.state) {
    case SyncStatus::State::None:
        return {Runner::tr("No sync runs on this machine.")};
    case SyncStatus::State::Lost:
        return {Runner::tr("The sync ended with a restart of the machine, or was killed. Start it again.")};
    case SyncStatus::State::Idle:
    case SyncStatus::State::Running:
        break;
    }
    QStringList lines{Runner::tr("sync every %1 s of %2 as host %3")
                          .arg(sync.everySeconds)
                          .arg(sync.paths.join(QStringLiteral(", ")), sync.host)};
    if (sync.okAt > 0) {
        lines << Runner::tr("all was safe at %1").arg(moment(sync.okAt));
    }
    if (!sync.snapshotId.isEmpty()) {
        lines << Runner::tr("last snapshot %1 of %2, %3 added")
                     .arg(sync.snapshotId.left(8), moment(sync.snapshotAt),
                         sizeText(
                             sync.addedBytes >= 0 ? std::optional<qint64>(sync.addedBytes) : std::nullopt));
    }
    if (!sync.error.isEmpty()) {
        lines << (sync.failures > 0
                ? Runner::tr("%n failure(s) in a row: %1", nullptr, sync.failures).arg(sync.error)
                : sync.error);
    }
    lines << (sync.state == SyncStatus::State::Running ? Runner::tr("it backs up now")
                                                       : Runner::tr("next at %1").arg(moment(sync.nextAt)));
    return lines;
}

} // namespace

void Runner::backup()
{
    withMachine(m_line.arguments.first(), [this](const Machine &machine) {
        BackupOrder order;
        order.request = m_line.backup;
        followBackup(machine, order);
    });
}

void Runner::sync()
{
    static const QHash<QString, BackupTask> verbs{{QStringLiteral("start"), BackupTask::SyncStart},
        {QStringLiteral("stop"), BackupTask::SyncStop}, {QStringLiteral("status"), BackupTask::SyncStatus}};
    const QString verb = m_line.arguments.first();
    if (!verbs.contains(verb)) {
        return fail(Error{ErrorCategory::Usage,
            tr("Use it like this: snapgpu-cli sync start|stop|status MACHINE"), {}, 0, 0});
    }
    withMachine(m_line.arguments.at(1), [this, task = verbs.value(verb)](const Machine &machine) {
        BackupOrder order;
        order.task = task;
        order.request = m_line.backup;
        order.sync = m_line.sync;
        order.sync.keep = m_line.policy;
        followBackup(machine, order);
    });
}

void Runner::followBackup(const Machine &machine, const BackupOrder &order)
{
    m_out->event("connecting", {{"instance_id", machine.instanceId.toStdString()}});
    BackupJob *job = m_services->backupOn(machine, order);
    m_ongoing = job;
    if (order.task == BackupTask::Once || order.task == BackupTask::SyncStart) {
        connect(job, &BackupJob::progressed, this, [this, job] {
            m_out->event("progress", backupFields(job->progress()));
            m_out->status(tr("backup: %1").arg(backupLine(job->progress())));
        });
    }
    job->then(this, [this, job](const Result<BackupOutcome> &outcome) {
        if (!outcome) {
            return fail(outcome.error());
        }
        tellBackup(job->task(), *outcome);
        m_out->finished(true, 0);
        finish(0);
    });
}

void Runner::tellBackup(BackupTask task, const BackupOutcome &outcome)
{
    const BackupProgress &progress = outcome.progress;
    if (task == BackupTask::Once) {
        for (const RestoreFileError &one : progress.unread) {
            m_out->event(
                "file_error", {{"path", one.path.toStdString()}, {"message", one.message.toStdString()}});
            m_out->note(tr("not read: %1 %2").arg(one.path, one.message));
        }
        m_out->event("backed_up", backupFields(progress));
        m_out->say(progress.message);
        if (!progress.snapshotId.isEmpty()) {
            m_out->say(tr("snapshot %1: %2 added; files: %3 new, %4 changed, %5 unchanged")
                           .arg(progress.snapshotId.left(8), sizeText(progress.addedBytes))
                           .arg(progress.filesNew)
                           .arg(progress.filesChanged)
                           .arg(progress.filesUnmodified));
        }
        return;
    }
    if (task == BackupTask::SyncStop) {
        m_out->event("sync", {{"state", toText(SyncStatus::State::None).toStdString()}});
        m_out->say(outcome.sync.isOn() ? tr("The sync has stopped.") : tr("No sync runs on this machine."));
        return;
    }
    m_out->event("sync", syncFields(outcome.sync));
    for (const QString &line : syncLines(outcome.sync)) {
        m_out->say(line);
    }
}

} // namespace snapgpu::cli
