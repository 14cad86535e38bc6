// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/race/fake_cloud.h"

namespace snapgpu::test {

QString FakeCloud::rent(const CreateRequest &request)
{
    Machine machine;
    machine.provider = id();
    machine.instanceId = QString::number(m_nextId++);
    machine.label = request.label;
    machine.machineId = request.offer.machineId;
    machine.intendedStatus = QStringLiteral("running");
    machine.actualStatus = startsRunning ? QStringLiteral("running") : QStringLiteral("loading");
    machine.gpuHourly = Money::fromDollars(0.36);
    machine.storageHourly = Money::fromDollars(0.01);
    machine.endpoints = {
        {QStringLiteral("198.51.100.9"), 40'022, true}, {QStringLiteral("ssh5.example"), 10'022, false}};
    machines.insert(machine.instanceId, machine);
    return machine.instanceId;
}

void FakeCloud::setStatus(const QString &label, const QString &actual, const QString &message)
{
    for (Machine &machine : machines) {
        if (machine.label == label) {
            machine.actualStatus = actual;
            machine.statusMessage = message;
        }
    }
}

QStringList FakeCloud::aliveLabels() const
{
    QStringList labels;
    for (const Machine &machine : machines) {
        labels.append(machine.label);
    }
    labels.sort();
    return labels;
}

Job<CreateOutcome> *FakeCloud::create(const CreateRequest &request, CallUrgency urgency)
{
    creates.append(request);
    createUrgencies.append(urgency);
    auto *job = new ManualJob<CreateOutcome>(this);
    if (queueCreates) {
        job->onCancel = [job] {
            job->settleWith(CreateOutcome{CreateKind::Refused, {}, Error{ErrorCategory::Cancelled, {}, {}}});
        };
        return job;
    }
    std::optional<CreateOutcome> outcome = onCreate
        ? onCreate(*this, request, static_cast<int>(creates.size()))
        : CreateOutcome{CreateKind::Accepted, rent(request), {}};
    if (outcome) {
        job->settleWith(*outcome);
    }
    return job;
}

Job<QVector<Machine>> *FakeCloud::list()
{
    ++lists;
    QVector<Machine> rows;
    for (const Machine &machine : std::as_const(machines)) {
        rows.append(machine);
    }
    return settledJob<QVector<Machine>>(this, onList ? onList(rows) : Result<QVector<Machine>>(rows));
}

Job<DestroyOutcome> *FakeCloud::destroy(const QString &instanceId, CallUrgency urgency)
{
    destroys.append(instanceId);
    destroyUrgencies.append(urgency);
    const bool known = machines.remove(instanceId) > 0;
    return settledJob<DestroyOutcome>(
        this, DestroyOutcome{known ? DestroyKind::Accepted : DestroyKind::AlreadyGone, {}});
}

Job<Done> *FakeCloud::attachSshKey(const QString &instanceId, const QString &publicKey)
{
    attached.append(instanceId + QLatin1Char(' ') + publicKey);
    return settledJob<Done>(this, fail(ErrorCategory::ServerFault, QStringLiteral("not now"))); // only logged
}

} // namespace snapgpu::test
