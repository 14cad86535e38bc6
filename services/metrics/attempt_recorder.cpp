// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/metrics/attempt_recorder.h"

#include <algorithm>

namespace snapgpu {

namespace {

/** The provider accepted it: from here on its time counts. -1 = it never did. */
qint64 acceptedAt(const RacerView &racer)
{
    for (const StageSpan &span : racer.stages) {
        if (span.stage == RaceStage::Host) {
            return span.startMs;
        }
    }
    return -1;
}

/** Time spent in a stage; -1 when it was never seen there. */
qint64 timeIn(const RacerView &racer, RaceStage stage, qint64 endMs)
{
    qint64 sum = -1;
    for (const StageSpan &span : racer.stages) {
        if (span.stage == stage) {
            sum = std::max<qint64>(0, sum)
                + std::max<qint64>(0, (span.endMs < 0 ? endMs : span.endMs) - span.startMs);
        }
    }
    return sum;
}

bool isDecided(const RacerView &racer, bool kept)
{
    return racer.state == RacerState::Destroying || racer.state == RacerState::Gone
        || (racer.state == RacerState::Winner && kept);
}

} // namespace

AttemptRecorder::AttemptRecorder(QString provider, QString image, bool adaptive, qint64 startedAtMs)
    : m_provider(std::move(provider))
    , m_image(std::move(image))
    , m_adaptive(adaptive)
    , m_startedAtMs(startedAtMs)
{
}

QVector<BootAttempt> AttemptRecorder::decided(const RaceView &race, bool kept)
{
    QVector<BootAttempt> news;
    for (const RacerView &racer : race.racers) {
        if (racer.state == RacerState::Winner && m_winnerCost == Money()) {
            m_winnerCost = racer.cost;
        }
        if (m_told.contains(racer.label) || !isDecided(racer, kept) || acceptedAt(racer) < 0) {
            continue;
        }
        m_told.insert(racer.label);
        BootAttempt attempt = attemptOf(race, racer);
        attempt.cost = attempt.outcome == AttemptOutcome::Ready ? m_winnerCost : racer.cost;
        news.append(attempt);
    }
    return news;
}

BootAttempt AttemptRecorder::attemptOf(const RaceView &race, const RacerView &racer) const
{
    const qint64 accepted = acceptedAt(racer);
    const bool won = racer.state == RacerState::Winner;
    const qint64 closed = racer.stages.constLast().endMs;
    const qint64 end = won ? racer.readyMs : closed >= 0 ? closed : race.elapsedMs;
    BootAttempt one;
    one.label = racer.label;
    one.provider = m_provider;
    one.raceId = race.raceId;
    one.number = racer.number;
    one.wave = racer.wave;
    one.offerId = racer.offer.id;
    one.machineId = racer.offer.machineId;
    one.hostId = racer.offer.hostId;
    one.gpuName = racer.offer.gpuName;
    one.numGpus = racer.offer.numGpus;
    one.place = racer.offer.geolocation;
    one.image = m_image;
    one.startedAtMs = m_startedAtMs + accepted;
    one.observedMs = end - accepted;
    one.createMs = timeIn(racer, RaceStage::Create, end);
    one.hostMs = timeIn(racer, RaceStage::Host, end);
    one.imageMs = timeIn(racer, RaceStage::Image, end);
    one.sshMs = timeIn(racer, RaceStage::Ssh, end);
    one.checkMs = timeIn(racer, RaceStage::Check, end);
    if (won) {
        one.outcome = AttemptOutcome::Ready;
    } else if (racer.failed) {
        one.outcome = AttemptOutcome::Failed;
        one.failure = racer.failure == FailureClass::None ? FailureClass::Other : racer.failure;
        one.reason = racer.reason;
    }
    return one;
}

RaceRecord AttemptRecorder::raceRecord(const RaceView &race) const
{
    RaceRecord record;
    record.raceId = race.raceId;
    record.provider = m_provider;
    record.startedAtMs = m_startedAtMs;
    record.elapsedMs = race.elapsedMs;
    record.waves = race.wave;
    record.adaptive = m_adaptive;
    record.end = race.phase == RacePhase::Won ? RaceRecord::End::Won
        : race.phase == RacePhase::Cancelled  ? RaceRecord::End::Cancelled
                                              : RaceRecord::End::Failed;
    for (const RacerView &racer : race.racers) {
        const bool winner = race.phase == RacePhase::Won && racer.number == race.winnerNumber;
        record.created += racer.instanceId.isEmpty() ? 0 : 1;
        record.refused += racer.state == RacerState::Refused ? 1 : 0;
        record.failed += racer.failed ? 1 : 0;
        record.cost += winner ? m_winnerCost : racer.cost; // the winner's later hours are work, not the race
        if (winner) {
            record.winner = racer.label;
        }
    }
    return record;
}

std::optional<RestoreRecord> restoreRecord(const RacerView &winner, const QString &provider,
    const RestoreProgress &restore, bool ok, qint64 endedAtMs)
{
    const qint64 elapsed = restore.elapsedMs - restore.resticRunningMs;
    if (restore.resticRunningMs < 0 || elapsed < 0) {
        return std::nullopt;
    }
    RestoreRecord record;
    record.label = winner.label;
    record.provider = provider;
    record.machineId = winner.offer.machineId;
    record.hostId = winner.offer.hostId;
    record.startedAtMs = endedAtMs - elapsed;
    record.bytes = std::max<qint64>(0, restore.bytesDone - restore.bytesSkipped);
    record.elapsedMs = elapsed;
    record.criticalMs = restore.criticalReadyMs < 0 ? -1 : restore.criticalReadyMs - restore.resticRunningMs;
    record.connections = restore.connections;
    record.ok = ok;
    return record;
}

} // namespace snapgpu
