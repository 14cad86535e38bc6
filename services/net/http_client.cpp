// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/net/http_client.h"

#include "services/net/network_manager.h"

#include <algorithm>

namespace snapgpu {

namespace {
constexpr int kConnectionsPerManager = 6; // fixed inside QNetworkAccessManager for HTTP/1.1
} // namespace

HttpClient::HttpClient(QObject *parent)
    : QObject(parent)
{
}

HttpClient::~HttpClient()
{
    // Jobs abort their replies through a manager, so they go first.
    const auto jobs = findChildren<HttpJob *>(QString(), Qt::FindDirectChildrenOnly);
    for (HttpJob *job : jobs) {
        job->disconnect();
        delete job;
    }
}

std::size_t HttpClient::freeLane()
{
    const auto free = std::find_if(m_lanes.begin(), m_lanes.end(),
        [](const Lane &lane) { return lane.inFlight < kConnectionsPerManager; });
    if (free != m_lanes.end()) {
        return static_cast<std::size_t>(free - m_lanes.begin());
    }
    m_lanes.push_back({new NetworkManager(this), 0});
    return m_lanes.size() - 1;
}

HttpJob *HttpClient::send(const HttpRequest &request)
{
    auto *job = new HttpJob(request, this);
    const std::size_t lane = freeLane();
    ++m_lanes[lane].inFlight;
    // `destroyed` and not `finished`: it also comes for a job that its owner deleted early.
    connect(job, &QObject::destroyed, this, [this, lane] { --m_lanes[lane].inFlight; });
    job->start(m_lanes[lane].manager);
    return job;
}

} // namespace snapgpu
