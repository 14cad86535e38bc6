// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that only read the cloud: offers, machines.
#include "app/cli/runner.h"

#include "app/cli/launch_reporter.h"
#include "models/machine_number.h"
#include "models/offer_fields.h"
#include "services/core/json.h"

#include <algorithm>
#include <QDateTime>

namespace snapgpu::cli {

namespace {

QString orDash(const std::optional<double> &value, int decimals, double scale = 1.0)
{
    return value ? QString::number(*value * scale, 'f', decimals) : QStringLiteral("–");
}

/** Where a machine stands with us: own and racing, kept, condemned, or somebody else's. */
QString ownership(const Machine &machine, const Ledger &ledger)
{
    if (!machine.label.startsWith(ledger.labelPrefix())) {
        return QStringLiteral("foreign");
    }
    const std::optional<LedgerRow> row = ledger.row(machine.label);
    return row ? toText(row->state) : QStringLiteral("unlisted");
}

} // namespace

void Runner::offers()
{
    SearchRequest search = m_line.plan.search;
    m_services->provider()->search(search)->then(this, [this, search](const Result<QVector<Offer>> &found) {
        if (!found) {
            return fail(found.error());
        }
        m_out->say(QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8  %9")
                       .arg(tr("ask"), 10)
                       .arg(tr("GPU"), 18)
                       .arg(tr("N"), 3)
                       .arg(tr("VRAM GB"), 8)
                       .arg(tr("$/h"), 8)
                       .arg(tr("rel. %"), 7)
                       .arg(tr("down Mb/s"), 10)
                       .arg(tr("machine"), 8)
                       .arg(tr("place")));
        for (const Offer &offer : *found) {
            m_out->rawLine(offerJson(offer));
            m_out->say(QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8  %9")
                           .arg(offer.id, 10)
                           .arg(offer.gpuName, 18)
                           .arg(offer.numGpus, 3)
                           .arg(orDash(offer.gpuRamMb, 0, 1.0 / 1024), 8)
                           .arg(QString::number(offer.hourlyWithDisk(search.storageGb).dollars(), 'f', 4), 8)
                           .arg(orDash(offer.reliability, 1, 100.0), 7)
                           .arg(orDash(offer.inetDownMbps, 0), 10)
                           .arg(machineNumber(offer.machineId), 8)
                           .arg(offer.geolocation.isEmpty() ? QStringLiteral("–") : offer.geolocation));
        }
        finish(0);
    });
}

void Runner::machines()
{
    m_services->provider()->list()->then(this, [this](const Result<QVector<Machine>> &list) {
        if (!list) {
            return fail(list.error());
        }
        tellMachines(*list);
        finish(0);
    });
}

void Runner::tellMachines(const QVector<Machine> &machines)
{
    Money hourly;
    const QVector<BegunRestore> begun = m_services->begunRestores();
    for (const Machine &machine : machines) {
        const QString whose = ownership(machine, *m_services->ledger());
        hourly += machine.hourlyNow();
        json::Value object = {{"provider", machine.provider.toStdString()},
            {"id", machine.instanceId.toStdString()}, {"label", machine.label.toStdString()},
            {"state", whose.toStdString()}, {"actual_status", machine.actualStatus.toStdString()},
            {"machine_id", machine.machineId}, {"host_id", machine.hostId},
            {"gpu_name", machine.gpuName.toStdString()}, {"num_gpus", machine.numGpus},
            {"geolocation", machine.geolocation.toStdString()},
            {"dollars_per_hour", machine.hourlyNow().dollars()}, {"started_ms", machine.startedAtMs}};
        if (!machine.endpoints.isEmpty()) {
            object["ssh_host"] = machine.endpoints.first().host.toStdString();
            object["ssh_port"] = machine.endpoints.first().port;
        }
        const auto restore = std::find_if(begun.cbegin(), begun.cend(),
            [&machine](const BegunRestore &one) { return one.isOn(machine.provider, machine.instanceId); });
        if (restore != begun.cend()) {
            object["restore"] = {{"snapshot", restore->snapshot.id.toStdString()},
                {"target", restore->target.toStdString()}, {"begun_ms", restore->begunAtMs}};
        }
        m_out->line(object);
        m_out->say(QStringLiteral("%1  %2 %3  %4  %5/h  %6  %7")
                       .arg(machine.instanceId, -10)
                       .arg(whose, -9)
                       .arg(machine.actualStatus.isEmpty() ? tr("provisioning") : machine.actualStatus, -12)
                       .arg(machine.gpuName, -16)
                       .arg(moneyText(machine.hourlyNow(), 4), machine.geolocation, machine.label));
        if (restore != begun.cend()) {
            m_out->say(tr("            a restore of %1 was begun there at %2, and its end was not seen yet")
                           .arg(restore->snapshot.shortId(),
                               QDateTime::fromMSecsSinceEpoch(restore->begunAtMs)
                                   .toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
        }
    }
    m_out->say(
        tr("%n machine(s), %1/h", nullptr, static_cast<int>(machines.size())).arg(moneyText(hourly, 4)));
}

} // namespace snapgpu::cli
