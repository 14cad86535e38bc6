// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/boot_attempt.h"
#include "models/race_view.h"
#include "models/restore_view.h"

#include <QSet>
#include <QVector>

namespace snapgpu {

/** Turns the view of one race into records, each told once, as soon as it is decided. Pure; holds no clock.
 */
class AttemptRecorder final
{
public:
    AttemptRecorder() = default;
    /** `startedAtMs`: wall clock when the race began. */
    AttemptRecorder(QString provider, QString image, bool adaptive, qint64 startedAtMs);

    /** Attempts decided since the last call. A winner counts once it is `kept`: until then it may be lost. */
    QVector<BootAttempt> decided(const RaceView &race, bool kept);
    /** The race as a whole; call at the end, when the losers' cost stands. */
    RaceRecord raceRecord(const RaceView &race) const;

private:
    BootAttempt attemptOf(const RaceView &race, const RacerView &racer) const;

    QString m_provider, m_image;
    bool m_adaptive = false;
    qint64 m_startedAtMs = 0;
    QSet<QString> m_told;
    Money m_winnerCost; ///< until it was ready
};

/** What was measured by a restore that ended; `endedAtMs` wall clock. Nothing when restic never ran. */
std::optional<RestoreRecord> restoreRecord(const RacerView &winner, const QString &provider,
    const RestoreProgress &restore, bool ok, qint64 endedAtMs);

} // namespace snapgpu
