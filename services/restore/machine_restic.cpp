// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/restore/machine_restic.h"

#include "services/core/json.h"
#include "services/core/log.h"
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

MachineRestic::MachineRestic(ResticSource source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
{
    connect(&m_unpack, &QProcess::finished, this, &MachineRestic::onUnpacked);
}

void MachineRestic::begin(std::shared_ptr<AgentChannel> channel)
{
    m_channel = std::move(channel);
    m_path = m_channel->hello().resticPath;
    m_version = ResticVersion::parse(m_channel->hello().resticVersion);
    m_mayFetch = m_mayUpload = m_mayDownload = true;
    next();
}

void MachineRestic::end() { m_channel.reset(); }

void MachineRestic::next()
{
    const AgentHello hello = m_channel->hello();
    const auto release = ResticRelease::forMachine(hello.architecture, m_source);
    const QString local = release && !m_source.uploadDir.isEmpty()
        ? m_source.uploadDir + QLatin1Char('/') + release->fileName
        : QString();
    BootstrapFacts facts;
    facts.own = m_version;
    facts.canFetch = m_mayFetch && release && !m_source.baseUrl.isEmpty() && hello.unpacks;
    facts.canUpload = m_mayUpload && !local.isEmpty() && QFileInfo::exists(local)
        && (hello.unpacks || !unpackProgram().isEmpty());
    facts.canDownload = m_mayDownload && m_mayUpload && m_source.http && !local.isEmpty()
        && !m_source.baseUrl.isEmpty() && (hello.unpacks || !unpackProgram().isEmpty());
    switch (nextBootstrapStep(facts)) {
    case BootstrapStep::UseOwn:
    case BootstrapStep::UseOld:
        Q_EMIT ready();
        return;
    case BootstrapStep::Fetch:
        m_mayFetch = false;
        Q_EMIT said(tr("Fetching restic %1 on the machine.").arg(release->version));
        m_channel->send("fetch " + release->url.toUtf8() + ' ' + release->sha256.toLatin1());
        return;
    case BootstrapStep::Upload:
        m_mayUpload = false;
        Q_EMIT said(tr("Sending restic %1 to the machine.").arg(release->version));
        return upload(*release);
    case BootstrapStep::Download:
        m_mayDownload = false;
        Q_EMIT said(tr("The machine cannot fetch restic; fetching restic %1 on this computer for it.")
                        .arg(release->version));
        return download(*release);
    case BootstrapStep::GiveUp:
        break;
    }
    Q_EMIT failed(Error{ErrorCategory::MissingTool,
        release ? tr(
            "The machine has no usable restic, and getting one failed: %1. Use an image with restic 0.17 "
            "or newer.")
                      .arg(m_why.isEmpty() ? tr("no address to fetch it from is set") : m_why)
                : tr("The machine has no usable restic, and none is known for its processor (%1).")
                      .arg(hello.architecture),
        {}, 0, 0});
}

void MachineRestic::download(const ResticRelease &release)
{
    auto *job = new ReleaseDownload(m_source.http, release, m_source.uploadDir, this);
    m_download = job;
    job->then(this, [this](const Result<QString> &file) {
        if (!file) {
            m_why = file.error().message.chopped(file.error().message.endsWith(QLatin1Char('.')) ? 1 : 0);
            qCInfo(lcRemote) << "restic could not be fetched here either:" << m_why;
        }
        if (m_channel) {
            next();
        }
    });
}

void MachineRestic::upload(const ResticRelease &release)
{
    QFile file(m_source.uploadDir + QLatin1Char('/') + release.fileName);
    const QByteArray packed = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (sha256Of(packed) != release.sha256.toLatin1()) {
        m_why = tr("%1 is not the file expected (SHA-256 differs)").arg(file.fileName());
        return next();
    }
    if (m_channel->hello().unpacks) {
        return sendProgram(packed, release.sha256.toLatin1(), release.fileName.toUtf8());
    }
    m_unpack.start(unpackProgram(), {QStringLiteral("-dc")});
    m_unpack.write(packed);
    m_unpack.closeWriteChannel();
}

void MachineRestic::onUnpacked(int code, QProcess::ExitStatus status)
{
    const QByteArray content = m_unpack.readAllStandardOutput();
    if (!m_channel) {
        return;
    }
    if (code != 0 || status != QProcess::NormalExit || content.isEmpty()) {
        m_why = tr("the file on this computer could not be unpacked");
        return next();
    }
    sendProgram(content, sha256Of(content), "restic");
}

void MachineRestic::sendProgram(const QByteArray &content, const QByteArray &sha256, const QByteArray &name)
{
    if (m_channel) {
        m_channel->send("upload " + QByteArray::number(content.size()) + ' ' + sha256 + ' ' + name, content);
    }
}

void MachineRestic::take(const nlohmann::json &message)
{
    if (!m_channel) {
        return;
    }
    if (!json::boolean(message, "ok").value_or(false)) {
        m_why = json::trimmed(message, "message");
        qCInfo(lcRemote) << "restic could not be brought:" << m_why;
    }
    m_version = ResticVersion::parse(json::trimmed(message, "restic"));
    m_path = json::trimmed(message, "path");
    next();
}

} // namespace snapgpu
