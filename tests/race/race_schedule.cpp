// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/race/race_schedule.h"

#include <array>

namespace snapgpu::test {

using namespace snapgpu::race;

namespace {

constexpr qint64 kLongestMs = 3'600'000;

Error errorOf(ErrorCategory category) { return Error{category, snapgpu::toText(category), {}}; }

/** Cheap on purpose: it is only formatted when a broken schedule is told. */
QString nameOf(const Event &event)
{
    static const char *const names[] = {"Start", "Tick", "RowWritten", "RowFailed", "CreateAnswered",
        "Listed", "ListFailed", "ProbeLoggedIn", "ProbeReady", "ProbeUnfit", "GoneConfirmed", "Cancel",
        "WinnerLost", "WinnerKept"};
    QString text = QLatin1String(names[event.index()]);
    std::visit(
        [&text](const auto &what) {
            if constexpr (requires { what.label; }) {
                text += QLatin1Char(' ') + what.label;
            }
            if constexpr (requires { what.outcome; }) {
                text += QStringLiteral(" kind %1 id '%2' %3")
                            .arg(static_cast<int>(what.outcome.kind))
                            .arg(what.outcome.instanceId, snapgpu::toText(what.outcome.error.category));
            }
            if constexpr (requires { what.machines; }) {
                for (const Machine &machine : what.machines) {
                    text += QStringLiteral(" [%1 %2 %3/%4 '%5']")
                                .arg(machine.instanceId, machine.label, machine.actualStatus,
                                    machine.intendedStatus, machine.statusMessage);
                }
            }
        },
        event);
    return text;
}

QString nameOf(const Command &command)
{
    static const char *const names[] = {"WriteRow", "SendCreate", "CancelCreate", "SetInstance", "SetRunning",
        "AttachKey", "StartProbe", "StopProbe", "Condemn", "MarkRefused", "Keep", "AnnounceWin",
        "AnnounceEnd"};
    QString text = QStringLiteral("    -> ") + QLatin1String(names[command.index()]);
    std::visit(
        [&text](const auto &what) {
            if constexpr (requires { what.label; }) {
                text += QLatin1Char(' ') + what.label;
            }
            if constexpr (requires { what.reason; }) {
                text += QStringLiteral(": ") + what.reason;
            }
            if constexpr (requires { what.error; }) {
                text += QStringLiteral(": ") + what.error.message;
            }
        },
        command);
    return text;
}

} // namespace

RaceSchedule::RaceSchedule(std::uint64_t seed, bool trace)
    : m_dice(seed)
    , m_tracing(trace)
    , m_config(drawConfig(m_dice))
    , m_rules(m_config)
    , m_watch(m_config)
{
    m_apiTrouble = m_dice.chance(0.5) ? 0.02 : 0.3;
    m_machineTrouble = m_dice.chance(0.5) ? 0.1 : 0.7;
}

Config RaceSchedule::drawConfig(Dice &dice)
{
    Config config;
    config.raceId = QStringLiteral("beef");
    config.labelPrefix = QStringLiteral("snapgpu/0011aabb/");
    config.waveSize = dice.between(1, 4);
    config.maxWaves = dice.between(1, 3);
    config.waveDelayMs = dice.between(0, 12) * 1'000;
    config.giveUpMs = dice.between(5, 120) * 1'000;
    const int offers = dice.between(0, 24);
    for (int i = 0; i < offers; ++i) {
        Offer offer;
        offer.id = 1'000 + (dice.chance(0.05) ? 0 : i); // a listing may name one ask twice
        offer.machineId = 1 + dice.between(0, offers);
        offer.hostId = dice.between(1, 6);
        offer.geolocation = dice.chance(0.5) ? QStringLiteral("Quebec, CA") : QStringLiteral("Utah, US");
        offer.dphBase = dice.between(1, 20) * 0.1;
        offer.storageCost = 0.15;
        config.candidates.append(offer);
    }
    if (dice.chance(0.2)) {
        config.maxHourly = Money::fromDollars(dice.between(1, 8));
    }
    if (dice.chance(0.2)) {
        config.maxCost = Money::fromDollars(dice.between(1, 30) * 0.01);
    }
    if (dice.chance(0.2)) {
        config.maxCreates = dice.between(1, 10);
    }
    drawMemory(dice, config);
    return config;
}

/** What host memory brings into a race: nothing, hints, waves timed by them; also for machines it never met.
 */
void RaceSchedule::drawMemory(Dice &dice, Config &config)
{
    config.adaptive = dice.chance(0.5);
    config.bootSigma = dice.between(1, 14) * 0.1;
    if (dice.chance(0.5)) {
        config.fieldP50Seconds = dice.between(1, 300);
    }
    if (dice.chance(0.4)) {
        return;
    }
    for (const Offer &offer : std::as_const(config.candidates)) {
        if (dice.chance(0.1)) {
            continue; // not every offer has a hint
        }
        CandidateHint hint;
        hint.score = dice.between(1, 400);
        hint.p50Seconds = dice.chance(0.2) ? 0 : dice.between(1, 200);
        hint.dudRisk = dice.between(0, 10) * 0.1;
        hint.exploreScore = hint.score * dice.between(1, 10) * 0.1;
        hint.explorable = dice.chance(0.4);
        hint.pinned = dice.chance(0.1);
        config.hints.insert(offer.id, hint);
    }
}

void RaceSchedule::at(qint64 delayMs, Action action)
{
    m_agenda.emplace(std::pair{m_now + delayMs, m_order++}, std::move(action));
}

QString RaceSchedule::run()
{
    at(0, [this] { feed(Start{}); });
    at(1, [this] { tickOnce(); });
    at(300, [this] { list(); });
    if (m_dice.chance(0.25)) {
        at(m_dice.between(0, 60'000), [this] {
            ++m_facts.cancels;
            feed(Cancel{});
        });
    }
    const qint64 end = m_now + kLongestMs;
    while (!m_agenda.empty() && m_broken.isEmpty()) {
        const auto next = m_agenda.begin();
        m_now = next->first.first;
        const Action action = std::move(next->second);
        m_agenda.erase(next);
        if (m_now > end) {
            break;
        }
        action();
    }
    if (m_broken.isEmpty()) {
        m_broken = m_watch.checkEnd(m_rules);
    }
    if (m_broken.isEmpty()) {
        m_broken = moneyLeft();
    }
    m_facts.hints = !m_config.hints.isEmpty();
    m_facts.adaptive = m_config.adaptive;
    m_facts.waves = m_rules.waves();
    for (const Racer &one : m_rules.racers()) {
        m_facts.explorers += one.explorer ? 1 : 0;
        m_facts.pinned += m_config.hints.value(one.view.offer.id).pinned ? 1 : 0;
    }
    return m_broken;
}

void RaceSchedule::feed(const Event &event)
{
    if (!m_broken.isEmpty()) {
        return;
    }
    ++m_facts.steps;
    const Commands commands = m_rules.step(event, m_now);
    if (m_tracing) {
        m_trace.append(QStringLiteral("%1 ms %2").arg(m_now - 5'000'000).arg(nameOf(event)));
        for (const Command &command : commands) {
            m_trace.append(nameOf(command));
        }
    }
    m_broken = m_watch.check(m_rules, event, commands, m_now);
    for (const Command &command : commands) {
        std::visit([this](const auto &what) { obey(what); }, command);
    }
    m_facts.failedRaces = m_rules.phase() == RacePhase::Failed ? 1 : 0;
}

void RaceSchedule::tickOnce()
{
    feed(Tick{});
    if (m_rules.phase() == RacePhase::Running) {
        at(m_dice.between(200, 1'000), [this] { tickOnce(); });
    } else if (m_rules.phase() == RacePhase::Won && m_keptLabel.isEmpty()) {
        at(1'000, [this] { tickOnce(); });
    }
}

void RaceSchedule::obey(const WriteRow &what)
{
    const QString label = what.label;
    if (m_dice.chance(0.002)) {
        ++m_facts.ledgerFaults;
        at(0, [this, label] { feed(RowFailed{label, errorOf(ErrorCategory::LedgerFault)}); });
        return;
    }
    at(m_dice.between(0, 3), [this, label] { feed(RowWritten{label}); });
}

void RaceSchedule::answer(const QString &label, CreateOutcome outcome, qint64 delayMs)
{
    at(delayMs, [this, label, outcome] {
        if (!m_awaiting.remove(label)) {
            return; // was cancelled in the queue
        }
        m_queued.remove(label);
        feed(CreateAnswered{label, outcome});
        if (m_dice.chance(0.03)) {
            feed(CreateAnswered{label, outcome}); // twice
        }
    });
}

void RaceSchedule::obey(const SendCreate &what)
{
    const QString label = what.label;
    const Offer offer = what.offer;
    m_awaiting.insert(label);
    m_queued.insert(label);
    const qint64 queue = m_dice.between(0, 6'000);
    const qint64 travel = m_dice.chance(0.05) ? m_dice.between(5'000, 120'000) : m_dice.between(50, 2'000);
    at(queue, [this, label, offer, travel] {
        if (!m_queued.remove(label)) {
            return; // never sent
        }
        const bool trouble = m_dice.chance(m_apiTrouble);
        if (!trouble) {
            rent(label, offer);
            answer(label, {CreateKind::Accepted, m_machines.constLast().id, {}}, travel);
            return;
        }
        static constexpr std::array refusals{ErrorCategory::OfferGone, ErrorCategory::OfferGone,
            ErrorCategory::OfferGone, ErrorCategory::RateLimited, ErrorCategory::HostFault,
            ErrorCategory::Network, ErrorCategory::InvalidInput, ErrorCategory::NoCredit,
            ErrorCategory::Auth};
        const int kind = m_dice.between(0, 9);
        if (kind < 6) {
            ++m_facts.refusals;
            const auto category = refusals[static_cast<size_t>(m_dice.between(0, int(refusals.size()) - 1))];
            answer(label, {CreateKind::Refused, {}, errorOf(category)}, travel);
            return;
        }
        ++m_facts.lostAnswers;
        const bool rented = m_dice.chance(0.6);
        if (rented) {
            rent(label, offer);
        }
        if (kind == 6 && rented) { // success: false, with new_contract
            answer(label,
                {CreateKind::Refused, m_machines.constLast().id, errorOf(ErrorCategory::ServerFault)},
                travel);
        } else if (kind == 7) { // 200 with rubbish
            answer(label, {CreateKind::Accepted, {}, {}}, travel);
        } else if (kind == 8 && rented) { // a refusal that is not true
            answer(label, {CreateKind::Refused, {}, errorOf(ErrorCategory::OfferGone)}, travel);
        } else {
            answer(label, {CreateKind::Unknown, {}, errorOf(ErrorCategory::Timeout)}, travel);
        }
    });
}

void RaceSchedule::obey(const CancelCreate &what)
{
    const QString label = what.label;
    if (m_queued.remove(label)) {
        at(0, [this, label] {
            if (m_awaiting.remove(label)) {
                feed(CreateAnswered{label, {CreateKind::Refused, {}, errorOf(ErrorCategory::Cancelled)}});
            }
        });
    } else if (m_dice.chance(0.5)) {
        answer(label, {CreateKind::Unknown, {}, errorOf(ErrorCategory::Cancelled)}, 0);
    }
}

void RaceSchedule::obey(const StartProbe &what)
{
    if (!m_probed.contains(what.label)) {
        m_probed.insert(what.label);
        const QString label = what.label;
        at(m_dice.between(100, 4'000), [this, label] { probeOnce(label); });
    }
}

void RaceSchedule::obey(const AnnounceWin &what)
{
    ++m_facts.wins;
    const QString label = what.label;
    if (m_dice.chance(0.3)) {
        at(m_dice.between(0, 4'000), [this, label] {
            if (m_rules.phase() == RacePhase::Won && m_keptLabel.isEmpty()) {
                ++m_facts.lostWinners;
            }
            feed(WinnerLost{QStringLiteral("connection lost")});
        });
    }
    at(m_dice.between(0, 5'000), [this] { feed(WinnerKept{}); });
    if (m_dice.chance(0.2)) {
        at(m_dice.between(0, 15'000), [this] {
            if (m_rules.phase() == RacePhase::Won && !m_keptLabel.isEmpty()) {
                ++m_facts.deadWinners;
                at(0, [this] { tickOnce(); });
            }
            feed(WinnerLost{QStringLiteral("died"), true});
        });
    }
}

void RaceSchedule::obey(const Condemn &what)
{
    if (what.label == m_keptLabel) {
        m_keptLabel.clear(); // it died
    }
    if (!m_sweeping.contains(what.label)) {
        m_sweeping.insert(what.label);
        const QString label = what.label;
        at(m_dice.between(500, 8'000), [this, label] { sweepOnce(label); });
    }
}

} // namespace snapgpu::test
