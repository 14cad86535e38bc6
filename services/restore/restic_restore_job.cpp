// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/restic_restore_job.h"

#include "services/core/clock.h"
#include "services/core/json.h"
#include "services/core/log.h"
#include "services/restic/restic_error.h"

namespace snapgpu {

namespace {

constexpr int kTickMs = 200;
constexpr int kLostPatienceMs = 120'000;
/** From the win to restic's first sign, fetching restic over a slow link included. */
constexpr int kBeginPatienceMs = 300'000;

struct Pin
{
    const char *machine; ///< uname -m
    const char *arch; ///< in the file name
    const char *sha256;
};

constexpr const char *kPinnedVersion = "0.19.1";
constexpr Pin kPins[] = {
    {"x86_64", "amd64", "f415415624dcc452f2a02b8c33641791a8c6d6d3b65bbb3543fcf9a25151585c"},
    {"aarch64", "arm64", "a5f64aaab53d51e311fa3829124c5b703f2d14cf187d8640b6be3b2b49376465"},
};

} // namespace

ResticRestoreJob::ResticRestoreJob(const Clock *clock, ProbeFactory reconnect, ResticSource source,
    std::shared_ptr<AgentChannel> channel, const RestoreRequest &request, QObject *parent)
    : RestoreJob(parent)
    , m_clock(clock)
    , m_reconnect(std::move(reconnect))
    , m_source(std::move(source))
    , m_request(request)
    , m_tracker(request.snapshot, !request.critical.isEmpty())
    , m_startMs(clock->monotonicMs())
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_tracker.progress().elapsedMs = now();
        Q_EMIT progressed();
    });
    m_lost.setSingleShot(true);
    connect(&m_lost, &QTimer::timeout, this, [this] {
        m_probe.reset();
        failWith(Error{ErrorCategory::Network,
            tr("The connection to %1 was lost in mid restore and could not be made again. restic may still "
               "run "
               "there; restore again to be sure.")
                .arg(m_endpoint.host),
            {}, 0, 0});
    });
    m_begin.setSingleShot(true);
    connect(&m_begin, &QTimer::timeout, this, [this] {
        failWith(Error{ErrorCategory::HostFault,
            tr("restic did not begin on %1 within %2 minutes.")
                .arg(m_endpoint.host)
                .arg(kBeginPatienceMs / 60'000),
            {}, 0, 0});
    });
    if (!channel || !channel->isOpen()) {
        failWith(Error{ErrorCategory::Network,
            tr("The connection to the machine was lost before the restore began."), {}, 0, 0});
        return;
    }
    m_hello = channel->hello();
    m_endpoint = channel->endpoint();
    m_label = channel->objectName();
    use(std::move(channel));
    m_tick.start();
    m_begin.start(kBeginPatienceMs);
    begin();
}

ResticRestoreJob::~ResticRestoreJob() { dropChannel(); }

qint64 ResticRestoreJob::now() const { return m_clock->monotonicMs() - m_startMs; }

void ResticRestoreJob::use(std::shared_ptr<AgentChannel> channel)
{
    dropChannel();
    m_channel = std::move(channel);
    connect(m_channel.get(), &AgentChannel::event, this, &ResticRestoreJob::onEvent);
    connect(m_channel.get(), &AgentChannel::closed, this, &ResticRestoreJob::onClosed);
}

void ResticRestoreJob::dropChannel()
{
    if (m_channel) {
        m_channel->disconnect(this);
        m_channel.reset();
    }
}

void ResticRestoreJob::begin()
{
    const auto version = ResticVersion::parse(m_hello.resticVersion);
    const ResticVersion least = m_source.preferModern ? kFirstWithOverwrite : kOldestRestic;
    if (version && *version >= least) {
        sendPlan(m_hello.resticPath, *version);
    } else {
        fetchRestic();
    }
}

void ResticRestoreJob::fetchRestic()
{
    for (const Pin &pin : kPins) {
        if (m_hello.architecture == QLatin1String(pin.machine)) {
            const QString version = QLatin1String(kPinnedVersion);
            const QString url = QStringLiteral("%1/v%2/restic_%2_linux_%3.bz2")
                                    .arg(m_source.baseUrl, version, QLatin1String(pin.arch));
            const QString sha =
                m_source.sha256ForTests.isEmpty() ? QLatin1String(pin.sha256) : m_source.sha256ForTests;
            say(tr("Fetching restic %1 on the machine.").arg(version));
            m_channel->send("fetch " + url.toUtf8() + ' ' + sha.toLatin1());
            return;
        }
    }
    failWith(Error{ErrorCategory::MissingTool,
        tr("The machine has no usable restic, and none is known for its processor (%1).")
            .arg(m_hello.architecture),
        {}, 0, 0});
}

void ResticRestoreJob::onResticReady(const nlohmann::json &message)
{
    if (m_sent) {
        return;
    }
    const auto version = ResticVersion::parse(json::trimmed(message, "restic"));
    if (version && *version >= kOldestRestic) {
        sendPlan(json::trimmed(message, "path"), *version);
        return;
    }
    failWith(Error{ErrorCategory::MissingTool,
        tr("The machine has no usable restic, and fetching it failed: %1. Use an image with restic 0.14 or "
           "newer.")
            .arg(json::trimmed(message, "message")),
        {}, 0, 0});
}

void ResticRestoreJob::sendPlan(const QString &path, ResticVersion version)
{
    const RestorePlan plan = planRestore(m_request, version, m_hello.memoryBytes);
    const Result<QByteArray> script = planScript(plan, m_request, path);
    if (!script) {
        failWith(script.error());
        return;
    }
    RestoreProgress &progress = m_tracker.progress();
    progress.connections = plan.connections;
    progress.resticVersion =
        QStringLiteral("%1.%2.%3").arg(version.major).arg(version.minor).arg(version.patch);
    m_sent = true;
    m_channel->send("restore " + QByteArray::number(script->size()), *script);
    say(tr("Opening the repository on the machine."));
}

void ResticRestoreJob::onEvent(const nlohmann::json &message)
{
    const QString kind = json::trimmed(message, "event");
    if (kind == QLatin1String("restic_ready")) {
        onResticReady(message);
        return;
    }
    if (kind == QLatin1String("error")) {
        if (json::trimmed(message, "what") == QLatin1String("restore")) {
            failWith(Error{ErrorCategory::RestoreFailed,
                tr("The machine did not begin the restore: %1.").arg(json::trimmed(message, "message")), {},
                0, 0});
        }
        return;
    }
    if (kind == QLatin1String("restic_started")) {
        m_begin.stop();
        // Also after a reconnection, when it is told again: what was sent over the old connection may be
        // lost.
        m_channel->send("lease keep");
    }
    if (kind == QLatin1String("lease")) {
        m_tracker.progress().leaseLifted = json::trimmed(message, "until") == QLatin1String("kept");
        Q_EMIT progressed();
        return;
    }
    if (kind == QLatin1String("attached")) {
        if (!json::boolean(message, "found").value_or(false) && m_tracker.progress().resticRunningMs < 0) {
            failWith(Error{ErrorCategory::HostFault,
                tr("The connection to %1 was lost before the restore began there.").arg(m_endpoint.host), {},
                0, 0});
            return;
        }
        if (!json::boolean(message, "found").value_or(false)) {
            failWith(Error{ErrorCategory::RestoreFailed,
                tr("The machine knows nothing of the restore any more; it was probably restarted. Restore "
                   "again."),
                {}, 0, 0});
        }
        return;
    }
    const RestorePhase before = m_tracker.progress().phase;
    m_tracker.feed(message, now());
    if (m_tracker.progress().phase != before) {
        say(m_tracker.progress().phase == RestorePhase::Critical ? tr("Restoring the critical files.")
                : m_tracker.criticalReady() ? tr("The critical files are there; restoring the rest.")
                                            : tr("Restoring."));
    }
    if (m_tracker.criticalReady() && !m_saidCritical) {
        m_saidCritical = true;
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
    if (*m_tracker.exitCode() != 0) {
        failWith(failure());
        return;
    }
    RestoreProgress &progress = m_tracker.progress();
    progress.phase = RestorePhase::Done;
    progress.elapsedMs = now();
    if (m_tracker.nothingRestored()) {
        progress.message = tr("The snapshot holds nothing to restore.");
    } else if (m_tracker.criticalMatchedNothing()) {
        progress.message = tr("Restored. None of the critical patterns matched a file of the snapshot.");
    } else {
        progress.message = tr("Restored.");
    }
    m_tick.stop();
    m_lost.stop();
    dropChannel();
    Q_EMIT progressed();
    finish(progress);
}

Error ResticRestoreJob::failure() const
{
    const int code = *m_tracker.exitCode();
    const QVector<RestoreFileError> &errors = m_tracker.progress().errors;
    if (code < 0) {
        return Error{ErrorCategory::RestoreFailed,
            tr("restic ended on the machine without a word; it was probably killed. Restore again."),
            QString::fromUtf8(m_tracker.errorText()), 0, code};
    }
    Error error = resticError(code, m_tracker.errorText(), m_request.repository.url);
    if (error.category == ErrorCategory::RestoreFailed && !errors.isEmpty()) {
        error.message = tr("%1 files could not be restored; the first is %2 (%3). Check the repository with "
                           "\"restic check --read-data\".")
                            .arg(QString::number(errors.size()), errors.first().path, errors.first().message);
    }
    return error;
}

void ResticRestoreJob::failWith(const Error &error)
{
    if (isFinished()) {
        return;
    }
    RestoreProgress &progress = m_tracker.progress();
    progress.phase = RestorePhase::Failed;
    progress.message = error.message;
    progress.elapsedMs = now();
    m_tick.stop();
    m_lost.stop();
    m_begin.stop();
    dropChannel();
    Q_EMIT progressed();
    finish(tl::unexpected<Error>(error));
}

void ResticRestoreJob::doCancel()
{
    m_tick.stop();
    m_lost.stop();
    m_begin.stop();
    m_probe.reset();
    m_tracker.progress().phase = RestorePhase::Cancelled;
    if (m_channel && m_sent) {
        m_channel->send("cancel");
    }
    dropChannel();
}

void ResticRestoreJob::onClosed(const Error &error)
{
    qCInfo(lcRemote) << "restore: connection ended:" << error.message << error.detail;
    dropChannel();
    if (!m_sent) {
        failWith(error);
        return;
    }
    say(tr("The connection to %1 was lost. The restore goes on there; connecting again.")
            .arg(m_endpoint.host));
    m_lost.start(kLostPatienceMs);
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
