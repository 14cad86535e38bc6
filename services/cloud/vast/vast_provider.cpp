// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/vast/vast_provider.h"

#include "services/cloud/keyed_request.h"
#include "services/cloud/vast/onstart.h"
#include "services/cloud/vast/vast_answers.h"
#include "services/cloud/vast/vast_bulk.h"
#include "services/cloud/vast/vast_jobs.h"
#include "services/cloud/vast/vast_requests.h"
#include "services/core/json.h"

#include <algorithm>

namespace snapgpu {

namespace {

// Creates were seen to take well over 30 s under load; giving up earlier only makes more unknown answers.
constexpr int kCreateDeadlineMs = 120'000;
constexpr int kDeadlineMs = 30'000;

constexpr char kSearch[] = "search";
constexpr char kCreate[] = "create";
constexpr char kList[] = "list";
constexpr char kDestroy[] = "destroy";
constexpr char kAccount[] = "account";
constexpr char kAttach[] = "attach";
constexpr char kLabel[] = "label";

/** Published gaps (vast-api.md 1.6) and where the adaptive policy starts. */
struct NamedRule
{
    const char *endpoint;
    GateRule rule;
};
const NamedRule kRules[] = {
    {kSearch, {0, 0, 0, 10, 60'000}},
    {kCreate, {4'500, 250, 12'000, 0, 0}},
    {kDestroy, {3'000, 150, 0, 0, 0}},
    {kList, {1'000, 500, 0, 0, 0}},
    {kAccount, {0, 200, 0, 0, 0}},
    {kAttach, {0, 200, 0, 0, 0}},
    {kLabel, {1'000, 100, 0, 0, 0}},
};

GatePriority priorityOf(CallUrgency urgency)
{
    switch (urgency) {
    case CallUrgency::High:
        return GatePriority::High;
    case CallUrgency::Normal:
        return GatePriority::Normal;
    case CallUrgency::Low:
        return GatePriority::Low;
    }
    Q_UNREACHABLE();
}

/** Instance ids go into addresses; anything but a number would call something else. */
bool isInstanceId(const QString &id)
{
    constexpr int kLongest = 19;
    return !id.isEmpty() && id.size() <= kLongest
        && std::all_of(id.begin(), id.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

Error badId(const QString &id)
{
    return {ErrorCategory::InvalidInput,
        VastProvider::tr("“%1” is not a vast.ai instance number. Take it from the machine list.").arg(id), {},
        0, 0};
}

} // namespace

VastProvider::VastProvider(GatedClient *client, VastSettings settings, QObject *parent)
    : CloudProvider(parent)
    , m_client(client)
    , m_settings(std::move(settings))
{
    for (const NamedRule &named : kRules) {
        m_client->setRule(gateKey(named.endpoint), named.rule);
    }
    if (m_settings.bulk) {
        makeBulk();
    }
}

/** A bulk call shares the gap of its single sibling: nobody has published another. */
void VastProvider::makeBulk()
{
    m_creates = new vast::BulkCreates(this,
        {[this](const QByteArray &body, CallUrgency urgency) {
             return send({kCreate, "POST", QStringLiteral("/api/v0/asks/bulk/"), {}, body, kCreateDeadlineMs,
                 priorityOf(urgency)});
         },
            [this](const CreateRequest &request, CallUrgency urgency) { return createOne(request, urgency); },
            [this](const QString &id, const QString &label) { return relabel(id, label); }});
    m_destroys = new vast::BulkDestroys(this,
        {[this](const QByteArray &body, CallUrgency urgency) {
             return send({kDestroy, "DELETE", QStringLiteral("/api/v0/instances/"), {}, body, kDeadlineMs,
                 priorityOf(urgency)});
         },
            [this](const QString &id, CallUrgency urgency) { return destroyOne(id, urgency); }});
}

Capabilities VastProvider::capabilities() const
{
    Capabilities made;
    made.bulkCalls = m_settings.bulk;
    return made;
}

QString VastProvider::gateKey(const char *endpoint) const
{
    return m_settings.baseUrl.authority() + QLatin1Char('/') + QLatin1String(endpoint);
}

std::optional<Error> VastProvider::keyProblem() const
{
    if (m_settings.apiKey && !m_settings.apiKey().isEmpty()) {
        return std::nullopt;
    }
    return Error{ErrorCategory::Auth,
        tr("There is no vast.ai API key. Set VAST_API_KEY or enter the key in the settings."), {}, 0, 0};
}

GatedJob *VastProvider::send(const Call &call)
{
    HttpRequest request;
    request.method = call.method;
    request.body = call.body;
    request.deadlineMs = call.deadlineMs;
    request.idleMs = call.deadlineMs;
    const QString key = m_settings.apiKey ? m_settings.apiKey() : QString();
    return m_client->send(keyedRequest(std::move(request), m_settings.baseUrl, call.path, call.query, key),
        {gateKey(call.endpoint), call.priority, call.deadlineMs});
}

Job<QVector<Offer>> *VastProvider::search(const SearchRequest &request)
{
    // Searching needs no key.
    return new vast::SearchJob(this, request, [this](const QByteArray &body) {
        return send({kSearch, "POST", QStringLiteral("/api/v0/bundles/"), {}, body, kDeadlineMs});
    });
}

Job<CreateOutcome> *VastProvider::create(const CreateRequest &request, CallUrgency urgency)
{
    if (const auto problem = keyProblem()) {
        return settledJob<CreateOutcome>(this, CreateOutcome{CreateKind::Refused, {}, *problem});
    }
    return m_creates != nullptr ? m_creates->add(request, urgency) : createOne(request, urgency);
}

Job<CreateOutcome> *VastProvider::createOne(const CreateRequest &request, CallUrgency urgency)
{
    const QString path = QStringLiteral("/api/v0/asks/%1/").arg(request.offer.id);
    GatedJob *call = send({kCreate, "PUT", path, {}, json::dump(vast::createBody(request)), kCreateDeadlineMs,
        priorityOf(urgency)});
    return new CreateJob(this, call, &vast::readCreate);
}

Job<QVector<Machine>> *VastProvider::list()
{
    if (const auto problem = keyProblem()) {
        return settledJob<QVector<Machine>>(this, tl::unexpected<Error>(*problem));
    }
    const auto putRight = [this](QVector<Machine> &machines) {
        if (m_creates != nullptr) {
            m_creates->putRight(machines);
        }
    };
    const auto sendPage = [this](const QString &token) {
        QByteArray query = "limit=" + QByteArray::number(vast::kListPage);
        query += "&order_by=" + QUrl::toPercentEncoding(QStringLiteral(R"([{"col":"id","dir":"asc"}])"));
        if (!token.isEmpty()) {
            query += "&after_token=" + QUrl::toPercentEncoding(token);
        }
        return send(
            {kList, "GET", QStringLiteral("/api/v1/instances/"), query, {}, kDeadlineMs, GatePriority::High});
    };
    return new MachineListJob(this, sendPage, &vast::readInstances, putRight);
}

Job<DestroyOutcome> *VastProvider::destroy(const QString &instanceId, CallUrgency urgency)
{
    if (!isInstanceId(instanceId)) {
        return settledJob<DestroyOutcome>(this, DestroyOutcome{DestroyKind::Refused, badId(instanceId)});
    }
    if (const auto problem = keyProblem()) {
        return settledJob<DestroyOutcome>(this, DestroyOutcome{DestroyKind::Refused, *problem});
    }
    return m_destroys != nullptr ? m_destroys->add(instanceId, urgency) : destroyOne(instanceId, urgency);
}

Job<DestroyOutcome> *VastProvider::destroyOne(const QString &instanceId, CallUrgency urgency)
{
    const QString path = QStringLiteral("/api/v0/instances/%1/").arg(instanceId);
    GatedJob *call = send({kDestroy, "DELETE", path, {}, "{}", kDeadlineMs, priorityOf(urgency)});
    return new CallJob<DestroyOutcome>(
        this, call, [](const Result<HttpReply> &answer) -> Result<DestroyOutcome> {
            return answer ? vast::readDestroy(*answer) : DestroyOutcome{DestroyKind::Retry, answer.error()};
        });
}

Job<Done> *VastProvider::relabel(const QString &instanceId, const QString &label)
{
    const QString path = QStringLiteral("/api/v0/instances/%1/").arg(instanceId);
    const json::Value body = {{"label", json::fromQString(label)}};
    GatedJob *call = send({kLabel, "PUT", path, {}, json::dump(body), kDeadlineMs, GatePriority::Low});
    return new CallJob<Done>(this, call, [](const Result<HttpReply> &answer) -> Result<Done> {
        return answer ? vast::readAttach(*answer) : tl::unexpected<Error>(answer.error());
    });
}

Job<Account> *VastProvider::account()
{
    if (const auto problem = keyProblem()) {
        return settledJob<Account>(this, tl::unexpected<Error>(*problem));
    }
    GatedJob *call = send({kAccount, "GET", QStringLiteral("/api/v0/users/current/"), {}, {}, kDeadlineMs});
    return new CallJob<Account>(this, call, [](const Result<HttpReply> &answer) -> Result<Account> {
        return answer ? vast::readAccount(*answer) : tl::unexpected<Error>(answer.error());
    });
}

Job<Done> *VastProvider::attachSshKey(const QString &instanceId, const QString &publicKey)
{
    if (!isInstanceId(instanceId)) {
        return settledJob<Done>(this, tl::unexpected<Error>(badId(instanceId)));
    }
    if (const auto problem = keyProblem()) {
        return settledJob<Done>(this, tl::unexpected<Error>(*problem));
    }
    const json::Value body = {{"ssh_key", json::fromQString(publicKey.trimmed())}};
    const QString path = QStringLiteral("/api/v0/instances/%1/ssh/").arg(instanceId);
    GatedJob *call = send({kAttach, "POST", path, {}, json::dump(body), kDeadlineMs});
    return new CallJob<Done>(this, call, [](const Result<HttpReply> &answer) -> Result<Done> {
        return answer ? vast::readAttach(*answer) : tl::unexpected<Error>(answer.error());
    });
}

QString VastProvider::onstartScript(const QString &publicKey, int leaseSeconds) const
{
    return vast::onstartText({publicKey, leaseSeconds,
        m_settings.baseUrl.toString(QUrl::StripTrailingSlash | QUrl::RemoveUserInfo)});
}

} // namespace snapgpu
