// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/demo_hosts.h"

#include <algorithm>
#include <cmath>
#include <QRandomGenerator>
#include <QStringList>

namespace snapgpu::demo {

namespace {

constexpr qint64 kDayMs = 86'400'000;
constexpr int kRacers = 5;

struct Host
{
    qint64 machineId = 0;
    QString gpu, place;
    double median = 30; ///< seconds
    double spread = 0.3;
    double dudRisk = 0.03;
};

QVector<Host> makeHosts(QRandomGenerator &random, int count)
{
    static const QStringList gpus{QStringLiteral("RTX 4090"), QStringLiteral("RTX 4090"),
        QStringLiteral("RTX 5090"), QStringLiteral("RTX 3090"), QStringLiteral("A100 SXM4")};
    static const QStringList places{QStringLiteral("Quebec, CA"), QStringLiteral("Norway, NO"),
        QStringLiteral("Sweden, SE"), QStringLiteral("Spain, ES"), QStringLiteral("Oregon, US"),
        QStringLiteral("Bulgaria, BG"), QStringLiteral("Texas, US")};
    QVector<Host> hosts;
    for (int i = 0; i < count; ++i) {
        Host host;
        host.machineId = 21'000 + i * 1'237 % 60'000;
        host.gpu = gpus.at(static_cast<int>(random.bounded(gpus.size())));
        host.place = places.at(static_cast<int>(random.bounded(places.size())));
        const double base = host.gpu == QLatin1String("RTX 5090") ? 18
            : host.gpu == QLatin1String("RTX 3090")               ? 60
                                                                  : 36;
        host.median = base * std::exp(random.bounded(1.0) - 0.5);
        host.spread = 0.15 + random.bounded(0.35);
        host.dudRisk = i % 9 == 8 ? 0.7 : 0.03;
        hosts.append(host);
    }
    return hosts;
}

double normal(QRandomGenerator &random)
{
    return std::sqrt(-2 * std::log(1 - random.generateDouble()))
        * std::cos(2 * M_PI * random.generateDouble());
}

BootAttempt makeAttempt(QRandomGenerator &random, const Host &host, qint64 startMs, int race, int number)
{
    BootAttempt attempt;
    attempt.raceId = QStringLiteral("r%1").arg(race);
    attempt.label = QStringLiteral("snapgpu/1a2b3c4d/%1/%2").arg(attempt.raceId).arg(number);
    attempt.provider = QStringLiteral("vast.ai");
    attempt.number = number;
    attempt.offerId = 9'000'000 + race * 100 + number;
    attempt.machineId = host.machineId;
    attempt.hostId = host.machineId / 3;
    attempt.gpuName = host.gpu;
    attempt.place = host.place;
    attempt.image = race % 4 == 0 ? QStringLiteral("pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime")
                                  : QStringLiteral("nvidia/cuda:12.4.1-runtime-ubuntu22.04");
    attempt.startedAtMs = startMs + number * 700;
    const bool dud = random.generateDouble() < host.dudRisk;
    const double seconds = host.median * std::exp(host.spread * normal(random)) * (race % 4 == 0 ? 1.25 : 1);
    attempt.observedMs = std::llround(seconds * (dud ? 0.4 : 1) * 1000);
    attempt.outcome = dud ? AttemptOutcome::Failed : AttemptOutcome::Ready;
    attempt.failure = dud ? FailureClass::Container : FailureClass::None;
    attempt.reason = dud ? QStringLiteral("docker could not start the container") : QString();
    attempt.createMs = 700 + random.bounded(1500);
    attempt.hostMs = attempt.observedMs / 5;
    attempt.imageMs = attempt.observedMs / 2;
    attempt.sshMs = attempt.observedMs / 4;
    attempt.checkMs = attempt.observedMs - attempt.hostMs - attempt.imageMs - attempt.sshMs;
    attempt.cost = Money::fromDollars(0.4 * seconds / 3600);
    return attempt;
}

/** The first that is ready wins; whoever still boots is cut off then. */
RaceRecord decide(QVector<BootAttempt> &racers)
{
    RaceRecord race;
    race.raceId = racers.first().raceId;
    race.provider = racers.first().provider;
    race.startedAtMs = racers.first().startedAtMs - 900;
    race.waves = 1;
    race.created = static_cast<int>(racers.size());
    qint64 won = -1;
    for (const BootAttempt &attempt : racers) {
        const qint64 end = attempt.startedAtMs + attempt.observedMs;
        if (attempt.outcome == AttemptOutcome::Ready && (won < 0 || end < won)) {
            won = end;
            race.winner = attempt.label;
        }
    }
    for (BootAttempt &attempt : racers) {
        race.failed += attempt.outcome == AttemptOutcome::Failed ? 1 : 0;
        if (won >= 0 && attempt.label != race.winner && attempt.startedAtMs + attempt.observedMs > won) {
            attempt.outcome = AttemptOutcome::Cancelled;
            attempt.failure = FailureClass::None;
            attempt.reason.clear();
            attempt.observedMs = std::max<qint64>(0, won - attempt.startedAtMs);
            attempt.sshMs = attempt.checkMs = -1;
        }
        race.cost += attempt.cost;
    }
    race.end = won >= 0 ? RaceRecord::End::Won : RaceRecord::End::Failed;
    race.elapsedMs = won >= 0 ? won - race.startedAtMs : 90'000;
    return race;
}

} // namespace

Past past(qint64 nowMs, int races, int machines, quint32 seed)
{
    QRandomGenerator random(seed);
    const QVector<Host> hosts = makeHosts(random, machines);
    Past past;
    for (int race = 0; race < races; ++race) {
        const qint64 start =
            nowMs - 55 * kDayMs + (54 * kDayMs / std::max(1, races)) * race + random.bounded(40'000'000);
        QVector<BootAttempt> racers;
        for (int number = 1; number <= kRacers; ++number) {
            const Host &host =
                hosts.at((race * 7 + number * 5 + static_cast<int>(random.bounded(3))) % hosts.size());
            racers.append(makeAttempt(random, host, start, race, number));
        }
        past.races.append(decide(racers));
        past.attempts += racers;
        if (!past.races.last().winner.isEmpty() && race % 2 == 0) {
            const auto winner = std::find_if(racers.cbegin(), racers.cend(),
                [&past](const BootAttempt &attempt) { return attempt.label == past.races.last().winner; });
            const qint64 elapsed = 9'000 + random.bounded(20'000);
            past.restores.append({winner->label, winner->provider, winner->machineId, winner->hostId,
                start + 60'000, 7'100'000'000, elapsed, elapsed / 5, 32, true});
        }
    }
    return past;
}

} // namespace snapgpu::demo
