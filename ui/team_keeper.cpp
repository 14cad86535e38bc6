// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/team_keeper.h"

#include "services/core/log.h"
#include "services/metrics/host_memory.h"

#include <QPointer>

namespace snapgpu {

TeamKeeper::TeamKeeper(SettingsStore *settings, std::unique_ptr<SecretStore> secrets, HostMemory *memory,
    QString fixedUrl, QObject *parent)
    : TeamBook(parent)
    , m_settings(settings)
    , m_secrets(std::move(secrets))
    , m_memory(memory)
    , m_fixedUrl(std::move(fixedUrl))
{
    const QString kept = settings->values().teamMemoryUrl;
    if (!isFixed() && m_memory != nullptr && !kept.isEmpty()) { // a keychain answers later
        withPassword(kept, {}, [this, kept](const QString &password) {
            m_memory->useTeam({kept, password});
        });
    }
}

TeamKeeper::~TeamKeeper() = default;

QString TeamKeeper::url() const { return isFixed() ? m_fixedUrl : m_settings->values().teamMemoryUrl; }

void TeamKeeper::withPassword(
    const QString &url, const QString &typed, const std::function<void(const QString &)> &go)
{
    registerSecret(typed);
    if (!typed.isEmpty()) {
        return go(typed);
    }
    m_secrets->read(SecretKind::TeamMemoryPassword, url)->then(this, [go](const Result<Secret> &secret) {
        go(secret ? secret->value : QString());
    });
}

Job<qint64> *TeamKeeper::test(const QString &url, const QString &typedPassword)
{
    auto *job = new ManualJob<qint64>(this);
    if (const auto sound = checkTeamAddress(url); !sound) {
        job->settleWith(tl::unexpected<Error>(sound.error()));
        return job;
    }
    const QPointer<ManualJob<qint64>> alive(job);
    withPassword(url, typedPassword, [this, alive, url](const QString &password) {
        testTeamMemory({url, password}, this)->then(this, [alive](const Result<qint64> &tried) {
            if (alive) {
                alive->settleWith(tried);
            }
        });
    });
    return job;
}

Job<Done> *TeamKeeper::use(const QString &url, const QString &typedPassword)
{
    if (isFixed()) {
        return settledJob<Done>(this, Done{});
    }
    if (const auto sound = url.isEmpty() ? Result<Done>(Done{}) : checkTeamAddress(url); !sound) {
        return settledJob<Done>(this, sound);
    }
    Preferences preferences = m_settings->values();
    preferences.teamMemoryUrl = url;
    if (const auto saved = m_settings->set(preferences); !saved) {
        return settledJob<Done>(this, saved);
    }
    auto *job = new ManualJob<Done>(this);
    const QPointer<ManualJob<Done>> alive(job);
    withPassword(url, typedPassword, [this, alive, url, typedPassword](const QString &password) {
        if (m_memory != nullptr) {
            m_memory->useTeam({url, url.isEmpty() ? QString() : password});
        }
        const auto end = [alive](const Result<Done> &kept) {
            if (alive) {
                alive->settleWith(kept);
            }
        };
        if (typedPassword.isEmpty() || url.isEmpty()) {
            return end(Done{});
        }
        m_secrets->write(SecretKind::TeamMemoryPassword, typedPassword, url)->then(this, end);
    });
    return job;
}

} // namespace snapgpu
