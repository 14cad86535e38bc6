// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/race_rules.h"

#include "services/race/adaptive_wave.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu::race {

namespace {

/** What a machine is expected to cost at least once it is rented; the cap on $ must hold that much. */
constexpr qint64 kShortestUseMs = 60'000;
constexpr int kRefusalsToGiveUp = 10;

QString text(const char *source) { return QCoreApplication::translate("Race", source); }

} // namespace

void Rules::advance()
{
    if (m_phase != RacePhase::Running) {
        return;
    }
    if (m_now >= m_config.giveUpMs) {
        end(RacePhase::Failed,
            Error{ErrorCategory::NothingReady,
                text("No machine became ready within %1 s.").arg(m_config.giveUpMs / 1000), {}});
        return;
    }
    fill();
    startWaveClock();
    const Wave &last = m_waves.constLast();
    if (m_waves.size() < m_config.maxWaves && last.clockMs >= 0 && m_now >= last.clockMs + waveDelay()) {
        openWave();
        fill();
    }
    if (isExhausted()) {
        end(RacePhase::Failed, nothingReady());
    }
}

void Rules::openWave() { m_waves.append(Wave{m_now, -1}); }

/** The delay to the next wave runs from the moment the wave's creates are accepted: ten seconds spent in
 * the provider's queue are no evidence against the machines. */
void Rules::startWaveClock()
{
    Wave &wave = m_waves.last();
    if (wave.clockMs >= 0) {
        return;
    }
    const int number = static_cast<int>(m_waves.size());
    const bool waiting = std::any_of(m_racers.cbegin(), m_racers.cend(), [number](const Racer &one) {
        return one.view.wave == number
            && (one.view.state == RacerState::Planned || one.view.state == RacerState::CreateSent);
    });
    const bool complete = liveCount(number) >= m_config.waveSize || m_candidates.isEmpty();
    if ((complete && !waiting) || m_now >= wave.startMs + kWaveClockAtLatestMs) {
        wave.clockMs = std::min(m_now, wave.startMs + kWaveClockAtLatestMs);
    }
}

/** Of the racers that may still win, so that a race of duds does not wait for them. */
qint64 Rules::waveDelay() const
{
    if (!m_config.adaptive) {
        return m_config.waveDelayMs;
    }
    QVector<double> medians;
    for (const Racer &one : m_racers) {
        if (one.isLive()) {
            const double learned = m_config.hints.value(one.view.offer.id).p50Seconds;
            medians.append(learned > 0 ? learned : m_config.fieldP50Seconds);
        }
    }
    return adaptiveDelayMs(medians, m_config.bootSigma, m_config.waveDelayMs);
}

/** One place of a wave goes to a machine of which little is known; else nothing new would ever be learned. */
bool Rules::wantsExplorer(int wave) const
{
    return m_config.waveSize >= kExploringWave && liveCount(wave) == m_config.waveSize - 1
        && std::none_of(m_racers.cbegin(), m_racers.cend(),
            [wave](const Racer &one) { return one.explorer && one.view.wave == wave && one.isLive(); });
}

int Rules::liveCount(int wave) const
{
    return static_cast<int>(std::count_if(m_racers.cbegin(), m_racers.cend(),
        [wave](const Racer &one) { return one.isLive() && (wave == 0 || one.view.wave == wave); }));
}

int Rules::waveToFill() const
{
    for (int wave = 1; wave <= m_waves.size(); ++wave) {
        if (liveCount(wave) < m_config.waveSize) {
            return wave;
        }
    }
    return 0;
}

bool Rules::neverAgain() const
{
    const auto rented = std::count_if(m_racers.cbegin(), m_racers.cend(),
        [](const Racer &one) { return one.view.state != RacerState::Refused; });
    const int refusals = std::max(kRefusalsToGiveUp, 2 * m_config.waveSize * m_config.maxWaves);
    return m_candidates.isEmpty() || rented >= m_config.maxCreates
        || (m_refusedInRow >= refusals && !m_anyAccepted);
}

bool Rules::mayCreate() const
{
    return m_phase == RacePhase::Running && m_now >= m_holdUntilMs && !neverAgain();
}

void Rules::fill()
{
    while (mayCreate() && waveToFill() > 0 && planOne()) { }
}

bool Rules::fitsCaps(const Offer &offer) const
{
    Money hourly = offer.hourlyWithDisk(m_config.diskGb);
    int alive = 1;
    for (const Racer &one : m_racers) {
        if (one.isBilling()) {
            ++alive;
            hourly += one.gpuHourly + one.storageHourly;
        }
    }
    if (m_config.maxAlive && alive > *m_config.maxAlive) {
        return false;
    }
    if (m_config.maxHourly && hourly > *m_config.maxHourly) {
        return false;
    }
    return !m_config.maxCost || cost() + hourly.forMilliseconds(kShortestUseMs) <= *m_config.maxCost;
}

bool Rules::planOne()
{
    QVector<Offer> used;
    for (const Racer &one : std::as_const(m_racers)) {
        if (one.view.state != RacerState::Refused) {
            used.append(one.view.offer);
        }
    }
    const int wave = waveToFill();
    const bool explorer = m_candidates.hasHints() && wantsExplorer(wave);
    const auto offer = m_candidates.take([this](const Offer &one) { return fitsCaps(one); }, used, explorer);
    if (!offer) {
        return false;
    }
    Racer one;
    one.view.number = static_cast<int>(m_racers.size()) + 1;
    one.view.label =
        m_config.labelPrefix + m_config.raceId + QLatin1Char('/') + QString::number(one.view.number);
    one.view.wave = wave;
    one.explorer = explorer;
    one.billsFromCreate = m_config.billsFromCreate;
    one.view.offer = *offer;
    one.storageHourly = offer->storageHourly(m_config.diskGb);
    one.gpuHourly = offer->hourlyWithDisk(m_config.diskGb) - one.storageHourly;
    m_index.insert(one.view.label, static_cast<int>(m_racers.size()));
    m_out.append(WriteRow{one.view.label, one.view.number, *offer});
    m_racers.append(std::move(one));
    return true;
}

/** Nobody is left and nobody can follow; waiting for giveUp would only waste the person's time. */
bool Rules::isExhausted() const
{
    if (liveCount() > 0) {
        return false;
    }
    if (neverAgain()) {
        return true;
    }
    const bool dying = std::any_of(m_racers.cbegin(), m_racers.cend(),
        [](const Racer &one) { return one.view.state == RacerState::Destroying; });
    // Not held back by the API and yet nothing planned: the caps leave no room, and nothing will free any.
    return m_now >= m_holdUntilMs && !dying;
}

Error Rules::nothingReady() const
{
    if (m_racers.isEmpty()) {
        return m_candidates.isEmpty()
            ? Error{ErrorCategory::NoOffers, text("No offer is left to try; widen the search."), {}}
            : Error{ErrorCategory::NothingReady,
                text("No offer fits under the caps on price; raise --max-price or --max-cost."), {}};
    }
    const auto refused = std::count_if(m_racers.cbegin(), m_racers.cend(),
        [](const Racer &one) { return one.view.state == RacerState::Refused; });
    const auto failed = static_cast<qsizetype>(m_racers.size()) - refused;
    QString last = m_lastRefusal.message;
    for (const Racer &one : m_racers) {
        last = one.view.failed ? one.view.reason : last;
    }
    return Error{ErrorCategory::NothingReady,
        text("No machine became ready: %1 were refused and %2 failed. The last one: %3")
            .arg(refused)
            .arg(failed)
            .arg(last),
        m_lastRefusal.detail};
}

RaceView Rules::view(qint64 nowMs) const
{
    RaceView shown;
    const qint64 now = m_phase == RacePhase::Idle ? 0 : std::max(m_now, nowMs - m_startMs);
    shown.raceId = m_config.raceId;
    shown.phase = m_phase;
    shown.elapsedMs = m_endMs >= 0 ? m_endMs : now;
    shown.wave = static_cast<int>(m_waves.size());
    shown.maxWaves = m_config.maxWaves;
    for (const Wave &wave : m_waves) {
        shown.waveStartsMs.append(wave.startMs);
    }
    for (const Racer &one : m_racers) {
        RacerView lane = one.view;
        lane.cost = one.costAt(now);
        shown.cost += lane.cost;
        if (one.isBilling() && one.view.state != RacerState::Planned) {
            ++shown.alive;
            shown.hourlyAlive += one.hourlyNow();
        }
        if (lane.label == m_winner) {
            shown.winnerNumber = lane.number;
        }
        shown.racers.append(std::move(lane));
    }
    shown.message = m_message;
    return shown;
}

Money Rules::cost() const
{
    Money sum;
    for (const Racer &one : m_racers) {
        sum += one.costAt(m_now);
    }
    return sum;
}

} // namespace snapgpu::race
