// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/secrets/secret_store.h"
#include "services/settings/settings.h"
#include "ui/provider_book.h"

#include <functional>
#include <memory>

namespace snapgpu {

/** The choice in the settings, the key in the keychain (or in memory until the program ends). Pointers must
 * outlive it. */
class ProviderKeeper final : public ProviderBook
{
    Q_OBJECT
public:
    /** A provider that calls with this key. */
    using Maker = std::function<std::unique_ptr<CloudProvider>(const QString &provider, const QString &key)>;

    /** `fixed`: the command line named `current`. */
    ProviderKeeper(SettingsStore *settings, std::unique_ptr<SecretStore> secrets, Maker maker,
        QString current, bool fixed, bool sandbox, QObject *parent = nullptr);
    ~ProviderKeeper() override;

    QString current() const override { return m_current; }
    bool isFixed() const override { return m_fixed; }
    bool wantsKey() const override { return !m_sandbox; }
    Capabilities capabilities(const QString &provider) const override;
    Job<Account> *test(const QString &provider, const QString &typedKey) override;
    Job<Done> *use(const QString &provider, const QString &typedKey) override;

private:
    SettingsStore *m_settings;
    std::unique_ptr<SecretStore> m_secrets;
    Maker m_maker;
    QString m_current;
    bool m_fixed;
    bool m_sandbox;
};

} // namespace snapgpu
