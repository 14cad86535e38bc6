// SPDX-License-Identifier: GPL-3.0-or-later
// How the machine gets its restic, and what is sent to it: the plan and the seeds of its cache.
#include "services/restore/restic_restore_job.h"

#include "services/core/clock.h"
#include "services/core/json.h"
#include "services/core/log.h"
#include "services/restore/ahead_list.h"
#include "services/restore/metadata_seed.h"
#include "services/restore/release_download.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace snapgpu {

namespace {

QByteArray sha256Of(const QByteArray &content)
{
    return QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex();
}

/** What this computer has to take a .bz2 apart. */
QString unpackProgram()
{
    const QString bunzip2 = QStandardPaths::findExecutable(QStringLiteral("bunzip2"));
    return bunzip2.isEmpty() ? QStandardPaths::findExecutable(QStringLiteral("bzip2")) : bunzip2;
}

} // namespace

void ResticRestoreJob::bootstrap()
{
    const auto release = ResticRelease::forMachine(m_hello.architecture, m_source);
    const QString local = release && !m_source.uploadDir.isEmpty()
        ? m_source.uploadDir + QLatin1Char('/') + release->fileName
        : QString();
    BootstrapFacts facts;
    facts.own = m_restic;
    facts.canFetch = m_mayFetch && release && !m_source.baseUrl.isEmpty() && m_hello.unpacks;
    facts.canUpload = m_mayUpload && !local.isEmpty() && QFileInfo::exists(local)
        && (m_hello.unpacks || !unpackProgram().isEmpty());
    facts.canDownload = m_mayDownload && m_mayUpload && m_source.http && !local.isEmpty()
        && !m_source.baseUrl.isEmpty() && (m_hello.unpacks || !unpackProgram().isEmpty());
    switch (nextBootstrapStep(facts)) {
    case BootstrapStep::UseOwn:
    case BootstrapStep::UseOld:
        return sendPlan();
    case BootstrapStep::Fetch:
        m_mayFetch = false;
        say(tr("Fetching restic %1 on the machine.").arg(release->version));
        m_channel->send("fetch " + release->url.toUtf8() + ' ' + release->sha256.toLatin1());
        return;
    case BootstrapStep::Upload:
        m_mayUpload = false;
        say(tr("Sending restic %1 to the machine.").arg(release->version));
        return uploadRestic(*release);
    case BootstrapStep::Download:
        m_mayDownload = false;
        say(tr("The machine cannot fetch restic; fetching restic %1 on this computer for it.")
                .arg(release->version));
        return downloadRestic(*release);
    case BootstrapStep::GiveUp:
        break;
    }
    failWith(plainError(ErrorCategory::MissingTool,
        release ? tr(
            "The machine has no usable restic, and getting one failed: %1. Use an image with restic 0.17 "
            "or newer.")
                      .arg(m_why.isEmpty() ? tr("no address to fetch it from is set") : m_why)
                : tr("The machine has no usable restic, and none is known for its processor (%1).")
                      .arg(m_hello.architecture)));
}

void ResticRestoreJob::downloadRestic(const ResticRelease &release)
{
    auto *download = new ReleaseDownload(m_source.http, release, m_source.uploadDir, this);
    m_download = download;
    download->then(this, [this](const Result<QString> &file) {
        if (!file) {
            m_why = file.error().message.chopped(file.error().message.endsWith(QLatin1Char('.')) ? 1 : 0);
            qCInfo(lcRemote) << "restore: restic could not be fetched here either:" << m_why;
        }
        if (!isFinished() && m_channel) {
            bootstrap();
        }
    });
}

void ResticRestoreJob::uploadRestic(const ResticRelease &release)
{
    QFile file(m_source.uploadDir + QLatin1Char('/') + release.fileName);
    const QByteArray packed = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (sha256Of(packed) != release.sha256.toLatin1()) {
        m_why = tr("%1 is not the file expected (SHA-256 differs)").arg(file.fileName());
        return bootstrap();
    }
    if (m_hello.unpacks) {
        return sendRestic(packed, release.sha256.toLatin1(), release.fileName.toUtf8());
    }
    m_unpack.start(unpackProgram(), {QStringLiteral("-dc")});
    m_unpack.write(packed);
    m_unpack.closeWriteChannel();
}

void ResticRestoreJob::onUnpacked(int code, QProcess::ExitStatus status)
{
    const QByteArray content = m_unpack.readAllStandardOutput();
    if (code != 0 || status != QProcess::NormalExit || content.isEmpty()) {
        m_why = tr("the file on this computer could not be unpacked");
        return bootstrap();
    }
    sendRestic(content, sha256Of(content), "restic");
}

void ResticRestoreJob::sendRestic(const QByteArray &content, const QByteArray &sha256, const QByteArray &name)
{
    if (m_channel) {
        m_channel->send("upload " + QByteArray::number(content.size()) + ' ' + sha256 + ' ' + name, content);
    }
}

void ResticRestoreJob::onResticReady(const nlohmann::json &message)
{
    if (m_sent) {
        return;
    }
    if (!json::boolean(message, "ok").value_or(false)) {
        m_why = json::trimmed(message, "message");
        qCInfo(lcRemote) << "restore: restic could not be brought:" << m_why;
    }
    m_restic = ResticVersion::parse(json::trimmed(message, "restic"));
    m_resticPath = json::trimmed(message, "path");
    bootstrap();
}

void ResticRestoreJob::sendPlan()
{
    RestoreHost host;
    host.restic = *m_restic;
    host.memoryBytes = m_hello.memoryFreeBytes > 0 ? m_hello.memoryFreeBytes : m_hello.memoryBytes;
    host.cores = m_hello.cores;
    const RestorePlan plan = planRestore(m_request, host);
    const Result<QByteArray> script = planScript(plan, m_request, m_resticPath);
    m_unsaid = plan.criticalUnsaid;
    m_outside = plan.criticalOutside;
    m_tracker.setHasCritical(plan.hasCritical);
    if (!script) {
        failWith(script.error());
        return;
    }
    RestoreProgress &progress = m_tracker.progress();
    progress.connections = plan.connections;
    progress.resticVersion = m_restic->text();
    m_sent = true;
    if (plan.hasCritical && m_restic >= kModernRestic && m_tracker.progress().resumes == 0) {
        sendAhead(plan.connections);
    }
    m_channel->send("restore " + QByteArray::number(script->size()) + ' ' + restoreKey(m_request), *script);
    beginSeeds();
    const QStringList lacks = ResticFeatures::of(*m_restic).lacks();
    say(lacks.isEmpty() ? tr("Opening the repository on the machine.")
                        : tr("Opening the repository on the machine. Its restic %1 is old: %2.")
                              .arg(m_restic->text(), lacks.join(QStringLiteral(", "))));
}

/** Before the plan: the machine fetches while its restic begins. */
void ResticRestoreJob::sendAhead(int connections)
{
    const QByteArray list =
        aheadList(m_request, connections, QDateTime::fromMSecsSinceEpoch(m_clock->wallMs(), Qt::UTC));
    if (!list.isEmpty()) {
        m_channel->send("ahead " + QByteArray::number(list.size()) + ' ' + restoreKey(m_request), list);
    }
}

/** Behind the plan: the files arrive while restic derives its key. */
void ResticRestoreJob::beginSeeds()
{
    m_seeds = seedFiles(m_request.cacheDir, m_request.snapshot.id);
    m_pace = SeedPace(m_clock->monotonicMs());
    sendSeeds();
}

void ResticRestoreJob::sendSeeds()
{
    while (!m_seeds.isEmpty()) {
        const SeedFile &seed = m_seeds.constFirst();
        const bool inTime = m_pace.mayBeSent(seed.bytes, m_clock->monotonicMs());
        if (!inTime && m_pace.isWaiting()) {
            return; // what arrives tells more about the uplink
        }
        QFile file(seed.path);
        const QByteArray content = inTime && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        if (!content.isEmpty()) {
            m_channel->send("seed " + seed.repository + ' ' + seed.kind + ' ' + seed.id + ' '
                    + QByteArray::number(content.size()),
                content);
            m_channel->send("ping " + QByteArray(kSeedPing));
            m_pace.sent(content.size());
        }
        m_seeds.removeFirst();
    }
}

} // namespace snapgpu
