// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/race/race_invariants.h"

#include "services/race/adaptive_wave.h"

#include <algorithm>

namespace snapgpu::test {

namespace {

using namespace snapgpu::race;

QString broken(Invariant invariant, const QString &how)
{
    return toText(invariant) + QStringLiteral(": ") + how;
}

template <typename T> int countOf(const Commands &commands)
{
    return static_cast<int>(std::count_if(commands.cbegin(), commands.cend(),
        [](const Command &command) { return std::holds_alternative<T>(command); }));
}

bool isOpen(const Racer &one) { return one.isLive() && one.view.state != RacerState::Planned; }

bool isDeadRow(const Machine &machine)
{
    static const QSet<QString> dead{QStringLiteral("offline"), QStringLiteral("unknown"),
        QStringLiteral("frozen"), QStringLiteral("stopped")};
    return dead.contains(machine.actualStatus)
        || (machine.actualStatus == QLatin1String("loading")
            && machine.intendedStatus == QLatin1String("stopped"));
}

bool isHealthyPull(const Machine &machine)
{
    return machine.actualStatus == QLatin1String("loading")
        && machine.intendedStatus == QLatin1String("running") && isPullLine(machine.statusMessage);
}

} // namespace

QString toText(Invariant invariant)
{
    static const char *const names[] = {"rule 1 OneWinner", "rule 2 EveryLabelEnds", "rule 3 RowBeforeCreate",
        "rule 4 WaveKeepsSize", "rule 5 OneOfferPerMachine", "rule 6 WaveClock", "rule 6 OneExplorer",
        "rule 6 PinnedFirst", "rule 7 Caps", "rule 8 NothingAfterTheEnd", "rule 8 LosersAtOnce",
        "rule 9 ApiUnhappy", "rule 10 DeadStates", "LegalMoves", "EndIsTold"};
    return QLatin1String(names[static_cast<int>(invariant)]);
}

RaceWatch::RaceWatch(Config config)
    : m_config(std::move(config))
{
    QSet<qint64> machines, asks;
    for (const Offer &offer : std::as_const(m_config.candidates)) {
        if (!machines.contains(offer.machineId) && !asks.contains(offer.id)) {
            machines.insert(offer.machineId);
            asks.insert(offer.id);
        }
    }
    m_machines = static_cast<int>(machines.size());
    if (m_config.maxCreates == 0) {
        m_config.maxCreates = 2 * m_config.waveSize * m_config.maxWaves;
    }
}

void RaceWatch::learn(const Event &event)
{
    if (const auto *row = std::get_if<RowWritten>(&event)) {
        m_rows.insert(row->label);
    } else if (const auto *ready = std::get_if<ProbeReady>(&event)) {
        m_ready.insert(ready->label);
    } else if (const auto *answer = std::get_if<CreateAnswered>(&event)) {
        const bool refused = answer->outcome.kind == CreateKind::Refused;
        m_refusals += refused ? 1 : 0;
        m_apiRefused =
            m_apiRefused || (refused && answer->outcome.error.category != ErrorCategory::OfferGone);
    } else if (std::holds_alternative<WinnerKept>(event)) {
        m_kept = m_kept || m_phase == RacePhase::Won;
    } else if (const auto *lost = std::get_if<WinnerLost>(&event)) {
        m_kept = m_kept && !(lost->dead && m_phase == RacePhase::Won);
    }
}

QString RaceWatch::check(const Rules &rules, const Event &event, const Commands &commands, qint64 nowMs)
{
    if (m_startMs < 0) {
        m_startMs = nowMs;
    }
    learn(event);
    QString wrong = checkCommands(commands, m_phase);
    const auto also = [&wrong](const QString &found) { wrong = wrong.isEmpty() ? found : wrong; };
    also(checkRacers(rules, nowMs));
    also(checkWaves(rules, nowMs - m_startMs));
    also(checkSize(rules, nowMs - m_startMs));
    if (countOf<WriteRow>(commands) > 0) {
        also(checkExplorers(rules));
    }
    if (countOf<WriteRow>(commands) > 0) {
        also(checkCaps(rules, nowMs));
    }
    if (const auto *listed = std::get_if<Listed>(&event)) {
        also(checkListing(rules, *listed, commands));
    }
    if (const auto *answer = std::get_if<CreateAnswered>(&event)) {
        also(checkAnswer(rules, *answer, commands));
    }
    const auto *listFailed = std::get_if<ListFailed>(&event);
    const bool stillRunning = m_phase == RacePhase::Running && rules.phase() == RacePhase::Running;
    if (listFailed && stillRunning && countOf<Condemn>(commands) > 0) {
        also(broken(Invariant::ApiUnhappy, QStringLiteral("a failed listing condemned a machine")));
    }
    also(checkEnds(rules, commands));
    m_phase = rules.phase();
    m_lastCheckMs = nowMs;
    return wrong;
}

QString RaceWatch::checkCommands(const Commands &commands, RacePhase before)
{
    bool condemnedIdle = false;
    for (const Command &command : commands) {
        if (const auto *create = std::get_if<SendCreate>(&command)) {
            if (before != RacePhase::Running) {
                return broken(Invariant::NothingAfterTheEnd, create->label);
            }
            if (const QString wrong = checkCreate(*create); !wrong.isEmpty()) {
                return wrong;
            }
        } else if (const auto *condemn = std::get_if<Condemn>(&command)) {
            const bool won = countOf<AnnounceWin>(commands) > 0;
            if (won && condemn->running && condemnedIdle) {
                return broken(
                    Invariant::LosersAtOnce, QStringLiteral("a running loser waits behind an idle one"));
            }
            condemnedIdle = condemnedIdle || !condemn->running;
        } else if (const auto *win = std::get_if<AnnounceWin>(&command)) {
            if (!m_ready.contains(win->label)) {
                return broken(Invariant::OneWinner, win->label + QStringLiteral(" never passed its check"));
            }
        }
    }
    return {};
}

QString RaceWatch::checkCreate(const SendCreate &create)
{
    if (!m_rows.contains(create.label)) {
        return broken(Invariant::RowBeforeCreate, create.label);
    }
    if (m_created.contains(create.label)) {
        return broken(Invariant::RowBeforeCreate, create.label + QStringLiteral(" was created twice"));
    }
    if (m_asks.contains(create.offer.id) || m_usedMachines.contains(create.offer.machineId)) {
        return broken(Invariant::OneOfferPerMachine, create.label);
    }
    m_created.insert(create.label);
    m_asks.insert(create.offer.id);
    m_usedMachines.insert(create.offer.machineId);
    return {};
}

QString RaceWatch::checkRacers(const Rules &rules, qint64) const
{
    int winners = 0;
    int open = 0;
    for (const Racer &one : rules.racers()) {
        winners += one.view.state == RacerState::Winner ? 1 : 0;
        open += isOpen(one) ? 1 : 0;
    }
    if (winners > 1 || (winners == 1) != (rules.phase() == RacePhase::Won)) {
        return broken(Invariant::OneWinner, QStringLiteral("%1 winners").arg(winners));
    }
    if (rules.phase() != RacePhase::Running && open != winners) {
        return broken(
            Invariant::LosersAtOnce, QStringLiteral("%1 racers go on after the end").arg(open - winners));
    }
    if (rules.illegalMoves() != 0) {
        return broken(Invariant::LegalMoves, QStringLiteral("%1").arg(rules.illegalMoves()));
    }
    return {};
}

QString RaceWatch::checkSize(const Rules &rules, qint64 sinceStart) const
{
    if (rules.phase() != RacePhase::Running) {
        return {};
    }
    int live = 0;
    int rented = 0;
    for (const Racer &one : rules.racers()) {
        live += one.isLive() ? 1 : 0;
        rented += one.view.state != RacerState::Refused ? 1 : 0;
    }
    const int wanted = m_config.waveSize * rules.waves();
    if (live > wanted) {
        return broken(
            Invariant::WaveKeepsSize, QStringLiteral("%1 racers for %2 places").arg(live).arg(wanted));
    }
    const bool free = !m_apiRefused && !m_config.maxHourly && !m_config.maxCost && m_refusals < 10
        && rules.racers().size() < m_machines && rented < m_config.maxCreates;
    if (free && live != wanted) {
        return broken(Invariant::WaveKeepsSize,
            QStringLiteral("%1 racers for %2 places at %3 ms").arg(live).arg(wanted).arg(sinceStart));
    }
    return {};
}

double RaceWatch::median(const Offer &offer) const
{
    const double learned = m_config.hints.value(offer.id).p50Seconds;
    return learned > 0 ? learned : m_config.fieldP50Seconds;
}

/** A wave after the first: not before its fixed delay, or not before the racers should be ready by 60 %. */
QString RaceWatch::checkWaveStart(const Rules &rules, int wave, qint64 sinceStart) const
{
    if (wave == 1) {
        return {};
    }
    const qint64 waited = sinceStart - m_waveStarts.constLast();
    double booted = 0;
    int known = 0;
    for (const Racer &one : rules.racers()) {
        if (one.isLive() && one.view.wave < wave && median(one.view.offer) > 0) {
            booted += bootedBy(double(waited) / 1000, median(one.view.offer), m_config.bootSigma);
            ++known;
        }
    }
    const bool learned = m_config.adaptive && known > 0;
    const bool early = learned ? waited < kShortestAdaptiveMs
            || (booted < (kAdaptiveQuantile - 0.005) * known && waited < kLongestAdaptiveMs)
                               : waited < m_config.waveDelayMs;
    return early ? broken(Invariant::WaveClock,
               QStringLiteral("wave %1 came early, at %2 ms, %3 of %4 ready by then")
                   .arg(wave)
                   .arg(sinceStart)
                   .arg(booted)
                   .arg(known))
                 : QString();
}

QString RaceWatch::checkExplorers(const Rules &rules) const
{
    QHash<int, int> explorers;
    for (const Racer &one : rules.racers()) {
        if (one.explorer && one.isLive() && ++explorers[one.view.wave] > 1) {
            return broken(
                Invariant::OneExplorer, QStringLiteral("wave %1 explores twice").arg(one.view.wave));
        }
        if (one.explorer && (m_config.hints.isEmpty() || m_config.waveSize < kExploringWave)) {
            return broken(Invariant::OneExplorer, one.view.label + QStringLiteral(" explores without need"));
        }
    }
    return {};
}

/** Only without caps on price: these may leave no room for a pinned machine. */
QString RaceWatch::checkPinned(const Rules &rules) const
{
    if (m_config.maxHourly || m_config.maxCost) {
        return {};
    }
    QSet<qint64> pinned, machines, asks;
    for (const Offer &offer : m_config.candidates) { // the first offer of a machine stands for it
        if (!machines.contains(offer.machineId) && !asks.contains(offer.id)) {
            machines.insert(offer.machineId);
            asks.insert(offer.id);
            if (m_config.hints.value(offer.id).pinned) {
                pinned.insert(offer.id);
            }
        }
    }
    for (const Racer &one : rules.racers()) { // in the order in which they were chosen
        if (!pinned.remove(one.view.offer.id) && !one.explorer && !pinned.isEmpty()) {
            return broken(Invariant::PinnedFirst,
                QStringLiteral("%1 was tried before %2 pinned ones").arg(one.view.label).arg(pinned.size()));
        }
    }
    return {};
}

QString RaceWatch::checkWaves(const Rules &rules, qint64 sinceStart)
{
    if (rules.waves() > m_config.maxWaves) {
        return broken(Invariant::WaveClock, QStringLiteral("%1 waves").arg(rules.waves()));
    }
    while (m_waveStarts.size() < rules.waves()) {
        const QString wrong = checkWaveStart(rules, static_cast<int>(m_waveStarts.size()) + 1, sinceStart);
        if (!wrong.isEmpty()) {
            return wrong;
        }
        m_waveStarts.append(sinceStart);
    }
    if (rules.phase() != RacePhase::Running || m_phase != RacePhase::Running || m_waveStarts.isEmpty()) {
        return {};
    }
    const qint64 wait =
        m_config.adaptive ? std::max(m_config.waveDelayMs, kLongestAdaptiveMs) : m_config.waveDelayMs;
    const qint64 latest = m_waveStarts.constLast() + Rules::kWaveClockAtLatestMs + wait;
    if (rules.waves() < m_config.maxWaves && sinceStart >= latest) {
        return broken(Invariant::WaveClock, QStringLiteral("no wave by %1 ms").arg(sinceStart));
    }
    return {};
}

QString RaceWatch::checkCaps(const Rules &rules, qint64 nowMs) const
{
    Money hourly;
    int rented = 0;
    for (const Racer &one : rules.racers()) {
        rented += one.view.state != RacerState::Refused ? 1 : 0;
        if (one.isBilling()) {
            hourly += one.view.offer.hourlyWithDisk(m_config.diskGb);
        }
    }
    if (rented > m_config.maxCreates) {
        return broken(Invariant::Caps, QStringLiteral("%1 creates").arg(rented));
    }
    if (m_config.maxHourly && hourly > *m_config.maxHourly) {
        return broken(Invariant::Caps, moneyText(hourly) + QStringLiteral(" an hour"));
    }
    if (m_config.maxCost && rules.view(nowMs).cost > *m_config.maxCost) {
        return broken(Invariant::Caps, QStringLiteral("a create after the money was spent"));
    }
    return {};
}

QString RaceWatch::checkListing(const Rules &rules, const Listed &listed, const Commands &commands) const
{
    if (rules.phase() != RacePhase::Running || m_phase != RacePhase::Running) {
        return {};
    }
    QSet<QString> condemned;
    for (const Command &command : commands) {
        if (const auto *condemn = std::get_if<Condemn>(&command)) {
            condemned.insert(condemn->label);
        }
    }
    for (const Machine &machine : listed.machines) {
        const Racer *one = rules.find(machine.label);
        if (!one || one->view.instanceId != machine.instanceId) {
            continue;
        }
        if (isDeadRow(machine) && isOpen(*one)) {
            return broken(Invariant::DeadStates,
                machine.label + QStringLiteral(" lives on as ") + machine.actualStatus);
        }
        if (isHealthyPull(machine) && condemned.contains(machine.label) && one->view.failed
            && one->exitedReads == 0 && !m_kept && one->view.reason.contains(QLatin1String("container"))) {
            return broken(Invariant::DeadStates, machine.label + QStringLiteral(" fell for a pull line"));
        }
    }
    return {};
}

/** Who answers late is destroyed in that very step, by the id that only now is known. */
QString RaceWatch::checkAnswer(const Rules &rules, const CreateAnswered &answer, const Commands &commands)
{
    const bool first = !m_answered.contains(answer.label);
    m_answered.insert(answer.label);
    const Racer *one = rules.find(answer.label);
    if (!first || !one || one->view.state != RacerState::Destroying
        || one->view.instanceId != answer.outcome.instanceId || answer.outcome.instanceId.isEmpty()) {
        return {};
    }
    const bool told = std::any_of(commands.cbegin(), commands.cend(), [&answer](const Command &command) {
        const auto *condemn = std::get_if<Condemn>(&command);
        return condemn && condemn->label == answer.label;
    });
    // A listing may have told the id before; then the sweeper has it already.
    return told || one->seen || answer.outcome.kind != CreateKind::Accepted
        ? QString()
        : broken(Invariant::NothingAfterTheEnd, answer.label + QStringLiteral(" answered late and lives on"));
}

QString RaceWatch::checkEnds(const Rules &rules, const Commands &commands)
{
    const bool ended = rules.phase() == RacePhase::Failed || rules.phase() == RacePhase::Cancelled;
    const bool endedBefore = m_phase == RacePhase::Failed || m_phase == RacePhase::Cancelled;
    const int told = countOf<AnnounceEnd>(commands);
    if (told != (ended && !endedBefore ? 1 : 0)) {
        return broken(Invariant::EndIsTold, QStringLiteral("told %1 times").arg(told));
    }
    if (endedBefore && rules.phase() != m_phase) {
        return broken(Invariant::EndIsTold, QStringLiteral("an ended race went on"));
    }
    return {};
}

QString RaceWatch::checkEnd(const Rules &rules) const
{
    if (rules.isSettled()) {
        return checkPinned(rules);
    }
    for (const Racer &one : rules.racers()) {
        if (!one.isOver()) {
            return broken(Invariant::EveryLabelEnds,
                one.view.label + QStringLiteral(" is ") + snapgpu::toText(one.view.state));
        }
    }
    return broken(Invariant::EveryLabelEnds, QStringLiteral("the race never ends"));
}

} // namespace snapgpu::test
