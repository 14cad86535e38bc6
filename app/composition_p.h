// SPDX-License-Identifier: GPL-3.0-or-later
// Included by the parts of Composition and by nothing else.
#pragma once

#include "app/composition.h"
#include "app/ssh_identity.h"
#include "services/net/gated_client.h"
#include "services/restic/restic_browser.h"
#include "services/restore/restic_restore_engine.h"
#include "services/secrets/secret_store.h"
#include "services/session/restore_notes.h"

#include <QLockFile>

namespace snapgpu {

/** What the composition holds, in the order in which it is made. */
class Composition::Private final
{
public:
    Result<Done> openHome(bool exclusive);
    void wire(const QUrl &baseUrl, const QString &apiKey);
    bool isRunPod() const { return options.provider == QLatin1String("runpod"); }
    QUrl cloudUrl() const { return cloudUrl(options.provider); }
    QUrl cloudUrl(const QString &cloud) const; ///< of its API
    std::unique_ptr<CloudProvider> makeProvider(
        const QString &cloud, const QUrl &baseUrl, const QString &apiKey) const;
    QString teamUrl() const; ///< empty: no team shares the memory
    QString nameOfCloud(const QString &file) const { return nameOfCloud(options.provider, file); }
    QString nameOfCloud(const QString &cloud, const QString &file) const;
    Result<SshIdentity> identity() const;
    ProbeFactory makeProbes() const;
    ResticTools resticTools() const;
    ResticSource resticSource(const QUrl &cloud) const;

    GlobalOptions options;
    Home home;
    SystemClock clock;
    std::unique_ptr<QLockFile> lock;
    std::unique_ptr<Ledger> ledger;
    std::unique_ptr<RestoreNotes> notes;
    std::unique_ptr<HostMemory> memory; ///< made when first asked for
    std::unique_ptr<sandbox::SandboxLauncher> launcher;
    std::optional<sandbox::SandboxInfo> sandboxInfo;
    std::unique_ptr<SecretStore> secrets;
    QString teamPassword; ///< empty: libpq's own ways

    mutable std::optional<SshIdentity> foundIdentity;
    bool hasApiKey = false;
    std::optional<Error> repositoryError; ///< why the environment's repository cannot be used
    std::optional<Repository> chosenRepository; ///< by the person, in the window
    QString repositoryUrl;
    QString repositoryPassword;
    QMap<QString, QString> repositoryEnvironment;

    std::unique_ptr<HttpClient> http;
    std::unique_ptr<GatedClient> gated;
    std::unique_ptr<CloudProvider> provider;
    std::unique_ptr<Sweeper> sweeper;
    std::unique_ptr<SnapshotCatalog> catalog;
    std::unique_ptr<SnapshotBrowser> browser;
    std::unique_ptr<RestoreEngine> engine;
};

} // namespace snapgpu
