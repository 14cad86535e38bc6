// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/net/gated_client.h"

#include <functional>
#include <QUrl>

namespace snapgpu {

namespace vast {
class BulkCreates;
class BulkDestroys;
} // namespace vast

/** Where vast.ai is and who calls. */
struct VastSettings
{
    QUrl baseUrl = QUrl(QStringLiteral("https://console.vast.ai")); ///< also VAST_URL, --vast-url
    std::function<QString()> apiKey; ///< asked for each call; empty text = no key
    bool bulk = false; ///< creates and destroys of one moment leave as one call
};

/**
 * vast.ai over its REST API. Every call passes the gate of its endpoint; gaps are learned per base address.
 * `client` must outlive the provider.
 */
class VastProvider final : public CloudProvider
{
    Q_OBJECT
public:
    VastProvider(GatedClient *client, VastSettings settings, QObject *parent = nullptr);

    QString id() const override { return QStringLiteral("vast"); }
    Capabilities capabilities() const override;

    Job<QVector<Offer>> *search(const SearchRequest &request) override;
    Job<CreateOutcome> *create(const CreateRequest &request, CallUrgency urgency) override;
    Job<QVector<Machine>> *list() override;
    Job<DestroyOutcome> *destroy(const QString &instanceId, CallUrgency urgency) override;
    Job<Account> *account() override;
    Job<Done> *attachSshKey(const QString &instanceId, const QString &publicKey) override;
    QString onstartScript(const QString &publicKey, int leaseSeconds) const override;

private:
    struct Call
    {
        const char *endpoint;
        QByteArray method;
        QString path; ///< with a slash at the end, as the service wants it
        QByteArray query; ///< percent-encoded
        QByteArray body;
        int deadlineMs;
        GatePriority priority = GatePriority::Normal;
    };
    Job<CreateOutcome> *createOne(const CreateRequest &request, CallUrgency urgency);
    Job<DestroyOutcome> *destroyOne(const QString &instanceId, CallUrgency urgency);
    Job<Done> *relabel(const QString &instanceId, const QString &label);
    void makeBulk();
    GatedJob *send(const Call &call);
    QString gateKey(const char *endpoint) const;
    std::optional<Error> keyProblem() const;

    GatedClient *m_client;
    VastSettings m_settings;
    vast::BulkCreates *m_creates = nullptr; ///< null: one call each
    vast::BulkDestroys *m_destroys = nullptr;
};

} // namespace snapgpu
