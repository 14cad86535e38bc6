// SPDX-License-Identifier: GPL-3.0-or-later
// Changing, destroying and logs of instances (reference, 4 and 5); the list is in vast_api_list.cpp.
#include "services/sandbox/instance_row.h"
#include "services/sandbox/vast_api_call.h"

#include <algorithm>

namespace snapgpu::sandbox {

namespace {

using Value = nlohmann::json;

constexpr int kMostIds = 64;
constexpr int kLogReadsBeforeText = 2;
constexpr int kMostLogFiles = 256;

HttpAnswer success() { return answers::ok({{"success", true}}); }

QVector<qint64> readIds(const Value &body, const char *key)
{
    QVector<qint64> ids;
    if (const Value *list = json::array(body, key)) {
        for (const Value &id : *list) {
            ids.push_back(id.is_number() ? id.get<qint64>() : json::toQString(id).toLongLong());
        }
    }
    return ids;
}

HttpAnswer fromAnswer(const Answer<Done> &answer)
{
    return answer ? success() : answers::refusal(answer.error());
}

} // namespace

HttpAnswer VastApi::readOne(Call &call)
{
    const Contract *contract = m_cloud->visible(call.ids.value(0));
    if (contract == nullptr) {
        return answers::ok({{"instances", nullptr}});
    }
    const FleetMachine &machine = *m_cloud->fleet().machine(contract->machineId);
    return answers::ok({{"instances", instanceRow(*contract, machine, RowKind::Single, m_cloud->nowSec())}});
}

HttpAnswer VastApi::setState(qint64 contractId, const QString &state, Call &call)
{
    call.changed = call.saveFirst = true;
    if (state == QLatin1String("stopped")) {
        return fromAnswer(m_cloud->stop(contractId, call.nowMs));
    }
    if (state != QLatin1String("running")) {
        return answers::refusal(
            400, QStringLiteral("invalid_args"), QStringLiteral("state must be running or stopped"));
    }
    const auto started = m_cloud->start(contractId, call.nowMs);
    if (!started) {
        return answers::refusal(started.error());
    }
    if (!*started) {
        return answers::ok({{"success", false},
            {"msg", "Required resources are currently unavailable, state change queued."}});
    }
    return success();
}

HttpAnswer VastApi::changeOne(Call &call)
{
    const qint64 id = call.ids.value(0);
    const auto label = json::string(call.body, "label");
    const auto state = json::string(call.body, "state");
    if (!label && !state) {
        return answers::refusal(
            400, QStringLiteral("invalid_args"), QStringLiteral("state or label is required"));
    }
    // The instance's own key may write its label, not its state.
    if (state && call.identity.kind == Identity::Instance) {
        return answers::refusal(401, QStringLiteral("auth_error"),
            QStringLiteral("Authorization Error. Your key lacks the api.instance.state route access"));
    }
    if (label) {
        call.changed = true;
        const auto labelled = m_cloud->setLabel(id, *label);
        if (!labelled || !state) {
            return fromAnswer(labelled);
        }
    }
    return setState(id, *state, call);
}

HttpAnswer VastApi::changeMany(Call &call)
{
    const QString state = json::string(call.body, "state").value_or(QString());
    const QVector<qint64> ids = readIds(call.body, "ids");
    if (ids.isEmpty() || ids.size() > kMostIds) {
        return answers::refusal(
            400, QStringLiteral("invalid_args"), QStringLiteral("ids must list 1 to 64 instances"));
    }
    for (const qint64 id : ids) {
        if (HttpAnswer answer = setState(id, state, call); answer.status != 200) {
            return answer;
        }
    }
    return success();
}

HttpAnswer VastApi::startMany(Call &call)
{
    if (!call.body.contains("IDs")) {
        return answers::refusal(400, QStringLiteral("missing_input"), QStringLiteral("IDs is required"));
    }
    const QVector<qint64> ids = readIds(call.body, "IDs");
    if (ids.isEmpty()) {
        return answers::refusal(400, QStringLiteral("empty_input"), QStringLiteral("IDs is empty"));
    }
    for (const qint64 id : ids) {
        if (HttpAnswer answer = setState(id, QStringLiteral("running"), call); answer.status != 200) {
            return answers::refusal(
                400, QStringLiteral("invalid_instance_id"), QStringLiteral("Instance %1 not found.").arg(id));
        }
    }
    return success();
}

HttpAnswer VastApi::destroyOne(Call &call)
{
    if (m_cloud->faults().hit(Fault::Delete5xx)) {
        return answers::html(503);
    }
    const auto destroyed = m_cloud->destroy(call.ids.value(0), call.nowMs);
    call.changed = call.saveFirst = true;
    return fromAnswer(destroyed);
}

HttpAnswer VastApi::destroyMany(Call &call)
{
    const QVector<qint64> ids = readIds(call.body, "instance_ids");
    if (ids.isEmpty() || ids.size() > kMostIds) {
        return answers::refusal(
            400, QStringLiteral("invalid_args"), QStringLiteral("instance_ids must list 1 to 64 instances"));
    }
    if (m_cloud->faults().hit(Fault::Delete5xx)) {
        return answers::html(503);
    }
    QStringList missing;
    for (const qint64 id : ids) {
        if (!m_cloud->destroy(id, call.nowMs)) {
            missing << QString::number(id);
        }
    }
    call.changed = call.saveFirst = true;
    if (missing.isEmpty()) {
        return success();
    }
    return answers::ok({{"success", false}, {"error", "no_such_instance"},
        {"msg",
            json::fromQString(
                QStringLiteral("Instances not found: ") + missing.join(QStringLiteral(", ")))}});
}

HttpAnswer VastApi::reboot(Call &call)
{
    call.changed = true;
    return fromAnswer(m_cloud->restart(call.ids.value(0), QStringLiteral("rebooting"), call.nowMs));
}

HttpAnswer VastApi::recycle(Call &call)
{
    call.changed = true;
    return fromAnswer(m_cloud->restart(call.ids.value(0), QStringLiteral("recycling"), call.nowMs));
}

HttpAnswer VastApi::bidPrice(Call &call)
{
    call.changed = true;
    const auto price = json::number(call.body, "price");
    if (!price) {
        return answers::refusal(400, QStringLiteral("invalid_args"), QStringLiteral("price is required"));
    }
    return fromAnswer(m_cloud->setBid(call.ids.value(0), *price));
}

HttpAnswer VastApi::requestLogs(Call &call)
{
    const qint64 id = call.ids.value(0);
    const Contract *contract = m_cloud->visible(id);
    if (contract == nullptr) {
        return answers::refusal(
            404, QStringLiteral("no_such_instance"), QStringLiteral("Instance %1 not found.").arg(id));
    }
    QStringList lines;
    for (int i = 0; i < contract->planNext; ++i) {
        lines << contract->plan.steps[i].message.trimmed();
    }
    lines.removeAll(QString());
    const QString filter = json::string(call.body, "filter").value_or(QString());
    if (!filter.isEmpty()) {
        lines = lines.filter(filter);
    }
    const qint64 tail = json::integer(call.body, "tail").value_or(1000);
    lines = lines.mid(std::max<qsizetype>(0, lines.size() - std::max<qint64>(0, tail)));
    if (m_logs.size() >= kMostLogFiles) {
        m_logs.clear();
    }
    const QString name = QStringLiteral("C.%1-%2.log").arg(id).arg(mixSeed(m_options.seed, ++m_junk), 16, 16);
    m_logs.insert(name, {(lines.join(QLatin1Char('\n')) + QLatin1Char('\n')).toUtf8(), 0});
    return answers::ok({{"success", true}, {"msg", "Log request accepted"},
        {"result_url", json::fromQString(m_options.baseUrl + QStringLiteral("/logs/") + name)}});
}

HttpAnswer VastApi::logFile(Call &call)
{
    const auto it = m_logs.find(call.request.path.section(QLatin1Char('/'), -1));
    HttpAnswer answer;
    answer.contentType = "text/plain";
    if (it == m_logs.end() || it->asked++ < kLogReadsBeforeText) {
        answer.status = 404;
        answer.body = "NoSuchKey";
        return answer;
    }
    answer.body = it->text;
    return answer;
}

} // namespace snapgpu::sandbox
