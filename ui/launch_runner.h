// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/session/launch_session.h"

#include <functional>
#include <memory>
#include <QObject>

namespace snapgpu {

/** One launch as the window sees it. The program adapts LaunchSession (session_runner.h); tests play one. */
class LaunchRunner : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;
    virtual void cancel() = 0; ///< finished() follows once nothing of this launch is left
    virtual SessionPhase phase() const = 0;
    virtual const RaceView &race() const = 0;
    virtual const RestoreProgress &restore() const = 0;
    virtual const Snapshot &snapshot() const = 0; ///< empty id until resolved
    virtual const SessionOutcome &outcome() const = 0;
    virtual QString sshCommand() const = 0; ///< empty before somebody won

Q_SIGNALS:
    void phaseChanged();
    void raceUpdated();
    void restoreProgressed();
    void criticalReady();
    void warning(const snapgpu::Error &error);
    void finished(); ///< once
};

using RunnerFactory = std::function<std::unique_ptr<LaunchRunner>(const LaunchPlan &plan)>;

} // namespace snapgpu
