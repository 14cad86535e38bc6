// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/secrets/secret_store.h"
#include "services/settings/settings.h"
#include "ui/team_book.h"

#include <functional>
#include <memory>

namespace snapgpu {

class HostMemory;

/**
 * The team's host memory as the person sets it: the address in the settings, the password in the keychain (or
 * in memory until the program ends), and the host memory that uses both. Pointers must outlive it.
 */
class TeamKeeper final : public TeamBook
{
    Q_OBJECT
public:
    /** `fixedUrl`: from the environment; the settings count for nothing then. `memory` null: only kept
     * (sandbox). */
    TeamKeeper(SettingsStore *settings, std::unique_ptr<SecretStore> secrets, HostMemory *memory,
        QString fixedUrl, QObject *parent = nullptr);
    ~TeamKeeper() override;

    QString url() const override;
    bool isFixed() const override { return !m_fixedUrl.isEmpty(); }

    Job<qint64> *test(const QString &url, const QString &typedPassword) override;
    Job<Done> *use(const QString &url, const QString &typedPassword) override;

private:
    /** Calls `go` with what was typed, else with what is kept for this very address. */
    void withPassword(
        const QString &url, const QString &typed, const std::function<void(const QString &)> &go);

    SettingsStore *m_settings;
    std::unique_ptr<SecretStore> m_secrets;
    HostMemory *m_memory;
    QString m_fixedUrl;
};

} // namespace snapgpu
