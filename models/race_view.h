// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/failure_class.h"
#include "models/machine.h"
#include "models/money.h"
#include "models/offer.h"

#include <QMetaType>
#include <QString>
#include <QVector>

namespace snapgpu {

/** Where a racer is. The legal transitions stand in services/race/race_rules.cpp. */
enum class RacerState {
    Planned, ///< chosen, ledger row not yet safe
    CreateSent, ///< the request is on its way
    Refused, ///< the provider said no; nothing was rented
    Unknown, ///< the answer was lost or unreadable: looked up by label
    Booting, ///< accepted; stage says how far
    Reachable, ///< an SSH login worked
    Winner,
    Destroying, ///< loser, failed or cancelled; being destroyed
    Gone, ///< destroyed and confirmed missing
};

/** Coloured part of a lane. */
enum class RaceStage { Create, Host, Image, Ssh, Check };

/** From `startMs` to `endMs` (since race start; endMs < 0 while it lasts) a racer was in `stage`. */
struct StageSpan
{
    RaceStage stage = RaceStage::Create;
    qint64 startMs = 0;
    qint64 endMs = -1;

    bool operator==(const StageSpan &) const = default;
};

/** One lane. */
struct RacerView
{
    QString label; ///< unique: snapgpu/<installation>/<race>/<n>
    int number = 0; ///< n of the label, from 1
    int wave = 1;
    Offer offer;
    RacerState state = RacerState::Planned;
    QVector<StageSpan> stages;
    QString instanceId; ///< empty until known
    QString reason; ///< why it fell out, or the last status text; a sentence for people, English, no secrets
    bool failed = false; ///< fell out by its own fault (not merely slower)
    FailureClass failure = FailureClass::None; ///< what kind of fault, when failed
    qint64 readyMs = -1; ///< since race start, for the winner
    Money cost; ///< so far, from the provider's rates
};

enum class RacePhase { Idle, Running, Won, Failed, Cancelled };

/** Everything the race page and `launch --json` show; a value, replaced as a whole. */
struct RaceView
{
    QString raceId;
    RacePhase phase = RacePhase::Idle;
    qint64 elapsedMs = 0; ///< until now, or until the end
    int wave = 0; ///< waves started
    int maxWaves = 0;
    QVector<qint64> waveStartsMs; ///< since race start
    QVector<RacerView> racers; ///< by number
    int winnerNumber = 0; ///< 0 = none
    Money cost;
    Money hourlyAlive;
    int alive = 0; ///< machines that may be billing now
    QString message; ///< one sentence: what happens now, or why it ended
};

QString toText(RacerState state); ///< stable snake_case word, used in JSON
QString toText(RaceStage stage); ///< likewise
QString toText(RacePhase phase); ///< likewise

} // namespace snapgpu

Q_DECLARE_METATYPE(snapgpu::RaceView)
