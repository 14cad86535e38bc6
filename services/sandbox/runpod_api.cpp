// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/runpod_api.h"

#include "services/core/json.h"
#include "services/sandbox/rng.h"
#include "services/sandbox/runpod_pods.h"

#include <algorithm>
#include <QSet>

namespace snapgpu::sandbox {

namespace {

using Value = nlohmann::json;

constexpr qsizetype kLargestBody = 102'400;
constexpr char kNoStock[] = "There are no longer any instances available with the requested specifications. "
                            "Please refresh and try again.";

HttpAnswer ok(const Value &body, int status = 200)
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = json::dump(body);
    return answer;
}

/** RFC 9457. */
HttpAnswer problem(int status, const char *title, const QString &detail, const Value &errors = {})
{
    Value body = {{"title", title}, {"status", status}, {"detail", json::fromQString(detail)}};
    if (!errors.is_null()) {
        body["errors"] = errors;
    }
    HttpAnswer answer = ok(body, status);
    answer.contentType = "application/problem+json";
    return answer;
}

HttpAnswer notFound() { return problem(404, "Not Found", QStringLiteral("pod not found")); }
HttpAnswer ill(int status)
{
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = "text/html";
    answer.body = "<html><body>bad gateway</body></html>";
    return answer;
}

QString availabilityOf(int machines)
{
    return machines >= 4 ? QStringLiteral("HIGH")
        : machines >= 2  ? QStringLiteral("MEDIUM")
        : machines == 1  ? QStringLiteral("LOW")
                         : QStringLiteral("NONE");
}

/** What the contract of v2 names; anything else is 422. */
const QSet<QString> &createKeys()
{
    static const QSet<QString> keys = [] {
        const QString names = QStringLiteral(
            "name image args disk env ports registry cloud gpu cpu dataCenterIds mounts startSsh "
            "startJupyter globalNetworking templateId");
        const QStringList list = names.split(QLatin1Char(' '));
        return QSet<QString>(list.begin(), list.end());
    }();
    return keys;
}

std::optional<HttpAnswer> wrongCreate(const Value &body)
{
    Value errors = Value::array();
    for (const auto &[key, value] : body.items()) {
        if (!createKeys().contains(QString::fromStdString(key))) {
            errors.push_back("$: additional properties '" + key + "' not allowed");
        }
    }
    const Value *gpu = json::object(body, "gpu");
    if (json::trimmed(body, "name").isEmpty() || !gpu || json::trimmed(*gpu, "id").isEmpty()) {
        errors.push_back("$: missing properties: 'name', 'gpu'");
    }
    const QString cloud = json::string(body, "cloud").value_or(QStringLiteral("SECURE"));
    if (cloud != QLatin1String("SECURE") && cloud != QLatin1String("COMMUNITY")) {
        errors.push_back("$.cloud: value must be one of 'SECURE', 'COMMUNITY'");
    }
    if (errors.empty()) {
        return std::nullopt;
    }
    return problem(422, "Unprocessable Entity", QStringLiteral("Request validation failed."), errors);
}

bool wantsCenter(const Value &body, const char *center)
{
    const Value *centers = json::array(body, "dataCenterIds");
    return !centers || centers->empty()
        || std::any_of(centers->begin(), centers->end(),
            [center](const Value &one) { return json::toQString(one) == QLatin1String(center); });
}

} // namespace

/** One request on its way through the handlers. */
struct RunPodApi::Call
{
    const HttpRequest &request;
    QByteArray token{};
    qint64 ownPod = 0; ///< contract whose key this is; 0 = the account's, or nobody's
    bool isAccount = false;
    Value body = Value::object();
    qint64 nowMs = 0;
    bool changed = false;
};

RunPodApi::RunPodApi(SandboxCloud *cloud, ApiOptions options)
    : m_cloud(cloud)
    , m_options(std::move(options))
    // The example of the specification; a sandbox that is not strict lets ten times as much pass.
    , m_windows{Window{"minute", 60, m_options.strict ? 60 : 600},
          Window{"hour", 3'600, m_options.strict ? 3'000 : 30'000},
          Window{"day", 86'400, m_options.strict ? 50'000 : 500'000}}
{
}

bool RunPodApi::serves(const QString &path)
{
    return path.startsWith(QLatin1String("/v2/")) || path == QLatin1String("/graphql");
}

std::optional<HttpAnswer> RunPodApi::spendQuota(qint64 realMs)
{
    const Window *empty = nullptr;
    for (Window &window : m_windows) {
        if (window.startMs < 0 || realMs - window.startMs >= window.seconds * 1000) {
            window.startMs = realMs;
            window.used = 0;
        }
        empty = window.used >= window.quota ? &window : empty;
    }
    if (!empty && !m_cloud->faults().hit(Fault::TooFast)) {
        for (Window &window : m_windows) {
            ++window.used;
        }
        return std::nullopt;
    }
    const QByteArray wait = empty ? QByteArray::number(empty->seconds - (realMs - empty->startMs) / 1000)
                                  : QByteArrayLiteral("1");
    HttpAnswer refused =
        problem(429, "Too Many Requests", QStringLiteral("rate limit exceeded for the minute window"));
    refused.headers = "Retry-After: " + wait + "\r\n";
    return refused;
}

QByteArray RunPodApi::quotaHeaders(qint64 realMs) const
{
    QList<QByteArray> left, policy;
    for (const Window &window : m_windows) {
        const QByteArray name = '"' + QByteArray(window.name) + '"';
        const qint64 reset = window.seconds - (realMs - window.startMs) / 1000;
        left << name + ";r=" + QByteArray::number(window.quota - window.used)
                + ";t=" + QByteArray::number(reset);
        policy << name + ";q=" + QByteArray::number(window.quota)
                + ";w=" + QByteArray::number(window.seconds);
    }
    return "RateLimit: " + left.join(", ") + "\r\nRateLimit-Policy: " + policy.join(", ") + "\r\n";
}

ApiResult RunPodApi::handle(const HttpRequest &request, qint64 sandboxMs, qint64 realMs)
{
    m_cloud->step(sandboxMs);
    Call call{request};
    call.nowMs = sandboxMs;
    const QByteArray header = request.header("authorization");
    call.token = header.startsWith("Bearer ") ? header.mid(7).trimmed() : QByteArray();
    call.isAccount = call.token == m_cloud->state().accountKey.toUtf8();
    for (const Contract &contract : m_cloud->state().contracts) {
        const bool own = runpod::isPod(contract) && !contract.closed && !call.token.isEmpty()
            && contract.instanceKey.toUtf8() == call.token;
        call.ownPod = own ? contract.id : call.ownPod;
    }
    ApiResult result;
    result.answer = answer(call, realMs);
    result.changed = result.saveFirst = call.changed;
    result.answer.delayMs = m_cloud->faults().milliseconds(Fault::Slow);
    if (m_cloud->faults().hit(Fault::HttpJunk)) {
        result.answer.junk = true;
        result.answer.body = QByteArray("\x16\x03\x01 this is no HTTP \xff\xfe\r\n", 24);
    }
    return result;
}

HttpAnswer RunPodApi::answer(Call &call, qint64 realMs)
{
    const QByteArray agent = call.request.header("user-agent");
    if (agent.isEmpty() || agent.startsWith("Python-urllib")) {
        HttpAnswer banned = ill(403);
        banned.body = "<html><title>Access denied</title>Error 1010</html>";
        return banned;
    }
    if (call.token.isEmpty()) {
        return problem(401, "Unauthorized", QStringLiteral("missing bearer token"));
    }
    if ((!call.isAccount && call.ownPod == 0) || m_cloud->faults().hit(Fault::BadKey)) {
        return problem(401, "Unauthorized", QStringLiteral("invalid API key"));
    }
    if (auto refused = spendQuota(realMs)) {
        return *refused;
    }
    HttpAnswer made = route(call);
    made.headers += quotaHeaders(realMs);
    return made;
}

HttpAnswer RunPodApi::route(Call &call)
{
    const HttpRequest &request = call.request;
    const QStringList path = request.path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (request.body.size() > kLargestBody) {
        return problem(413, "Content Too Large", QStringLiteral("request body too large"));
    }
    if (!request.body.trimmed().isEmpty() && request.method != "GET") {
        auto parsed = json::parse(request.body);
        if (!parsed || !parsed->is_object()) {
            return problem(400, "Bad Request", QStringLiteral("request body is not valid JSON"));
        }
        call.body = std::move(*parsed);
    }
    const bool isPod = path.size() == 3 && path.at(1) == QLatin1String("pods");
    if (request.method == "DELETE" && isPod) {
        return deletePod(call, path.at(2));
    }
    // A pod may remove itself, but not read itself.
    if (!call.isAccount) {
        return problem(403, "Forbidden", QStringLiteral("the API key lacks the scope for this operation"));
    }
    if (request.method == "POST" && path == QStringList{QStringLiteral("graphql")}) {
        return graphQl(call);
    }
    if (request.method == "GET" && isPod) {
        return readPod(path.at(2));
    }
    if (path == QStringList{QStringLiteral("v2"), QStringLiteral("pods")}) {
        return request.method == "POST" ? createPod(call) : listPods();
    }
    if (request.method == "GET"
        && path == QStringList{QStringLiteral("v2"), QStringLiteral("catalog"), QStringLiteral("gpus")}) {
        return catalog(call);
    }
    return problem(404, "Not Found", QStringLiteral("no such resource"));
}

HttpAnswer RunPodApi::catalog(const Call &call)
{
    const QString cloud = call.request.queryValue(QStringLiteral("cloud"));
    const bool secure = cloud != QLatin1String("COMMUNITY");
    const int count = std::max(1, call.request.queryValue(QStringLiteral("count")).toInt());
    const bool sold = m_cloud->faults().hit(Fault::NoOffers);
    Value types = Value::array();
    for (const GpuType &gpu : gpuTypes()) {
        QMap<QString, int> inCenter;
        QMap<QString, QString> names;
        bool tiers[2] = {false, false};
        for (const FleetMachine &machine : m_cloud->fleet().machines) {
            if (machine.gpu->name == gpu.name) {
                tiers[machine.datacenter ? 1 : 0] = true;
            }
        }
        for (const Ask &ask : m_cloud->state().asks) {
            const FleetMachine &machine = *m_cloud->fleet().machine(ask.machineId);
            if (machine.gpu->name == gpu.name && machine.datacenter == secure && ask.numGpus == count
                && ask.rentable && machine.listed && !sold) {
                const runpod::Center &center = runpod::centerOf(machine);
                ++inCenter[QString::fromLatin1(center.id)];
                names.insert(QString::fromLatin1(center.id), QString::fromLatin1(center.name));
            }
        }
        int all = 0;
        Value centers = Value::array();
        for (auto it = inCenter.cbegin(); it != inCenter.cend(); ++it) {
            all += it.value();
            centers.push_back(
                {{"id", json::fromQString(it.key())}, {"name", json::fromQString(names[it.key()])},
                    {"availability", json::fromQString(availabilityOf(it.value()))}});
        }
        const auto price = [&](bool tier) {
            return tiers[tier ? 1 : 0] ? runpod::poolDollars(gpu, tier) : 0;
        };
        types.push_back({{"id", json::fromQString(runpod::longGpuName(gpu))}, {"name", gpu.name},
            {"pool", nullptr}, {"manufacturer", "NVIDIA"}, {"memory", (gpu.ramMb + 512) / 1024},
            {"secure", tiers[1]}, {"community", tiers[0]},
            {"price", {{"secure", price(true)}, {"community", price(false)}}},
            {"maxCount", {{"secure", tiers[1] ? gpu.maxGpus : 0}, {"community", tiers[0] ? gpu.maxGpus : 0}}},
            {"availability", json::fromQString(availabilityOf(all))}, {"dataCenters", std::move(centers)}});
    }
    return ok({{"gpus", std::move(types)}});
}

HttpAnswer RunPodApi::listPods()
{
    if (m_cloud->faults().hit(Fault::List5xx)) {
        return ill(503);
    }
    if (m_cloud->faults().hit(Fault::ListJunk)) {
        HttpAnswer junk;
        junk.body = R"({"pods":[{"id":)";
        return junk;
    }
    Value rows = Value::array();
    for (const Contract *contract : m_cloud->visibleContracts()) {
        if (runpod::isPod(*contract)) {
            rows.push_back(runpod::podRow(*contract, *m_cloud->fleet().machine(contract->machineId)));
        }
    }
    return ok({{"pods", std::move(rows)}});
}

const Contract *RunPodApi::pod(const QString &id) const
{
    for (const Contract &contract : m_cloud->state().contracts) {
        if (runpod::isPod(contract) && !contract.closed && runpod::podId(contract.id) == id) {
            return &contract;
        }
    }
    return nullptr;
}

HttpAnswer RunPodApi::readPod(const QString &id)
{
    const Contract *contract = pod(id);
    if (!contract || !m_cloud->visible(contract->id)) {
        return notFound();
    }
    return ok(runpod::podRow(*contract, *m_cloud->fleet().machine(contract->machineId)));
}

/** One machine of the pool that the create asks for; which one, the cloud decides. */
std::optional<qint64> RunPodApi::drawAsk(const Value &body) const
{
    const Value &gpu = *json::object(body, "gpu");
    const QString type = json::trimmed(gpu, "id");
    const auto count = json::integer(gpu, "count").value_or(1);
    const bool secure =
        json::string(body, "cloud").value_or(QStringLiteral("SECURE")) == QLatin1String("SECURE");
    QVector<qint64> fitting;
    for (const Ask &ask : m_cloud->state().asks) {
        const FleetMachine &machine = *m_cloud->fleet().machine(ask.machineId);
        if (ask.numGpus == count && ask.rentable && machine.listed && machine.datacenter == secure
            && runpod::longGpuName(*machine.gpu) == type && wantsCenter(body, runpod::centerOf(machine).id)) {
            fitting.append(ask.id);
        }
    }
    if (fitting.isEmpty()) {
        return std::nullopt;
    }
    Rng dice(mixSeed(m_cloud->state().seed, static_cast<quint64>(m_cloud->state().nextContract)));
    return fitting.at(dice.below(static_cast<int>(fitting.size())));
}

HttpAnswer RunPodApi::createPod(Call &call)
{
    if (auto wrong = wrongCreate(call.body)) {
        return *wrong;
    }
    CreateArgs args;
    args.image = json::trimmed(call.body, "image");
    args.diskGb = std::max(1.0, json::number(call.body, "disk").value_or(20));
    args.label = json::trimmed(call.body, "name");
    args.hasLabel = true;
    args.runtype = QString::fromLatin1(runpod::kRunType);
    const auto script = runpod::startScript(json::string(call.body, "args").value_or(QString()));
    if (args.image.isEmpty() || !script) {
        return problem(400, "Bad Request", QStringLiteral("image is required, and args must be a command"));
    }
    args.onstart = *script;
    if (const Value *env = json::object(call.body, "env")) {
        for (const auto &[name, value] : env->items()) {
            args.env.append({QString::fromStdString(name), json::toQString(value)});
        }
    }
    if (m_cloud->faults().hit(Fault::Create5xxClean)) {
        return ill(502);
    }
    const auto ask = drawAsk(call.body);
    if (!ask) {
        return problem(400, "Bad Request", QString::fromLatin1(kNoStock));
    }
    const auto known = std::find_if(m_cloud->state().asks.cbegin(), m_cloud->state().asks.cend(),
        [&](const Ask &one) { return one.id == *ask; });
    const FleetMachine &machine = *m_cloud->fleet().machine(known->machineId);
    args.fixedDollars = runpod::poolDollars(*machine.gpu, machine.datacenter) * known->numGpus;
    const auto created = m_cloud->create(*ask, args, call.nowMs);
    call.changed = true;
    if (!created) {
        const Refusal &why = created.error();
        if (why.error == QLatin1String("insufficient_credit")) {
            return problem(402, "Payment Required", QStringLiteral("insufficient balance to start this pod"));
        }
        return why.newContract != 0
            ? problem(500, "Internal Server Error", QStringLiteral("read back failed"))
            : problem(400, "Bad Request", QString::fromLatin1(kNoStock));
    }
    if (m_cloud->faults().hit(Fault::LostCreate)) {
        HttpAnswer lost;
        lost.drop = true;
        return lost;
    }
    if (m_cloud->faults().hit(Fault::Create5xx)) { // as in June 2026: the pod exists all the same
        return problem(500, "Internal Server Error", QStringLiteral("failed to read the pod back"));
    }
    return ok(runpod::podRow(*m_cloud->contract(*created), machine), 201);
}

HttpAnswer RunPodApi::deletePod(Call &call, const QString &id)
{
    const Contract *contract = pod(id);
    if (!call.isAccount && (!contract || contract->id != call.ownPod)) {
        return problem(403, "Forbidden", QStringLiteral("the API key is bound to another pod"));
    }
    if (!contract) {
        return notFound();
    }
    if (m_cloud->faults().hit(Fault::Delete5xx)) {
        return ill(503);
    }
    call.changed = true;
    if (!m_cloud->destroy(contract->id, call.nowMs)) {
        return notFound();
    }
    HttpAnswer done;
    done.status = 204;
    return done;
}

HttpAnswer RunPodApi::graphQl(const Call &call)
{
    if (m_cloud->faults().hit(Fault::NoGraphQl)) {
        return problem(410, "Gone", QStringLiteral("GraphQL has been retired"));
    }
    if (!json::string(call.body, "query").value_or(QString()).contains(QLatin1String("myself"))) {
        return ok({{"errors", {{{"message", "Cannot query this field."}}}}, {"data", nullptr}});
    }
    const double balance =
        m_cloud->faults().hit(Fault::NoCredit) ? 0 : std::max(0.0, m_cloud->credit().dollars());
    return ok({{"data",
        {{"myself",
            {{"id", "user_2sandbox"}, {"email", "you@sandbox.invalid"}, {"clientBalance", balance}}}}}});
}

} // namespace snapgpu::sandbox
