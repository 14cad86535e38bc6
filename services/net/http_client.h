// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/net/http_job.h"

#include <QObject>
#include <vector>

namespace snapgpu {

class NetworkManager;

/**
 * The one way out to HTTP. QNetworkAccessManager opens at most six connections to a host and lets further
 * requests wait without a word, so that a destroy could stand behind slow creates; calls are therefore spread
 * over as many managers as it takes for none to wait.
 */
class HttpClient final : public QObject
{
    Q_OBJECT
public:
    explicit HttpClient(QObject *parent = nullptr);
    ~HttpClient() override;
    Q_DISABLE_COPY_MOVE(HttpClient)

    /** The job is owned by the client and deletes itself after `finished`. */
    HttpJob *send(const HttpRequest &request);

private:
    struct Lane
    {
        NetworkManager *manager = nullptr;
        int inFlight = 0;
    };
    std::size_t freeLane();

    std::vector<Lane> m_lanes;
};

} // namespace snapgpu
