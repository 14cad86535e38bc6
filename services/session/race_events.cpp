// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/race_events.h"

#include <QHash>

namespace snapgpu {

namespace {

using Kind = RaceEvent::Kind;

void addStateEvent(QVector<RaceEvent> &events, const RacerView &was, const RacerView &now)
{
    const auto add = [&](Kind kind) { events.append(RaceEvent{kind, now.wave, now}); };
    if (now.failed && !was.failed) {
        add(Kind::Failed);
    }
    if (now.state == was.state) {
        return;
    }
    switch (now.state) {
    case RacerState::Planned:
        break;
    case RacerState::CreateSent:
        add(Kind::CreateSent);
        break;
    case RacerState::Refused:
        add(Kind::Refused);
        break;
    case RacerState::Unknown:
        add(Kind::Unknown);
        break;
    case RacerState::Booting:
        break; // told as Created, from the instance id
    case RacerState::Reachable:
        add(Kind::Reachable);
        break;
    case RacerState::Winner:
        add(Kind::Won);
        break;
    case RacerState::Destroying:
        add(Kind::Destroying);
        break;
    case RacerState::Gone:
        add(Kind::Gone);
        break;
    }
}

void addRacerEvents(QVector<RaceEvent> &events, const RacerView *before, const RacerView &now)
{
    static const RacerView nothing;
    const RacerView &was = before ? *before : nothing;
    if (!before) {
        events.append(RaceEvent{Kind::Planned, now.wave, now});
    }
    if (was.instanceId.isEmpty() && !now.instanceId.isEmpty()) {
        if (was.state == RacerState::Planned && now.state != RacerState::CreateSent) {
            events.append(RaceEvent{Kind::CreateSent, now.wave, now}); // both fell between two views
        }
        events.append(RaceEvent{Kind::Created, now.wave, now});
    }
    const bool newStage = !now.stages.isEmpty()
        && (was.stages.size() != now.stages.size() || was.stages.last().stage != now.stages.last().stage);
    if (newStage && now.state == RacerState::Booting) {
        events.append(RaceEvent{Kind::Stage, now.wave, now});
    }
    addStateEvent(events, was, now);
}

} // namespace

QString toText(RaceEvent::Kind kind)
{
    switch (kind) {
    case Kind::WaveStarted:
        return QStringLiteral("wave");
    case Kind::Planned:
        return QStringLiteral("planned");
    case Kind::CreateSent:
        return QStringLiteral("create_sent");
    case Kind::Created:
        return QStringLiteral("created");
    case Kind::Refused:
        return QStringLiteral("refused");
    case Kind::Unknown:
        return QStringLiteral("unknown");
    case Kind::Stage:
        return QStringLiteral("stage");
    case Kind::Reachable:
        return QStringLiteral("reachable");
    case Kind::Failed:
        return QStringLiteral("failed");
    case Kind::Won:
        return QStringLiteral("won");
    case Kind::Destroying:
        return QStringLiteral("destroying");
    case Kind::Gone:
        return QStringLiteral("gone");
    }
    Q_UNREACHABLE();
}

QVector<RaceEvent> raceEvents(const RaceView &before, const RaceView &after)
{
    QVector<RaceEvent> events;
    for (int wave = before.wave + 1; wave <= after.wave; ++wave) {
        events.append(RaceEvent{Kind::WaveStarted, wave, {}});
    }
    QHash<QString, const RacerView *> known;
    for (const RacerView &racer : before.racers) {
        known.insert(racer.label, &racer);
    }
    for (const RacerView &racer : after.racers) {
        addRacerEvents(events, known.value(racer.label, nullptr), racer);
    }
    return events;
}

} // namespace snapgpu
