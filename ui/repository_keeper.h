// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/restic/restic_browser.h"
#include "services/secrets/secret_store.h"
#include "services/settings/settings.h"
#include "ui/repository_book.h"

#include <memory>
#include <optional>
#include <QHash>

namespace snapgpu {

/**
 * The book over the settings (descriptions), the keychain or memory (secrets) and restic. At most one browser
 * is open. Pointers must outlive it.
 */
class RepositoryKeeper final : public RepositoryBook
{
    Q_OBJECT
public:
    /** `fixed` = the repository of the environment, the command line or the sandbox; `keychain` may be null.
     * With `onlyFixed` (the sandbox) nothing else is opened by itself. */
    RepositoryKeeper(SettingsStore *settings, std::unique_ptr<SecretStore> keychain, ResticTools tools,
        BrowserFiles files, std::optional<Repository> fixed, bool onlyFixed, QObject *parent = nullptr);
    ~RepositoryKeeper() override;

    /** The one that is open, with its secrets. */
    std::optional<Repository> repository() const;

    QVector<RepositoryEntry> entries() const override;
    bool isFixed(const QString &id) const override;
    QString currentId() const override { return m_currentId; }
    QString currentName() const override;
    QString problem() const override { return m_problem; }
    SnapshotBrowser *browser() const override { return m_browser.get(); }
    Job<Done> *choose(const QString &id) override;
    Job<QString> *save(const RepositoryEntry &entry, const RepositorySecrets &secrets) override;
    Job<Done> *remove(const QString &id) override;
    Job<RepositoryReport> *test(const RepositoryEntry &entry, const RepositorySecrets &secrets) override;
    Job<RepositoryReport> *create(const RepositoryEntry &entry, const RepositorySecrets &secrets) override;
    bool keepsSecrets() const override { return m_keepsSecrets; }

private:
    using Ready = std::function<void(const Repository &)>;
    std::optional<RepositoryEntry> find(const QString &id) const;
    Repository made(const RepositoryEntry &entry, const RepositorySecrets &secrets) const;
    /** Fills in what was not typed from memory or keychain, then goes on. */
    void complete(const RepositoryEntry &entry, const RepositorySecrets &typed, Ready go);
    void readNext(const RepositoryEntry &entry, RepositorySecrets secrets, int next, Ready go);
    void keep(const QString &id, const RepositorySecrets &secrets);
    void openBrowser(const QString &id, const Repository &repository);
    using Starter = Job<RepositoryReport> *(*)(const ResticTools &, const Repository &, QObject *);
    Job<RepositoryReport> *ask(
        Starter starter, const RepositoryEntry &entry, const RepositorySecrets &secrets);

    SettingsStore *m_settings;
    std::unique_ptr<SecretStore> m_keychain;
    ResticTools m_tools;
    BrowserFiles m_files;
    std::optional<Repository> m_fixed;
    bool m_onlyFixed;
    bool m_keepsSecrets;
    QHash<QString, RepositorySecrets> m_memory; ///< by id; also what the keychain told
    QString m_currentId;
    QString m_problem;
    std::unique_ptr<ResticBrowser> m_browser;
};

} // namespace snapgpu
