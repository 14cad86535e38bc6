// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"
#include "services/session/launch_session.h"

#include <QObject>

namespace snapgpu::cli {

/** Tells a launch as it happens: JSON events, or lines for people with one live status line. */
class LaunchReporter final : public QObject
{
    Q_OBJECT
public:
    LaunchReporter(LaunchSession *session, Output *output, QObject *parent = nullptr);

private:
    void tellPhase();
    void tellEstimate();
    void tellRace();
    void tellRestore();
    void tellEnd();
    void tellWinner(const RacerView &winner);

    LaunchSession *const m_session;
    Output *const m_out;
    RaceView m_told;
    qint64 m_lastProgressMs = -1;
    RestorePhase m_toldPhase = RestorePhase::Idle;
};

/** Progress of a restore as a JSON object; unknown numbers are absent. Shared with `restore`. */
nlohmann::json restoreFields(const RestoreProgress &progress);
/** The same for people: "412 MB/s, 4.1 of 7.1 GB, about 11 s left". */
QString restoreLine(const RestoreProgress &progress);

} // namespace snapgpu::cli
