// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/demo.h"

#include <QRandomGenerator>

namespace snapgpu::demo {

Job<QVector<Offer>> *Cloud::search(const SearchRequest &request)
{
    ++searches;
    lastRequest = request;
    if (inPages) {
        paged = new PagedSearch(this);
        return paged;
    }
    if (hang) {
        return new ManualJob<QVector<Offer>>(this);
    }
    if (!searchError.message.isEmpty()) {
        return settledJob<QVector<Offer>>(this, tl::unexpected(searchError));
    }
    return settledJob<QVector<Offer>>(this, rows);
}

Job<CreateOutcome> *Cloud::create(const CreateRequest & /*request*/, CallUrgency /*urgency*/)
{
    return settledJob<CreateOutcome>(this, CreateOutcome{CreateKind::Refused, {}, {}});
}

Job<QVector<Machine>> *Cloud::list()
{
    ++listings;
    if (hangList) {
        return new ManualJob<QVector<Machine>>(this);
    }
    if (!listError.message.isEmpty()) {
        return settledJob<QVector<Machine>>(this, tl::unexpected(listError));
    }
    return settledJob<QVector<Machine>>(this, machines);
}

Job<DestroyOutcome> *Cloud::destroy(const QString & /*instanceId*/, CallUrgency /*urgency*/)
{
    return settledJob<DestroyOutcome>(this, DestroyOutcome{DestroyKind::AlreadyGone, {}});
}

Job<Account> *Cloud::account() { return settledJob<Account>(this, Account{Money::fromDollars(25.0), {}}); }

Job<Done> *Cloud::attachSshKey(const QString & /*instanceId*/, const QString & /*publicKey*/)
{
    return settledJob<Done>(this, Done{});
}

QString Cloud::onstartScript(const QString & /*publicKey*/, int /*leaseSeconds*/) const { return {}; }

void Runner::finish(const SessionOutcome &outcome)
{
    result = outcome;
    sessionPhase = SessionPhase::Finished;
    Q_EMIT phaseChanged();
    Q_EMIT finished();
}

void Watch::destroy(const QString &label)
{
    destroyed.append(label);
    if (diesAtOnce) {
        money.machines.removeIf([&label](const LiveMachine &machine) { return machine.label == label; });
        Q_EMIT changed();
    }
}

World::World(Appearance appearance)
    : cloud()
    , settings(std::make_unique<SettingsStore>(m_home.filePath(QStringLiteral("settings.json"))))
    , theme(std::make_unique<Theme>(qApp, appearance))
{
    cloud.rows = offers(64);
    browser.rows = snapshots(QDateTime::fromMSecsSinceEpoch(clock.wallMs()));
}

void World::remember(const Past &past)
{
    memory = std::make_unique<HostMemory>(
        MemorySettings{m_home.filePath(QStringLiteral("memory.sqlite")), {}, 400}, &clock);
    memory->record(past.attempts);
    for (const RaceRecord &race : past.races) {
        memory->record(race);
    }
    for (const RestoreRecord &restore : past.restores) {
        memory->record(restore);
    }
}

AppServices World::services()
{
    AppServices services;
    services.provider = &cloud;
    services.machines = &watch;
    services.memory = memory.get();
    services.settings = settings.get();
    services.theme = theme.get();
    services.clock = &clock;
    services.leaseSeconds = 900;
    services.repositoryName = QStringLiteral("s3:account.r2.cloudflarestorage.com/workspace");
    services.makeRunner = [this](const LaunchPlan &plan) {
        auto runner = std::make_unique<Runner>(plan);
        m_lastRunner = runner.get();
        return runner;
    };
    services.restoreOn = [this](const MachineRestorePlan &plan) {
        m_lastRestore = new Restore(plan);
        return m_lastRestore.data();
    };
    services.begunRestores = [this] { return begun; };
    if (withRepository) {
        services.browser = &browser;
        services.repositories = &book;
        book.open = book.next = &browser;
    }
    services.openTerminal = [this](const QString &command) -> Result<Done> {
        terminals.append(command);
        return Done{};
    };
    services.setup = {
        {QStringLiteral("API key of vast.ai"), false,
            QStringLiteral("VAST_API_KEY in the environment, or ~/.config/vastai/vast_api_key")},
        {QStringLiteral("SSH key"), true, QStringLiteral("~/.ssh/id_ed25519")},
        {QStringLiteral("Repository"), false,
            QStringLiteral(
                "RESTIC_REPOSITORY with RESTIC_PASSWORD, RESTIC_PASSWORD_FILE or RESTIC_PASSWORD_COMMAND")}};
    return services;
}

} // namespace snapgpu::demo
