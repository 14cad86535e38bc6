// SPDX-License-Identifier: GPL-3.0-or-later
// What the clock does to contracts: boot plans, billing, ends.
#include "services/sandbox/cloud.h"

#include <algorithm>

namespace snapgpu::sandbox {

namespace {

constexpr qint64 kFastestEndMs = 400;
constexpr qint64 kSlowestEndMs = 3000;
constexpr qint64 kResurrectAfterMs = 4000;

QString running() { return QStringLiteral("running"); }

QString stopped() { return QStringLiteral("stopped"); }

/** The books keep what was paid and why, not the scripts of machines that are no more. */
void forgetDetails(Contract &contract)
{
    contract.plan.steps.clear();
    contract.planNext = 0;
    contract.args.onstart.clear();
    contract.args.env.clear();
    contract.keys.clear();
}

} // namespace

void SandboxCloud::step(qint64 nowMs)
{
    m_state.nowMs = std::max(nowMs, m_state.nowMs);
    for (Contract &contract : m_state.contracts) {
        play(contract, m_state.nowMs);
    }
    stopAllWithoutCredit();
}

qint64 SandboxCloud::nextDueMs() const
{
    qint64 due = -1;
    const auto take = [&due](qint64 at) { due = due < 0 ? at : std::min(due, at); };
    for (const Contract &contract : m_state.contracts) {
        if (contract.isAlive() && contract.planNext < contract.plan.steps.size()) {
            take(contract.planStartMs + contract.plan.steps[contract.planNext].atMs);
        } else if (contract.closed && !contract.gone) {
            take(contract.goneMs);
        } else if (contract.gone && contract.resurrectMs > 0) {
            take(contract.resurrectMs);
        }
    }
    return due;
}

void SandboxCloud::accrue(Contract &contract, qint64 toMs)
{
    const qint64 span = toMs - contract.accruedToMs;
    if (span <= 0) {
        return;
    }
    contract.accruedToMs = toMs;
    if (contract.closed || contract.offline) {
        return;
    }
    contract.storageMs += span;
    if (contract.gpuOn) {
        contract.gpuMs += span;
    }
}

void SandboxCloud::play(Contract &contract, qint64 nowMs)
{
    while (contract.isAlive() && contract.planNext < contract.plan.steps.size()) {
        const PlanStep step = contract.plan.steps[contract.planNext];
        const qint64 at = contract.planStartMs + step.atMs;
        if (at > nowMs) {
            break;
        }
        ++contract.planNext;
        accrue(contract, at);
        apply(contract, step, at);
    }
    accrue(contract, nowMs);
    if (contract.closed && !contract.gone && contract.goneMs <= nowMs) {
        contract.gone = true;
        forgetDetails(contract);
    }
    if (contract.gone && contract.resurrectMs > 0 && contract.resurrectMs <= nowMs) {
        resurrect(contract);
    }
}

void SandboxCloud::apply(Contract &contract, const PlanStep &step, qint64 atMs)
{
    if (!step.status.isEmpty()) {
        contract.actualStatus = step.status;
    }
    contract.statusMessage = step.message;
    switch (step.effect) {
    case StepEffect::None:
        break;
    case StepEffect::Ports:
        contract.portsChosen = true;
        break;
    case StepEffect::Running:
        contract.portsChosen = contract.portsMapped = true;
        [[fallthrough]];
    case StepEffect::RunningNoPorts:
        contract.gpuOn = contract.everRan = true;
        contract.runningSinceMs = atMs;
        if (QStringList &images = m_state.cachedImages[contract.machineId];
            !images.contains(contract.args.image)) {
            images << contract.args.image;
        }
        break;
    case StepEffect::Ssh:
        contract.machineUp = true;
        m_commands.push_back({MachineAction::Boot, contract.id});
        break;
    case StepEffect::CurStopped:
        contract.curState = stopped();
        break;
    case StepEffect::Dropped:
        contract.intendedStatus = contract.curState = contract.nextState = stopped();
        break;
    case StepEffect::Exited:
        contract.gpuOn = contract.machineUp = contract.sshUp = false;
        contract.runningSinceMs = 0;
        m_commands.push_back({MachineAction::Halt, contract.id});
        break;
    case StepEffect::Offline:
        contract.gpuOn = contract.machineUp = contract.sshUp = false;
        contract.offline = true;
        m_commands.push_back({MachineAction::Halt, contract.id});
        break;
    case StepEffect::Outbid:
        stopNow(contract, atMs);
        break;
    case StepEffect::Vanished:
        close(contract, atMs);
        contract.gone = true;
        contract.goneMs = atMs;
        break;
    }
}

void SandboxCloud::stopNow(Contract &contract, qint64 atMs)
{
    accrue(contract, atMs);
    contract.plan.steps.clear();
    contract.planNext = 0;
    contract.intendedStatus = contract.curState = contract.nextState = stopped();
    contract.actualStatus = QStringLiteral("exited");
    contract.gpuOn = contract.sshUp = contract.holdsGpus = false;
    contract.portsChosen = false;
    contract.runningSinceMs = 0;
    if (std::exchange(contract.machineUp, false)) {
        m_commands.push_back({MachineAction::Halt, contract.id});
    }
    refreshAsks(contract.machineId);
}

void SandboxCloud::close(Contract &contract, qint64 atMs)
{
    accrue(contract, atMs);
    contract.closed = true;
    contract.closedMs = atMs;
    contract.gpuOn = contract.machineUp = contract.sshUp = contract.holdsGpus = false;
    m_state.spentClosed += contract.cost();
    m_commands.push_back({MachineAction::Destroy, contract.id});
    refreshAsks(contract.machineId);
}

Answer<Done> SandboxCloud::destroy(qint64 contractId, qint64 nowMs)
{
    step(nowMs);
    auto contract = changeable(contractId);
    if (!contract) {
        return tl::unexpected(contract.error());
    }
    if (m_faults.hit(Fault::DeleteIgnored)) {
        return Done{};
    }
    Contract &c = **contract;
    close(c, m_state.nowMs);
    // What the list still shows for a moment (sample S10).
    c.intendedStatus = stopped();
    c.curState = c.nextState = QStringLiteral("unloaded");
    c.statusMessage.clear();
    c.goneMs = m_state.nowMs
        + static_cast<qint64>(contractRng(c, 3).between(kFastestEndMs, static_cast<double>(kSlowestEndMs)));
    if (m_faults.hit(Fault::Resurrect)) {
        c.resurrectMs = c.goneMs + kResurrectAfterMs;
    }
    return Done{};
}

void SandboxCloud::resurrect(Contract &contract)
{
    m_state.spentClosed = m_state.spentClosed - contract.cost();
    contract.closed = contract.gone = false;
    contract.accruedToMs = contract.resurrectMs;
    contract.resurrectMs = contract.closedMs = contract.goneMs = 0;
    contract.holdsGpus = contract.gpuOn = true;
    contract.actualStatus = contract.intendedStatus = contract.curState = contract.nextState = running();
    contract.plan.steps.clear();
    contract.planNext = 0;
    contract.runningSinceMs = m_state.nowMs;
    accrue(contract, m_state.nowMs);
    refreshAsks(contract.machineId);
}

void SandboxCloud::stopAllWithoutCredit()
{
    if (credit() > Money()) {
        return;
    }
    for (Contract &contract : m_state.contracts) {
        if (contract.isAlive() && contract.intendedStatus == running()) {
            stopNow(contract, m_state.nowMs);
        }
    }
}

Answer<bool> SandboxCloud::start(qint64 contractId, qint64 nowMs)
{
    step(nowMs);
    auto found = changeable(contractId);
    if (!found) {
        return tl::unexpected(found.error());
    }
    Contract &contract = **found;
    if (credit() <= Money()) {
        return tl::unexpected(Refusal{400, QStringLiteral("insufficient_credit"),
            QStringLiteral("Your account lacks credit; see the billing page."), 0, 0});
    }
    if (contract.intendedStatus == running()) {
        return true;
    }
    contract.intendedStatus = contract.nextState = running();
    if (contract.offline || freeGpus(*m_fleet.machine(contract.machineId)) < contract.numGpus) {
        contract.actualStatus = QStringLiteral("scheduling");
        return false;
    }
    contract.curState = running();
    contract.holdsGpus = true;
    contract.plan = makeResumePlan(contractRng(contract, static_cast<quint64>(m_state.nowMs)),
        QStringLiteral("loading"), contract.plan, contract.args.image);
    contract.planStartMs = m_state.nowMs;
    contract.planNext = 0;
    play(contract, m_state.nowMs);
    refreshAsks(contract.machineId);
    return true;
}

Answer<Done> SandboxCloud::stop(qint64 contractId, qint64 nowMs)
{
    step(nowMs);
    return changeable(contractId).map([this](Contract *contract) {
        stopNow(*contract, m_state.nowMs);
        return Done{};
    });
}

Answer<Done> SandboxCloud::outbid(qint64 contractId, qint64 nowMs)
{
    step(nowMs);
    auto contract = changeable(contractId);
    if (!contract) {
        return tl::unexpected(contract.error());
    }
    if (!(*contract)->args.bidDollars) {
        return tl::unexpected(Refusal{400, QStringLiteral("invalid_args"),
            QStringLiteral("Machine %1 is on demand; nobody can outbid it.").arg(contractId), 0, 0});
    }
    stopNow(**contract, m_state.nowMs);
    return Done{};
}

Answer<Done> SandboxCloud::kill(qint64 contractId, StepEffect how, qint64 nowMs)
{
    step(nowMs);
    return changeable(contractId).map([&](Contract *contract) {
        accrue(*contract, m_state.nowMs);
        contract->plan.steps.clear();
        contract->planNext = 0;
        const QString status = how == StepEffect::Exited ? QStringLiteral("exited")
            : how == StepEffect::Offline                 ? QStringLiteral("offline")
                                                         : QString();
        apply(*contract, {0, how, status, contract->statusMessage}, m_state.nowMs);
        return Done{};
    });
}

Answer<Done> SandboxCloud::restart(qint64 contractId, const QString &status, qint64 nowMs)
{
    step(nowMs);
    return changeable(contractId).map([&](Contract *contract) {
        if (contract->offline) {
            return Done{}; // nobody there to obey
        }
        if (std::exchange(contract->machineUp, false)) {
            m_commands.push_back({MachineAction::Halt, contract->id});
        }
        contract->gpuOn = contract->sshUp = false;
        contract->plan = makeResumePlan(contractRng(*contract, static_cast<quint64>(m_state.nowMs)), status,
            contract->plan, contract->args.image);
        contract->planStartMs = m_state.nowMs;
        contract->planNext = 0;
        play(*contract, m_state.nowMs);
        return Done{};
    });
}

void SandboxCloud::sshAnswers(qint64 contractId)
{
    if (const auto it = m_state.contracts.find(contractId); it != m_state.contracts.end() && it->isAlive()) {
        it->sshUp = true;
    }
}

void SandboxCloud::machineEnded(qint64 contractId, const QString &reason)
{
    const auto it = m_state.contracts.find(contractId);
    if (it == m_state.contracts.end() || !it->isAlive() || !it->machineUp) {
        return;
    }
    accrue(*it, m_state.nowMs);
    it->gpuOn = it->machineUp = it->sshUp = false;
    it->actualStatus = QStringLiteral("exited");
    if (!reason.isEmpty()) {
        it->statusMessage = reason + QLatin1Char('\n');
    }
}

} // namespace snapgpu::sandbox
