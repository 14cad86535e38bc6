// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/secrets/keychain_store.h"

#include "services/core/log.h"

#if SNAPGPU_HAVE_KEYCHAIN
#include <QCoreApplication>
#include <QPointer>
#include <qt6keychain/keychain.h>
#endif

namespace snapgpu {

#if SNAPGPU_HAVE_KEYCHAIN

namespace {

constexpr char kService[] = "SnapGPU";

/** The library's jobs delete themselves; its errors differ by platform, so every failure reads the same. */
Error keychainError(const QKeychain::Job &job)
{
    return {ErrorCategory::MissingTool,
        QObject::tr("The keychain does not answer (%1). Unlock it, or set the environment variable instead.")
            .arg(job.errorString()),
        {}, 0, 0};
}

class ReadJob final : public Job<Secret>
{
    Q_DECLARE_TR_FUNCTIONS(snapgpu::ReadJob) // a job without Q_OBJECT has its base class as context

public:
    ReadJob(QObject *parent, const QString &key)
        : Job<Secret>(parent)
    {
        auto *job = new QKeychain::ReadPasswordJob(QString::fromLatin1(kService), this);
        job->setKey(key);
        job->setInsecureFallback(false);
        connect(job, &QKeychain::Job::finished, this, [this, job] {
            if (job->error() == QKeychain::NoError) {
                registerSecret(job->textData());
                finish(Secret{job->textData(), tr("keychain")});
            } else if (job->error() == QKeychain::EntryNotFound) {
                finish(Secret{});
            } else {
                finish(tl::unexpected<Error>(keychainError(*job)));
            }
        });
        job->start();
    }
};

class WriteJob final : public Job<Done>
{
public:
    WriteJob(QObject *parent, const QString &key, const QString &value)
        : Job<Done>(parent)
    {
        QKeychain::Job *job = nullptr;
        if (value.isEmpty()) {
            job = new QKeychain::DeletePasswordJob(QString::fromLatin1(kService), this);
        } else {
            auto *write = new QKeychain::WritePasswordJob(QString::fromLatin1(kService), this);
            write->setTextData(value);
            job = write;
        }
        job->setKey(key);
        job->setInsecureFallback(false);
        connect(job, &QKeychain::Job::finished, this, [this, job] {
            const bool done = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
            finish(done ? Result<Done>(Done{}) : tl::unexpected<Error>(keychainError(*job)));
        });
        job->start();
    }
};

class KeychainStore final : public SecretStore
{
public:
    using SecretStore::SecretStore;
    Job<Secret> *read(SecretKind kind, const QString &scope) override
    {
        return new ReadJob(this, storageName(kind, scope));
    }
    Job<Done> *write(SecretKind kind, const QString &value, const QString &scope) override
    {
        registerSecret(value);
        return new WriteJob(this, storageName(kind, scope), value);
    }
};

} // namespace

bool hasKeychain() { return true; }

std::unique_ptr<SecretStore> makeKeychainStore() { return std::make_unique<KeychainStore>(); }

#else

bool hasKeychain() { return false; }

std::unique_ptr<SecretStore> makeKeychainStore() { return nullptr; }

#endif

} // namespace snapgpu
