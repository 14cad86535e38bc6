// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Composition that says which repository is meant and what a launch or a restore gets to work
// with.
#include "app/composition_p.h"
#include "services/restic/repository_address.h"

namespace snapgpu {

namespace {

/** "/srv/repo" or "local:/srv/repo": a folder of this computer, which a rented machine cannot reach. */
bool isLocalFolder(const QString &url)
{
    return url.startsWith(QLatin1Char('/')) || url.startsWith(QLatin1Char('.'))
        || url.startsWith(QLatin1String("local:"));
}

bool isLoopback(const QUrl &url)
{
    return url.host() == QLatin1String("127.0.0.1") || url.host() == QLatin1String("localhost")
        || url.host() == QLatin1String("::1");
}

} // namespace

Result<Repository> Composition::repository() const
{
    if (d->chosenRepository) {
        return *d->chosenRepository;
    }
    if (d->repositoryError) {
        return tl::unexpected<Error>(*d->repositoryError);
    }
    Repository repository;
    repository.url = d->repositoryUrl;
    repository.password = d->repositoryPassword;
    repository.environment = d->repositoryEnvironment;
    fillRegion(&repository, {});
    repository.host = d->options.repoHost;
    repository.hostIdentityFile = d->options.repoKey;
    repository.hostEnvironmentFile = d->options.repoEnv;
    if (!repository.isValid()) {
        return fail(ErrorCategory::RepositoryMissing,
            tr("No restic repository is named. Set RESTIC_REPOSITORY (and RESTIC_PASSWORD), or give --repo; "
               "--sandbox "
               "brings its own."));
    }
    if (repository.password.isEmpty() && !repository.bringsItsOwn()) {
        return fail(ErrorCategory::RepositoryPassword,
            tr("The password of the repository %1 is not known. Set RESTIC_PASSWORD, RESTIC_PASSWORD_FILE or "
               "RESTIC_PASSWORD_COMMAND.")
                .arg(repository.url));
    }
    return repository;
}

Result<QString> Composition::sshKeyFile() const
{
    return d->identity().map([](const SshIdentity &pair) { return pair.privateFile; });
}

Result<SessionServices> Composition::sessionServices(bool needsRepository) const
{
    const Result<SshIdentity> identity = d->identity();
    if (!identity) {
        return tl::unexpected<Error>(identity.error());
    }
    SessionServices services;
    services.race = RaceServices{d->provider.get(), d->ledger.get(), d->sweeper.get(), &d->clock, probes()};
    services.catalog = d->catalog.get();
    services.engine = d->engine.get();
    services.memory = memory();
    services.notes = d->notes.get();
    services.publicKey = identity->publicKey;
    services.identityFile = identity->privateFile;
    services.treesFolder = d->home.file(QStringLiteral("snapshots/trees"));
    services.resticCacheDir = d->home.file(QStringLiteral("restic-cache/."));
    services.leaseSeconds = d->options.leaseSeconds;
    services.confirmGraceMs = qint64{1000} * d->options.graceSeconds;
    if (!needsRepository) {
        return services;
    }
    const Result<Repository> repository_ = repository();
    if (!repository_) {
        return tl::unexpected<Error>(repository_.error());
    }
    if (isLocalFolder(repository_->url) && !isLoopback(d->cloudUrl())) {
        return fail(ErrorCategory::RepositoryMissing,
            tr("The repository %1 is a folder on this computer, which a rented machine cannot reach. Use one "
               "on S3, R2, "
               "SFTP or a REST server.")
                .arg(repository_->url));
    }
    if (repository_->password.isEmpty() || repository_->url.isEmpty()) {
        return fail(ErrorCategory::RepositoryPassword,
            tr("The address and password of the repository are known only to %1, but a rented machine needs "
               "them from here. Set RESTIC_REPOSITORY and RESTIC_PASSWORD too.")
                .arg(repository_->host));
    }
    services.repository = *repository_;
    services.machineRepository = *repository_;
    services.machineRepository.host.clear();
    return services;
}

RestoreJob *Composition::restoreOn(const MachineRestorePlan &plan)
{
    const Result<SessionServices> services = sessionServices(!plan.begun);
    if (!services) {
        return refusedRestore(services.error(), this);
    }
    return new MachineRestore(*services, plan, this);
}

BackupJob *Composition::backupOn(const Machine &machine, const BackupOrder &order)
{
    const bool needsRepository = order.task == BackupTask::Once || order.task == BackupTask::SyncStart;
    Result<SessionServices> services = sessionServices(needsRepository);
    if (!services) {
        return new ResticBackupJob(BackupTools{&d->clock, {}, {}}, services.error(), this);
    }
    if (const Result<Repository> known = repository(); !needsRepository && known) {
        services->machineRepository.url = known->url; // only to be named
    }
    return backUpMachine(*services, d->resticSource(d->cloudUrl()), machine, order, this);
}

} // namespace snapgpu
