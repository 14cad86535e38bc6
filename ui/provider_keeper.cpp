// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provider_keeper.h"

#include "services/core/log.h"

namespace snapgpu {

namespace {

SecretKind keyOf(const QString &provider)
{
    return provider == QLatin1String("runpod") ? SecretKind::RunpodApiKey : SecretKind::VastApiKey;
}

} // namespace

ProviderKeeper::ProviderKeeper(SettingsStore *settings, std::unique_ptr<SecretStore> secrets, Maker maker,
    QString current, bool fixed, bool sandbox, QObject *parent)
    : ProviderBook(parent)
    , m_settings(settings)
    , m_secrets(std::move(secrets))
    , m_maker(std::move(maker))
    , m_current(std::move(current))
    , m_fixed(fixed)
    , m_sandbox(sandbox)
{
}

ProviderKeeper::~ProviderKeeper() = default;

Capabilities ProviderKeeper::capabilities(const QString &provider) const
{
    return m_maker(provider, {})->capabilities();
}

Job<Account> *ProviderKeeper::test(const QString &provider, const QString &typedKey)
{
    registerSecret(typedKey);
    auto *job = new ManualJob<Account>(this);
    const auto ask = [this, job, provider](const QString &key) {
        // Lives as long as the job that it answers.
        CloudProvider *asked = m_maker(provider, key).release();
        asked->setParent(job);
        asked->list()->then(job, [job, asked](const Result<QVector<Machine>> &machines) {
            if (!machines) {
                job->settleWith(tl::unexpected<Error>(machines.error()));
                return;
            }
            asked->account()->then(job, [job](const Result<Account> &account) { job->settleWith(account); });
        });
    };
    if (!typedKey.isEmpty()) {
        ask(typedKey);
        return job;
    }
    m_secrets->read(keyOf(provider))->then(job, [ask](const Result<Secret> &kept) {
        ask(kept ? kept->value : QString());
    });
    return job;
}

Job<Done> *ProviderKeeper::use(const QString &provider, const QString &typedKey)
{
    registerSecret(typedKey);
    if (!m_fixed) {
        Preferences preferences = m_settings->values();
        preferences.provider = provider;
        if (const auto saved = m_settings->set(preferences); !saved) {
            return settledJob<Done>(this, saved);
        }
    }
    if (typedKey.isEmpty()) {
        return settledJob<Done>(this, Done{});
    }
    return m_secrets->write(keyOf(provider), typedKey);
}

} // namespace snapgpu
