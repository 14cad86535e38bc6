// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/metrics/memory_samples.h"

#include <algorithm>
#include <cmath>
#include <random>

namespace snapgpu::test {

namespace {

BootAttempt attemptOn(qint64 machine, qint64 agoMs)
{
    static int number = 0;
    BootAttempt one;
    one.label = QStringLiteral("snapgpu/00000001/test/%1").arg(++number);
    one.provider = QStringLiteral("vast");
    one.raceId = QStringLiteral("race%1").arg(number);
    one.number = 1;
    one.offerId = 1000 + machine;
    one.machineId = machine;
    one.hostId = 100 + machine % 7;
    one.gpuName = QStringLiteral("RTX 4090");
    one.place = QStringLiteral("Quebec, CA");
    one.image = QStringLiteral("nvidia/cuda:12.4.1-runtime-ubuntu22.04");
    one.startedAtMs = kNow - agoMs;
    return one;
}

} // namespace

BootAttempt readyAttempt(qint64 machine, qint64 ms, qint64 agoMs)
{
    BootAttempt one = attemptOn(machine, agoMs);
    one.outcome = AttemptOutcome::Ready;
    one.observedMs = ms;
    one.createMs = 500;
    one.hostMs = ms / 10;
    one.imageMs = ms * 6 / 10;
    one.sshMs = ms * 2 / 10;
    one.checkMs = ms - one.hostMs - one.imageMs - one.sshMs;
    one.cost = Money::fromMicros(ms);
    return one;
}

BootAttempt cancelledAttempt(qint64 machine, qint64 ms, qint64 agoMs)
{
    BootAttempt one = readyAttempt(machine, ms, agoMs);
    one.outcome = AttemptOutcome::Cancelled;
    one.checkMs = -1;
    return one;
}

BootAttempt failedAttempt(qint64 machine, FailureClass failure, qint64 agoMs)
{
    BootAttempt one = cancelledAttempt(machine, 20'000, agoMs);
    one.outcome = AttemptOutcome::Failed;
    one.failure = failure;
    one.reason = QStringLiteral("The container exited.");
    return one;
}

SampleMemory sampleMemory(int attempts, int machines, quint32 seed)
{
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    struct Character
    {
        double median = 0, dud = 0;
        int gpu = 0, place = 0;
    };
    const QStringList gpus{QStringLiteral("RTX 4090"), QStringLiteral("RTX 3090"),
        QStringLiteral("A100 SXM4"), QStringLiteral("H100 SXM"), QStringLiteral("RTX 5090"),
        QStringLiteral("L40S"), QStringLiteral("RTX A6000"), QStringLiteral("A10")};
    const QStringList places{QStringLiteral("Quebec, CA"), QStringLiteral("Texas, US"),
        QStringLiteral("Sweden, SE"), QStringLiteral("Czechia, CZ"), QStringLiteral("Japan, JP"),
        QStringLiteral("São Paulo, BR"), QStringLiteral("Ohio, US"), QStringLiteral("Norway, NO"),
        QStringLiteral("Bulgaria, BG"), QStringLiteral("Taiwan, TW"), QStringLiteral("Spain, ES"),
        QStringLiteral("Ireland, IE")};
    std::vector<Character> characters(static_cast<std::size_t>(machines));
    for (Character &one : characters) {
        one.median = 45 * std::exp(0.6 * normal(random));
        one.dud = random() % 10 == 0 ? 0.6 : 0.06;
        one.gpu = static_cast<int>(random() % gpus.size());
        one.place = static_cast<int>(random() % places.size());
    }
    SampleMemory memory;
    memory.attempts.reserve(attempts);
    const qint64 span = qint64{180} * 86'400'000;
    const int races = std::max(1, attempts / 5);
    for (int race = 0; race < races; ++race) {
        const qint64 start = kNow - span + span * race / races;
        const QString id = QStringLiteral("%1").arg(race, 8, 16, QLatin1Char('0'));
        struct Lane
        {
            std::size_t machine = 0;
            double boot = 0;
            bool dud = false;
        };
        std::array<Lane, 5> lanes;
        double best = 600;
        for (Lane &lane : lanes) {
            lane.machine = random() % characters.size();
            const Character &character = characters[lane.machine];
            lane.boot = std::max(6.0, character.median * std::exp(0.35 * normal(random)));
            lane.dud = double(random() % 10'000) < character.dud * 10'000;
            best = lane.dud ? best : std::min(best, lane.boot);
        }
        RaceRecord record;
        record.raceId = id;
        record.provider = QStringLiteral("vast");
        record.startedAtMs = start;
        record.end = best < 600 ? RaceRecord::End::Won : RaceRecord::End::Failed;
        record.elapsedMs = static_cast<qint64>(best * 1000) + 700;
        record.waves = 1;
        record.created = 5;
        for (int number = 1; number <= 5; ++number) {
            const Lane &lane = lanes[static_cast<std::size_t>(number - 1)];
            const Character &character = characters[lane.machine];
            const double observed = lane.dud ? std::min(best, 15.0 + number) : std::min(best, lane.boot);
            BootAttempt one =
                readyAttempt(qint64(10'000 + lane.machine), qint64(observed * 1000), kNow - start);
            one.label = QStringLiteral("snapgpu/00000001/%1/%2").arg(id).arg(number);
            one.raceId = id;
            one.number = number;
            one.hostId = 900 + qint64(lane.machine) / 4;
            one.gpuName = gpus.at(character.gpu);
            one.place = places.at(character.place);
            one.image =
                number == 5 ? QStringLiteral("pytorch/pytorch:2.4.0-cuda12.4-cudnn9-runtime") : one.image;
            if (lane.dud && observed < best) {
                one.outcome = AttemptOutcome::Failed;
                one.failure = FailureClass::Container;
                ++record.failed;
            } else if (lane.dud || lane.boot > best) {
                one.outcome = AttemptOutcome::Cancelled;
            } else {
                record.winner = one.label;
                memory.restores.append(
                    {one.label, one.provider, one.machineId, one.hostId, one.startedAtMs + one.observedMs,
                        7'000'000'000, 20'000 + qint64(random() % 60'000), 4'000, 32, true});
            }
            record.cost += one.cost;
            memory.attempts.append(one);
        }
        memory.races.append(record);
    }
    return memory;
}

} // namespace snapgpu::test
