// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/race_view.h"

#include <QVector>

namespace snapgpu {

/** Something that changed between two views of one race, in the order it is told. */
struct RaceEvent
{
    enum class Kind {
        WaveStarted, ///< wave
        Planned, ///< a racer appeared
        CreateSent,
        Created, ///< the provider accepted; instance id known
        Refused,
        Unknown, ///< answer lost, looked up by label
        Stage, ///< entered a new stage
        Reachable,
        Failed, ///< fell out by its own fault
        Won,
        Destroying,
        Gone, ///< destroyed and confirmed
    };
    Kind kind = Kind::Planned;
    int wave = 0;
    RacerView racer; ///< as it is now; default for WaveStarted
};

QString toText(RaceEvent::Kind kind); ///< stable snake_case word, used in JSON

/** What happened from `before` to `after`; pure. A default `before` tells everything. */
QVector<RaceEvent> raceEvents(const RaceView &before, const RaceView &after);

} // namespace snapgpu
