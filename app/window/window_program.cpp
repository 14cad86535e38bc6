// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/window_program.h"

#include "services/core/log.h"
#include "services/secrets/keychain_store.h"
#include "ui/language.h"
#include "ui/session_runner.h"
#include "ui/terminal.h"

#include <QMessageBox>

namespace snapgpu {

namespace {

/** A launch that cannot begin, because the SSH key or the repository is missing; it says so and rents
 * nothing. */
class RefusedRunner final : public LaunchRunner
{
public:
    explicit RefusedRunner(const Error &error) { m_outcome.error = error; }

    void start() override
    {
        m_phase = SessionPhase::Finished;
        QMetaObject::invokeMethod(
            this,
            [this] {
                Q_EMIT phaseChanged();
                Q_EMIT finished();
            },
            Qt::QueuedConnection);
    }
    void cancel() override { }
    SessionPhase phase() const override { return m_phase; }
    const RaceView &race() const override { return m_race; }
    const RestoreProgress &restore() const override { return m_restore; }
    const Snapshot &snapshot() const override { return m_snapshot; }
    const SessionOutcome &outcome() const override { return m_outcome; }
    QString sshCommand() const override { return {}; }

private:
    SessionPhase m_phase = SessionPhase::Idle;
    SessionOutcome m_outcome;
    RaceView m_race;
    RestoreProgress m_restore;
    Snapshot m_snapshot;
};

std::unique_ptr<LaunchRunner> makeRunner(const Composition &composition, const LaunchPlan &plan)
{
    const Result<SessionServices> services = composition.sessionServices(plan.restore);
    if (!services) {
        return std::make_unique<RefusedRunner>(services.error());
    }
    return makeSessionRunner(*services, plan);
}

/** Lists of different clouds are never shown for one another; the sandbox has another port every time. */
QString offerSource(const GlobalOptions &options)
{
    if (options.sandbox) {
        return QStringLiteral("sandbox ") + options.provider;
    }
    const bool isRunPod = options.provider == QLatin1String("runpod");
    QString named = isRunPod ? options.runpodUrl : options.vastUrl;
    if (named.isEmpty()) {
        named = qEnvironmentVariable(isRunPod ? "RUNPOD_URL" : "VAST_URL");
    }
    return options.provider + QLatin1Char(' ')
        + QUrl(named).authority(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
}

} // namespace

WindowProgram::WindowProgram(GlobalOptions options, QApplication *app)
    : m_options(std::move(options))
    , m_app(app)
{
}

WindowProgram::~WindowProgram()
{
    // The window uses everything below it.
    m_window.reset();
    m_providers.reset();
    m_team.reset();
    m_repositories.reset();
    m_schedule.reset();
    m_watch.reset();
}

/** What the command line leaves open is taken from the settings. */
GlobalOptions WindowProgram::effectiveOptions() const
{
    GlobalOptions made = m_options;
    const Preferences &saved = m_settings->values();
    const auto fill = [](QString &option, const QString &value) {
        option = option.isEmpty() ? value : option;
    };
    made.bulk = made.bulk || saved.bulkCalls;
    fill(made.provider, saved.provider);
    if (!made.sandbox) {
        fill(made.sshKey, saved.sshKeyFile);
        fill(made.repo, saved.repositoryUrl);
        fill(made.repoHost, saved.repositoryHost);
    }
    return made;
}

void WindowProgram::start()
{
    const Result<Home> home = Home::open(m_options.home);
    if (!home) {
        return refuse(home.error());
    }
    m_settings = std::make_unique<SettingsStore>(home->settingsFile());
    installLanguage(m_app, m_settings->values().language);
    m_offers = std::make_unique<OfferCache>(home->file(QStringLiteral("cache/offers.bin")));
    m_secrets = environmentFirst();
    m_theme = std::make_unique<Theme>(m_app, m_settings->values().appearance);
    connect(m_settings.get(), &SettingsStore::changed, this,
        [this] { m_theme->setAppearance(m_settings->values().appearance); });
    prepare();
}

void WindowProgram::prepare()
{
    auto opened = Composition::open(effectiveOptions(), true, std::make_unique<LentStore>(m_secrets.get()));
    if (!opened) {
        return refuse(opened.error());
    }
    m_composition = std::move(*opened);
    connect(m_composition.get(), &Composition::progress, this, &WindowProgram::showStarting);
    m_composition->prepare()->then(this, [this](const Result<Done> &ready) {
        m_starting.reset();
        if (!ready) {
            return refuse(ready.error());
        }
        showWindow();
    });
}

void WindowProgram::showStarting(const QString &message)
{
    if (!m_starting) {
        m_starting = std::make_unique<QLabel>();
        m_starting->setWindowTitle(QStringLiteral("SnapGPU"));
        m_starting->setObjectName(QStringLiteral("startingLabel"));
        m_starting->setAlignment(Qt::AlignCenter);
        m_starting->setMargin(32);
        m_starting->resize(460, 120);
        m_starting->show();
    }
    m_starting->setText(message);
}

void WindowProgram::refuse(const Error &error)
{
    qCCritical(lcApp).noquote() << error.message << error.detail;
    m_starting.reset();
    auto *box =
        new QMessageBox(QMessageBox::Critical, QStringLiteral("SnapGPU"), error.message, QMessageBox::Close);
    box->setAttribute(Qt::WA_DeleteOnClose);
    connect(box, &QMessageBox::finished, m_app, [] { QCoreApplication::exit(1); });
    box->open();
}

void WindowProgram::showWindow()
{
    makeRepositories();
    makeTeam();
    makeProviders();
    m_watch = std::make_unique<LedgerWatch>(
        m_composition->ledger(), m_composition->sweeper(), m_composition->clock());
    m_schedule = std::make_unique<SweepSchedule>(m_composition->sweeper(), m_composition->clock());
    m_window = std::make_unique<MainWindow>(services());
    connect(m_window.get(), &MainWindow::sandboxRequested, this, [this] { restart(true); });
    connect(m_window.get(), &MainWindow::lookAgainRequested, this, [this] { restart(false); });
    connect(
        m_window.get(), &MainWindow::closedForGood, m_app, [] { QCoreApplication::quit(); },
        Qt::QueuedConnection);
    m_window->show();
    if (m_composition->hasApiKey() || !m_composition->ledger()->openRows().isEmpty()) {
        m_schedule->start();
    }
}

/** The list of repositories, and the one that is open for browsing and for launches. */
void WindowProgram::makeRepositories()
{
    const Result<Repository> fixed = m_composition->repository();
    m_repositories = std::make_unique<RepositoryKeeper>(m_settings.get(), makeKeychainStore(),
        m_composition->resticTools(), m_composition->browserFiles(),
        fixed ? std::optional(*fixed) : std::nullopt, m_composition->options().sandbox);
    const auto use = [this] { m_composition->useRepository(m_repositories->repository()); };
    connect(m_repositories.get(), &RepositoryBook::currentChanged, this, use);
    use();
}

/** A sandbox keeps its memory to itself; what is set is used outside of it. */
void WindowProgram::makeTeam()
{
    const bool sandbox = m_composition->options().sandbox;
    m_team = std::make_unique<TeamKeeper>(m_settings.get(), environmentFirst(),
        sandbox ? nullptr : m_composition->memory(), m_composition->memory()->team().url);
}

void WindowProgram::makeProviders()
{
    const Composition *composition = m_composition.get();
    m_providers = std::make_unique<ProviderKeeper>(
        m_settings.get(), std::make_unique<LentStore>(m_secrets.get()),
        [composition](
            const QString &provider, const QString &key) { return composition->makeProvider(provider, key); },
        composition->options().provider, !m_options.provider.isEmpty(), composition->options().sandbox);
}

/** A damaged settings file; and machines of the provider that this window does not show. */
QString WindowProgram::noticeAtStart() const
{
    const QString warning = m_settings->warning();
    const QString other = m_composition->options().provider == QLatin1String("vast")
        ? QStringLiteral("runpod")
        : QStringLiteral("vast");
    const int left = m_composition->openRowsOf(other);
    if (!warning.isEmpty() || left == 0) {
        return warning;
    }
    return tr("%Ln machine(s) of %1 may still be alive and billing: choose %1 in the settings to see them.",
        nullptr, left)
        .arg(providerName(other));
}

void WindowProgram::restart(bool sandbox)
{
    m_options.sandbox = m_options.sandbox || sandbox;
    // From the event loop: the window that asked must not die inside its own signal.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_window.reset();
            m_providers.reset();
            m_team.reset();
            m_repositories.reset();
            m_schedule.reset();
            m_watch.reset();
            m_composition.reset();
            prepare();
        },
        Qt::QueuedConnection);
}

void WindowProgram::interrupt()
{
    if (m_window) {
        m_window->close();
    } else {
        QCoreApplication::quit();
    }
}

QVector<SetupItem> WindowProgram::setupItems() const
{
    const Result<QString> key = m_composition->sshKeyFile();
    const Result<Repository> repository = m_composition->repository();
    const QString provider = m_composition->options().provider;
    const QString where = provider == QLatin1String("vast")
        ? tr("VAST_API_KEY in the environment, the system's keychain, or the key file of the vast command "
             "line")
        : tr("RUNPOD_API_KEY in the environment, or the system's keychain");
    return {
        SetupItem{tr("API key of %1").arg(providerName(provider)), m_composition->hasApiKey(), where},
        SetupItem{tr("SSH key"), key.has_value(), key ? *key : key.error().message},
        SetupItem{tr("restic repository"), repository.has_value(),
            redacted(repository ? repository->url : repository.error().message)},
    };
}

AppServices WindowProgram::services()
{
    AppServices made;
    Composition *composition = m_composition.get();
    if (composition->hasApiKey()) {
        made.provider = composition->provider();
    }
    made.machines = m_watch.get(); // also without a key: what the ledger knows may be billing
    made.makeRunner = [composition](const LaunchPlan &plan) { return makeRunner(*composition, plan); };
    made.backupOn = [composition](const Machine &machine, const BackupOrder &order) {
        return composition->backupOn(machine, order);
    };
    made.restoreOn = [composition](const MachineRestorePlan &plan) { return composition->restoreOn(plan); };
    made.begunRestores = [composition] { return composition->begunRestores(); };
    if (const Result<Repository> repository = composition->repository()) {
        made.repositoryName = redacted(repository->url);
    }
    made.memory = composition->memory();
    made.team = m_team.get();
    made.providers = m_providers.get();
    made.repositories = m_repositories.get();
    made.browser = m_repositories->browser();
    made.settings = m_settings.get();
    made.theme = m_theme.get();
    made.clock = composition->clock();
    const QString source = offerSource(composition->options());
    made.loadOffers = [this, source] { return m_offers->load(source); };
    made.saveOffers = [this, source](const QVector<Offer> &offers, const QVector<qint64> &seenAtMs) {
        m_offers->save({source, offers, seenAtMs});
    };
    made.openTerminal = [this](const QString &command) {
        return openInTerminal(command, m_settings->values().terminal);
    };
    made.identityFile = composition->sshKeyFile().value_or(QString());
    made.leaseSeconds = composition->options().leaseSeconds;
    made.sandbox = composition->options().sandbox;
    made.canOfferSandbox = !made.sandbox;
    made.setup = setupItems();
    made.notice = noticeAtStart();
    return made;
}

} // namespace snapgpu
