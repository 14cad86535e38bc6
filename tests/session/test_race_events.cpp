// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/session/race_events.h"

#include <QTest>

using namespace snapgpu;

/** The story told of a race must not lose or repeat anything, however coarse the views are. */
class TestRaceEvents final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingChangedNothingTold();
    void tellsALifeInOrder();
    void tellsWhatFellBetweenTwoViews();
    void failureIsToldOnce();
};

namespace {

RacerView racer(int number, RacerState state, const QString &instance = {})
{
    RacerView view;
    view.number = number;
    view.label = QStringLiteral("snapgpu/0/r/%1").arg(number);
    view.state = state;
    view.instanceId = instance;
    return view;
}

RaceView raceOf(int wave, const QVector<RacerView> &racers)
{
    RaceView view;
    view.wave = wave;
    view.racers = racers;
    return view;
}

QStringList words(const QVector<RaceEvent> &events)
{
    QStringList list;
    for (const RaceEvent &event : events) {
        list << toText(event.kind);
    }
    return list;
}

} // namespace

void TestRaceEvents::nothingChangedNothingTold()
{
    const RaceView view = raceOf(1, {racer(1, RacerState::Booting, QStringLiteral("7"))});
    QVERIFY(raceEvents(view, view).isEmpty());
}

void TestRaceEvents::tellsALifeInOrder()
{
    const QVector<RacerView> life{racer(1, RacerState::Planned), racer(1, RacerState::CreateSent),
        racer(1, RacerState::Booting, QStringLiteral("7")),
        racer(1, RacerState::Reachable, QStringLiteral("7")),
        racer(1, RacerState::Winner, QStringLiteral("7")),
        racer(1, RacerState::Destroying, QStringLiteral("7")),
        racer(1, RacerState::Gone, QStringLiteral("7"))};
    QStringList told;
    RaceView before;
    for (const RacerView &now : life) {
        const RaceView after = raceOf(1, {now});
        told << words(raceEvents(before, after));
        before = after;
    }
    QCOMPARE(told.join(QLatin1Char(' ')),
        QStringLiteral("wave planned create_sent created reachable won destroying gone"));
}

void TestRaceEvents::tellsWhatFellBetweenTwoViews()
{
    const RaceView after = raceOf(2, {racer(1, RacerState::Gone, QStringLiteral("7"))});
    QCOMPARE(words(raceEvents({}, after)).join(QLatin1Char(' ')),
        QStringLiteral("wave wave planned create_sent created gone"));
}

void TestRaceEvents::failureIsToldOnce()
{
    const RaceView before = raceOf(1, {racer(1, RacerState::Booting, QStringLiteral("7"))});
    RacerView fell = racer(1, RacerState::Destroying, QStringLiteral("7"));
    fell.failed = true;
    const RaceView after = raceOf(1, {fell});
    QCOMPARE(words(raceEvents(before, after)).join(QLatin1Char(' ')), QStringLiteral("failed destroying"));
    fell.state = RacerState::Gone;
    QCOMPARE(words(raceEvents(after, raceOf(1, {fell}))).join(QLatin1Char(' ')), QStringLiteral("gone"));
}

QTEST_GUILESS_MAIN(TestRaceEvents)
#include "test_race_events.moc"
