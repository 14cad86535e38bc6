// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/repository_keeper.h"

#include "services/core/log.h"
#include "services/restic/repository_address.h"

#include <algorithm>
#include <QPointer>
#include <QUuid>

namespace snapgpu {

namespace {

QString fixedId() { return QStringLiteral("environment"); }

struct Part
{
    SecretKind kind;
    QString RepositorySecrets::*member;
};
constexpr Part kParts[] = {{SecretKind::ResticPassword, &RepositorySecrets::password},
    {SecretKind::AwsAccessKeyId, &RepositorySecrets::accessKey},
    {SecretKind::AwsSecretAccessKey, &RepositorySecrets::secretKey}};

} // namespace

RepositoryKeeper::RepositoryKeeper(SettingsStore *settings, std::unique_ptr<SecretStore> keychain,
    ResticTools tools, BrowserFiles files, std::optional<Repository> fixed, bool onlyFixed, QObject *parent)
    : RepositoryBook(parent)
    , m_settings(settings)
    , m_keychain(std::move(keychain))
    , m_tools(std::move(tools))
    , m_files(std::move(files))
    , m_fixed(std::move(fixed))
    , m_onlyFixed(onlyFixed)
    , m_keepsSecrets(m_keychain != nullptr)
{
    const QString wanted = settings->values().repositoryId;
    if (m_fixed && (onlyFixed || wanted.isEmpty() || !find(wanted))) {
        openBrowser(fixedId(), *m_fixed);
    } else if (!onlyFixed && !wanted.isEmpty() && find(wanted)) {
        // A keychain answers later; until then nothing is open.
        choose(wanted)->then(this, [this](const Result<Done> &opened) {
            if (!opened) {
                m_problem = opened.error().message;
                Q_EMIT currentChanged();
            }
        });
    }
}

RepositoryKeeper::~RepositoryKeeper() = default;

std::optional<Repository> RepositoryKeeper::repository() const
{
    return m_browser ? std::optional(m_browser->repository()) : std::nullopt;
}

QVector<RepositoryEntry> RepositoryKeeper::entries() const
{
    QVector<RepositoryEntry> all;
    if (m_fixed) {
        RepositoryEntry entry;
        entry.id = fixedId();
        entry.name = m_onlyFixed ? tr("Sandbox") : tr("From the environment");
        entry.url = redacted(m_fixed->url);
        entry.host = m_fixed->host;
        all.append(entry);
    }
    return all + m_settings->values().repositories;
}

bool RepositoryKeeper::isFixed(const QString &id) const { return id == fixedId(); }

std::optional<RepositoryEntry> RepositoryKeeper::find(const QString &id) const
{
    const QVector<RepositoryEntry> all = entries();
    const auto found = std::find_if(
        all.cbegin(), all.cend(), [&id](const RepositoryEntry &entry) { return entry.id == id; });
    return found == all.cend() ? std::nullopt : std::optional(*found);
}

QString RepositoryKeeper::currentName() const
{
    return m_browser ? redacted(m_browser->repository().displayName()) : QString();
}

Repository RepositoryKeeper::made(const RepositoryEntry &entry, const RepositorySecrets &secrets) const
{
    if (isFixed(entry.id) && m_fixed) {
        return *m_fixed;
    }
    Repository repository;
    repository.url = entry.url;
    repository.password = secrets.password;
    repository.host = entry.host;
    repository.hostIdentityFile = entry.hostKeyFile;
    repository.hostEnvironmentFile = entry.hostEnvironmentFile;
    const auto put = [&repository](const char *name, const QString &value) {
        if (!value.isEmpty()) {
            repository.environment.insert(QString::fromLatin1(name), value);
        }
    };
    put("AWS_ACCESS_KEY_ID", secrets.accessKey);
    put("AWS_SECRET_ACCESS_KEY", secrets.secretKey);
    fillRegion(&repository, entry.region);
    return repository;
}

void RepositoryKeeper::complete(const RepositoryEntry &entry, const RepositorySecrets &typed, Ready go)
{
    RepositorySecrets secrets = typed;
    const RepositorySecrets known = m_memory.value(entry.id);
    for (const Part &part : kParts) {
        registerSecret(secrets.*part.member);
        if ((secrets.*part.member).isEmpty()) {
            secrets.*part.member = known.*part.member;
        }
    }
    readNext(entry, secrets, 0, std::move(go));
}

void RepositoryKeeper::readNext(const RepositoryEntry &entry, RepositorySecrets secrets, int next, Ready go)
{
    while (next < static_cast<int>(std::size(kParts)) && !(secrets.*kParts[next].member).isEmpty()) {
        ++next;
    }
    if (next == static_cast<int>(std::size(kParts)) || !m_keychain || entry.id.isEmpty()
        || isFixed(entry.id)) {
        return go(made(entry, secrets));
    }
    m_keychain->read(kParts[next].kind, entry.id)
        ->then(this, [this, entry, secrets, next, go = std::move(go)](const Result<Secret> &secret) mutable {
            if (secret) {
                secrets.*kParts[next].member = secret->value;
                m_memory[entry.id].*kParts[next].member = secret->value;
            } else {
                m_keepsSecrets = false; // out of order: what is typed from now on stays in memory
            }
            readNext(entry, std::move(secrets), next + 1, std::move(go));
        });
}

void RepositoryKeeper::openBrowser(const QString &id, const Repository &repository)
{
    m_currentId = id;
    m_problem.clear();
    auto old = std::move(m_browser);
    m_browser = std::make_unique<ResticBrowser>(m_tools, repository, m_files);
    Q_EMIT currentChanged();
}

Job<Done> *RepositoryKeeper::choose(const QString &id)
{
    const std::optional<RepositoryEntry> entry = find(id);
    if (!entry) {
        return settledJob<Done>(
            this, fail(ErrorCategory::NotFound, tr("This repository is not in the list any more.")));
    }
    auto *job = new ManualJob<Done>(this);
    const QPointer<ManualJob<Done>> alive(job);
    complete(*entry, {}, [this, alive, entry = *entry](const Repository &repository) {
        if (!alive) {
            return;
        }
        if (repository.password.isEmpty() && !repository.bringsItsOwn()) {
            return alive->settleWith(fail(ErrorCategory::RepositoryPassword,
                tr("The password of %1 is not known here; type it in Repositories.").arg(entry.name)));
        }
        openBrowser(entry.id, repository);
        if (!m_onlyFixed) {
            Preferences preferences = m_settings->values();
            preferences.repositoryId = isFixed(entry.id) ? QString() : entry.id;
            if (const auto saved = m_settings->set(preferences); !saved) {
                return alive->settleWith(saved);
            }
        }
        alive->settleWith(Done{});
    });
    return job;
}

void RepositoryKeeper::keep(const QString &id, const RepositorySecrets &secrets)
{
    for (const Part &part : kParts) {
        const QString value = secrets.*part.member;
        if (value.isEmpty()) {
            continue;
        }
        registerSecret(value);
        m_memory[id].*part.member = value;
        if (m_keychain) {
            m_keychain->write(part.kind, value, id)->then(this, [this](const Result<Done> &written) {
                if (m_keepsSecrets != written.has_value()) {
                    m_keepsSecrets = written.has_value();
                    Q_EMIT entriesChanged();
                }
            });
        }
    }
}

Job<QString> *RepositoryKeeper::save(const RepositoryEntry &entry, const RepositorySecrets &secrets)
{
    RepositoryEntry kept = entry;
    if (kept.id.isEmpty()) {
        kept.id = QUuid::createUuid().toString(QUuid::Id128).left(12);
    }
    Preferences preferences = m_settings->values();
    const auto place = std::find_if(preferences.repositories.begin(), preferences.repositories.end(),
        [&kept](const RepositoryEntry &other) { return other.id == kept.id; });
    if (place == preferences.repositories.end()) {
        preferences.repositories.append(kept);
    } else {
        *place = kept;
    }
    if (const auto saved = m_settings->set(preferences); !saved) {
        return settledJob<QString>(this, tl::unexpected<Error>(saved.error()));
    }
    keep(kept.id, secrets);
    Q_EMIT entriesChanged();
    return settledJob<QString>(this, kept.id);
}

Job<Done> *RepositoryKeeper::remove(const QString &id)
{
    Preferences preferences = m_settings->values();
    preferences.repositories.removeIf([&id](const RepositoryEntry &entry) { return entry.id == id; });
    if (preferences.repositoryId == id) {
        preferences.repositoryId.clear();
    }
    const auto saved = m_settings->set(preferences);
    if (saved) {
        m_memory.remove(id);
        for (const Part &part : kParts) {
            if (m_keychain) {
                m_keychain->write(part.kind, QString(), id);
            }
        }
        if (m_currentId == id) {
            m_currentId.clear();
            m_browser.reset();
            Q_EMIT currentChanged();
        }
        Q_EMIT entriesChanged();
    }
    return settledJob<Done>(this, saved);
}

Job<RepositoryReport> *RepositoryKeeper::ask(
    Starter starter, const RepositoryEntry &entry, const RepositorySecrets &secrets)
{
    auto *job = new ManualJob<RepositoryReport>(this);
    const QPointer<ManualJob<RepositoryReport>> alive(job);
    complete(entry, secrets, [this, alive, starter](const Repository &repository) {
        if (!alive || alive->isFinished()) {
            return;
        }
        const QPointer<Job<RepositoryReport>> inner = starter(m_tools, repository, this);
        alive->onCancel = [inner] {
            if (inner) {
                inner->cancel();
            }
        };
        inner->then(this, [alive](const Result<RepositoryReport> &report) {
            if (alive) {
                alive->settleWith(report);
            }
        });
    });
    return job;
}

Job<RepositoryReport> *RepositoryKeeper::test(const RepositoryEntry &entry, const RepositorySecrets &secrets)
{
    return ask(&testRepository, entry, secrets);
}

Job<RepositoryReport> *RepositoryKeeper::create(
    const RepositoryEntry &entry, const RepositorySecrets &secrets)
{
    return ask(&createRepository, entry, secrets);
}

} // namespace snapgpu
