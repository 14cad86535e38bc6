// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_rows.h"

#include "services/core/json.h"

#include <cmath>

namespace snapgpu::vast {

namespace {

constexpr auto kProvider = "vast";

std::optional<int> smallInteger(const json::Value &row, const char *key)
{
    const auto value = json::number(row, key);
    if (!value || *value < 0 || *value > 1e9) {
        return std::nullopt;
    }
    return static_cast<int>(*value);
}

std::optional<quint16> portOf(std::optional<qint64> number)
{
    if (!number || *number < 1 || *number > 65535) {
        return std::nullopt;
    }
    return static_cast<quint16>(*number);
}

/** The public port that leads to 22 in the container; mapped only while running. */
std::optional<quint16> directPort(const json::Value &row)
{
    const json::Value *ports = json::object(row, "ports");
    const json::Value *mapped = ports ? json::array(*ports, "22/tcp") : nullptr;
    if (!mapped) {
        return std::nullopt;
    }
    for (const json::Value &entry : *mapped) {
        if (const auto port = portOf(json::integer(entry, "HostPort"))) {
            return port;
        }
    }
    return std::nullopt;
}

QVector<SshEndpoint> endpointsOf(const json::Value &row)
{
    QVector<SshEndpoint> endpoints;
    const QString publicIp = json::trimmed(row, "public_ipaddr");
    if (const auto port = directPort(row); port && !publicIp.isEmpty()) {
        endpoints.append({publicIp, *port, true});
    }
    // With jupyter in the runtype the proxy's ssh_port leads to 8080, and the next one to 22.
    const bool jupyter = json::trimmed(row, "image_runtype").contains(QLatin1String("jupyter"));
    const auto shown = json::integer(row, "ssh_port");
    const auto port = portOf(shown && jupyter ? std::optional<qint64>(*shown + 1) : shown);
    const QString host = json::trimmed(row, "ssh_host");
    if (port && !host.isEmpty()) {
        endpoints.append({host, *port, false});
    }
    return endpoints;
}

Money storageHourlyOf(const json::Value &row)
{
    if (const auto total = json::number(row, "storage_total_cost")) {
        return Money::fromDollars(*total);
    }
    constexpr double kHoursPerMonth = 720.0;
    return Money::fromDollars(json::number(row, "storage_cost").value_or(0)
        * json::number(row, "disk_space").value_or(0) / kHoursPerMonth);
}

Money gpuHourlyOf(const json::Value &row, Money storage)
{
    if (const auto base = json::number(row, "dph_base")) {
        return Money::fromDollars(*base);
    }
    if (const json::Value *search = json::object(row, "search")) {
        if (const auto cost = json::number(*search, "gpuCostPerHour")) {
            return Money::fromDollars(*cost);
        }
    }
    const auto total = json::number(row, "dph_total");
    return total ? Money::fromDollars(*total) - storage : Money();
}

} // namespace

std::optional<Machine> machineFromRow(const json::Value &row)
{
    const auto id = json::integer(row, "id");
    if (!id || *id <= 0) {
        return std::nullopt;
    }
    Machine machine;
    machine.provider = QLatin1String(kProvider);
    machine.instanceId = QString::number(*id);
    machine.label = json::trimmed(row, "label");
    machine.machineId = json::integer(row, "machine_id").value_or(0);
    machine.hostId = json::integer(row, "host_id").value_or(0);
    machine.gpuName = json::trimmed(row, "gpu_name");
    machine.numGpus = smallInteger(row, "num_gpus").value_or(1);
    machine.geolocation = placeText(json::trimmed(row, "geolocation"));
    machine.actualStatus = json::trimmed(row, "actual_status");
    machine.intendedStatus = json::trimmed(row, "intended_status");
    machine.curState = json::trimmed(row, "cur_state");
    machine.statusMessage = json::trimmed(row, "status_msg");
    machine.endpoints = endpointsOf(row);
    machine.storageHourly = storageHourlyOf(row);
    machine.gpuHourly = gpuHourlyOf(row, machine.storageHourly);
    machine.diskGb = json::number(row, "disk_space").value_or(0);
    machine.inetDownCost = json::number(row, "inet_down_cost");
    machine.isBid = json::boolean(row, "is_bid").value_or(false);
    const double start = json::number(row, "start_date").value_or(0);
    constexpr double kLatestSecond = 1e11; // far beyond any calendar here, far below overflow
    machine.startedAtMs = start > 0 && start < kLatestSecond ? std::llround(start * 1000) : 0;
    machine.raw = json::dump(row);
    return machine;
}

} // namespace snapgpu::vast
