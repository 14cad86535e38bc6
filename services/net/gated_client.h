// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/clock.h"
#include "services/net/http_client.h"
#include "services/net/rate_gate.h"

#include <functional>
#include <map>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace snapgpu {

class GatedClient;

/** What a call may do at the gate. */
struct GateTerms
{
    QString endpoint; ///< key of its rule
    GatePriority priority = GatePriority::Normal;
    qint64 patienceMs =
        60'000; ///< how long refusals (429) are waited out; then the job fails with RateLimited
};

/**
 * A call that waits for its turn and is repeated after a 429, which did nothing, and after nothing else.
 * Owned by the GatedClient.
 */
class GatedJob final : public Job<HttpReply>
{
    Q_OBJECT
public:
    /** Whether the server may have acted on it. False is a proof that nothing happened. */
    bool sent() const { return m_sent; }
    /** Whether it has left this computer and its answer is awaited, or has come. */
    bool isUnderWay() const { return isFinished() || (m_http && m_http->bodyWasRead()); }
    int redirectStatus() const { return m_redirectStatus; }

Q_SIGNALS:
    void departed(); ///< left for the network; again after each refusal

protected:
    void doCancel() override;

private:
    friend class GatedClient;
    GatedJob(GatedClient *client, HttpRequest request, GateTerms terms, qint64 now);
    ~GatedJob() override;

    GatedClient *m_client;
    HttpRequest m_request;
    GateTerms m_terms;
    qint64 m_since;
    RateGate::Ticket m_ticket = 0;
    QPointer<HttpJob> m_http;
    int m_redirectStatus = 0;
    bool m_sent = false;
};

/**
 * HTTP through the rate gate: the driver around RateGate. Answers with status 429 are waited out and sent
 * again; everything else is handed to the caller.
 */
class GatedClient final : public QObject
{
    Q_OBJECT
public:
    /** `http` and `clock` must outlive it. `file` keeps what was learned ("" = nowhere). */
    GatedClient(HttpClient *http, const Clock *clock, GatePolicy policy, QString file = {},
        QObject *parent = nullptr);
    ~GatedClient() override;
    Q_DISABLE_COPY_MOVE(GatedClient)

    void setRule(const QString &endpoint, const GateRule &rule);
    GatedJob *send(const HttpRequest &request, const GateTerms &terms);
    const RateGate &gate() const { return m_gate; }

private:
    friend class GatedJob;
    void pump();
    void depart(GatedJob *job);
    void onAnswer(GatedJob *job, HttpJob *http);
    bool waitOutRefusal(GatedJob *job, const HttpReply &reply);
    void forget(GatedJob *job);
    void load();
    void save();

    HttpClient *m_http;
    const Clock *m_clock;
    RateGate m_gate;
    QString m_file;
    QMap<QString, LearnedGap> m_stored;
    std::map<RateGate::Ticket, GatedJob *> m_jobs;
    QTimer m_timer;
};

/** What is left of the account's quotas by the headers RateLimit and RateLimit-Policy (an IETF draft; RunPod
 * sends them with every answer): `"minute";r=12;t=30, "hour";r=2800;t=1812`. Junk is left out. */
std::vector<ToldWindow> toldQuota(const HttpReply &reply);

/** The gap a 429 names, in ms: Retry-After (seconds), "threshold=4.5*1.0", or a retry_after field. */
std::optional<qint64> toldGapMs(const HttpReply &reply);

} // namespace snapgpu
