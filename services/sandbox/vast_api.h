// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/cloud.h"
#include "services/sandbox/http_message.h"
#include "services/sandbox/rate_limiter.h"

#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <QHash>
#include <QVector>

namespace snapgpu::sandbox {

/** What the shell must do with a handled request. */
struct ApiResult
{
    HttpAnswer answer;
    bool changed = false; ///< the state must be saved soon
    bool saveFirst = false; ///< … and before the answer leaves
};

struct ApiOptions
{
    bool strict = false;
    double createPenaltySec = 0;
    quint64 seed = 1;
    QString baseUrl; ///< for addresses inside answers
    QString adminToken; ///< of the /sandbox/ endpoints
};

/**
 * The provider's HTTP interface over a SandboxCloud: routes, keys, scopes, rate limits, the exact statuses,
 * codes and odd shapes of the reference. No sockets and no clocks; one call, one answer.
 */
class VastApi final
{
public:
    VastApi(SandboxCloud *cloud, ApiOptions options);
    ~VastApi();
    Q_DISABLE_COPY_MOVE(VastApi)

    ApiResult handle(const HttpRequest &request, qint64 sandboxMs, qint64 realMs);
    void setBaseUrl(const QString &url) { m_options.baseUrl = url; }

private:
    /** Who calls. */
    struct Identity
    {
        enum Kind { Nobody, Account, Instance } kind = Nobody;
        qint64 contractId = 0;
        QByteArray token;
    };
    struct Call;
    using Handler = HttpAnswer (VastApi::*)(Call &);
    /** What a key must be allowed to do. */
    enum class Scope { Public, Admin, Account, OwnInstance, Create };
    struct Route
    {
        const char *method;
        const char *pattern; ///< "{id}" stands for a number
        Scope scope;
        Handler handler;
        RateRule rate;
    };

    static const QVector<Route> &routes();
    static bool matches(const Route &route, const QStringList &path, QVector<qint64> &ids);
    Identity identify(const HttpRequest &request) const;
    std::optional<HttpAnswer> forbid(const Route &route, const Call &call) const;
    std::optional<HttpAnswer> rateLimit(const Route &route, const Call &call, qint64 realMs);
    HttpAnswer dispatch(const Route &route, Call &call, qint64 realMs);

    // offers
    HttpAnswer searchBundles(Call &call);
    HttpAnswer searchAsks(Call &call);
    HttpAnswer createOne(Call &call);
    HttpAnswer createMany(Call &call);
    HttpAnswer gpuNames(Call &call);
    HttpAnswer gpuKinds(Call &call);
    // instances
    HttpAnswer listV0(Call &call);
    HttpAnswer listV1(Call &call);
    HttpAnswer readOne(Call &call);
    HttpAnswer changeOne(Call &call);
    HttpAnswer changeMany(Call &call);
    HttpAnswer destroyOne(Call &call);
    HttpAnswer destroyMany(Call &call);
    HttpAnswer startMany(Call &call);
    HttpAnswer reboot(Call &call);
    HttpAnswer recycle(Call &call);
    HttpAnswer bidPrice(Call &call);
    HttpAnswer requestLogs(Call &call);
    HttpAnswer logFile(Call &call);
    // account
    HttpAnswer currentUser(Call &call);
    HttpAnswer accountKeys(Call &call);
    HttpAnswer addAccountKey(Call &call);
    HttpAnswer removeAccountKey(Call &call);
    HttpAnswer instanceKeys(Call &call);
    HttpAnswer attachKey(Call &call);
    HttpAnswer detachKey(Call &call);
    HttpAnswer reportMachine(Call &call);
    HttpAnswer machineReports(Call &call);
    HttpAnswer charges(Call &call);
    HttpAnswer invoices(Call &call);
    // tests and demonstrations
    HttpAnswer adminPing(Call &call);
    HttpAnswer adminState(Call &call);
    HttpAnswer adminFaults(Call &call);
    HttpAnswer adminSetFaults(Call &call);
    HttpAnswer adminSetCredit(Call &call);
    HttpAnswer adminOutbid(Call &call);
    HttpAnswer adminKill(Call &call);

    HttpAnswer setState(qint64 contractId, const QString &state, Call &call);

    struct LogFile
    {
        QByteArray text;
        int asked = 0;
    };
    SandboxCloud *m_cloud;
    ApiOptions m_options;
    RateLimiter m_limiter;
    QHash<QString, LogFile> m_logs;
    quint64 m_junk = 0;
};

} // namespace snapgpu::sandbox
