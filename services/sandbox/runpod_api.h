// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/sandbox/vast_api.h"

#include <array>

namespace snapgpu::sandbox {

/**
 * RunPod's REST API v2 and the one GraphQL question that it cannot answer, over the same SandboxCloud that
 * VastApi serves: pods are rented from pools of the fleet's machines (GPU type, tier, data center), and the
 * cloud picks the host. Built from runpod-api.md 3, 13 and 14. No sockets and no clocks.
 */
class RunPodApi final
{
public:
    RunPodApi(SandboxCloud *cloud, ApiOptions options);

    static bool serves(const QString &path); ///< /v2/… and /graphql
    ApiResult handle(const HttpRequest &request, qint64 sandboxMs, qint64 realMs);

private:
    struct Call;
    /** A quota of the account that begins anew with each window; real time. */
    struct Window
    {
        const char *name;
        qint64 seconds;
        qint64 quota;
        qint64 startMs = -1;
        qint64 used = 0;
    };

    HttpAnswer answer(Call &call, qint64 realMs);
    HttpAnswer route(Call &call);
    std::optional<HttpAnswer> spendQuota(qint64 realMs);
    QByteArray quotaHeaders(qint64 realMs) const;
    HttpAnswer catalog(const Call &call);
    HttpAnswer listPods();
    HttpAnswer readPod(const QString &id);
    HttpAnswer createPod(Call &call);
    HttpAnswer deletePod(Call &call, const QString &id);
    HttpAnswer graphQl(const Call &call);
    const Contract *pod(const QString &id) const;
    std::optional<qint64> drawAsk(const nlohmann::json &body) const;

    SandboxCloud *m_cloud;
    ApiOptions m_options;
    std::array<Window, 3> m_windows;
};

} // namespace snapgpu::sandbox
