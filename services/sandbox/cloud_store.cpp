// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/cloud_store.h"

#include "services/core/json.h"

#include <algorithm>
#include <QCoreApplication>

namespace snapgpu::sandbox {

namespace {

using nlohmann::json;
namespace read = snapgpu::json;

constexpr int kVersion = 1;

json text(const QString &value) { return read::fromQString(value); }

QString str(const json &object, const char *key) { return read::string(object, key).value_or(QString()); }

qint64 num(const json &object, const char *key) { return read::integer(object, key).value_or(0); }

bool flag(const json &object, const char *key) { return read::boolean(object, key).value_or(false); }

Money money(const json &object, const char *key) { return Money::fromMicros(num(object, key)); }

/** Calls `fn` for each element of an array field. */
template <typename F> void each(const json &object, const char *key, F fn)
{
    if (const json *list = read::array(object, key)) {
        for (const json &item : *list) {
            fn(item);
        }
    }
}

json keysToJson(const QVector<StoredKey> &keys)
{
    json list = json::array();
    for (const StoredKey &key : keys) {
        list.push_back({{"id", key.id}, {"text", text(key.text)}, {"added", key.addedMs}});
    }
    return list;
}

QVector<StoredKey> keysFromJson(const json &object, const char *key)
{
    QVector<StoredKey> keys;
    each(object, key, [&](const json &item) {
        keys.push_back({num(item, "id"), str(item, "text"), num(item, "added")});
    });
    return keys;
}

json argsToJson(const CreateArgs &args)
{
    json env = json::array();
    for (const auto &[name, value] : args.env) {
        env.push_back({text(name), text(value)});
    }
    return {{"image", text(args.image)}, {"disk", args.diskGb},
        {"label", args.hasLabel ? text(args.label) : json()}, {"env", std::move(env)},
        {"onstart", text(args.onstart)}, {"runtype", text(args.runtype)},
        {"cancel_unavail", args.cancelUnavail}, {"stopped", args.stopped},
        {"bid", args.bidDollars ? json(*args.bidDollars) : json()}};
}

CreateArgs argsFromJson(const json &object)
{
    CreateArgs args;
    args.image = str(object, "image");
    args.diskGb = read::number(object, "disk").value_or(10);
    args.hasLabel = read::find(object, "label") != nullptr;
    args.label = str(object, "label");
    each(object, "env", [&](const json &pair) {
        if (pair.is_array() && pair.size() == 2) {
            args.env.push_back({read::toQString(pair[0]), read::toQString(pair[1])});
        }
    });
    args.onstart = str(object, "onstart");
    args.runtype = str(object, "runtype");
    args.cancelUnavail = flag(object, "cancel_unavail");
    args.stopped = flag(object, "stopped");
    args.bidDollars = read::number(object, "bid");
    return args;
}

json planToJson(const BootPlan &plan)
{
    json steps = json::array();
    for (const PlanStep &step : plan.steps) {
        steps.push_back({{"at", step.atMs}, {"effect", static_cast<int>(step.effect)},
            {"status", text(step.status)}, {"message", text(step.message)}});
    }
    return {{"fate", text(plan.fate)}, {"steps", std::move(steps)}, {"ssh", static_cast<int>(plan.sshFault)},
        {"gpu_broken", plan.gpuBroken}, {"disk_full", plan.diskFullAfterBytes}};
}

BootPlan planFromJson(const json &object)
{
    BootPlan plan;
    plan.fate = str(object, "fate");
    each(object, "steps", [&](const json &step) {
        const auto effect =
            std::clamp<qint64>(num(step, "effect"), 0, static_cast<int>(StepEffect::Vanished));
        plan.steps.push_back(
            {num(step, "at"), static_cast<StepEffect>(effect), str(step, "status"), str(step, "message")});
    });
    plan.sshFault =
        static_cast<SshFault>(std::clamp<qint64>(num(object, "ssh"), 0, static_cast<int>(SshFault::KeyLate)));
    plan.gpuBroken = flag(object, "gpu_broken");
    plan.diskFullAfterBytes = read::integer(object, "disk_full").value_or(-1);
    return plan;
}

/** Field tables: one line each, used in both directions. */
struct TextField
{
    const char *name;
    QString Contract::*member;
};
constexpr TextField kTexts[] = {{"instance_key", &Contract::instanceKey},
    {"jupyter_token", &Contract::jupyterToken}, {"actual", &Contract::actualStatus},
    {"message", &Contract::statusMessage}, {"intended", &Contract::intendedStatus},
    {"cur", &Contract::curState}, {"next", &Contract::nextState}};

struct FlagField
{
    const char *name;
    bool Contract::*member;
};
constexpr FlagField kFlags[] = {{"ports_chosen", &Contract::portsChosen},
    {"ports_mapped", &Contract::portsMapped}, {"machine_up", &Contract::machineUp},
    {"gpu_on", &Contract::gpuOn}, {"offline", &Contract::offline}, {"holds_gpus", &Contract::holdsGpus},
    {"closed", &Contract::closed}, {"gone", &Contract::gone}, {"ever_ran", &Contract::everRan}};

struct NumberField
{
    const char *name;
    qint64 Contract::*member;
};
constexpr NumberField kNumbers[] = {{"id", &Contract::id}, {"ask", &Contract::askId},
    {"machine", &Contract::machineId}, {"plan_start", &Contract::planStartMs},
    {"created", &Contract::createdMs}, {"visible", &Contract::visibleMs},
    {"running_since", &Contract::runningSinceMs}, {"closed_at", &Contract::closedMs},
    {"gone_at", &Contract::goneMs}, {"resurrect_at", &Contract::resurrectMs},
    {"accrued_to", &Contract::accruedToMs}, {"gpu_ms", &Contract::gpuMs},
    {"storage_ms", &Contract::storageMs}};

json contractToJson(const Contract &c)
{
    json object = {{"gpus", c.numGpus}, {"ssh_port", c.sshPort}, {"plan_next", c.planNext},
        {"gpu_micros_hour", c.gpuHourly.micros()}, {"storage_micros_hour", c.storageHourly.micros()},
        {"earlier_micros", c.earlierCost.micros()}, {"args", argsToJson(c.args)},
        {"plan", planToJson(c.plan)}, {"keys", keysToJson(c.keys)}};
    for (const TextField &field : kTexts) {
        object[field.name] = text(c.*field.member);
    }
    for (const FlagField &field : kFlags) {
        object[field.name] = c.*field.member;
    }
    for (const NumberField &field : kNumbers) {
        object[field.name] = c.*field.member;
    }
    return object;
}

Contract contractFromJson(const json &object)
{
    Contract c;
    c.numGpus = static_cast<int>(std::max<qint64>(1, num(object, "gpus")));
    c.sshPort = static_cast<quint16>(num(object, "ssh_port"));
    c.gpuHourly = money(object, "gpu_micros_hour");
    c.storageHourly = money(object, "storage_micros_hour");
    c.earlierCost = money(object, "earlier_micros");
    if (const json *args = read::object(object, "args")) {
        c.args = argsFromJson(*args);
    }
    if (const json *plan = read::object(object, "plan")) {
        c.plan = planFromJson(*plan);
    }
    c.planNext = static_cast<int>(std::clamp<qint64>(num(object, "plan_next"), 0, c.plan.steps.size()));
    c.keys = keysFromJson(object, "keys");
    for (const TextField &field : kTexts) {
        c.*field.member = str(object, field.name);
    }
    for (const FlagField &field : kFlags) {
        c.*field.member = flag(object, field.name);
    }
    for (const NumberField &field : kNumbers) {
        c.*field.member = num(object, field.name);
    }
    return c;
}

} // namespace

json stateToJson(const CloudState &state)
{
    json asks = json::array();
    for (const Ask &ask : state.asks) {
        asks.push_back({ask.id, ask.machineId, ask.numGpus});
    }
    json contracts = json::array();
    for (const Contract &contract : state.contracts) {
        contracts.push_back(contractToJson(contract));
    }
    json cached = json::array();
    for (auto it = state.cachedImages.cbegin(); it != state.cachedImages.cend(); ++it) {
        for (const QString &image : it.value()) {
            cached.push_back({{"machine", it.key()}, {"image", text(image)}});
        }
    }
    return {{"version", kVersion}, {"seed", state.seed}, {"epoch", state.epochMs}, {"now", state.nowMs},
        {"account_key", text(state.accountKey)}, {"deposited_micros", state.deposited.micros()},
        {"spent_closed_micros", state.spentClosed.micros()}, {"next_contract", state.nextContract},
        {"next_ask", state.nextAsk}, {"next_key", state.nextKey}, {"asks", std::move(asks)},
        {"contracts", std::move(contracts)}, {"cached_images", std::move(cached)},
        {"account_keys", keysToJson(state.accountKeys)}};
}

Result<CloudState> stateFromJson(const json &document)
{
    CloudState state;
    state.accountKey = str(document, "account_key");
    if (!document.is_object() || num(document, "version") != kVersion || state.accountKey.isEmpty()) {
        return fail(ErrorCategory::BadAnswer,
            QCoreApplication::translate(
                "Sandbox", "The sandbox's state file was not written by this version."));
    }
    state.seed = document.value("seed", quint64{1});
    state.epochMs = num(document, "epoch");
    state.nowMs = num(document, "now");
    state.deposited = money(document, "deposited_micros");
    state.spentClosed = money(document, "spent_closed_micros");
    state.nextContract = num(document, "next_contract");
    state.nextAsk = num(document, "next_ask");
    state.nextKey = num(document, "next_key");
    each(document, "asks", [&](const json &ask) {
        if (ask.is_array() && ask.size() == 3 && ask[0].is_number() && ask[1].is_number()
            && ask[2].is_number()) {
            state.asks.push_back({ask[0].get<qint64>(), ask[1].get<qint64>(), ask[2].get<int>(), true});
        }
    });
    each(document, "contracts", [&](const json &item) {
        const Contract contract = contractFromJson(item);
        state.contracts.insert(contract.id, contract);
    });
    each(document, "cached_images",
        [&](const json &item) { state.cachedImages[num(item, "machine")] << str(item, "image"); });
    state.accountKeys = keysFromJson(document, "account_keys");
    return state;
}

} // namespace snapgpu::sandbox
