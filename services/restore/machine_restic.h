// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/remote/channel.h"
#include "services/restore/restic_bootstrap.h"

#include <nlohmann/json_fwd.hpp>
#include <QPointer>
#include <QProcess>

namespace snapgpu {

/**
 * Sees to it that a machine has a restic that will do: its own, else one that it fetches, that is sent from
 * here, or fetched here and then sent. `ready` or `failed` comes once for each begin(), maybe at once.
 */
class MachineRestic final : public QObject
{
    Q_OBJECT
public:
    explicit MachineRestic(ResticSource source, QObject *parent = nullptr);

    void begin(std::shared_ptr<AgentChannel> channel);
    void end(); ///< the channel is gone, or nothing more is wanted
    /** The agent's answer "restic_ready". */
    void take(const nlohmann::json &message);

    const QString &path() const { return m_path; } ///< on the machine; of use after `ready`
    const std::optional<ResticVersion> &version() const { return m_version; }

Q_SIGNALS:
    void said(const QString &sentence); ///< what is being done now
    void ready();
    void failed(const snapgpu::Error &error); ///< MissingTool

private:
    void next();
    void download(const ResticRelease &release);
    void upload(const ResticRelease &release);
    void onUnpacked(int code, QProcess::ExitStatus status);
    void sendProgram(const QByteArray &content, const QByteArray &sha256, const QByteArray &name);

    ResticSource m_source;
    std::shared_ptr<AgentChannel> m_channel; ///< null: nothing is wanted
    QString m_path;
    std::optional<ResticVersion> m_version;
    bool m_mayFetch = true; ///< not tried yet
    bool m_mayUpload = true;
    bool m_mayDownload = true;
    QPointer<JobBase> m_download; ///< of the release, to this computer
    QString m_why; ///< why fetching or uploading failed
    QProcess m_unpack; ///< of the release, here, when the machine cannot
};

} // namespace snapgpu
