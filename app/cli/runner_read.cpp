// SPDX-License-Identifier: GPL-3.0-or-later
// The commands that only read: offers, snapshots, ls, diff, machines.
#include "app/cli/runner.h"

#include "app/cli/launch_reporter.h"
#include "models/offer_fields.h"
#include "services/core/json.h"

#include <QLocale>

namespace snapgpu::cli {

namespace {

QString orDash(const std::optional<double> &value, int decimals, double scale = 1.0)
{
    return value ? QString::number(*value * scale, 'f', decimals) : QStringLiteral("–");
}

json::Value snapshotObject(const Snapshot &snapshot)
{
    auto parsed = json::parse(snapshot.raw);
    json::Value object = parsed ? *parsed : json::Value::object();
    object["id"] = snapshot.id.toStdString();
    object["short_id"] = snapshot.shortId().toStdString();
    object["tree"] = snapshot.tree.toStdString();
    return object;
}

json::Value groupObject(const SnapshotGroup &group)
{
    json::Value object = snapshotObject(group.newest);
    object["count"] = group.count();
    object["ids"] = json::Value::array();
    for (const QString &id : group.ids) {
        object["ids"].push_back(id.toStdString());
    }
    return object;
}

QString snapshotLine(const Snapshot &snapshot, int count)
{
    const QString size = snapshot.totalBytes
        ? QLocale::c().formattedDataSize(*snapshot.totalBytes, 1, QLocale::DataSizeSIFormat)
        : QStringLiteral("–");
    return QStringLiteral("%1  %2  %3  %4  %5  %6")
        .arg(snapshot.shortId(), snapshot.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")))
        .arg(count, 5)
        .arg(size, 9)
        .arg(snapshot.hostname.leftJustified(14), snapshot.paths.join(QLatin1Char(' ')));
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
        m_out->text(QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8  %9")
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
            m_out->text(QStringLiteral("%1 %2 %3 %4 %5 %6 %7 %8  %9")
                            .arg(offer.id, 10)
                            .arg(offer.gpuName, 18)
                            .arg(offer.numGpus, 3)
                            .arg(orDash(offer.gpuRamMb, 0, 1.0 / 1024), 8)
                            .arg(QString::number(offer.hourlyWithDisk(search.storageGb).dollars(), 'f', 4), 8)
                            .arg(orDash(offer.reliability, 1, 100.0), 7)
                            .arg(orDash(offer.inetDownMbps, 0), 10)
                            .arg(offer.machineId, 8)
                            .arg(offer.geolocation.isEmpty() ? QStringLiteral("–") : offer.geolocation));
        }
        finish(0);
    });
}

void Runner::snapshots()
{
    const Result<Repository> repository = m_services->repository();
    if (!repository) {
        return fail(repository.error());
    }
    m_services->catalog()->list(*repository)->then(this, [this](const Result<QVector<Snapshot>> &list) {
        if (!list) {
            return fail(list.error());
        }
        tellSnapshots(*list);
        finish(0);
    });
}

void Runner::tellSnapshots(const QVector<Snapshot> &snapshots)
{
    const QVector<SnapshotGroup> groups = groupByTree(snapshots);
    json::Value object = {{"snapshots", json::Value::array()}, {"deduplicated", json::Value::array()}};
    for (const Snapshot &snapshot : snapshots) {
        object["snapshots"].push_back(snapshotObject(snapshot));
    }
    for (const SnapshotGroup &group : groups) {
        object["deduplicated"].push_back(groupObject(group));
    }
    m_out->line(object);

    m_out->text(tr("id        time                 times       size  host            paths"));
    if (m_line.all) {
        for (const Snapshot &snapshot : snapshots) {
            m_out->text(snapshotLine(snapshot, 1));
        }
    } else {
        for (const SnapshotGroup &group : groups) {
            m_out->text(snapshotLine(group.newest, group.count()));
        }
    }
    m_out->text(tr("%n snapshot(s)", nullptr, static_cast<int>(snapshots.size())) + QStringLiteral(", ")
        + tr("%n different tree(s)", nullptr, static_cast<int>(groups.size())));
}

void Runner::ls()
{
    const Result<Repository> repository = m_services->repository();
    if (!repository) {
        return fail(repository.error());
    }
    const QString path = m_line.arguments.value(1);
    m_services->catalog()
        ->list(*repository)
        ->then(this, [this, path, repository](const Result<QVector<Snapshot>> &list) {
            const Result<Snapshot> snapshot =
                list ? findSnapshot(*list, m_line.arguments.first()) : tl::unexpected<Error>(list.error());
            if (!snapshot) {
                return fail(snapshot.error());
            }
            auto *job = m_services->catalog()->ls(*repository, snapshot->id, path);
            job->then(this, [this](const Result<QVector<QByteArray>> &lines) {
                if (!lines) {
                    return fail(lines.error());
                }
                for (const QByteArray &line : *lines) {
                    m_out->rawLine(line);
                    if (const auto node = json::parse(line); node && !m_out->isJson()) {
                        m_out->text(
                            QStringLiteral("%1 %2  %3")
                                .arg(json::string(*node, "permissions").value_or(QString()).leftJustified(11))
                                .arg(json::integer(*node, "size").value_or(0), 12)
                                .arg(json::string(*node, "path").value_or(QString())));
                    }
                }
                finish(0);
            });
        });
}

void Runner::diff()
{
    const Result<Repository> repository = m_services->repository();
    if (!repository) {
        return fail(repository.error());
    }
    m_services->catalog()
        ->list(*repository)
        ->then(this, [this, repository](const Result<QVector<Snapshot>> &list) {
            const auto find = [&](int i) -> Result<Snapshot> {
                return list ? findSnapshot(*list, m_line.arguments.at(i))
                            : tl::unexpected<Error>(list.error());
            };
            const Result<Snapshot> a = find(0);
            const Result<Snapshot> b = find(1);
            if (!a || !b) {
                return fail(a ? b.error() : a.error());
            }
            auto *job = m_services->catalog()->diff(*repository, a->id, b->id);
            job->then(this, [this](const Result<QVector<QByteArray>> &lines) {
                if (!lines) {
                    return fail(lines.error());
                }
                for (const QByteArray &line : *lines) {
                    m_out->rawLine(line);
                    const auto change = json::parse(line);
                    if (change && json::string(*change, "path")) {
                        m_out->text(QStringLiteral("%1  %2").arg(
                            json::string(*change, "modifier").value_or(QString()).leftJustified(3),
                            *json::string(*change, "path")));
                    }
                }
                finish(0);
            });
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
        m_out->line(object);
        m_out->text(QStringLiteral("%1  %2 %3  %4  %5/h  %6  %7")
                        .arg(machine.instanceId, -10)
                        .arg(whose, -9)
                        .arg(machine.actualStatus.isEmpty() ? tr("provisioning") : machine.actualStatus, -12)
                        .arg(machine.gpuName, -16)
                        .arg(moneyText(machine.hourlyNow(), 4), machine.geolocation, machine.label));
    }
    m_out->text(
        tr("%n machine(s), %1/h", nullptr, static_cast<int>(machines.size())).arg(moneyText(hourly, 4)));
}

} // namespace snapgpu::cli
