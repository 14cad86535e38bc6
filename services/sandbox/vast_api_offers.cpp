// SPDX-License-Identifier: GPL-3.0-or-later
// Search and create (reference, 2 and 3).
#include "services/sandbox/vast_api_call.h"

#include <algorithm>
#include <set>

namespace snapgpu::sandbox {

namespace {

using Value = nlohmann::json;

constexpr int kMostIds = 64;
constexpr double kSmallestDisk = 8;
constexpr qsizetype kLongestLabel = 256;
constexpr qsizetype kLongestImage = 1024;
constexpr qsizetype kLongestOnstart = 4096;
constexpr qsizetype kLongestEnv = 32768;

QString invalidRequest() { return QStringLiteral("invalid_request"); }

/** Reads `env`: an object; a string is silently ignored, as the real service does. */
QVector<QPair<QString, QString>> readEnv(const Value &body)
{
    QVector<QPair<QString, QString>> env;
    if (const Value *object = json::object(body, "env")) {
        for (const auto &item : object->items()) {
            const QString value = item.value().is_string() ? json::toQString(item.value())
                                                           : QString::fromUtf8(json::dump(item.value()));
            env.push_back({QString::fromStdString(item.key()), value});
        }
    }
    return env;
}

tl::expected<CreateArgs, QString> readCreateArgs(const Value &body, bool strict)
{
    CreateArgs args;
    args.image = json::trimmed(body, "image");
    args.diskGb = std::max(json::number(body, "disk").value_or(10), kSmallestDisk);
    args.hasLabel = json::find(body, "label") != nullptr;
    args.label = json::string(body, "label").value_or(QString());
    args.env = readEnv(body);
    args.onstart = json::string(body, "onstart").value_or(QString());
    args.runtype = json::string(body, "runtype").value_or(QStringLiteral("ssh"));
    args.stopped = json::string(body, "target_state") == QLatin1String("stopped");
    args.bidDollars = json::number(body, "price");
    args.cancelUnavail = json::boolean(body, "cancel_unavail").value_or(!args.bidDollars.has_value());
    qsizetype envSize = 0;
    for (const auto &[name, value] : std::as_const(args.env)) {
        envSize += name.size() + value.size();
    }
    if (args.image.isEmpty()) {
        return tl::unexpected(QStringLiteral("'image' is required unless a template gives it"));
    }
    if (args.image.size() > kLongestImage || args.label.size() > kLongestLabel || envSize > kLongestEnv) {
        return tl::unexpected(QStringLiteral("'image', 'label' or 'env' is too long"));
    }
    if (args.onstart.size() > kLongestOnstart) {
        return tl::unexpected(QStringLiteral("'onstart' is longer than 4096 characters"));
    }
    if (strict && body.contains("env") && body["env"].is_string()) {
        return tl::unexpected(QStringLiteral("'env' must be an object"));
    }
    return args;
}

HttpAnswer badArgs(const QString &what)
{
    return answers::refusal(
        400, QStringLiteral("invalid_args"), QStringLiteral("error 400/3467: Invalid args: %1").arg(what));
}

} // namespace

HttpAnswer VastApi::searchBundles(Call &call)
{
    Value query = call.body;
    if (call.request.method == "GET") {
        const QString text = call.request.queryValue(QStringLiteral("q"));
        auto parsed = json::parse(text.isEmpty() ? QByteArray("{}") : text.toUtf8());
        if (!parsed || !parsed->is_object()) {
            return answers::refusal(400, invalidRequest(), QStringLiteral("Invalid json body"));
        }
        query = std::move(*parsed);
    }
    if (m_cloud->faults().hit(Fault::NoOffers)) {
        return answers::ok({{"offers", Value::array()}});
    }
    auto offers = searchOffers(
        m_cloud->fleet(), m_cloud->state().asks, query, SearchDefaults::Bundles, m_cloud->nowSec());
    if (!offers) {
        return answers::refusal(400, invalidRequest(), offers.error().message);
    }
    return answers::ok({{"offers", std::move(*offers)}});
}

HttpAnswer VastApi::searchAsks(Call &call)
{
    Value body = call.body;
    if (call.request.method == "GET") {
        auto parsed = json::parse(call.request.queryValue(QStringLiteral("q")).toUtf8());
        body = {{"q", parsed ? std::move(*parsed) : Value::object()}};
    }
    for (const auto &item : body.items()) {
        if (item.key() != "q" && item.key() != "select_cols") {
            return answers::refusal(400, QStringLiteral("invalid_args"),
                QStringLiteral("%1: Extra inputs are not permitted").arg(QString::fromStdString(item.key())));
        }
    }
    const Value *query = json::object(body, "q");
    if (m_cloud->faults().hit(Fault::NoOffers)) {
        return answers::ok({{"offers", Value::array()}});
    }
    auto offers = searchOffers(m_cloud->fleet(), m_cloud->state().asks, query ? *query : Value::object(),
        SearchDefaults::None, m_cloud->nowSec());
    if (!offers) {
        return answers::refusal(400, invalidRequest(), offers.error().message);
    }
    return answers::ok({{"offers", std::move(*offers)}});
}

HttpAnswer VastApi::createOne(Call &call)
{
    const auto args = readCreateArgs(call.body, m_options.strict);
    if (!args) {
        return badArgs(args.error());
    }
    if (m_cloud->faults().hit(Fault::Create5xxClean)) {
        return answers::html(502);
    }
    const qint64 askId = call.ids.value(0);
    const auto created = m_cloud->create(askId, *args, call.nowMs);
    call.changed = call.saveFirst = true;
    if (!created) {
        return answers::refusal(created.error());
    }
    if (m_cloud->faults().hit(Fault::LostCreate)) {
        HttpAnswer lost;
        lost.drop = true;
        return lost;
    }
    if (m_cloud->faults().hit(Fault::Create5xx)) {
        return answers::html(502);
    }
    return answers::ok({{"success", true}, {"new_contract", *created}, {"ask_id", askId},
        {"instance_api_key", json::fromQString(m_cloud->contract(*created)->instanceKey)}});
}

HttpAnswer VastApi::createMany(Call &call)
{
    // No public source prints this answer (reference, 1.7): one result per id is our own shape.
    const Value *ids = json::array(call.body, "ids");
    const auto args = readCreateArgs(call.body, m_options.strict);
    if (ids == nullptr || ids->empty() || ids->size() > kMostIds) {
        return badArgs(QStringLiteral("'ids' must be a list of 1 to 64 offer IDs"));
    }
    if (!args) {
        return badArgs(args.error());
    }
    if (m_cloud->faults().hit(Fault::Create5xxClean)) {
        return answers::html(502);
    }
    Value results = Value::array();
    bool all = true;
    call.changed = call.saveFirst = true;
    for (const Value &id : *ids) {
        const qint64 askId = id.is_number() ? id.get<qint64>() : json::toQString(id).toLongLong();
        const auto created = m_cloud->create(askId, *args, call.nowMs);
        if (created) {
            results.push_back({{"ask_id", askId}, {"success", true}, {"new_contract", *created}});
        } else {
            all = false;
            results.push_back(
                {{"ask_id", askId}, {"success", false}, {"error", json::fromQString(created.error().error)},
                    {"msg", json::fromQString(created.error().message)}});
        }
    }
    if (m_cloud->faults().hit(Fault::LostCreate)) {
        HttpAnswer lost;
        lost.drop = true;
        return lost;
    }
    if (m_cloud->faults().hit(Fault::Create5xx)) {
        return answers::html(502);
    }
    return answers::ok({{"success", all}, {"results", std::move(results)}});
}

HttpAnswer VastApi::gpuNames(Call &)
{
    std::set<std::string> names;
    for (const FleetMachine &machine : m_cloud->fleet().machines) {
        names.insert(machine.gpu->name);
    }
    return answers::ok({{"gpu_names", Value(names)}});
}

HttpAnswer VastApi::gpuKinds(Call &)
{
    Value kinds = Value::array();
    for (const GpuType &type : gpuTypes()) {
        kinds.push_back({{"canonical_name", type.name}, {"gpu_ram_mb", type.ramMb}});
    }
    return answers::ok({{"gpu_types", std::move(kinds)}});
}

} // namespace snapgpu::sandbox
