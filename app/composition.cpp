// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/composition.h"

#include "app/composition_p.h"
#include "services/cloud/runpod/runpod_provider.h"
#include "services/cloud/vast/vast_provider.h"
#include "services/core/log.h"
#include "services/remote/ssh_probe.h"
#include "services/restic/repository_address.h"
#include "services/secrets/restic_secrets.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QHostAddress>
#include <QPointer>
#include <QRegularExpression>

namespace snapgpu {

namespace {

/** rest:https://user:password@host: the password must not show in any sentence or log line. */
void registerUrlPassword(const QString &url)
{
    static const QRegularExpression password(QStringLiteral("://[^/@:]*:([^/@]+)@"));
    const auto match = password.match(url);
    if (match.hasMatch()) {
        registerSecret(match.captured(1));
    }
}

/** Sandbox, then secrets, then done; one step after the other, each of which may fail. */
class PrepareJob final : public Job<Done>
{
public:
    using Job<Done>::Job;
    void succeed() { finish(Done{}); }
    void failWith(const Error &error) { finish(tl::unexpected<Error>(error)); }
};

} // namespace

Result<Done> Composition::Private::openHome(bool exclusive)
{
    auto opened = Home::open(options.home);
    if (!opened) {
        return tl::unexpected<Error>(opened.error());
    }
    home = *opened;
    if (exclusive) {
        lock = std::make_unique<QLockFile>(home.file(QStringLiteral("snapgpu.lock")));
        lock->setStaleLockTime(0); // stale only when its process is gone
        if (!lock->tryLock(0)) {
            qint64 pid = 0;
            QString host;
            QString program;
            lock->getLockInfo(&pid, &host, &program);
            return snapgpu::fail(ErrorCategory::Busy,
                Composition::tr(
                    "Another SnapGPU (%1, process %2) is renting or destroying with this home. Wait until "
                    "it is done, or use another --home.")
                    .arg(program)
                    .arg(pid));
        }
    }
    auto book = Ledger::open(home.file(nameOfCloud(QStringLiteral("ledger.sqlite"))), &clock);
    if (!book) {
        return tl::unexpected<Error>(book.error());
    }
    ledger = std::move(*book);
    notes = std::make_unique<RestoreNotes>(home.file(nameOfCloud(QStringLiteral("restores.json"))));
    return Done{};
}

/**
 * Each cloud has a ledger, a host memory and notes of its own: what is missing in the sandbox is not gone at
 * the provider, and a number rented in one world may be somebody else's machine in the other.
 */
QString Composition::Private::nameOfCloud(const QString &cloud, const QString &file) const
{
    const bool runpod = cloud == QLatin1String("runpod");
    const auto marked = [&file](const QString &mark) {
        return QString(file).insert(file.lastIndexOf(QLatin1Char('.')), QLatin1Char('-') + mark);
    };
    const QString own = runpod ? marked(cloud) : file;
    if (options.sandbox) {
        return QStringLiteral("sandbox/") + own;
    }
    const QString authority = cloudUrl(cloud).authority(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    const QUrl usual = runpod ? RunPodSettings().baseUrl : VastSettings().baseUrl;
    if (authority == usual.authority()) {
        return own;
    }
    const QByteArray hash = QCryptographicHash::hash(authority.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString address = QString::fromLatin1(hash.left(8));
    return marked(runpod ? cloud + QLatin1Char('-') + address : address);
}

QUrl Composition::Private::cloudUrl(const QString &cloud) const
{
    if (sandboxInfo) {
        return sandboxInfo->url;
    }
    const bool runpod = cloud == QLatin1String("runpod");
    QString named = runpod ? options.runpodUrl : options.vastUrl;
    if (named.isEmpty()) {
        named = qEnvironmentVariable(runpod ? "RUNPOD_URL" : "VAST_URL");
    }
    return !named.isEmpty() ? QUrl(named) : runpod ? RunPodSettings().baseUrl : VastSettings().baseUrl;
}

std::unique_ptr<CloudProvider> Composition::Private::makeProvider(
    const QString &cloud, const QUrl &baseUrl, const QString &apiKey) const
{
    const auto key = [apiKey] { return apiKey; };
    if (cloud == QLatin1String("runpod")) {
        return std::make_unique<RunPodProvider>(gated.get(), RunPodSettings{baseUrl, key});
    }
    return std::make_unique<VastProvider>(gated.get(), VastSettings{baseUrl, key, options.bulk});
}

Result<SshIdentity> Composition::Private::identity() const
{
    if (sandboxInfo && options.sshKey.isEmpty()) {
        return SshIdentity{sandboxInfo->identityFile, sandboxInfo->publicKey};
    }
    if (!foundIdentity) {
        // Asked several times in a launch, and each look may start ssh-keygen. A failure is looked at again.
        const auto found = findSshIdentity(options.sshKey);
        if (!found) {
            return found;
        }
        foundIdentity = *found;
    }
    return *foundIdentity;
}

ProbeFactory Composition::Private::makeProbes() const
{
    const auto pair = identity();
    SshSettings settings;
    settings.sshProgram = options.sshProgram;
    settings.identityFile = pair ? pair->privateFile : QString();
    settings.publicKey = pair ? pair->publicKey : QString();
    settings.knownHostsDir = home.knownHostsDir();
    return makeSshProbeFactory(settings);
}

/** Machines of a cloud on this very computer are no reason to ask the internet for a program. */
ResticSource Composition::Private::resticSource(const QUrl &cloud) const
{
    ResticSource source;
    const QString named =
        options.resticMirror.isEmpty() ? qEnvironmentVariable("SNAPGPU_RESTIC_MIRROR") : options.resticMirror;
    const bool local = QHostAddress(cloud.host()).isLoopback();
    if (named != QLatin1String("none")) {
        source.baseUrl = !named.isEmpty() ? named : local ? QString() : ResticSource::officialUrl();
    }
    source.uploadDir = home.file(QStringLiteral("restic-releases/."));
    source.http = http.get();
    return source;
}

ResticTools Composition::Private::resticTools() const
{
    const auto identityFile = identity();
    ResticTools tools;
    tools.resticProgram = options.resticProgram;
    tools.sshProgram = options.sshProgram;
    tools.identityFile = identityFile ? identityFile->privateFile : QString();
    tools.knownHostsDir = home.knownHostsDir();
    tools.cacheDir = home.file(QStringLiteral("restic-cache/."));
    return tools;
}

void Composition::Private::wire(const QUrl &baseUrl, const QString &apiKey)
{
    hasApiKey = !apiKey.isEmpty();
    http = std::make_unique<HttpClient>();
    gated = std::make_unique<GatedClient>(
        http.get(), &clock, options.ratePolicy, home.file(QStringLiteral("rate_gate.json")));
    provider = makeProvider(options.provider, baseUrl, apiKey);
    sweeper = std::make_unique<Sweeper>(provider.get(), ledger.get(), &clock);

    catalog = std::make_unique<SnapshotCatalog>(resticTools());
    engine = std::make_unique<ResticRestoreEngine>(&clock, makeProbes(), resticSource(baseUrl));
}

Composition::Composition()
    : d(std::make_unique<Private>())
{
}

Composition::~Composition() = default;

Result<std::unique_ptr<Composition>> Composition::open(
    const GlobalOptions &options, bool exclusive, std::unique_ptr<SecretStore> secrets)
{
    std::unique_ptr<Composition> made(new Composition);
    made->d->options = options;
    const auto opened = made->d->openHome(exclusive);
    if (!opened) {
        return tl::unexpected<Error>(opened.error());
    }
    installLog(made->d->home.logFile(), false);
    made->d->launcher = std::make_unique<sandbox::SandboxLauncher>(made->d->home);
    connect(made->d->launcher.get(), &sandbox::SandboxLauncher::progress, made.get(), &Composition::progress);
    made->d->secrets = std::move(secrets);
    return made;
}

Job<Done> *Composition::prepare()
{
    auto *job = new PrepareJob(this);
    const auto succeed = [this, job] {
        prepareMemory()->then(job, [job](const Result<Done> &) { job->succeed(); });
    };
    const auto readPassword = [this, job, succeed](const QUrl &url, const QString &apiKey) {
        d->wire(url, apiKey);
        resticPassword(QProcessEnvironment::systemEnvironment(), job)
            ->then(job, [this, succeed](const Result<QString> &password) {
                // Destroying machines must not depend on a password for snapshots: the error waits in
                // repository().
                if (!password) {
                    d->repositoryError = password.error();
                } else if (!password->isEmpty()) {
                    d->repositoryPassword = *password;
                }
                succeed();
            });
    };
    const auto repository = resticRepository(QProcessEnvironment::systemEnvironment());
    if (!repository) {
        d->repositoryError = repository.error();
    }
    d->repositoryUrl = d->options.repo.isEmpty() ? repository.value_or(QString()) : d->options.repo;
    registerUrlPassword(d->repositoryUrl);
    d->repositoryEnvironment = resticBackendEnvironment(QProcessEnvironment::systemEnvironment());

    if (!d->options.sandbox) {
        d->secrets->read(d->isRunPod() ? SecretKind::RunpodApiKey : SecretKind::VastApiKey)
            ->then(job, [this, job, readPassword](const Result<Secret> &key) {
                if (!key) {
                    return job->failWith(key.error());
                }
                readPassword(d->cloudUrl(), key->value);
            });
        return job;
    }
    d->launcher->ensureRunning(sandboxOptions())
        ->then(job, [this, job, readPassword, succeed](const Result<sandbox::SandboxInfo> &info) {
            if (!info) {
                return job->failWith(info.error());
            }
            d->sandboxInfo = *info;
            registerSecret(info->apiKey);
            registerSecret(info->repositoryPassword);
            if (d->options.repo.isEmpty()) {
                // The demo repository, whatever the environment says: nobody's own data is touched by a demo.
                d->repositoryError.reset();
                d->repositoryUrl = info->repository;
                d->repositoryEnvironment.clear();
                d->wire(info->url, info->apiKey);
                d->repositoryPassword = info->repositoryPassword;
                return succeed();
            }
            readPassword(info->url, info->apiKey);
        });
    return job;
}

QString Composition::Private::teamUrl() const
{
    // A sandbox in the team's memory must be somebody's will: its machines are nobody else's.
    return options.memoryUrl.isEmpty() && !options.sandbox ? qEnvironmentVariable("SNAPGPU_MEMORY")
                                                           : options.memoryUrl;
}

Job<Done> *Composition::prepareMemory()
{
    const QString url = d->teamUrl();
    // PGPASSWORD, which libpq reads itself, goes before the keychain, as the variable of every secret does.
    if (url.isEmpty() || !environmentSecret(SecretKind::TeamMemoryPassword).isEmpty()) {
        return settledJob<Done>(this, Done{});
    }
    auto *job = new PrepareJob(this);
    d->secrets->read(SecretKind::TeamMemoryPassword, url)->then(job, [this, job](const Result<Secret> &kept) {
        // Without one ~/.pgpass may do; a server that wants more says so when it is met.
        d->teamPassword = kept ? kept->value : QString();
        job->succeed();
    });
    return job;
}

const GlobalOptions &Composition::options() const { return d->options; }

const Home &Composition::home() const { return d->home; }

const Clock *Composition::clock() const { return &d->clock; }

QVector<BegunRestore> Composition::begunRestores() const { return d->notes->all(); }

Ledger *Composition::ledger() const { return d->ledger.get(); }

HostMemory *Composition::memory() const
{
    if (!d->memory) {
        MemorySettings settings;
        settings.file = d->home.file(d->nameOfCloud(QStringLiteral("host_memory.sqlite")));
        settings.team = {d->teamUrl(), d->teamPassword};
        d->memory = std::make_unique<HostMemory>(settings, &d->clock);
    }
    return d->memory.get();
}

sandbox::SandboxLauncher *Composition::sandbox() const { return d->launcher.get(); }

sandbox::SandboxOptions Composition::sandboxOptions() const
{
    sandbox::SandboxOptions made;
    made.speed = d->options.sandboxSpeed;
    made.faults = d->options.sandboxFaults;
    made.strict = d->options.sandboxStrict;
    made.seed = d->options.sandboxSeed;
    return made;
}

int Composition::openRowsOf(const QString &provider) const
{
    const QString file = d->home.file(d->nameOfCloud(provider, QStringLiteral("ledger.sqlite")));
    if (!QFileInfo::exists(file)) {
        return 0;
    }
    const auto book = Ledger::open(file, &d->clock);
    return book ? static_cast<int>((*book)->openRows().size()) : 0;
}

bool Composition::hasApiKey() const { return d->hasApiKey; }

CloudProvider *Composition::provider() const { return d->provider.get(); }

std::unique_ptr<CloudProvider> Composition::makeProvider(const QString &provider, const QString &apiKey) const
{
    return d->makeProvider(provider, d->cloudUrl(provider), apiKey);
}

Sweeper *Composition::sweeper() const { return d->sweeper.get(); }

SnapshotCatalog *Composition::catalog() const { return d->catalog.get(); }

SnapshotBrowser *Composition::browser() const
{
    const Result<Repository> found = repository();
    if (!d->browser && found) {
        d->browser = std::make_unique<ResticBrowser>(d->resticTools(), *found, browserFiles());
    }
    return d->browser.get();
}

ResticTools Composition::resticTools() const { return d->resticTools(); }

BrowserFiles Composition::browserFiles() const
{
    return {d->home.file(QStringLiteral("snapshots/catalog.sqlite")),
        d->home.file(QStringLiteral("snapshots/trees")),
        d->home.file(QStringLiteral("snapshots/own_restic.json"))};
}

void Composition::useRepository(const std::optional<Repository> &chosen) { d->chosenRepository = chosen; }

RestoreEngine *Composition::engine() const { return d->engine.get(); }

ProbeFactory Composition::probes() const { return d->makeProbes(); }

} // namespace snapgpu
