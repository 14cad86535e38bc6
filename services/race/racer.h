// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/race_view.h"

namespace snapgpu::race {

/** One racer inside the rules: what is shown, and what only the rules need. Times are ms since race start. */
struct Racer
{
    RacerView view;
    bool awaiting = false; ///< the create is on its way
    qint64 answeredMs = -1;
    qint64 aliveSinceMs = -1; ///< storage is due from here on
    qint64 runningSinceMs = -1; ///< GPU is due from here on
    qint64 goneMs = -1;
    bool running = false; ///< by the last row seen
    bool seen = false; ///< some listing showed it
    int missing = 0; ///< good listings in a row that did not
    int exitedReads = 0;
    qint64 createdSinceMs = -1;
    bool billsFromCreate = false; ///< GPU is due from aliveSinceMs on
    bool explorer = false; ///< chosen because little is known of it
    QVector<SshEndpoint> endpoints; ///< given to the probe
    Money gpuHourly, storageHourly;

    /** Takes part: may still win, or has won. */
    bool isLive() const;
    /** Bills or may bill, also while it is being destroyed. */
    bool isBilling() const;
    /** Nothing will happen to it any more. */
    bool isOver() const;
    Money hourlyNow() const { return running || billsFromCreate ? gpuHourly + storageHourly : storageHourly; }
    Money costAt(qint64 nowMs) const;

    /** False, and nothing changes, when the move is not in the table. */
    bool moveTo(RacerState state);
    /** Opens a later stage and closes the one before; an earlier or the same stage is ignored. */
    void enterStage(RaceStage stage, qint64 nowMs);
    void closeStages(qint64 nowMs);
};

/** The one table of legal moves. */
bool isLegalMove(RacerState from, RacerState to);

} // namespace snapgpu::race
