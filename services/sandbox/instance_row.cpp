// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/instance_row.h"

#include "services/core/json.h"

#include <algorithm>

namespace snapgpu::sandbox {

namespace {

using nlohmann::json;

json text(const QString &value) { return snapgpu::json::fromQString(value); }

json textOrNull(const QString &value) { return value.isEmpty() ? json() : text(value); }

/** "-p 8080:8080" keys of env that name a TCP port. */
QVector<int> publishedPorts(const Contract &contract)
{
    QVector<int> ports;
    for (const auto &[name, value] : contract.args.env) {
        if (name.startsWith(QLatin1String("-p ")) && !name.endsWith(QLatin1String("/udp"))) {
            bool ok = false;
            const int port = name.section(QLatin1Char(':'), -1).section(QLatin1Char('/'), 0, 0).toInt(&ok);
            if (ok) {
                ports.push_back(port);
            }
        }
    }
    return ports;
}

json portMap(const Contract &contract)
{
    if (!contract.portsMapped) {
        return nullptr;
    }
    const auto mapped = [](int hostPort) {
        return json::array({{{"HostIp", "0.0.0.0"}, {"HostPort", std::to_string(hostPort)}}});
    };
    json map = {{"22/tcp", mapped(contract.sshPort)}};
    int next = contract.sshPort;
    for (const int port : publishedPorts(contract)) {
        map[std::to_string(port) + "/tcp"] = mapped(++next);
    }
    return map;
}

void addState(json &row, const Contract &c)
{
    row["id"] = c.id;
    row["actual_status"] = textOrNull(c.actualStatus);
    row["intended_status"] = text(c.intendedStatus);
    row["cur_state"] = text(c.curState);
    row["next_state"] = text(c.nextState);
    // An empty text is told apart from none: a dropped host sends "" (sample S12).
    const bool dropped = c.statusMessage.isEmpty() && c.actualStatus == QLatin1String("loading")
        && c.intendedStatus == QLatin1String("stopped");
    row["status_msg"] = dropped ? json("") : textOrNull(c.statusMessage);
    row["label"] = c.args.hasLabel ? text(c.args.label) : json();
    row["credit_balance"] = nullptr;
    row["credit_discount"] = nullptr;
}

void addOrder(json &row, const Contract &c)
{
    row["template_id"] = nullptr;
    row["template_hash_id"] = nullptr;
    row["template_name"] = nullptr;
    row["image_uuid"] = text(c.args.image);
    row["image_args"] = json::array();
    row["image_runtype"] = text(c.args.runtype);
    json env = json::array();
    for (const auto &[name, value] : c.args.env) {
        env.push_back(json::array({text(name), text(value)}));
    }
    row["extra_env"] = std::move(env);
    row["onstart"] = textOrNull(c.args.onstart);
    row["jupyter_token"] = text(c.jupyterToken);
}

void addAddress(json &row, const Contract &c)
{
    // The proxy of a jupyter runtype maps ssh_port to the notebook and the next port to sshd.
    const bool jupyter = c.args.runtype.contains(QLatin1String("jupyter"));
    row["ssh_host"] = "127.0.0.1";
    row["ssh_idx"] = std::to_string(c.id % 9 + 1);
    row["ssh_port"] = jupyter ? c.sshPort - 1 : int{c.sshPort};
    row["machine_dir_ssh_port"] = c.machineId;
    row["public_ipaddr"] = "127.0.0.1\n";
    row["local_ipaddrs"] = "192.168.1.20 172.17.0.1 \n";
    const int last = c.sshPort + static_cast<int>(publishedPorts(c).size());
    row["direct_port_start"] = c.portsChosen ? int{c.sshPort} : -1;
    row["direct_port_end"] = c.portsChosen ? last : -1;
    row["ports"] = portMap(c);
}

void addUse(json &row, const Contract &c, const FleetMachine &machine)
{
    const bool live = c.gpuOn;
    row["cpu_util"] = live ? 0.02 : 0.0;
    row["mem_limit"] = live ? json(machine.cpuRamMb / 1000.0 * c.numGpus / machine.totalGpus) : json();
    row["mem_usage"] = live ? json(0.412) : json();
    row["vmem_usage"] = live ? json(0.0) : json();
    row["gpu_util"] = live ? json(0.0) : json();
    row["gpu_temp"] = live ? json(34.0) : json();
    row["disk_space"] = c.args.diskGb;
    row["disk_util"] = live ? json(0.041) : json(-1);
    row["disk_usage"] = live ? json(2.05) : json(-1);
}

void addTime(json &row, const Contract &c, const FleetMachine &machine, double nowSec)
{
    row["start_date"] = static_cast<double>(c.createdMs) / 1000;
    row["end_date"] = machine.listedUntilSec;
    row["duration"] = std::max(0.0, machine.listedUntilSec - nowSec);
    const double up = c.runningSinceMs > 0 ? nowSec - static_cast<double>(c.runningSinceMs) / 1000 : 0;
    row["uptime_mins"] = c.runningSinceMs > 0 ? json(up / 60) : json();
    row["client_run_time"] = up / 3600;
    row["host_run_time"] = machine.listedUntilSec - machine.listedFromSec;
    row["time_remaining"] = "";
    row["time_remaining_isbid"] = "";
}

void addMoney(json &row, const Contract &c, const FleetMachine &machine)
{
    const double gpu = c.gpuHourly.dollars();
    const double disk = machine.storageDollars * c.args.diskGb / 720;
    row["is_bid"] = c.args.bidDollars.has_value();
    row["dph_base"] = gpu;
    row["dph_total"] = gpu + disk;
    row["storage_total_cost"] = disk;
    row["search"] = priceBlock(gpu, disk);
    row["instance"] = priceBlock(c.gpuOn ? gpu : 0, disk);
}

} // namespace

json instanceRow(const Contract &contract, const FleetMachine &machine, RowKind kind, double nowSec)
{
    OfferPricing pricing;
    pricing.allocatedGb = contract.args.diskGb;
    pricing.nowSec = nowSec;
    json row = offerRow(machine, Ask{contract.askId, contract.machineId, contract.numGpus, true}, pricing);
    for (const char *key : {"ask_contract_id", "bundled_results", "gpu_ids", "rented", "avail_vol_ask_id",
             "avail_vol_dph", "avail_vol_size", "discount_rate", "discounted_hourly", "discounted_dph_total",
             "dph_total_adj", "driver_vers", "expected_reliability", "geolocode", "has_avx", "hostname",
             "is_vm_deverified", "platform_fee", "reliability", "resource_type", "vericode", "vms_enabled",
             "internet_up_cost_per_tb", "internet_down_cost_per_tb", "cluster_id", "nw_disk_min_bw",
             "nw_disk_max_bw", "nw_disk_avg_bw"}) {
        row.erase(key);
    }
    row["gpu_totalram"] = row["gpu_total_ram"]; // spelled so on instances
    row.erase("gpu_total_ram");
    addState(row, contract);
    addOrder(row, contract);
    addAddress(row, contract);
    addUse(row, contract, machine);
    addTime(row, contract, machine, nowSec);
    addMoney(row, contract, machine);
    if (kind == RowKind::List) {
        row["volume_info"] = json::array();
        row["country_code"] = nullptr;
    }
    return row;
}

} // namespace snapgpu::sandbox
