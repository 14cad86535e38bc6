// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restic_restore_job.h"

#include "services/core/clock.h"
#include "services/core/json.h"
#include "services/core/log.h"
#include "services/restore/restore_failure.h"

#include <algorithm>
#include <QLocale>
#include <utility>

namespace snapgpu {

namespace {

constexpr int kTickMs = 200;
constexpr int kMostResumes = 3;

} // namespace

ResticRestoreJob::ResticRestoreJob(const Clock *clock, ProbeFactory reconnect, ResticSource source,
    const RestorePatience &patience, std::shared_ptr<AgentChannel> channel, const RestoreRequest &request,
    QObject *parent)
    : RestoreJob(parent)
    , m_clock(clock)
    , m_reconnect(std::move(reconnect))
    , m_patience(patience)
    , m_request(request)
    , m_tracker(wantsEverything(request) ? request.snapshot : Snapshot(), !request.critical.isEmpty())
    , m_restic(std::move(source))
    , m_startMs(clock->monotonicMs())
{
    makeTimers();
    if (!channel || !channel->isOpen()) {
        failWith(plainError(
            ErrorCategory::Network, tr("The connection to the machine was lost before the restore began.")));
        return;
    }
    m_endpoint = channel->endpoint();
    m_label = channel->objectName();
    use(std::move(channel));
    m_tick.start();
    begin();
}

void ResticRestoreJob::makeTimers()
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_tracker.tick(now());
        RestoreProgress &progress = m_tracker.progress();
        if (progress.reconnecting) {
            progress.stalledMs = 0; // how restic fares is not known
        } else if (progress.stalledMs > 0) {
            const QString why = m_tracker.trouble();
            progress.message = why.isEmpty()
                ? tr("No data for %1 s; restic waits for the storage.").arg(progress.stalledMs / 1000)
                : tr("No data for %1 s; restic says: %2")
                      .arg(QString::number(progress.stalledMs / 1000), why);
        }
        Q_EMIT progressed();
    });
    const auto once = [this](QTimer &timer, int ms, auto act) {
        timer.setSingleShot(true);
        timer.setInterval(ms);
        connect(&timer, &QTimer::timeout, this, act);
    };
    once(m_lost, m_patience.lostMs, [this] {
        m_probe.reset();
        failWith(plainError(ErrorCategory::Network,
            tr("The connection to %1 was lost in mid restore and could not be made again. restic may still "
               "run "
               "there; restore again, and it is followed or goes on.")
                .arg(m_endpoint.host)));
    });
    once(m_silence, m_patience.silenceMs, [this] {
        onClosed(plainError(ErrorCategory::Network,
            tr("The machine %1 said nothing for %2 s before the restore began there. Try again, or take "
               "another "
               "one.")
                .arg(m_endpoint.host)
                .arg(m_patience.silenceMs / 1000)));
    });
    once(m_begin, m_patience.beginMs, [this] {
        failWith(plainError(ErrorCategory::HostFault,
            tr("restic did not begin on %1 within %2 s.")
                .arg(m_endpoint.host)
                .arg(m_patience.beginMs / 1000)));
    });
    once(m_open, m_patience.openMs, [this] {
        endUnopened(plainError(ErrorCategory::Timeout,
            tr("The repository %1 did not open on the machine within %2 s. Check its address and access "
               "keys.")
                .arg(m_request.repository.url)
                .arg(m_patience.openMs / 1000),
            QString::fromUtf8(m_tracker.errorText())));
    });
    connect(&m_restic, &MachineRestic::said, this, &ResticRestoreJob::say);
    connect(&m_restic, &MachineRestic::ready, this, &ResticRestoreJob::sendPlan);
    connect(&m_restic, &MachineRestic::failed, this, &ResticRestoreJob::failWith);
}

Error ResticRestoreJob::plainError(ErrorCategory category, const QString &message, const QString &detail)
{
    return Error{category, message, detail, 0, 0};
}

ResticRestoreJob::~ResticRestoreJob() { dropChannel(); }

qint64 ResticRestoreJob::now() const { return m_clock->monotonicMs() - m_startMs; }

void ResticRestoreJob::use(std::shared_ptr<AgentChannel> channel)
{
    dropChannel();
    m_seeds.clear();
    m_channel = std::move(channel);
    connect(m_channel.get(), &AgentChannel::event, this, &ResticRestoreJob::onEvent);
    connect(m_channel.get(), &AgentChannel::closed, this, &ResticRestoreJob::onClosed);
    m_silence.start();
}

void ResticRestoreJob::dropChannel()
{
    m_silence.stop();
    m_restic.end();
    if (m_channel) {
        m_channel->disconnect(this);
        m_channel.reset();
    }
}

void ResticRestoreJob::begin()
{
    m_hello = m_channel->hello();
    m_begin.start();
    m_restic.begin(m_channel);
}

/** Events about the way to restic, not from it; true when it was one. */
bool ResticRestoreJob::onControlEvent(const QString &kind, const nlohmann::json &message)
{
    if (kind == QLatin1String("restic_ready")) {
        if (!m_sent) {
            m_restic.take(message);
        }
    } else if (kind == QLatin1String("attached")) {
        onAttached(message);
    } else if (kind == QLatin1String("pong")) {
        if (json::trimmed(message, "id") == QLatin1String(kSeedPing)) {
            m_pace.arrived(m_clock->monotonicMs());
            sendSeeds();
        }
    } else if (kind == QLatin1String("error")) {
        if (json::trimmed(message, "what") == QLatin1String("restore")) {
            failWith(plainError(ErrorCategory::RestoreFailed,
                tr("The machine did not begin the restore: %1.").arg(json::trimmed(message, "message"))));
        }
    } else if (kind == QLatin1String("lease")) {
        m_tracker.progress().leaseLifted = json::trimmed(message, "until") == QLatin1String("kept");
        Q_EMIT progressed();
    } else {
        return false;
    }
    return true;
}

void ResticRestoreJob::onAttached(const nlohmann::json &message)
{
    if (isUnknown()) {
        return onFound(message);
    }
    if (json::boolean(message, "joined").value_or(false)) {
        m_tracker.beginReplay(now());
        say(tr("This restore runs on the machine already; following it."));
        return;
    }
    if (json::boolean(message, "found").value_or(false)) {
        return;
    }
    if (m_begun) {
        endForgotten();
    } else if (m_tracker.progress().resticRunningMs < 0) {
        failWith(plainError(ErrorCategory::HostFault,
            tr("The connection to %1 was lost before the restore began there.").arg(m_endpoint.host)));
    } else if (!beginAgain()) {
        failWith(plainError(ErrorCategory::RestoreFailed,
            tr("The machine forgot the restore %1 times; it seems to restart again and again. Take another "
               "one.")
                .arg(kMostResumes)));
    }
}

/** The machine was restarted or its agent killed: what is there is checked, and only the rest is fetched. */
bool ResticRestoreJob::beginAgain()
{
    if (m_begun || m_tracker.progress().resumes >= kMostResumes || !m_channel || !m_channel->isOpen()) {
        return false;
    }
    m_tracker.beginReplay(now());
    m_tracker.beginAgain();
    m_sent = false;
    begin();
    say(tr("The machine was interrupted; the restore goes on from what is there."));
    return true;
}

void ResticRestoreJob::onEvent(const nlohmann::json &message)
{
    m_silence.start();
    const QString kind = json::trimmed(message, "event");
    if (onControlEvent(kind, message)) {
        return;
    }
    if (kind == QLatin1String("restic_started")) {
        m_begin.stop();
        if (!m_tracker.opened()) {
            m_open.start();
        }
        // Also after a reconnection, when it is told again: what was sent over the old connection may be
        // lost.
        m_channel->send("lease keep");
    }
    const RestorePhase before = m_tracker.progress().phase;
    m_tracker.feed(message, now());
    if (m_tracker.opened()) {
        m_open.stop();
    } else if (isFinalRefusal(m_tracker.errorText())) {
        return endUnopened(failure(1));
    }
    if (m_tracker.progress().phase != before) {
        say(m_tracker.progress().phase == RestorePhase::Critical ? tr("Restoring the critical files.")
                : m_tracker.progress().phase == RestorePhase::Verifying
                ? tr("Reading everything again to verify it.")
                : m_tracker.criticalReady() ? tr("The critical files are there; restoring the rest.")
                                            : tr("Restoring."));
    }
    if (m_tracker.criticalReady() && !std::exchange(m_saidCritical, true)
        && !m_tracker.criticalReadyUnseen()) {
        const QPointer<ResticRestoreJob> alive(this);
        Q_EMIT criticalReady();
        if (!alive) {
            return;
        }
    }
    if (m_tracker.exitCode()) {
        onDone();
    }
}

void ResticRestoreJob::onDone()
{
    if (isFinished()) {
        return;
    }
    const int code = *m_tracker.exitCode();
    if (code < 0 && beginAgain()) {
        return;
    }
    if (code != 0) {
        failWith(failure(code));
        return;
    }
    if (m_tracker.nothingMatched()) {
        failWith(plainError(ErrorCategory::NotFound, nothingMatchedSentence()));
        return;
    }
    RestoreProgress &progress = m_tracker.progress();
    progress.phase = RestorePhase::Done;
    progress.elapsedMs = endedAfterMs();
    progress.message = doneSentence();
    m_tick.stop();
    m_lost.stop();
    m_open.stop();
    dropChannel();
    Q_EMIT progressed();
    finish(progress);
}

Error ResticRestoreJob::failure(int exitCode) const
{
    RestoreFailure facts;
    facts.exitCode = exitCode;
    facts.output = m_tracker.errorText();
    facts.errors = m_tracker.progress().errors;
    facts.url = m_request.repository.url;
    facts.target = targetOf(m_request);
    facts.clockAheadSeconds = m_hello.clockAheadSeconds;
    return restoreError(facts);
}

/** restic would try for 15 minutes more. */
void ResticRestoreJob::endUnopened(const Error &error)
{
    if (m_channel) {
        m_channel->send("cancel");
    }
    failWith(error);
}

QString ResticRestoreJob::nothingMatchedSentence() const
{
    if (m_begun) {
        return tr("Nothing was restored: nothing in the snapshot matches what was asked for.");
    }
    if (!m_request.only.isEmpty()) {
        return tr("Nothing was restored: nothing in the snapshot matches what was asked for (%1). Patterns "
                  "begin at the root of the snapshot, as \"ls\" shows it.")
            .arg(filterText(m_request.only));
    }
    return tr("Nothing was restored: the folder %1 of the snapshot is empty.").arg(m_request.subfolder);
}

QString ResticRestoreJob::doneSentence() const
{
    if (m_tracker.nothingRestored()) {
        return tr("The snapshot holds nothing to restore.");
    }
    if (m_unsaid) {
        return tr("Restored, all at once: no patterns can say which of the critical files lie in the part "
                  "that was asked for.");
    }
    if (m_outside) {
        return tr("Restored. None of the critical patterns lies in the part that was asked for.");
    }
    if (m_tracker.criticalMatchedNothing()) {
        return tr("Restored. None of the critical patterns matched a file of the snapshot.");
    }
    const QVector<RestorePhaseRecord> &phases = m_tracker.progress().phases;
    const bool verified = m_request.verify
        || std::any_of(phases.cbegin(), phases.cend(),
            [](const RestorePhaseRecord &one) { return one.phase == RestorePhase::Verifying; });
    return verified ? tr("Restored and verified.") : tr("Restored.");
}

void ResticRestoreJob::failWith(const Error &error)
{
    if (isFinished()) {
        return;
    }
    RestoreProgress &progress = m_tracker.progress();
    progress.phase = isUnknown() ? RestorePhase::Idle : RestorePhase::Failed;
    progress.message = error.message;
    progress.elapsedMs = endedAfterMs();
    m_tick.stop();
    m_lost.stop();
    m_begin.stop();
    m_open.stop();
    dropChannel();
    Q_EMIT progressed();
    finish(tl::unexpected<Error>(error));
}

void ResticRestoreJob::doCancel()
{
    m_tick.stop();
    m_lost.stop();
    m_begin.stop();
    m_open.stop();
    m_probe.reset();
    m_tracker.progress().phase = RestorePhase::Cancelled;
    if (m_channel && m_sent) {
        m_channel->send("cancel");
    }
    dropChannel();
}

void ResticRestoreJob::settleCancelled()
{
    const RestoreProgress &progress = m_tracker.progress();
    const QString there = progress.bytesDone <= 0
        ? tr("Cancelled; nothing was restored yet.")
        : tr("Cancelled; %1 are on the machine, not all of them whole. Restore again to go on from there.")
              .arg(QLocale().formattedDataSize(progress.bytesDone, 1, QLocale::DataSizeSIFormat));
    m_tracker.progress().message = there;
    finish(tl::unexpected<Error>(plainError(ErrorCategory::Cancelled, there)));
}

void ResticRestoreJob::onClosed(const Error &error)
{
    qCInfo(lcRemote) << "restore: connection ended:" << error.message << error.detail;
    dropChannel();
    if (!m_sent || isUnknown()) {
        failWith(error);
        return;
    }
    say(tr("The connection to %1 was lost. The restore goes on there; connecting again.")
            .arg(m_endpoint.host));
    m_tracker.progress().reconnecting = true;
    m_open.stop(); // told again after the reconnection when restic has not opened it by then
    m_lost.start();
    reconnect();
}

void ResticRestoreJob::reconnect()
{
    if (!m_reconnect) {
        return; // attach() may bring a connection while the patience lasts
    }
    m_probe = m_reconnect(m_label, ReadyCheck{false, 0});
    // Queued: the probe is destroyed by what follows.
    connect(
        m_probe.get(), &Probe::ready, this,
        [this](const std::shared_ptr<AgentChannel> &channel) { attach(channel); }, Qt::QueuedConnection);
    connect(m_probe.get(), &Probe::unfit, this, &ResticRestoreJob::failWith, Qt::QueuedConnection);
    m_probe->setEndpoints({m_endpoint});
}

void ResticRestoreJob::attach(std::shared_ptr<AgentChannel> channel)
{
    m_probe.reset();
    if (isFinished()) {
        return;
    }
    if (!channel || !channel->isOpen()) {
        reconnect(); // it closed on its way here
        return;
    }
    m_lost.stop();
    m_tracker.progress().reconnecting = false;
    use(std::move(channel));
    m_tracker.beginReplay(now());
    say(tr("Connected again; the restore went on."));
    m_channel->send("attach");
}

void ResticRestoreJob::say(const QString &message)
{
    m_tracker.progress().message = message;
    m_tracker.progress().elapsedMs = now();
    Q_EMIT progressed();
}

} // namespace snapgpu
