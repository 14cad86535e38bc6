// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/cloud/provider.h"
#include "services/offers/offer_cache.h"
#include "services/restic/snapshot_browser.h"
#include "services/settings/settings.h"
#include "ui/launch_runner.h"
#include "ui/machine_backups.h"
#include "ui/machine_restores.h"
#include "ui/machine_watch.h"
#include "ui/provider_book.h"
#include "ui/repository_book.h"
#include "ui/team_book.h"
#include "ui/theme.h"

#include <functional>
#include <QString>
#include <QVector>

namespace snapgpu {

class HostMemory;

/** One thing the first start looked for, and where. Never the secret itself. */
struct SetupItem
{
    QString title; ///< "API key of vast.ai"
    bool found = false;
    QString detail; ///< "VAST_API_KEY in the environment, or ~/.config/vastai/vast_api_key"
};

/**
 * Everything the window works with; main fills it in, and all pointers must outlive the window. Without a
 * provider the window shows what to set up and offers the sandbox.
 */
struct AppServices
{
    CloudProvider *provider = nullptr; ///< null: no API key yet
    RunnerFactory makeRunner; ///< makes a launch that is not started yet
    RestoreFactory restoreOn; ///< onto a machine that runs; empty = it cannot be done
    BackupFactory backupOn; ///< from a machine, and its sync; empty = it cannot be done
    /** What was begun before and nobody saw end; asked once. Empty: nothing is looked for. */
    std::function<QVector<BegunRestore>()> begunRestores;
    SnapshotBrowser *browser = nullptr; ///< null: no repository configured
    QString repositoryName; ///< its address without credentials
    RepositoryBook *repositories = nullptr; ///< null: only the one above
    MachineWatch *machines = nullptr; ///< may be null when there is no provider
    HostMemory *memory = nullptr; ///< null: nothing is remembered; memoryNote says why
    QString memoryNote;
    ProviderBook *providers = nullptr; ///< may be null: there is one and no choice
    TeamBook *team = nullptr; ///< may be null: the memory of this computer only
    SettingsStore *settings = nullptr; ///< never null
    Theme *theme = nullptr; ///< never null
    const Clock *clock = nullptr; ///< never null
    /** The last list of offers of this cloud, kept between starts; both may be empty: then none is kept. */
    std::function<Result<CachedOffers>()> loadOffers;
    std::function<void(const QVector<Offer> &offers, const QVector<qint64> &seenAtMs)> saveOffers;
    /** Opens a terminal that runs this ssh command; openInTerminal of terminal.h unless a test says
     * otherwise. */
    std::function<Result<Done>(const QString &sshCommand)> openTerminal;
    QString identityFile; ///< private SSH key, for ssh commands; may be empty
    int leaseSeconds = 0; ///< a racer nobody claims destroys itself after this; 0 = unknown
    bool sandbox = false; ///< the cloud is the built-in one: no real money
    bool canOfferSandbox = true;
    QVector<SetupItem> setup;
    QString notice; ///< one sentence to show at start, e.g. a damaged settings file; may be empty
};

} // namespace snapgpu
