// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/race/race_schedule.h"

#include <array>

namespace snapgpu::test {

using namespace snapgpu::race;

namespace {

Error errorOf(ErrorCategory category) { return Error{category, snapgpu::toText(category), {}}; }

} // namespace

void RaceSchedule::rent(const QString &label, const Offer &offer)
{
    ++m_facts.created;
    CloudMachine machine;
    machine.id = QString::number(m_nextId++);
    machine.label = label;
    machine.offer = offer;
    machine.bornMs = m_now;
    machine.listedMs =
        m_now + (m_dice.chance(0.1) ? m_dice.between(3'000, 25'000) : m_dice.between(0, 3'000));
    machine.runningMs = m_now + m_dice.between(1'000, 90'000);
    if (m_dice.chance(m_machineTrouble)) {
        drawDeath(machine);
    }
    m_machines.append(machine);
}

void RaceSchedule::drawDeath(CloudMachine &machine)
{
    ++m_facts.deadMachines;
    struct Death
    {
        const char *status, *intended, *text;
    };
    static constexpr std::array deaths{Death{"loading", "stopped", ""}, Death{"exited", "running", ""},
        Death{"offline", "running", ""}, Death{"unknown", "running", ""}, Death{"frozen", "running", ""},
        Death{"created", "running", "Error: GPU error, unable to start instance."},
        Death{"created", "running", ": OCI runtime create failed: x"},
        Death{"loading", "running", "4c7d45f7c63c: Pull complete"}, Death{"", "", ""},
        Death{"loading", "running", "Error response from daemon: manifest unknown"}};
    machine.diesMs = m_now + m_dice.between(0, 60'000);
    const int kind = m_dice.between(0, static_cast<int>(deaths.size()) + 1);
    if (kind >= static_cast<int>(deaths.size())) {
        machine.diesMs = -1;
        machine.sshWorks = m_dice.chance(0.5);
        machine.fit = false;
        return;
    }
    const Death &death = deaths[static_cast<size_t>(kind)];
    machine.deathStatus = QLatin1String(death.status);
    machine.deathIntended = QLatin1String(death.intended);
    machine.deathText = QLatin1String(death.text);
    if (m_dice.chance(0.3)) {
        machine.backMs = machine.diesMs + m_dice.between(500, 20'000);
    }
}

bool RaceSchedule::isListed(const CloudMachine &machine) const
{
    const bool dead =
        machine.diesMs >= 0 && m_now >= machine.diesMs && (machine.backMs < 0 || m_now < machine.backMs);
    return !machine.destroyed && m_now >= machine.listedMs && !(dead && machine.deathStatus.isEmpty());
}

Machine RaceSchedule::rowOf(const CloudMachine &machine) const
{
    Machine row;
    row.provider = QStringLiteral("vast");
    row.instanceId = machine.id;
    row.label = machine.label;
    row.machineId = machine.offer.machineId;
    row.storageHourly = machine.offer.storageHourly(m_config.diskGb);
    row.gpuHourly = machine.offer.hourlyWithDisk(m_config.diskGb) - row.storageHourly;
    row.intendedStatus = QStringLiteral("running");
    const bool dead =
        machine.diesMs >= 0 && m_now >= machine.diesMs && (machine.backMs < 0 || m_now < machine.backMs);
    if (dead) {
        row.actualStatus = machine.deathStatus;
        row.intendedStatus = machine.deathIntended;
        row.statusMessage = machine.deathText;
    } else if (m_now >= machine.runningMs) {
        row.actualStatus = QStringLiteral("running");
        row.endpoints = {
            {QStringLiteral("198.51.100.7"), 40'022, true}, {QStringLiteral("ssh5.example"), 10'022, false}};
    } else {
        row.actualStatus = m_now < machine.bornMs + 2'000 ? QString() : QStringLiteral("loading");
        row.statusMessage = QStringLiteral("4c7d45f7c63c: Extracting");
        row.endpoints = {{QStringLiteral("ssh5.example"), 10'022, false}};
    }
    return row;
}

Listed RaceSchedule::listing()
{
    Listed listed;
    for (const CloudMachine &machine : std::as_const(m_machines)) {
        if (isListed(machine)) {
            listed.machines.append(rowOf(machine));
        }
    }
    if (m_dice.chance(0.2)) {
        Machine foreign;
        foreign.instanceId = QStringLiteral("7");
        foreign.label = QStringLiteral("somebody else");
        foreign.actualStatus = QStringLiteral("offline");
        listed.machines.append(foreign);
        listed.machines.append(Machine{}); // junk: no id, no label
    }
    return listed;
}

void RaceSchedule::list()
{
    if (m_rules.phase() != RacePhase::Running && m_rules.phase() != RacePhase::Won) {
        return;
    }
    if (m_rules.wantsListing()) {
        if (m_dice.chance(m_apiTrouble)) {
            static constexpr std::array kinds{ErrorCategory::RateLimited, ErrorCategory::ServerFault,
                ErrorCategory::Timeout, ErrorCategory::BadAnswer, ErrorCategory::Network};
            feed(ListFailed{errorOf(kinds[static_cast<size_t>(m_dice.between(0, 4))])});
        } else {
            const Listed rows = m_dice.chance(0.01) ? Listed{} : listing();
            at(m_dice.between(10, 900), [this, rows] { feed(rows); });
        }
    }
    at(m_dice.between(1'000, 3'000), [this] { list(); });
}

/** The sweeper, as its own tests promise it: nothing is gone before its create is answered. */
void RaceSchedule::sweepOnce(const QString &label)
{
    bool alive = m_awaiting.contains(label);
    for (CloudMachine &machine : m_machines) {
        if (machine.label == label && !machine.destroyed) {
            alive = true;
            machine.destroyed = m_dice.chance(0.8);
        }
    }
    if (alive) {
        at(m_dice.between(2'000, 8'000), [this, label] { sweepOnce(label); });
        return;
    }
    m_sweeping.remove(label);
    feed(GoneConfirmed{label});
}

void RaceSchedule::probeOnce(const QString &label)
{
    const bool late = !m_probed.contains(label);
    if (late && !m_dice.chance(0.3)) {
        return;
    }
    for (const CloudMachine &machine : std::as_const(m_machines)) {
        if (machine.label != label || !machine.sshWorks) {
            continue;
        }
        const bool fit = machine.fit;
        feed(ProbeLoggedIn{label});
        at(m_dice.between(50, 1'500), [this, label, fit] {
            fit ? feed(ProbeReady{label})
                : feed(ProbeUnfit{
                    label, errorOf(m_dice.chance(0.5) ? ErrorCategory::HostFault : ErrorCategory::SshKey)});
        });
        return;
    }
    if (m_dice.chance(0.5)) {
        feed(ProbeUnfit{label, errorOf(ErrorCategory::SshKey)});
    }
}

QString RaceSchedule::moneyLeft() const
{
    for (const CloudMachine &machine : m_machines) {
        const Racer *one = m_rules.find(machine.label);
        const bool closed =
            one && one->view.state == RacerState::Refused; // a false refusal: the sweeper's case
        if (!machine.destroyed && !closed && machine.label != m_keptLabel) {
            return toText(Invariant::EveryLabelEnds)
                + QStringLiteral(": machine %1 of %2 still bills").arg(machine.id, machine.label);
        }
    }
    return {};
}

} // namespace snapgpu::test
