// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/cloud/runpod/runpod_provider.h"

#include "services/cloud/call_jobs.h"
#include "services/cloud/keyed_request.h"
#include "services/cloud/runpod/runpod_answers.h"
#include "services/cloud/runpod/runpod_requests.h"
#include "services/cloud/runpod/runpod_rows.h"
#include "services/cloud/runpod/runpod_search.h"
#include "services/cloud/vast/onstart.h"

namespace snapgpu {

namespace {

constexpr int kCreateDeadlineMs = 120'000; // giving up earlier only makes more unknown answers

constexpr char kSearch[] = "search";
constexpr char kCreate[] = "create";
constexpr char kList[] = "list";
constexpr char kDestroy[] = "destroy";
constexpr char kAccount[] = "account";

/** RunPod publishes no gaps, only a quota per account and window, which its answers tell. */
GateRule ruleOf(const char *endpoint)
{
    GateRule rule;
    rule.optimisticMs = endpoint == kList ? 500 : 0;
    rule.told = true;
    rule.spread = endpoint == kList;
    return rule;
}

GatePriority priorityOf(CallUrgency urgency)
{
    switch (urgency) {
    case CallUrgency::High:
    case CallUrgency::Normal: // a create or destroy is never less than anything else that is asked
        return GatePriority::High;
    case CallUrgency::Low:
        return GatePriority::Normal;
    }
    Q_UNREACHABLE();
}

} // namespace

RunPodProvider::RunPodProvider(GatedClient *client, RunPodSettings settings, QObject *parent)
    : CloudProvider(parent)
    , m_client(client)
    , m_settings(std::move(settings))
{
    for (const char *endpoint : {kSearch, kCreate, kList, kDestroy, kAccount}) {
        m_client->setRule(gateKey(endpoint), ruleOf(endpoint));
    }
}

Capabilities RunPodProvider::capabilities() const
{
    Capabilities made;
    made.choosesHost = false;
    made.interruptible = false;
    made.billsFromCreate = true;
    return made;
}

QString RunPodProvider::gateKey(const char *endpoint) const
{
    return m_settings.baseUrl.authority() + QLatin1Char('/') + QLatin1String(endpoint);
}

std::optional<Error> RunPodProvider::keyProblem() const
{
    if (m_settings.apiKey && !m_settings.apiKey().isEmpty()) {
        return std::nullopt;
    }
    return Error{ErrorCategory::Auth,
        tr("There is no RunPod API key. Set RUNPOD_API_KEY or enter the key in the settings."), {}, 0, 0};
}

GatedJob *RunPodProvider::send(const Call &call)
{
    HttpRequest request;
    request.method = call.method;
    request.body = call.body;
    request.deadlineMs = call.deadlineMs;
    request.idleMs = call.deadlineMs;
    const QString key = m_settings.apiKey();
    return m_client->send(keyedRequest(std::move(request), m_settings.baseUrl, call.path, call.query, key),
        {gateKey(call.endpoint), call.priority, call.deadlineMs});
}

Job<QVector<Offer>> *RunPodProvider::search(const SearchRequest &request)
{
    const auto parts = runpod::catalogParts(request);
    if (!parts) {
        return settledJob<QVector<Offer>>(this, tl::unexpected<Error>(parts.error()));
    }
    if (const auto problem = keyProblem()) {
        return settledJob<QVector<Offer>>(this, tl::unexpected<Error>(*problem));
    }
    return new runpod::CatalogSearch(this, request, *parts, [this](const runpod::CatalogAsked &part) {
        return send({kSearch, "GET", QStringLiteral("/v2/catalog/gpus"), runpod::catalogQuery(part)});
    });
}

Job<CreateOutcome> *RunPodProvider::create(const CreateRequest &request, CallUrgency urgency)
{
    const auto refused = [this](const Error &error) {
        return settledJob<CreateOutcome>(this, CreateOutcome{CreateKind::Refused, {}, error});
    };
    if (const auto problem = keyProblem()) {
        return refused(*problem);
    }
    if (request.bidPrice) {
        return refused({ErrorCategory::InvalidInput,
            tr("RunPod takes no bids: its prices are fixed. Rent on demand."), {}, 0, 0});
    }
    const auto body = runpod::createBody(request);
    if (!body) {
        return refused(
            {ErrorCategory::InvalidInput, tr("This offer is not one of RunPod's. Search again."), {}, 0, 0});
    }
    GatedJob *call = send(
        {kCreate, "POST", QStringLiteral("/v2/pods"), {}, *body, kCreateDeadlineMs, priorityOf(urgency)});
    return new CreateJob(this, call, &runpod::readCreate);
}

Job<QVector<Machine>> *RunPodProvider::list()
{
    if (const auto problem = keyProblem()) {
        return settledJob<QVector<Machine>>(this, tl::unexpected<Error>(*problem));
    }
    const auto sendPage = [this](const QString &token) {
        const QByteArray query = token.isEmpty() ? QByteArray() : "cursor=" + QUrl::toPercentEncoding(token);
        return send({kList, "GET", QStringLiteral("/v2/pods"), query});
    };
    return new MachineListJob(this, sendPage, &runpod::readPods);
}

Job<DestroyOutcome> *RunPodProvider::destroy(const QString &instanceId, CallUrgency urgency)
{
    if (!runpod::isPodId(instanceId)) {
        return settledJob<DestroyOutcome>(this,
            DestroyOutcome{DestroyKind::Refused,
                Error{ErrorCategory::InvalidInput,
                    tr("“%1” is not the id of a RunPod pod. Take it from the machine list.").arg(instanceId),
                    {}, 0, 0}});
    }
    if (const auto problem = keyProblem()) {
        return settledJob<DestroyOutcome>(this, DestroyOutcome{DestroyKind::Refused, *problem});
    }
    const QString path = QStringLiteral("/v2/pods/") + instanceId;
    GatedJob *call = send({kDestroy, "DELETE", path, {}, {}, 30'000, priorityOf(urgency)});
    return new CallJob<DestroyOutcome>(
        this, call, [](const Result<HttpReply> &answer) -> Result<DestroyOutcome> {
            return answer ? runpod::readDestroy(*answer) : DestroyOutcome{DestroyKind::Retry, answer.error()};
        });
}

Job<Account> *RunPodProvider::account()
{
    if (const auto problem = keyProblem()) {
        return settledJob<Account>(this, tl::unexpected<Error>(*problem));
    }
    GatedJob *call = send({kAccount, "POST", QStringLiteral("/graphql"), {}, runpod::accountQuery()});
    return new CallJob<Account>(this, call, [](const Result<HttpReply> &answer) -> Result<Account> {
        return answer ? runpod::readAccount(*answer) : tl::unexpected<Error>(answer.error());
    });
}

Job<Done> *RunPodProvider::attachSshKey(const QString &, const QString &)
{
    return settledJob<Done>(this, Done{});
}

QString RunPodProvider::onstartScript(const QString &publicKey, int leaseSeconds) const
{
    vast::OnstartOptions options;
    options.publicKey = publicKey;
    options.leaseSeconds = leaseSeconds;
    options.baseUrl = m_settings.baseUrl.toString(QUrl::StripTrailingSlash | QUrl::RemoveUserInfo);
    options.target = vast::kRunPodLease;
    return vast::onstartText(options);
}

} // namespace snapgpu
