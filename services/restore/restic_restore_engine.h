// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restore/restore_engine.h"

#include <QPointer>
#include <QString>

namespace snapgpu {

class Clock;
class ResticRestoreJob;

/** Where a machine without a usable restic gets one. Every file is pinned by its SHA-256. */
struct ResticSource
{
    /** A folder laid out like the official release page: v<version>/restic_<version>_linux_<arch>.bz2 */
    QString baseUrl = QStringLiteral("https://github.com/restic/restic/releases/download");
    bool preferModern = false; ///< also when the machine has one before 0.17
    QString sha256ForTests; ///< replaces the pins; empty outside tests
};

/**
 * Restores with restic on the machine. `reconnect`, when given, makes a new connection after a loss, and the
 * restore, which went on meanwhile, is followed again. `clock` must outlive the engine.
 */
class ResticRestoreEngine final : public RestoreEngine
{
    Q_OBJECT
public:
    explicit ResticRestoreEngine(
        const Clock *clock, ProbeFactory reconnect = {}, ResticSource source = {}, QObject *parent = nullptr);

    RestoreJob *start(std::shared_ptr<AgentChannel> channel, const RestoreRequest &request) override;
    /** Follows the running restore of `job` (made by this engine) over another connection. */
    void attach(RestoreJob *job, std::shared_ptr<AgentChannel> channel);

private:
    const Clock *m_clock;
    ProbeFactory m_reconnect;
    ResticSource m_source;
};

} // namespace snapgpu
