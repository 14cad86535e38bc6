// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/core/job.h"

#include <memory>
#include <QHash>
#include <QProcessEnvironment>
#include <QString>
#include <vector>

namespace snapgpu {

enum class SecretKind {
    VastApiKey,
    RunpodApiKey,
    ResticPassword,
    AwsAccessKeyId,
    AwsSecretAccessKey,
    TeamMemoryPassword, ///< of a PostgreSQL server; the scope is its address, so that no other server ever
                        ///< gets it
};

/** A secret and where it came from ("VAST_API_KEY", a file name, "keychain"); an empty value = not there. */
struct Secret
{
    QString value;
    QString source;

    bool isEmpty() const { return value.isEmpty(); }
};

/**
 * Where secrets live. Every value that passes through is registered with the log's redaction. Jobs are owned
 * by the store; reading something that is not there succeeds with an empty Secret.
 */
class SecretStore : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /** `scope` tells several secrets of one kind apart (the id of a repository); empty = the only one. */
    virtual Job<Secret> *read(SecretKind kind, const QString &scope = {}) = 0;
    /** An empty value removes. */
    virtual Job<Done> *write(SecretKind kind, const QString &value, const QString &scope = {}) = 0;
};

QString environmentName(SecretKind kind); ///< VAST_API_KEY, …
QString storageName(SecretKind kind, const QString &scope = {}); ///< stable name of the entry in a keychain

/** The environment variable, and for vast.ai the key files of its command line; at once, without a job. */
Secret environmentSecret(SecretKind kind, const QProcessEnvironment &environment, const QString &homeDir);
/** The same with this process's environment and the person's home folder. */
Secret environmentSecret(SecretKind kind);

/** Read-only view of the environment and of files other programs keep. */
class EnvironmentStore final : public SecretStore
{
    Q_OBJECT
public:
    EnvironmentStore(QProcessEnvironment environment, QString homeDir, QObject *parent = nullptr);

    /** What is in the environment belongs to no scope. */
    Job<Secret> *read(SecretKind kind, const QString &scope = {}) override;
    Job<Done> *write(SecretKind kind, const QString &value, const QString &scope = {}) override; ///< refused

private:
    QProcessEnvironment m_environment;
    QString m_homeDir;
};

/** Until the program ends. */
class MemoryStore final : public SecretStore
{
    Q_OBJECT
public:
    using SecretStore::SecretStore;
    Job<Secret> *read(SecretKind kind, const QString &scope = {}) override;
    Job<Done> *write(SecretKind kind, const QString &value, const QString &scope = {}) override;

private:
    QHash<QString, QString> m_values; ///< by storage name
};

/** Asks its stores in order. Reading skips stores that fail; writing stops at the first that takes it. */
class ChainStore final : public SecretStore
{
    Q_OBJECT
public:
    explicit ChainStore(std::vector<std::unique_ptr<SecretStore>> stores, QObject *parent = nullptr);

    Job<Secret> *read(SecretKind kind, const QString &scope = {}) override;
    Job<Done> *write(SecretKind kind, const QString &value, const QString &scope = {}) override;

private:
    std::vector<std::unique_ptr<SecretStore>> m_stores;
};

/** Passes everything on to a store that outlives it: what is kept there is seen by all who borrow it. */
class LentStore final : public SecretStore
{
    Q_OBJECT
public:
    explicit LentStore(SecretStore *store, QObject *parent = nullptr)
        : SecretStore(parent)
        , m_store(store)
    {
    }

    Job<Secret> *read(SecretKind kind, const QString &scope = {}) override
    {
        return m_store->read(kind, scope);
    }
    Job<Done> *write(SecretKind kind, const QString &value, const QString &scope = {}) override
    {
        return m_store->write(kind, value, scope);
    }

private:
    SecretStore *m_store;
};

bool hasKeychain(); ///< whether the program was built with one; it may still be out of order
/** Environment, then keychain (when built with one), then memory. */
std::unique_ptr<SecretStore> environmentFirst();

} // namespace snapgpu
