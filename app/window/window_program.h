// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/composition.h"
#include "app/sweep_schedule.h"
#include "services/offers/offer_cache.h"
#include "ui/ledger_watch.h"
#include "ui/main_window.h"
#include "ui/provider_keeper.h"
#include "ui/repository_keeper.h"
#include "ui/team_keeper.h"

#include <memory>
#include <QLabel>
#include <QObject>

namespace snapgpu {

/**
 * The window program: opens the home, prepares the services, shows the window, and starts over when the
 * person asks for the sandbox or for another look at keys and repository.
 */
class WindowProgram final : public QObject
{
    Q_OBJECT
public:
    WindowProgram(GlobalOptions options, QApplication *app);
    ~WindowProgram() override;

    void start();
    /** Ctrl+C in the terminal that started it: as closing the window. */
    void interrupt();

private:
    void prepare();
    void showWindow();
    void showStarting(const QString &message);
    void refuse(const Error &error);
    void restart(bool sandbox);
    void makeRepositories();
    void makeTeam();
    void makeProviders();
    QString noticeAtStart() const;
    AppServices services();
    QVector<SetupItem> setupItems() const;
    GlobalOptions effectiveOptions() const;

    GlobalOptions m_options;
    QApplication *m_app;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<OfferCache> m_offers;
    std::unique_ptr<SecretStore> m_secrets; ///< one for all: without a keychain it remembers itself
    std::unique_ptr<Composition> m_composition;
    std::unique_ptr<RepositoryKeeper> m_repositories;
    std::unique_ptr<TeamKeeper> m_team;
    std::unique_ptr<ProviderKeeper> m_providers;
    std::unique_ptr<LedgerWatch> m_watch;
    std::unique_ptr<SweepSchedule> m_schedule;
    std::unique_ptr<QLabel> m_starting;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace snapgpu
