// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/backup/backup_job.h"

#include "services/backup/backup_failure.h"
#include "services/backup/sync_words.h"
#include "services/core/clock.h"
#include "services/core/json.h"
#include "services/core/log.h"
#include "services/restic/restic_error.h"

#include <QLocale>

namespace snapgpu {

namespace {

constexpr int kTickMs = 500;

Error plainError(ErrorCategory category, const QString &message)
{
    return Error{category, message, {}, 0, 0};
}

} // namespace

ResticBackupJob::ResticBackupJob(BackupTools tools, BackupOrder order, QObject *parent)
    : BackupJob(parent)
    , m_tools(std::move(tools))
    , m_order(std::move(order))
    , m_restic(m_tools.source)
    , m_startMs(m_tools.clock->monotonicMs())
{
    makeTimers();
    connect(&m_restic, &MachineRestic::said, this, &ResticBackupJob::say);
    connect(&m_restic, &MachineRestic::ready, this, &ResticBackupJob::sendPlan);
    connect(&m_restic, &MachineRestic::failed, this, &ResticBackupJob::failWith);
    if (m_order.endpoints.isEmpty()) {
        failWith(plainError(ErrorCategory::SshUnreachable,
            tr("The provider names no address of this machine. Is it running?")));
        return;
    }
    m_tracker.progress().message = tr("Logging in…");
    m_answer.start();
    m_tick.start();
    knock();
}

ResticBackupJob::ResticBackupJob(BackupTools tools, const Error &why, QObject *parent)
    : BackupJob(parent)
    , m_tools(std::move(tools))
    , m_restic(ResticSource())
    , m_startMs(m_tools.clock->monotonicMs())
{
    failWith(why);
}

ResticBackupJob::~ResticBackupJob() { dropChannel(); }

void ResticBackupJob::makeTimers()
{
    const auto once = [this](QTimer &timer, int ms, auto act) {
        timer.setSingleShot(true);
        timer.setInterval(ms);
        connect(&timer, &QTimer::timeout, this, act);
    };
    const BackupPatience &patience = m_tools.patience;
    once(m_answer, patience.answerMs, [this] {
        failWith(plainError(ErrorCategory::SshUnreachable,
            tr("The machine did not answer over SSH within %1 s. Is it running?")
                .arg(m_answer.interval() / 1000)));
    });
    once(m_lost, patience.lostMs, [this] {
        failWith(plainError(ErrorCategory::Network,
            tr("The connection to the machine was lost in mid backup and could not be made again. restic may "
               "still run there; back up again, and it is followed or goes on.")));
    });
    once(m_silence, patience.silenceMs, [this] {
        onClosed(plainError(ErrorCategory::Network,
            tr("The machine said nothing for %1 s. Try again.").arg(m_silence.interval() / 1000)));
    });
    once(m_begin, patience.beginMs, [this] {
        takeBack(plainError(ErrorCategory::HostFault,
            tr("restic did not begin on the machine within %1 s.").arg(m_begin.interval() / 1000)));
    });
    once(m_open, patience.openMs, [this] {
        Error error = plainError(ErrorCategory::Timeout,
            tr("The repository %1 did not open on the machine within %2 s. Check its address and access "
               "keys.")
                .arg(m_order.request.repository.url)
                .arg(m_open.interval() / 1000));
        error.detail = QString::fromUtf8(m_tracker.errorText());
        takeBack(error);
    });
    once(m_again, patience.againMs, [this] { sendPlan(); });
    once(m_poll, patience.pollMs, [this] {
        if (m_channel) {
            m_channel->send("sync status");
        }
    });
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_tracker.progress().elapsedMs = now();
        Q_EMIT progressed();
    });
}

qint64 ResticBackupJob::now() const { return m_tools.clock->monotonicMs() - m_startMs; }

void ResticBackupJob::knock()
{
    m_probe = m_tools.probes(m_order.label, ReadyCheck{false, 0});
    // Queued: the probe is destroyed by what follows.
    connect(m_probe.get(), &Probe::ready, this, &ResticBackupJob::use, Qt::QueuedConnection);
    connect(m_probe.get(), &Probe::unfit, this, &ResticBackupJob::failWith, Qt::QueuedConnection);
    m_probe->setEndpoints(m_order.endpoints);
}

void ResticBackupJob::use(const std::shared_ptr<AgentChannel> &channel)
{
    m_probe.reset();
    if (isFinished()) {
        return;
    }
    if (!channel || !channel->isOpen()) {
        return knock(); // it closed on its way here
    }
    m_answer.stop();
    m_lost.stop();
    m_channel = channel;
    connect(m_channel.get(), &AgentChannel::event, this, &ResticBackupJob::onEvent);
    connect(m_channel.get(), &AgentChannel::closed, this, &ResticBackupJob::onClosed);
    m_silence.start();
    m_tracker.progress().reconnecting = false;
    m_attached = false;
    if (m_answered && m_sent) {
        m_tracker.beginReplay(now());
        say(tr("Connected again; the backup went on."));
    }
    m_answered = true;
    m_channel->send(m_sent && m_order.task == BackupTask::Once ? "attach backup" : "sync status");
}

void ResticBackupJob::dropChannel()
{
    m_silence.stop();
    m_restic.end();
    if (m_channel) {
        m_channel->disconnect(this);
        m_channel.reset();
    }
}

void ResticBackupJob::onClosed(const Error &error)
{
    qCInfo(lcRemote) << "backup: connection ended:" << error.message << error.detail;
    dropChannel();
    if (m_takenBack) {
        return failWith(*m_takenBack);
    }
    if (!m_sent && !m_again.isActive()) {
        return failWith(error);
    }
    m_again.stop();
    m_poll.stop();
    m_open.stop(); // told again after the reconnection when restic has not opened it by then
    m_tracker.progress().reconnecting = true;
    say(tr("The connection to the machine was lost. The backup goes on there; connecting again."));
    m_lost.start();
    knock();
}

void ResticBackupJob::onEvent(const nlohmann::json &message)
{
    m_silence.start();
    const QString kind = json::trimmed(message, "event");
    if (kind == QLatin1String("sync")) {
        onStatus(message);
    } else if (kind == QLatin1String("restic_ready")) {
        m_restic.take(message);
    } else if (kind == QLatin1String("error")) {
        onRefused(message);
    } else if (kind == QLatin1String("attached")) {
        onAttached(message);
    } else if (kind == QLatin1String("sync_started")) {
        m_poll.start();
    } else if (kind == QLatin1String("sync_stopped")) {
        if (m_takenBack) {
            failWith(*m_takenBack);
        } else if (m_order.task == BackupTask::SyncStop) {
            json::boolean(message, "gone").value_or(false)
                ? finishWell()
                : failWith(plainError(ErrorCategory::HostFault,
                    tr("The sync on the machine could not be stopped. Try again.")));
        }
    } else if (backsUp() && m_sent) {
        onWords(kind, message);
    }
}

void ResticBackupJob::onStatus(const nlohmann::json &message)
{
    m_sync = parseSyncStatus(message, m_order.request.repository.url, m_tools.clock->wallMs());
    switch (m_order.task) {
    case BackupTask::SyncStatus:
        return finishWell();
    case BackupTask::SyncStop:
        m_channel->send("sync stop");
        return;
    case BackupTask::Once:
        break;
    case BackupTask::SyncStart:
        if (m_sent) {
            return lookAtFirstTurn();
        }
        break;
    }
    if (m_sent) {
        return;
    }
    m_order.request = backupDefaults(m_order.request, parseRestored(message));
    m_tracker.progress().paths = m_order.request.paths;
    m_tracker.progress().host = m_order.request.host;
    begin();
}

void ResticBackupJob::begin()
{
    m_tracker.progress().phase = BackupPhase::Preparing;
    m_begin.start();
    m_restic.begin(m_channel);
}

void ResticBackupJob::sendPlan()
{
    if (!m_channel || isFinished()) {
        return;
    }
    const AgentHello &hello = m_channel->hello();
    RestoreHost host;
    host.restic = *m_restic.version();
    host.memoryBytes = hello.memoryFreeBytes > 0 ? hello.memoryFreeBytes : hello.memoryBytes;
    host.cores = hello.cores;
    const BackupPlan plan = planBackup(m_order.request, syncRequest(), host);
    const Result<QByteArray> script = backupScript(plan, m_order.request, syncRequest(), m_restic.path());
    if (!script) {
        return failWith(script.error());
    }
    m_tracker.progress().resticVersion = host.restic.text();
    m_sent = true;
    const QByteArray word = m_order.task == BackupTask::Once ? "backup " : "sync start ";
    m_channel->send(
        word + QByteArray::number(script->size()) + ' ' + backupKey(m_order.request, syncRequest()), *script);
    if (m_tracker.progress().phase != BackupPhase::Waiting) {
        say(tr("Opening the repository on the machine."));
    }
}

void ResticBackupJob::onRefused(const nlohmann::json &message)
{
    if (json::trimmed(message, "what") != QLatin1String("backup") || !m_sent) {
        return;
    }
    m_sent = false;
    const QString reason = json::trimmed(message, "reason");
    if (reason == QLatin1String("busy")) {
        m_begin.stop();
        m_tracker.progress().phase = BackupPhase::Waiting;
        m_again.start();
        say(tr("Another backup runs on the machine; this one begins behind it."));
    } else if (reason == QLatin1String("restore")) {
        failWith(plainError(ErrorCategory::Busy,
            tr("A restore runs on the machine; a backup now would hold half of it. Back up when it is "
               "through.")));
    } else {
        failWith(plainError(ErrorCategory::HostFault,
            tr("The machine did not begin the backup: %1.").arg(json::trimmed(message, "message"))));
    }
}

void ResticBackupJob::onAttached(const nlohmann::json &message)
{
    if (m_order.task != BackupTask::Once || json::boolean(message, "joined").value_or(false)) {
        return;
    }
    if (!json::boolean(message, "found").value_or(false)) {
        failWith(plainError(ErrorCategory::HostFault,
            tr("The machine knows nothing of the backup any more; it was probably restarted. Back up "
               "again.")));
    } else if (json::trimmed(message, "key").toLatin1() != backupKey(m_order.request, nullptr)) {
        failWith(plainError(ErrorCategory::NotFound,
            tr("While the connection was lost, the backup ended and another one was begun. The list of "
               "snapshots tells how it ended.")));
    }
}

void ResticBackupJob::onWords(const QString &kind, const nlohmann::json &message)
{
    if (kind == QLatin1String("restic_started") && !m_tracker.exitCode()) {
        m_begin.stop();
        if (!m_tracker.opened()) {
            m_open.start();
        }
    }
    const BackupPhase before = m_tracker.progress().phase;
    m_tracker.feed(message, now());
    if (m_tracker.opened()) {
        m_open.stop();
    } else if (isFinalRefusal(m_tracker.errorText())) {
        return takeBack(failure(1));
    }
    if (m_tracker.progress().phase != before) {
        say(m_tracker.progress().phase == BackupPhase::Forgetting
                ? tr("Forgetting the sync's own older snapshots.")
                : tr("Backing up."));
    }
    if (!m_tracker.exitCode()) {
        return;
    }
    if (m_order.task == BackupTask::Once) {
        onDone();
    } else if (m_channel) {
        m_channel->send("sync status");
    }
}

/** A sync's first turn shows whether it can be done at all. */
void ResticBackupJob::lookAtFirstTurn()
{
    if (m_takenBack) {
        return;
    }
    if (m_sync.turns > 0) {
        const bool good = m_sync.exitCode == 0 || m_sync.exitCode == 3;
        if (good && m_sync.isOn()) {
            m_tracker.progress().snapshotId = m_sync.snapshotId;
            m_tracker.progress().addedBytes = m_sync.addedBytes;
            return finishWell();
        }
        Error error = m_tracker.exitCode() ? failure(*m_tracker.exitCode())
                                           : plainError(ErrorCategory::RestoreFailed, m_sync.error);
        error.message = tr("The sync was not started. %1").arg(error.message);
        return takeBack(error);
    }
    if (!m_sync.isOn()) {
        return failWith(plainError(
            ErrorCategory::HostFault, tr("The sync ended on the machine before its first backup did.")));
    }
    if (m_sync.state == SyncStatus::State::Running && !m_attached && m_sync.backupRuns) {
        m_attached = true;
        m_channel->send("attach backup");
    }
    m_poll.start();
}

/** What was begun in vain is ended: restic by itself would try for 15 minutes more. */
void ResticBackupJob::takeBack(const Error &error)
{
    if (m_takenBack || isFinished()) {
        return;
    }
    if (m_order.task == BackupTask::SyncStart && m_sent && m_channel) {
        m_takenBack = error;
        m_poll.stop();
        m_channel->send("sync stop"); // its answer ends the job
        return;
    }
    if (m_channel && m_sent) {
        m_channel->send("cancel backup");
    }
    failWith(error);
}

Error ResticBackupJob::failure(int exitCode) const
{
    return backupError({exitCode, m_tracker.errorText(), m_order.request.repository.url,
        m_channel ? m_channel->hello().clockAheadSeconds : 0});
}

void ResticBackupJob::onDone()
{
    if (isFinished()) {
        return;
    }
    if (!m_tracker.isGood()) {
        return failWith(failure(*m_tracker.exitCode()));
    }
    finishWell();
}

void ResticBackupJob::finishWell()
{
    BackupProgress &progress = m_tracker.progress();
    if (backsUp()) {
        progress.phase = BackupPhase::Done;
        progress.message = doneSentence(progress);
        progress.elapsedMs = now();
    }
    stopTimers();
    dropChannel();
    Q_EMIT progressed();
    finish(BackupOutcome{progress, m_sync});
}

void ResticBackupJob::failWith(const Error &error)
{
    if (isFinished()) {
        return;
    }
    stopTimers();
    if (m_probe) {
        m_probe->stop();
    }
    BackupProgress &progress = m_tracker.progress();
    progress.phase = BackupPhase::Failed;
    progress.message = error.message;
    progress.elapsedMs = now();
    dropChannel();
    Q_EMIT progressed();
    finish(tl::unexpected<Error>(error));
}

void ResticBackupJob::stopTimers()
{
    for (QTimer *timer : {&m_tick, &m_answer, &m_begin, &m_open, &m_lost, &m_silence, &m_again, &m_poll}) {
        timer->stop();
    }
}

void ResticBackupJob::doCancel()
{
    stopTimers();
    if (m_probe) {
        m_probe->stop();
    }
    if (m_channel && m_sent) {
        m_channel->send(m_order.task == BackupTask::SyncStart ? "sync stop" : "cancel backup");
    }
    dropChannel();
    m_tracker.progress().phase = BackupPhase::Cancelled;
    m_tracker.progress().message =
        tr("Cancelled; no snapshot was made. What is in the repository already is not sent twice.");
}

void ResticBackupJob::settleCancelled()
{
    finish(tl::unexpected<Error>(plainError(ErrorCategory::Cancelled, m_tracker.progress().message)));
}

void ResticBackupJob::say(const QString &message)
{
    m_tracker.progress().message = message;
    m_tracker.progress().elapsedMs = now();
    Q_EMIT progressed();
}

} // namespace snapgpu
