// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/secrets/secret_store.h"

#include "services/core/log.h"
#include "services/secrets/keychain_store.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace snapgpu {

namespace {

constexpr qint64 kLargestKeyFile = 4096;

Secret found(const QString &value, const QString &source)
{
    registerSecret(value);
    return {value, source};
}

Secret fromFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    const QString value = QString::fromUtf8(file.read(kLargestKeyFile)).trimmed();
    return value.isEmpty() ? Secret{} : found(value, path);
}

/** Files of the vendor's command line; a two-factor session key wins where there is one. */
Secret vastKeyFile(const QProcessEnvironment &environment, const QString &homeDir)
{
    const QString config =
        environment.value(QStringLiteral("XDG_CONFIG_HOME"), homeDir + QStringLiteral("/.config"));
    for (const QString &path : {QString(config + QStringLiteral("/vastai/vast_tfa_key")),
             QString(config + QStringLiteral("/vastai/vast_api_key")),
             QString(homeDir + QStringLiteral("/.vast_api_key"))}) {
        const Secret secret = fromFile(path);
        if (!secret.isEmpty()) {
            return secret;
        }
    }
    return {};
}

/** Hands a read down the chain until a store has something. */
class ChainRead final : public Job<Secret>
{
public:
    ChainRead(QObject *parent, std::vector<SecretStore *> stores, SecretKind kind, QString scope)
        : Job<Secret>(parent)
        , m_stores(std::move(stores))
        , m_kind(kind)
        , m_scope(std::move(scope))
    {
        askNext();
    }

private:
    void askNext()
    {
        if (m_next >= m_stores.size()) {
            finish(Secret{});
            return;
        }
        Job<Secret> *job = m_stores[m_next++]->read(m_kind, m_scope);
        job->then(this, [this](const Result<Secret> &secret) {
            if (!secret) {
                qCInfo(lcApp).noquote() << "secret store skipped:" << secret.error().message;
            }
            if (secret && !secret->isEmpty()) {
                finish(secret);
            } else {
                askNext();
            }
        });
    }

    std::vector<SecretStore *> m_stores;
    SecretKind m_kind;
    QString m_scope;
    std::size_t m_next = 0;
};

/** Likewise for a write: the first store that takes it. */
class ChainWrite final : public Job<Done>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::ChainWrite) // a job without Q_OBJECT has its base class as context

public:
    ChainWrite(
        QObject *parent, std::vector<SecretStore *> stores, SecretKind kind, QString value, QString scope)
        : Job<Done>(parent)
        , m_stores(std::move(stores))
        , m_kind(kind)
        , m_value(std::move(value))
        , m_scope(std::move(scope))
    {
        askNext(fail(ErrorCategory::Internal, tr("There is no place to keep secrets.")));
    }

private:
    void askNext(const Result<Done> &lastAnswer)
    {
        if (m_next >= m_stores.size()) {
            finish(lastAnswer);
            return;
        }
        Job<Done> *job = m_stores[m_next++]->write(m_kind, m_value, m_scope);
        job->then(this, [this](const Result<Done> &answer) {
            if (answer) {
                finish(answer);
            } else {
                askNext(answer);
            }
        });
    }

    std::vector<SecretStore *> m_stores;
    SecretKind m_kind;
    QString m_value;
    QString m_scope;
    std::size_t m_next = 0;
};

std::vector<SecretStore *> pointers(const std::vector<std::unique_ptr<SecretStore>> &stores)
{
    std::vector<SecretStore *> out;
    out.reserve(stores.size());
    for (const auto &store : stores) {
        out.push_back(store.get());
    }
    return out;
}

} // namespace

QString environmentName(SecretKind kind)
{
    switch (kind) {
    case SecretKind::VastApiKey:
        return QStringLiteral("VAST_API_KEY");
    case SecretKind::RunpodApiKey:
        return QStringLiteral("RUNPOD_API_KEY");
    case SecretKind::ResticPassword:
        return QStringLiteral("RESTIC_PASSWORD");
    case SecretKind::AwsAccessKeyId:
        return QStringLiteral("AWS_ACCESS_KEY_ID");
    case SecretKind::AwsSecretAccessKey:
        return QStringLiteral("AWS_SECRET_ACCESS_KEY");
    case SecretKind::TeamMemoryPassword:
        return QStringLiteral("PGPASSWORD");
    }
    Q_UNREACHABLE();
}

QString storageName(SecretKind kind, const QString &scope)
{
    const QString name = environmentName(kind).toLower();
    return scope.isEmpty() ? name : name + QLatin1Char('/') + scope;
}

Secret environmentSecret(SecretKind kind, const QProcessEnvironment &environment, const QString &homeDir)
{
    const QString name = environmentName(kind);
    const QString raw = environment.value(name);
    // A password may begin or end with a blank, an API key cannot.
    const bool isPassword = kind == SecretKind::ResticPassword || kind == SecretKind::TeamMemoryPassword;
    const QString value = isPassword ? raw : raw.trimmed();
    if (!value.isEmpty()) {
        return found(value, name);
    }
    return kind == SecretKind::VastApiKey ? vastKeyFile(environment, homeDir) : Secret{};
}

Secret environmentSecret(SecretKind kind)
{
    return environmentSecret(kind, QProcessEnvironment::systemEnvironment(), QDir::homePath());
}

EnvironmentStore::EnvironmentStore(QProcessEnvironment environment, QString homeDir, QObject *parent)
    : SecretStore(parent)
    , m_environment(std::move(environment))
    , m_homeDir(std::move(homeDir))
{
}

Job<Secret> *EnvironmentStore::read(SecretKind kind, const QString &scope)
{
    return settledJob<Secret>(
        this, scope.isEmpty() ? environmentSecret(kind, m_environment, m_homeDir) : Secret{});
}

Job<Done> *EnvironmentStore::write(SecretKind, const QString &, const QString &)
{
    return settledJob<Done>(
        this, fail(ErrorCategory::Usage, tr("The environment cannot be changed from here.")));
}

Job<Secret> *MemoryStore::read(SecretKind kind, const QString &scope)
{
    const QString value = m_values.value(storageName(kind, scope));
    return settledJob<Secret>(this, value.isEmpty() ? Secret{} : Secret{value, tr("memory")});
}

Job<Done> *MemoryStore::write(SecretKind kind, const QString &value, const QString &scope)
{
    registerSecret(value);
    m_values.insert(storageName(kind, scope), value);
    return settledJob<Done>(this, Done{});
}

ChainStore::ChainStore(std::vector<std::unique_ptr<SecretStore>> stores, QObject *parent)
    : SecretStore(parent)
    , m_stores(std::move(stores))
{
}

Job<Secret> *ChainStore::read(SecretKind kind, const QString &scope)
{
    return new ChainRead(this, pointers(m_stores), kind, scope);
}

Job<Done> *ChainStore::write(SecretKind kind, const QString &value, const QString &scope)
{
    return new ChainWrite(this, pointers(m_stores), kind, value, scope);
}

std::unique_ptr<SecretStore> environmentFirst()
{
    std::vector<std::unique_ptr<SecretStore>> stores;
    stores.push_back(
        std::make_unique<EnvironmentStore>(QProcessEnvironment::systemEnvironment(), QDir::homePath()));
    if (auto keychain = makeKeychainStore()) {
        stores.push_back(std::move(keychain));
    }
    stores.push_back(std::make_unique<MemoryStore>());
    return std::make_unique<ChainStore>(std::move(stores));
}

} // namespace snapgpu
