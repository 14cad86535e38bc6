// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/sandbox/vast_api.h"

#include "services/sandbox/vast_api_call.h"

#include <algorithm>

namespace snapgpu::sandbox {

namespace answers {

HttpAnswer ok(const nlohmann::json &body)
{
    HttpAnswer answer;
    answer.body = json::dump(body);
    return answer;
}

HttpAnswer refusal(int status, const QString &error, const QString &message)
{
    nlohmann::json body = {
        {"success", false}, {"error", json::fromQString(error)}, {"msg", json::fromQString(message)}};
    HttpAnswer answer = ok(body);
    answer.status = status;
    return answer;
}

HttpAnswer refusal(const Refusal &refusal)
{
    nlohmann::json body = {{"success", false}, {"error", json::fromQString(refusal.error)},
        {"msg", json::fromQString(refusal.message)}};
    if (refusal.newContract != 0) {
        body["new_contract"] = refusal.newContract;
    }
    if (refusal.askId != 0) {
        body["ask_id"] = refusal.askId;
    }
    HttpAnswer answer = ok(body);
    answer.status = refusal.http;
    return answer;
}

HttpAnswer html(int status)
{
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = "text/html";
    answer.body = "<html>\r\n<head><title>" + QByteArray::number(status)
        + "</title></head>\r\n<body>\r\n<center><h1>Bad gateway</h1></center>\r\n</body>\r\n</html>\r\n";
    return answer;
}

} // namespace answers

VastApi::VastApi(SandboxCloud *cloud, ApiOptions options)
    : m_cloud(cloud)
    , m_options(std::move(options))
    , m_limiter(m_options.strict, m_options.seed)
{
    m_limiter.setCreatePenalty(m_options.createPenaltySec);
}

VastApi::~VastApi() = default;

const QVector<VastApi::Route> &VastApi::routes()
{
    using S = Scope;
    using A = VastApi;
    // Gaps: documented ones from the reference, 1.6; then the lenient ones of a sandbox.
    static const QVector<Route> table = {
        {"POST", "/api/v0/bundles", S::Public, &A::searchBundles, {0, 0, 10, 120}},
        {"GET", "/api/v0/bundles", S::Public, &A::searchBundles, {0, 0, 10, 120}},
        {"PUT", "/api/v0/search/asks", S::Account, &A::searchAsks, {0, 0, 10, 120}},
        {"GET", "/api/v0/search/asks", S::Account, &A::searchAsks, {0, 0, 10, 120}},
        {"PUT", "/api/v0/asks/{id}", S::Create, &A::createOne, {4.5, 0.3, 0, 0}},
        {"POST", "/api/v0/asks/bulk", S::Create, &A::createMany, {4.5, 0.3, 0, 0}},
        {"GET", "/api/v0/gpu_names/unique", S::Public, &A::gpuNames, {}},
        {"GET", "/api/v0/gpu_types", S::Public, &A::gpuKinds, {}},
        {"GET", "/api/v0/instances", S::Account, &A::listV0, {1.0, 0.1, 0, 0}},
        {"GET", "/api/v1/instances", S::Account, &A::listV1, {1.0, 0.3, 0, 0}},
        {"GET", "/api/v0/instances/{id}", S::OwnInstance, &A::readOne, {2.0, 0.1, 0, 0}},
        {"PUT", "/api/v0/instances/{id}", S::OwnInstance, &A::changeOne, {1.0, 0.1, 0, 0}},
        {"DELETE", "/api/v0/instances/{id}", S::OwnInstance, &A::destroyOne, {3.0, 0.2, 0, 0}},
        {"PUT", "/api/v0/instances", S::Account, &A::changeMany, {1.0, 0.1, 0, 0}},
        {"DELETE", "/api/v0/instances", S::Account, &A::destroyMany, {3.0, 0.2, 0, 0}},
        {"POST", "/api/v0/instances/start", S::Account, &A::startMany, {2.0, 0.1, 0, 0}},
        {"PUT", "/api/v0/instances/reboot/{id}", S::OwnInstance, &A::reboot, {1.0, 0.1, 0, 0}},
        {"PUT", "/api/v0/instances/recycle/{id}", S::OwnInstance, &A::recycle, {1.0, 0.1, 0, 0}},
        {"PUT", "/api/v0/instances/bid_price/{id}", S::OwnInstance, &A::bidPrice, {5.5, 0.1, 0, 0}},
        {"PUT", "/api/v0/instances/request_logs/{id}", S::OwnInstance, &A::requestLogs, {}},
        {"GET", "/logs/{name}", S::Public, &A::logFile, {}},
        {"GET", "/api/v0/instances/{id}/ssh", S::OwnInstance, &A::instanceKeys, {}},
        {"POST", "/api/v0/instances/{id}/ssh", S::OwnInstance, &A::attachKey, {}},
        {"DELETE", "/api/v0/instances/{id}/ssh/{id}", S::OwnInstance, &A::detachKey, {2.0, 0.1, 0, 0}},
        {"GET", "/api/v0/ssh", S::Account, &A::accountKeys, {}},
        {"POST", "/api/v0/ssh", S::Account, &A::addAccountKey, {1.0, 0.1, 0, 0}},
        {"DELETE", "/api/v0/ssh/{id}", S::Account, &A::removeAccountKey, {1.0, 0.1, 0, 0}},
        {"GET", "/api/v0/users/current", S::Account, &A::currentUser, {}},
        {"PUT", "/api/v0/machines/{id}/report", S::Account, &A::reportMachine, {}},
        {"GET", "/api/v0/machines/{id}/reports", S::Account, &A::machineReports, {}},
        {"GET", "/api/v0/charges", S::Account, &A::charges, {1.0, 0.1, 0, 0}},
        {"GET", "/api/v1/invoices", S::Account, &A::invoices, {3.0, 0.1, 0, 0}},
        {"GET", "/sandbox/ping", S::Public, &A::adminPing, {}},
        {"GET", "/sandbox/state", S::Admin, &A::adminState, {}},
        {"GET", "/sandbox/faults", S::Admin, &A::adminFaults, {}},
        {"PUT", "/sandbox/faults", S::Admin, &A::adminSetFaults, {}},
        {"PUT", "/sandbox/credit", S::Admin, &A::adminSetCredit, {}},
        {"PUT", "/sandbox/outbid/{id}", S::Admin, &A::adminOutbid, {}},
        {"PUT", "/sandbox/kill/{id}", S::Admin, &A::adminKill, {}},
    };
    return table;
}

bool VastApi::matches(const Route &route, const QStringList &path, QVector<qint64> &ids)
{
    const QStringList pattern =
        QString::fromLatin1(route.pattern).split(QLatin1Char('/'), Qt::SkipEmptyParts);
    if (pattern.size() != path.size()) {
        return false;
    }
    ids.clear();
    for (qsizetype i = 0; i < path.size(); ++i) {
        if (pattern[i] == QLatin1String("{id}")) {
            bool ok = false;
            ids.push_back(path[i].toLongLong(&ok));
            if (!ok) {
                return false;
            }
        } else if (pattern[i] != QLatin1String("{name}") && pattern[i] != path[i]) {
            return false;
        }
    }
    return true;
}

VastApi::Identity VastApi::identify(const HttpRequest &request) const
{
    Identity identity;
    const QByteArray header = request.header("authorization");
    identity.token = header.startsWith("Bearer ") ? header.mid(7).trimmed()
                                                  : request.queryValue(QStringLiteral("api_key")).toUtf8();
    const QString token = QString::fromUtf8(identity.token);
    if (token.isEmpty()) {
        return identity;
    }
    if (token == m_cloud->state().accountKey) {
        identity.kind = Identity::Account;
        return identity;
    }
    for (const Contract &contract : m_cloud->state().contracts) {
        if (!contract.closed && contract.instanceKey == token) {
            identity.kind = Identity::Instance;
            identity.contractId = contract.id;
            break;
        }
    }
    return identity;
}

std::optional<HttpAnswer> VastApi::forbid(const Route &route, const Call &call) const
{
    if (route.scope == Scope::Public) {
        return std::nullopt;
    }
    const QString authError = QStringLiteral("auth_error");
    if (route.scope == Scope::Admin) {
        if (!m_options.adminToken.isEmpty() && call.identity.token == m_options.adminToken.toUtf8()) {
            return std::nullopt;
        }
        return answers::refusal(401, authError, QStringLiteral("The admin token of sandbox.json is needed."));
    }
    if (call.identity.kind == Identity::Nobody || m_cloud->faults().hit(Fault::BadKey)) {
        // 404 is what a bad key really gets (reference, 1.4).
        return answers::refusal(404, authError, QStringLiteral("Invalid user key"));
    }
    if (call.identity.kind == Identity::Account) {
        return std::nullopt;
    }
    if (route.scope == Scope::Create) {
        return answers::refusal(
            401, authError, QStringLiteral("Authorization Error. Your key lacks the api.asks route access"));
    }
    if (route.scope == Scope::Account) {
        return answers::refusal(401, authError,
            QStringLiteral("Authorization Error. Your key lacks the user_read permission group"));
    }
    if (call.ids.value(0) != call.identity.contractId) {
        return answers::refusal(401, authError,
            QStringLiteral("Authorization Error. Your key lacks proper privileges for this route due to a "
                           "constraint on id"));
    }
    return std::nullopt;
}

std::optional<HttpAnswer> VastApi::rateLimit(const Route &route, const Call &call, qint64 realMs)
{
    const QByteArray endpoint = QByteArray(route.method) + ' ' + route.pattern;
    if (route.scope != Scope::Admin && m_cloud->faults().hit(Fault::TooFast)) {
        return m_limiter.refusal(std::max(route.rate.strictGapSec, 1.0));
    }
    return m_limiter.check(endpoint, call.identity.token, route.rate, route.scope == Scope::Create, realMs);
}

HttpAnswer VastApi::dispatch(const Route &route, Call &call, qint64 realMs)
{
    if (auto refused = forbid(route, call)) {
        return *refused;
    }
    if (auto refused = rateLimit(route, call, realMs)) {
        return *refused;
    }
    const QByteArray body = call.request.body.trimmed();
    if (!body.isEmpty() && call.request.method != "GET") {
        auto parsed = json::parse(body);
        if (!parsed || !parsed->is_object()) {
            return answers::refusal(
                400, QStringLiteral("invalid_request"), QStringLiteral("Invalid json body"));
        }
        call.body = std::move(*parsed);
    }
    return (this->*route.handler)(call);
}

ApiResult VastApi::handle(const HttpRequest &request, qint64 sandboxMs, qint64 realMs)
{
    m_cloud->step(sandboxMs);
    const QStringList path = request.path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const bool admin = path.value(0) == QLatin1String("sandbox");
    Call call{request, identify(request), {}, nlohmann::json::object(), sandboxMs, false, false};
    ApiResult result;
    result.answer = answers::refusal(404, QStringLiteral("not_found"), QStringLiteral("No such endpoint"));
    for (const Route &route : routes()) {
        if (request.method == route.method && matches(route, path, call.ids)) {
            result.answer = dispatch(route, call, realMs);
            break;
        }
    }
    result.changed = call.changed;
    result.saveFirst = call.saveFirst;
    if (!admin) {
        result.answer.delayMs = m_cloud->faults().milliseconds(Fault::Slow);
        if (m_cloud->faults().hit(Fault::HttpJunk)) {
            result.answer.junk = true;
            result.answer.body = QByteArray("\x16\x03\x01 this is no HTTP \xff\xfe\r\n", 24);
        }
    }
    return result;
}

} // namespace snapgpu::sandbox
