// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/race/race_rules.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu::race {

namespace {

QString text(const char *source) { return QCoreApplication::translate("Race", source); }

constexpr int kAuthListings = 3;

} // namespace

void Rules::on(const Listed &event)
{
    m_authInRow = 0;
    QHash<QString, const Machine *> byLabel, byId;
    for (const Machine &machine : event.machines) {
        if (!machine.instanceId.isEmpty()) {
            byLabel.insert(machine.label, &machine);
            byId.insert(machine.instanceId, &machine);
        }
    }
    const auto rowOf = [&](const Racer &one) {
        const Machine *byNumber = one.view.instanceId.isEmpty() ? nullptr : byId.value(one.view.instanceId);
        return byNumber || !one.view.instanceId.isEmpty() ? byNumber : byLabel.value(one.view.label);
    };
    int known = 0;
    int shown = 0;
    for (const Racer &one : std::as_const(m_racers)) {
        if (one.isLive() && one.seen) {
            ++known;
            shown += rowOf(one) ? 1 : 0;
        }
    }
    const bool allVanished = known >= 2 && shown == 0;
    for (Racer &one : m_racers) {
        const Machine *row = rowOf(one);
        if (row) {
            present(one, *row);
        } else if (one.isLive()) {
            absent(one, allVanished);
        }
    }
}

void Rules::on(const ListFailed &event)
{
    // Says nothing about any machine. Only a key that stays refused ends the race.
    m_authInRow = event.error.category == ErrorCategory::Auth ? m_authInRow + 1 : 0;
    if (m_authInRow >= kAuthListings && m_phase == RacePhase::Running) {
        end(RacePhase::Failed, event.error);
    }
}

void Rules::present(Racer &racer, const Machine &machine)
{
    switch (racer.view.state) {
    case RacerState::Planned:
    case RacerState::Gone:
        return; // the sweeper destroys what comes back
    case RacerState::Refused:
        noteInstance(racer, machine.instanceId);
        condemn(racer, text("The provider refused it and rented it all the same."), FailureClass::Other);
        return;
    case RacerState::Destroying:
        noteInstance(racer, machine.instanceId);
        followStatus(racer, machine);
        return;
    case RacerState::CreateSent:
    case RacerState::Unknown:
        accept(racer, machine.instanceId);
        break;
    case RacerState::Booting:
    case RacerState::Reachable:
    case RacerState::Winner:
        break;
    }
    racer.seen = true;
    racer.missing = 0;
    followStatus(racer, machine);
    if (racer.view.state == RacerState::Winner) {
        return; // whoever holds its channel decides now
    }
    followEndpoints(racer, machine);
    applyVerdict(racer, machine);
}

void Rules::absent(Racer &racer, bool allVanished)
{
    if (racer.awaiting || racer.view.state == RacerState::Planned || racer.view.state == RacerState::Winner) {
        return;
    }
    ++racer.missing;
    if (racer.view.state == RacerState::Unknown) {
        if (racer.missing > kVanishedListings && m_now >= racer.answeredMs + kLostCreateMs) {
            condemn(racer, text("The answer to the create was lost and no machine appeared."),
                FailureClass::NeverListed);
        }
        return;
    }
    if (!racer.seen) {
        if (racer.missing > kVanishedListings && m_now >= racer.aliveSinceMs + kNeverListedMs) {
            condemn(
                racer, text("The machine never appeared in the provider's list."), FailureClass::NeverListed);
        }
        return;
    }
    if (racer.missing >= (allVanished ? kAllVanishedListings : kVanishedListings)) {
        condemn(racer, text("The machine disappeared from the provider's list."), FailureClass::Vanished);
    }
}

void Rules::followStatus(Racer &racer, const Machine &machine)
{
    if (machine.gpuHourly.micros() > 0) {
        racer.gpuHourly = machine.gpuHourly;
    }
    if (machine.storageHourly.micros() > 0) {
        racer.storageHourly = machine.storageHourly;
    }
    const QString &status = machine.actualStatus;
    racer.running = machine.isRunning();
    racer.exitedReads = status == QLatin1String("exited") ? racer.exitedReads + 1 : 0;
    if (status != QLatin1String("created")) {
        racer.createdSinceMs = -1;
    } else if (racer.createdSinceMs < 0) {
        racer.createdSinceMs = m_now;
    }
    if (racer.running && racer.runningSinceMs < 0) {
        racer.runningSinceMs = m_now;
        m_out.append(SetRunning{racer.view.label});
    }
    if (!racer.isLive()) {
        return;
    }
    if (racer.running) {
        racer.enterStage(RaceStage::Ssh, m_now);
    } else if (status == QLatin1String("loading")) {
        racer.enterStage(RaceStage::Image, m_now);
    }
    racer.view.reason = racer.running ? QString() : machine.statusMessage;
}

void Rules::followEndpoints(Racer &racer, const Machine &machine)
{
    QVector<SshEndpoint> reachable;
    for (const SshEndpoint &endpoint : machine.endpoints) {
        // The proxy's address exists from creation on, but leads nowhere before the container runs.
        if (endpoint.port != 0 && !endpoint.host.isEmpty() && (endpoint.direct || machine.isRunning())) {
            reachable.append(endpoint);
        }
    }
    if (!reachable.isEmpty() && reachable != racer.endpoints) {
        racer.endpoints = reachable;
        m_out.append(StartProbe{racer.view.label, reachable});
    }
}

void Rules::applyVerdict(Racer &racer, const Machine &machine)
{
    MachineHistory history;
    history.exitedReads = racer.exitedReads;
    history.createdForMs = racer.createdSinceMs < 0 ? 0 : m_now - racer.createdSinceMs;
    const MachineVerdict verdict = judge(machine, history);
    if (verdict.verdict == Verdict::Fine) {
        return;
    }
    condemn(racer, verdict.reason, verdict.failure);
    if (verdict.verdict == Verdict::BadImage && ++m_badImages >= kBadImageMachines
        && m_phase == RacePhase::Running) {
        end(RacePhase::Failed, Error{ErrorCategory::ImageFault, verdict.reason, {}});
    }
}

} // namespace snapgpu::race
