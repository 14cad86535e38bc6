// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/race_rules.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu::race {

namespace {

constexpr qint64 kLongestHoldMs = 15'000;

QString text(const char *source) { return QCoreApplication::translate("Race", source); }

} // namespace

Rules::Rules(Config config)
    : m_config(std::move(config))
    , m_candidates(
          m_config.candidates, 4 * std::max(1, m_config.waveSize), m_config.hints, m_config.mostOfAnOffer)
{
    m_config.waveSize = std::max(1, m_config.waveSize);
    m_config.maxWaves = std::max(1, m_config.maxWaves);
    if (m_config.maxCreates <= 0) {
        m_config.maxCreates = 2 * m_config.waveSize * m_config.maxWaves;
    }
    m_config.candidates.clear(); // held by m_candidates
}

Commands Rules::step(const Event &event, qint64 nowMs)
{
    if (m_phase == RacePhase::Idle) {
        m_startMs = nowMs;
    }
    m_now = std::max(m_now, nowMs - m_startMs);
    std::visit([this](const auto &what) { on(what); }, event);
    advance();
    return std::exchange(m_out, {});
}

Racer *Rules::racer(const QString &label)
{
    const auto found = m_index.constFind(label);
    return found == m_index.constEnd() ? nullptr : &m_racers[*found];
}

const Racer *Rules::find(const QString &label) const
{
    const auto found = m_index.constFind(label);
    return found == m_index.constEnd() ? nullptr : &m_racers.at(*found);
}

void Rules::move(Racer &racer, RacerState state) { m_illegalMoves += racer.moveTo(state) ? 0 : 1; }

void Rules::on(const Start &)
{
    if (m_phase == RacePhase::Idle) {
        m_phase = RacePhase::Running;
        m_message = text("Renting machines.");
        openWave();
    }
}

void Rules::on(const RowWritten &event)
{
    Racer *one = racer(event.label);
    if (!one || one->view.state != RacerState::Planned) {
        return;
    }
    if (m_phase != RacePhase::Running) {
        refuse(*one, Error{ErrorCategory::Cancelled, text("Not sent: the race was over."), {}}, true);
        return;
    }
    one->awaiting = true;
    move(*one, RacerState::CreateSent);
    one->enterStage(RaceStage::Create, m_now);
    m_out.append(SendCreate{
        event.label, one->view.offer, one->view.wave == 1 ? CallUrgency::High : CallUrgency::Normal});
}

void Rules::on(const RowFailed &event)
{
    Racer *one = racer(event.label);
    if (!one || one->view.state != RacerState::Planned) {
        return;
    }
    refuse(*one, event.error, false);
    if (m_phase == RacePhase::Running) {
        end(RacePhase::Failed, event.error); // a machine without a row could be forgotten: rent nothing more
    }
}

void Rules::on(const CreateAnswered &event)
{
    Racer *one = racer(event.label);
    if (!one || one->view.state == RacerState::Planned) {
        return;
    }
    const CreateOutcome &outcome = event.outcome;
    const bool first = std::exchange(one->awaiting, false);
    if (first) {
        one->answeredMs = m_now;
    }
    const bool good = outcome.kind == CreateKind::Accepted && !outcome.instanceId.isEmpty();
    if (good && (first || one->view.instanceId == outcome.instanceId)) {
        accept(*one, outcome.instanceId);
    } else if (!outcome.instanceId.isEmpty() && one->view.instanceId.isEmpty()) {
        noteInstance(*one, outcome.instanceId);
        condemn(*one, text("The create failed and left a machine: %1").arg(outcome.error.message),
            FailureClass::Other);
    } else if (!first || !one->view.instanceId.isEmpty()) {
        return; // answered before, or a listing showed that it was rented: how it does decides, not the
                // answer
    } else if (outcome.kind == CreateKind::Refused) {
        refuse(*one, outcome.error, true);
    } else if (one->view.state == RacerState::CreateSent) {
        one->view.reason = text("The answer was lost; looking for the machine by its label.");
        move(*one, RacerState::Unknown);
    }
}

void Rules::accept(Racer &racer, const QString &instanceId)
{
    m_anyAccepted = true;
    m_refusedInRow = 0;
    m_holdMs = 1'000;
    m_holdUntilMs = 0;
    const bool news = racer.view.instanceId.isEmpty();
    noteInstance(racer, instanceId);
    if (racer.view.state == RacerState::Destroying || racer.view.state == RacerState::Refused
        || racer.view.state == RacerState::Gone) {
        condemn(racer, racer.view.reason, racer.view.failure); // a late answer: nobody waits for it any more
        return;
    }
    if (racer.view.state == RacerState::CreateSent || racer.view.state == RacerState::Unknown) {
        racer.view.reason.clear();
        move(racer, RacerState::Booting);
        racer.enterStage(RaceStage::Host, m_now);
    }
    if (news) {
        m_out.append(AttachKey{racer.view.label, instanceId});
    }
}

void Rules::noteInstance(Racer &racer, const QString &instanceId)
{
    if (!racer.view.instanceId.isEmpty()) {
        return; // a second machine under this label is the sweeper's to destroy
    }
    racer.view.instanceId = instanceId;
    racer.aliveSinceMs = m_now;
    m_out.append(SetInstance{racer.view.label, instanceId});
    if (racer.billsFromCreate && racer.runningSinceMs < 0) {
        racer.runningSinceMs = m_now;
        m_out.append(SetRunning{racer.view.label});
    }
}

void Rules::refuse(Racer &racer, const Error &error, bool rowExists)
{
    racer.view.reason = error.message;
    racer.closeStages(m_now);
    move(racer, RacerState::Refused);
    if (rowExists) {
        m_out.append(MarkRefused{racer.view.label, error.message});
    }
    if (error.category == ErrorCategory::OfferGone) {
        m_candidates.close(racer.view.offer.id);
    }
    if (m_phase == RacePhase::Running && rowExists) {
        learnFromRefusal(error);
    }
}

void Rules::learnFromRefusal(const Error &error)
{
    m_lastRefusal = error;
    ++m_refusedInRow;
    switch (error.category) {
    case ErrorCategory::Auth:
    case ErrorCategory::NoCredit:
    case ErrorCategory::ImageFault:
        end(RacePhase::Failed, error); // the next create would meet the same answer
        break;
    case ErrorCategory::InvalidInput:
        if (++m_badArguments >= kBadArguments && !m_anyAccepted) {
            end(RacePhase::Failed, error);
        }
        break;
    case ErrorCategory::RateLimited:
    case ErrorCategory::Network:
    case ErrorCategory::Timeout:
    case ErrorCategory::ServerFault:
    case ErrorCategory::BadAnswer:
        m_holdUntilMs = m_now + m_holdMs; // the API is unhappy, not the machine: wait before the next one
        m_holdMs = std::min(m_holdMs * 2, kLongestHoldMs);
        break;
    default:
        break;
    }
}

void Rules::condemn(Racer &racer, const QString &reason, FailureClass failure)
{
    if (racer.view.state == RacerState::Gone || racer.view.state == RacerState::Planned) {
        if (racer.view.state == RacerState::Gone) {
            m_out.append(Condemn{racer.view.label, reason, racer.running});
        }
        return;
    }
    const bool again = racer.view.state == RacerState::Destroying;
    if (!again) {
        racer.view.reason = reason;
        racer.view.failed = failure != FailureClass::None;
        racer.view.failure = failure;
        racer.closeStages(m_now);
        move(racer, RacerState::Destroying);
        if (!racer.endpoints.isEmpty()) {
            m_out.append(StopProbe{racer.view.label});
        }
        if (racer.awaiting) {
            m_out.append(CancelCreate{racer.view.label});
        }
    }
    m_out.append(Condemn{racer.view.label, reason, racer.running});
}

void Rules::condemnAll(const QString &reason, const QString &exceptLabel)
{
    for (const bool running : {true, false}) { // what bills GPU time goes first
        for (Racer &one : m_racers) {
            if (one.isLive() && one.running == running && one.view.label != exceptLabel) {
                condemn(one, reason);
            }
        }
    }
}

void Rules::on(const ProbeLoggedIn &event)
{
    Racer *one = racer(event.label);
    if (one && one->view.state == RacerState::Booting) {
        m_anyLogin = true;
        move(*one, RacerState::Reachable);
        one->enterStage(RaceStage::Check, m_now);
    }
}

void Rules::on(const ProbeReady &event)
{
    on(ProbeLoggedIn{event.label});
    Racer *one = racer(event.label);
    if (!one || m_phase != RacePhase::Running || one->view.state != RacerState::Reachable) {
        return;
    }
    move(*one, RacerState::Winner);
    one->closeStages(m_now);
    one->view.readyMs = m_now;
    one->view.reason.clear();
    m_winner = event.label;
    m_phase = RacePhase::Won;
    m_endMs = m_now;
    m_message =
        text("Machine %1 won after %2 s.").arg(one->view.number).arg(double(m_now) / 1000.0, 0, 'f', 1);
    m_out.append(AnnounceWin{event.label});
    condemnAll(text("Slower than the winner."), event.label);
}

void Rules::on(const ProbeUnfit &event)
{
    Racer *one = racer(event.label);
    if (!one || (one->view.state != RacerState::Booting && one->view.state != RacerState::Reachable)) {
        return;
    }
    condemn(*one, event.error.message,
        event.error.category == ErrorCategory::SshKey ? FailureClass::KeyRefused : FailureClass::Unfit);
    if (event.error.category == ErrorCategory::SshKey && ++m_keyRefused >= kKeyRefusedMachines && !m_anyLogin
        && m_phase == RacePhase::Running) {
        end(RacePhase::Failed, event.error);
    }
}

void Rules::on(const GoneConfirmed &event)
{
    Racer *one = racer(event.label);
    if (!one || one->isOver() || one->view.state == RacerState::Planned) {
        return;
    }
    const bool lostWinner = one->view.state == RacerState::Winner && !m_kept;
    if (one->isLive()) {
        if (one->view.state == RacerState::Winner && m_kept) {
            return; // the person's machine now; the race is over
        }
        condemn(*one, text("The machine was destroyed from elsewhere."), FailureClass::Elsewhere);
    }
    one->running = false;
    one->goneMs = m_now;
    move(*one, RacerState::Gone);
    if (lostWinner) {
        on(WinnerLost{one->view.reason});
    }
}

void Rules::on(const WinnerLost &event)
{
    if (m_phase != RacePhase::Won || (m_kept && !event.dead)) {
        return;
    }
    m_kept = false;
    if (Racer *one = racer(m_winner); one && one->view.state == RacerState::Winner) {
        condemn(*one, event.reason, FailureClass::ConnectionLost);
    }
    m_winner.clear();
    m_phase = RacePhase::Running;
    m_endMs = -1;
    m_message = event.dead ? text("The winner died; the race goes on.")
                           : text("The winner was lost before the restore began; the race goes on.");
}

void Rules::on(const WinnerKept &)
{
    if (m_phase == RacePhase::Won && !m_kept) {
        m_kept = true;
        m_out.append(Keep{m_winner});
    }
}

void Rules::on(const Cancel &)
{
    const bool takenBack = m_phase == RacePhase::Won && !m_kept;
    if (m_phase == RacePhase::Idle || m_phase == RacePhase::Running || takenBack) {
        end(RacePhase::Cancelled, Error{ErrorCategory::Cancelled, text("The race was cancelled."), {}});
    }
}

void Rules::end(RacePhase phase, const Error &error)
{
    m_phase = phase;
    m_endMs = m_now;
    m_message = error.message;
    m_winner.clear();
    condemnAll(phase == RacePhase::Cancelled ? text("Cancelled.") : text("The race ended without a winner."));
    m_out.append(AnnounceEnd{error});
}

bool Rules::wantsListing() const
{
    return m_phase == RacePhase::Running
        && std::any_of(m_racers.cbegin(), m_racers.cend(),
            [](const Racer &one) { return one.isLive() && one.view.state != RacerState::Planned; });
}

bool Rules::isSettled() const
{
    if (m_phase == RacePhase::Idle || m_phase == RacePhase::Running) {
        return false;
    }
    return std::all_of(m_racers.cbegin(), m_racers.cend(),
        [this](const Racer &one) { return one.isOver() || (m_kept && one.view.label == m_winner); });
}

} // namespace snapgpu::race
