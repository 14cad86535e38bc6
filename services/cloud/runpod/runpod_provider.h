// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/net/gated_client.h"

#include <functional>
#include <QUrl>

namespace snapgpu {

/** Where RunPod is and who calls. */
struct RunPodSettings
{
    QUrl baseUrl = QUrl(QStringLiteral("https://api.runpod.io")); ///< also RUNPOD_URL, --runpod-url
    std::function<QString()> apiKey; ///< asked for each call; empty text = no key
};

/**
 * RunPod over its REST API v2, with GraphQL for the balance and nothing else. What can be rented are pools
 * (runpod_pool.h), and no machine is promised before it runs. Calls pay from the quota that the answers tell;
 * creates and destroys go first. `client` must outlive the provider.
 */
class RunPodProvider final : public CloudProvider
{
    Q_OBJECT
public:
    RunPodProvider(GatedClient *client, RunPodSettings settings, QObject *parent = nullptr);

    QString id() const override { return QStringLiteral("runpod"); }
    Capabilities capabilities() const override;

    Job<QVector<Offer>> *search(const SearchRequest &request) override;
    Job<CreateOutcome> *create(const CreateRequest &request, CallUrgency urgency) override;
    Job<QVector<Machine>> *list() override;
    Job<DestroyOutcome> *destroy(const QString &instanceId, CallUrgency urgency) override;
    Job<Account> *account() override;
    /** RunPod has no such call: a pod is born with its key (onstartScript()), and later nobody but the pod
     * itself can add one. */
    Job<Done> *attachSshKey(const QString &instanceId, const QString &publicKey) override;
    QString onstartScript(const QString &publicKey, int leaseSeconds) const override;

private:
    struct Call
    {
        const char *endpoint;
        QByteArray method;
        QString path;
        QByteArray query{}; ///< percent-encoded
        QByteArray body{};
        int deadlineMs = 30'000;
        GatePriority priority = GatePriority::Normal;
    };
    GatedJob *send(const Call &call);
    QString gateKey(const char *endpoint) const;
    std::optional<Error> keyProblem() const;

    GatedClient *m_client;
    RunPodSettings m_settings;
};

} // namespace snapgpu
