// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/core/clock.h"
#include "services/core/home.h"
#include "services/ledger/sweeper.h"
#include "services/metrics/host_memory.h"
#include "services/net/rate_gate.h"
#include "services/remote/channel.h"
#include "services/restic/restic_browser.h"
#include "services/restore/restore_engine.h"
#include "services/sandbox/launcher.h"
#include "services/secrets/secret_store.h"
#include "services/session/machine_backup.h"
#include "services/session/machine_restore.h"

#include <memory>
#include <optional>
#include <QObject>

namespace snapgpu {

/** What every program understands on its command line. */
struct GlobalOptions
{
    QString home;
    bool json = false;
    QString provider = QStringLiteral("vast"); ///< of the machines that are meant; or "runpod"
    bool sandbox = false;
    double sandboxSpeed = 1.0;
    QString sandboxFaults;
    bool sandboxStrict = false;
    quint64 sandboxSeed = 1;
    QString vastUrl;
    QString runpodUrl;
    QString repo;
    QString repoHost; ///< user@vps[:port] where restic runs
    QString repoKey; ///< private key for it
    QString repoEnv; ///< environment file there
    QString sshKey;
    QString sshProgram = QStringLiteral("ssh");
    QString resticMirror; ///< empty: SNAPGPU_RESTIC_MIRROR, else the official releases; "none" = nowhere
    QString resticProgram = QStringLiteral("restic");
    int leaseSeconds = 900; ///< a racer nobody claims destroys itself after this
    int graceSeconds = 180; ///< how long to wait for destroys to be confirmed
    GatePolicy ratePolicy = GatePolicy::Adaptive;
    bool bulk = false; ///< creates and destroys of one moment leave as one call
    QString memoryUrl; ///< postgresql://… of a host memory that a team shares; empty = the file of this home
};

/**
 * The one place where services are made and wired by constructor; used by the window and by the command line.
 * open() makes what needs no network; prepare() starts the sandbox when asked for and wires the provider.
 */
class Composition final : public QObject
{
    Q_OBJECT
public:
    /** Home, log, ledger. With `exclusive` the home is locked against a second program that could rent or
     * destroy. */
    static Result<std::unique_ptr<Composition>> open(const GlobalOptions &options, bool exclusive,
        std::unique_ptr<SecretStore> secrets = environmentFirst());
    ~Composition() override;

    /** Everything below is valid after this job succeeded. */
    Job<Done> *prepare();

    /** The part of it that memory() needs, for what asks no cloud: the password of the team's server. */
    Job<Done> *prepareMemory();

    const GlobalOptions &options() const;
    const Home &home() const;
    const Clock *clock() const;
    Ledger *ledger() const;
    /** Begun by programs of this home, and nobody saw their end: they may still run on their machines. */
    QVector<BegunRestore> begunRestores() const;
    /** Starts with the first call; each cloud has one of its own, as it has a ledger. */
    HostMemory *memory() const;
    sandbox::SandboxLauncher *sandbox() const;
    sandbox::SandboxOptions sandboxOptions() const;

    /** Machines that this home rented from another provider and that may be alive. */
    int openRowsOf(const QString &provider) const;
    bool hasApiKey() const; ///< of the provider; always in the sandbox
    CloudProvider *provider() const;
    /** Any provider with any key, at the address it has here: to try a key. Must not outlive this. */
    std::unique_ptr<CloudProvider> makeProvider(const QString &provider, const QString &apiKey) const;
    Sweeper *sweeper() const;
    SnapshotCatalog *catalog() const;
    /** Of repository(), made at the first call; null while there is none. */
    SnapshotBrowser *browser() const;
    ResticTools resticTools() const;
    RestoreEngine *engine() const;
    ProbeFactory probes() const;
    /** As this computer reaches it; an error says what is missing and how to give it. */
    Result<Repository> repository() const;
    /** Launches restore from this one from now on, instead of the environment's; nullopt takes it back. */
    void useRepository(const std::optional<Repository> &chosen);
    BrowserFiles browserFiles() const; ///< where browsers of this home keep what they know
    /** File of the SSH key that would be used, or why there is none. */
    Result<QString> sshKeyFile() const;
    /** Fails when there is no SSH key or no repository (unless `needsRepository` is false). */
    Result<SessionServices> sessionServices(bool needsRepository) const;
    /** Begins to restore onto a machine that runs already, or follows what was begun earlier; what is missing
     * for it is told by its end. */
    RestoreJob *restoreOn(const MachineRestorePlan &plan);
    /** Likewise a backup on a machine, or a word to the sync there. */
    BackupJob *backupOn(const Machine &machine, const BackupOrder &order);

Q_SIGNALS:
    void progress(const QString &message); ///< "Making the demo repository…"

private:
    Composition();
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace snapgpu
