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

Capabilities Providers::capabilities(const QString &provider) const
{
    Capabilities can;
    can.choosesHost = can.interruptible = provider == QLatin1String("vast");
    can.billsFromCreate = !can.choosesHost;
    return can;
}

Job<Account> *Providers::test(const QString & /*provider*/, const QString &typedKey)
{
    Account account;
    account.credit = Money::fromDollars(23.41);
    if (typedKey == QLatin1String("wrong")) {
        return settledJob<Account>(this,
            fail(ErrorCategory::Auth,
                QStringLiteral(
                    "RunPod refused the API key (“invalid API key”). Check the key in its console.")));
    }
    return settledJob<Account>(this, account);
}

Job<Done> *Providers::use(const QString &provider, const QString &typedKey)
{
    used = provider + QLatin1Char(' ') + typedKey;
    return settledJob<Done>(this, Done{});
}

void Cloud::beRunPod()
{
    name = QStringLiteral("runpod");
    can = Providers().capabilities(name);
    rows.clear();
    const QStringList places{QStringLiteral("CA-MTL-1, CA"), QStringLiteral("EU-CZ-1, CZ"),
        QStringLiteral("EU-RO-1, RO"), QStringLiteral("EUR-IS-1, IS"), QStringLiteral("US-KS-2, US"),
        QStringLiteral("US-TX-3, US"), QString()};
    const QVector<std::tuple<QString, double, int>> kinds{{QStringLiteral("RTX 4090"), 0.34, 24},
        {QStringLiteral("RTX 4090"), 0.59, 24}, {QStringLiteral("L40S"), 0.79, 48},
        {QStringLiteral("H100 SXM"), 2.69, 80}};
    for (const auto &[gpu, dollars, gb] : kinds) {
        for (const QString &place : places) {
            Offer offer;
            offer.provider = name;
            offer.id = 208'759'658'301 + rows.size();
            offer.machineId = -1'499'047'381 - rows.size();
            offer.gpuName = gpu;
            offer.gpuRamMb = gb * 1024.0;
            offer.geolocation = place;
            offer.dphBase = dollars;
            offer.dphTotal = dollars + 0.006;
            offer.storageCost = 0.10;
            offer.inetDownCost = offer.inetUpCost = 0.0;
            offer.datacenter = dollars > 0.5;
            offer.rentable = true;
            rows.append(offer);
        }
    }
}

AppServices World::services()
{
    AppServices services;
    services.provider = &cloud;
    services.machines = &watch;
    services.providers = &providers;
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
    if (withBackups) {
        services.backupOn = [this](const Machine &machine, const BackupOrder &order) {
            auto *job = new Backup(machine, order);
            if (order.task == BackupTask::SyncStatus) {
                BackupProgress done;
                done.phase = BackupPhase::Done;
                job->end(done, sync);
            } else {
                m_lastBackup = job;
            }
            return job;
        };
    }
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
