// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/runpod_pods.h"

#include "services/core/json.h"
#include "services/sandbox/rng.h"

#include <cmath>
#include <QDateTime>

namespace snapgpu::sandbox::runpod {

namespace {

using nlohmann::json;

constexpr double kSecureShare = 1.25; // of what a host asks at vast.ai
constexpr double kCommunityShare = 0.85;

constexpr Center kCenters[] = {{"CA-MTL-1", "CA Montreal 1"}, {"EU-CZ-1", "EU Czechia 1"},
    {"EU-NL-1", "EU Netherlands 1"}, {"EU-RO-1", "EU Romania 1"}, {"EUR-IS-1", "EUR Iceland 1"},
    {"US-CA-2", "US California 2"}, {"US-KS-2", "US Kansas 2"}, {"US-TX-3", "US Texas 3"}};

json text(const QString &value) { return snapgpu::json::fromQString(value); }

QString statusOf(const Contract &contract)
{
    const QString &status = contract.actualStatus;
    if (status == QLatin1String("running")) {
        return QStringLiteral("RUNNING");
    }
    if (status == QLatin1String("exited") || status == QLatin1String("offline")) {
        return contract.intendedStatus == QLatin1String("stopped") ? QStringLiteral("EXITED")
                                                                   : QStringLiteral("ERROR");
    }
    if (status == QLatin1String("stopped")) {
        return QStringLiteral("EXITED");
    }
    return status.isEmpty() ? QStringLiteral("PROVISIONING") : QStringLiteral("STARTING");
}

json actionsOf(const QString &status)
{
    if (status == QLatin1String("RUNNING")) {
        return {"stop", "restart", "terminate"};
    }
    const bool begins = status == QLatin1String("PROVISIONING") || status == QLatin1String("STARTING");
    return begins ? json{"stop", "terminate"} : json{"start", "terminate"};
}

json sshOf(const Contract &contract, const FleetMachine &machine, const QString &status)
{
    json ssh = {{"proxy", nullptr}, {"direct", nullptr}};
    if (status == QLatin1String("PROVISIONING")) {
        return ssh;
    }
    // The suffix is the same for every pod of a host.
    const QString user = podId(contract.id)
        + QStringLiteral("-6440%1").arg(machine.machineId & 0xffff, 4, 16, QLatin1Char('0'));
    ssh["proxy"] = {{"host", "ssh.runpod.io"}, {"port", 22}, {"username", text(user)},
        {"command", text(QStringLiteral("ssh %1@ssh.runpod.io").arg(user))}};
    if (status == QLatin1String("RUNNING") && contract.portsMapped) {
        ssh["direct"] = {{"host", "127.0.0.1"}, {"port", contract.sshPort}, {"username", "root"},
            {"command", text(QStringLiteral("ssh root@127.0.0.1 -p %1").arg(contract.sshPort))}};
    }
    return ssh;
}

json runtimeOf(const Contract &contract, const QString &status)
{
    if (status != QLatin1String("RUNNING")) {
        // Before the container is up it is null, or an empty object.
        return contract.id % 2 == 0 ? json() : json::object();
    }
    json ports = json::array();
    if (contract.portsMapped) {
        ports.push_back(
            {{"private", 22}, {"public", contract.sshPort}, {"type", "tcp"}, {"ip", "127.0.0.1"}});
    }
    return {{"uptime", contract.gpuMs / 1000}, {"gpus", {{{"util", 0}, {"memoryUtil", 0}}}},
        {"cpu", {{"util", 3}}}, {"memory", {{"util", 1}}}, {"ports", std::move(ports)}};
}

json instant(qint64 ms)
{
    return ms <= 0 ? json() : text(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(Qt::ISODate));
}

QString quoted(QString word)
{
    return QLatin1Char('\'') + word.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

} // namespace

QString podId(qint64 contractId)
{
    quint64 number = mixSeed(0x706f64, static_cast<quint64>(contractId));
    QString id;
    while (id.size() < 14) {
        const auto digit = static_cast<int>(number % 36);
        id += QLatin1Char(static_cast<char>(digit < 10 ? '0' + digit : 'a' + digit - 10));
        number = id.size() == 11 ? mixSeed(number, 1) : number / 36;
    }
    return id;
}

QString longGpuName(const GpuType &gpu)
{
    const QString name = QString::fromLatin1(gpu.name);
    const bool isGeForce = name.startsWith(QLatin1String("RTX ")) && name.size() > 4 && name.at(4).isDigit()
        && !name.contains(QLatin1String("Ada"));
    return (isGeForce ? QStringLiteral("NVIDIA GeForce ") : QStringLiteral("NVIDIA ")) + name;
}

const Center &centerOf(const FleetMachine &machine)
{
    return kCenters[mixSeed(0x6463, static_cast<quint64>(machine.machineId)) % std::size(kCenters)];
}

double poolDollars(const GpuType &gpu, bool secure)
{
    return std::round(gpu.dollars * (secure ? kSecureShare : kCommunityShare) * 100) / 100;
}

json podRow(const Contract &contract, const FleetMachine &machine)
{
    const QString status = statusOf(contract);
    json env = json::object();
    for (const auto &[name, value] : contract.args.env) {
        env[name.toStdString()] = text(value);
    }
    const bool placed = status != QLatin1String("PROVISIONING");
    const Money cost = contract.closed || status == QLatin1String("EXITED")
        ? Money()
        : contract.gpuHourly + contract.storageHourly;
    return {{"id", text(podId(contract.id))}, {"name", text(contract.args.label)},
        {"image", text(contract.args.image)}, {"args", ""}, {"disk", contract.args.diskGb},
        {"ports", {"22/tcp"}}, {"env", std::move(env)}, {"registry", nullptr}, {"status", text(status)},
        {"actions", actionsOf(status)}, {"mounts", json::object()},
        {"gpu", {{"id", text(longGpuName(*machine.gpu))}, {"count", contract.numGpus}}},
        {"cloud", machine.datacenter ? "SECURE" : "COMMUNITY"},
        {"dataCenterId", placed ? json(centerOf(machine).id) : json()},
        {"cudaVersion", placed ? json("12.8") : json()}, {"ssh", sshOf(contract, machine, status)},
        {"template", nullptr}, {"cost", cost.dollars()}, {"locked", false},
        {"globalNetworking", {{"enabled", false}}}, {"runtime", runtimeOf(contract, status)},
        {"createdAt", instant(contract.createdMs)}, {"startedAt", instant(contract.runningSinceMs)}};
}

std::optional<QString> startScript(const QString &args)
{
    if (!args.trimmed().startsWith(QLatin1Char('{'))) {
        return args;
    }
    const auto command = snapgpu::json::parse(args.toUtf8());
    if (!command || !command->is_object()) {
        return std::nullopt;
    }
    QStringList words;
    for (const char *key : {"entrypoint", "cmd"}) {
        if (const json *list = snapgpu::json::array(*command, key)) {
            for (const json &word : *list) {
                words << quoted(snapgpu::json::toQString(word));
            }
        }
    }
    return words.isEmpty() ? QString() : QStringLiteral("exec ") + words.join(QLatin1Char(' '));
}

} // namespace snapgpu::sandbox::runpod
